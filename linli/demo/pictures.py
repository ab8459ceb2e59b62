"""Pictures of the demo, drawn by rule: a street with its trouble, and the same street without."""

from __future__ import annotations

import io
import random
from functools import cache

from PIL import Image, ImageDraw

WIDE, HIGH = 800, 600
_GROUND = 400
Draw = ImageDraw.ImageDraw


def picture(category: str, *, done: bool) -> bytes:
    """A picture of a problem of this category, before or after (JPEG)."""
    return _drawn(_scene_of(category), done)


def _scene_of(category: str) -> str:
    code = category.rsplit("/", 1)[1]
    for scene, codes in _SCENES.items():
        if code.startswith(codes):
            return scene
    return "street"


@cache
def _drawn(scene: str, done: bool) -> bytes:
    chance = random.Random(f"scene {scene}")
    image = Image.new("RGB", (WIDE, HIGH), "#cfe0ea" if done or scene != "lamp" else "#26324a")
    draw = ImageDraw.Draw(image)
    _street(draw, chance, dark=scene == "lamp" and not done)
    if not done or scene == "lamp":
        _PAINT[scene](draw, chance, done)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def _street(draw: Draw, chance: random.Random, *, dark: bool) -> None:
    """Houses with windows, pavement and road."""
    left = 0
    while left < WIDE:
        width, top = chance.randint(120, 200), chance.randint(90, 220)
        wall = chance.choice(("#d9cbb6", "#c7b8a3", "#e4dccb", "#bfc6c4"))
        draw.rectangle((left, top, left + width, _GROUND), fill="#3b4358" if dark else wall)
        for x in range(left + 18, left + width - 30, 44):
            for y in range(top + 20, _GROUND - 40, 52):
                lit = dark and chance.random() < 0.3
                draw.rectangle((x, y, x + 24, y + 30), fill="#f1d58a" if lit else "#2b3145" if dark else "#8fa6b5")
        left += width
    draw.rectangle((0, _GROUND, WIDE, 460), fill="#4a4f5c" if dark else "#b9b4aa")
    draw.rectangle((0, 460, WIDE, HIGH), fill="#2f333d" if dark else "#7c7f83")
    for x in range(0, WIDE, 120):
        draw.rectangle((x, 524, x + 60, 532), fill="#d8d8d2")


def _water(draw: Draw, chance: random.Random, done: bool) -> None:
    for _ in range(5):
        x, y = chance.randint(0, 520), chance.randint(430, 540)
        draw.ellipse((x, y, x + chance.randint(180, 330), y + 50), fill="#5d7f97", outline="#8fb0c4", width=3)


def _lamp(draw: Draw, chance: random.Random, done: bool) -> None:
    draw.rectangle((396, 130, 406, 440), fill="#555b66")
    draw.rectangle((350, 124, 406, 136), fill="#555b66")
    draw.ellipse((334, 116, 370, 144), fill="#ffe9a8" if done else "#6d7280")


def _waste(draw: Draw, chance: random.Random, done: bool) -> None:
    for _ in range(26):
        x, y, size = chance.randint(240, 560), chance.randint(380, 470), chance.randint(26, 60)
        colour = chance.choice(("#3d3d3d", "#6b5a45", "#2f5d62", "#8a4b3c", "#d9d4c5"))
        draw.ellipse((x, y, x + size, y + int(size * 0.7)), fill=colour)


def _cars(draw: Draw, chance: random.Random, done: bool) -> None:
    for x in range(40, 700, 190):
        colour = chance.choice(("#b23a3a", "#e8e8e8", "#2c4a6e", "#3b3b3b"))
        draw.rounded_rectangle((x, 430, x + 165, 492), 14, fill=colour)
        draw.rounded_rectangle((x + 30, 398, x + 128, 440), 14, fill=colour)
        draw.rectangle((x + 42, 406, x + 116, 432), fill="#a9c1cf")
        for wheel in (x + 24, x + 112):
            draw.ellipse((wheel, 474, wheel + 32, 506), fill="#1d1d1d")


def _goods(draw: Draw, chance: random.Random, done: bool) -> None:
    for x in range(120, 640, 74):
        top = chance.randint(330, 390)
        draw.rectangle(
            (x, top, x + 62, 452), fill=chance.choice(("#b08d57", "#a3753f", "#c9a26b")), outline="#6d5330", width=3
        )
        draw.line((x, top + 22, x + 62, top + 22), fill="#6d5330", width=3)


def _hole(draw: Draw, chance: random.Random, done: bool) -> None:
    draw.ellipse((320, 488, 480, 560), fill="#151515", outline="#4c4c4c", width=8)
    draw.line((300, 470, 300, 560), fill="#c9372c", width=8)


def _plain(draw: Draw, chance: random.Random, done: bool) -> None:
    draw.rectangle((330, 250, 470, 380), fill="#f4ead2", outline="#9c8350", width=5)
    for y in range(274, 370, 22):
        draw.line((346, y, 454, y), fill="#9c8350", width=4)


_SCENES: dict[str, tuple[str, ...]] = {
    "lamp": ("01037", "01060"), "hole": ("01001", "01002", "06013", "01004"), "water": ("01", "0603", "0303"),
    "waste": ("06010", "06011", "06042", "06045", "0701", "06037"), "cars": ("09009", "09012", "09010", "0704"),
    "goods": ("0502", "09005", "06036", "0601", "06001"),
}  # fmt: skip
_PAINT = {
    "lamp": _lamp, "hole": _hole, "water": _water, "waste": _waste, "cars": _cars, "goods": _goods, "street": _plain,
}  # fmt: skip
