"""Axes, lines and bars as numbers. Pure; templates draw them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

LEFT, RIGHT, TOP, BOTTOM = 60.0, 532.0, 16.0, 194.0
STEPS = 4
MOST_LABELS = 7


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis. `spare` ones are left out on a phone."""

    at: str
    text: str
    spare: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One series: its points and where it ends."""

    name: str
    points: str
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with its words."""

    name: str
    value: float
    kind: str
    x: str
    y: str
    height: str
    middle: str
    label_y: str


def ceiling(largest: float) -> float:
    """The round number (1, 2, 2.5, 4, 5, 8 × 10ⁿ) at or above `largest` whose quarters are easy to read; 4 for none."""
    if largest <= 4:
        return 4
    power = 10.0 ** math.floor(math.log10(largest))
    return next(power * k for k in (1, 1.2, 1.6, 2, 2.4, 3.2, 4, 5, 6, 8, 10) if power * k >= largest)


def grid(top: float) -> list[Tick]:
    """Horizontal lines from 0 to `top`."""
    return [Tick(f"{_height(top * i / STEPS, top):.1f}", _figure(top * i / STEPS)) for i in range(STEPS + 1)]


def labels(texts: Sequence[str]) -> list[Tick]:
    """Words under the axis: at most seven, of which a phone shows every other one."""
    last = len(texts) - 1
    stride = max(1, math.ceil(len(texts) / MOST_LABELS))
    chosen = [i for i in range(len(texts)) if (last - i) % stride == 0]
    return [Tick(f"{_along(i, last):.1f}", str(texts[i]), (len(chosen) - 1 - n) % 2 == 1) for n, i in enumerate(chosen)]


def line(name: str, values: Sequence[float], top: float) -> Line:
    """A series on an axis that ends at `top`."""
    last = len(values) - 1
    points = [(_along(i, last), _height(value, top)) for i, value in enumerate(values)]
    x, y = points[-1] if points else (LEFT, BOTTOM)
    return Line(name, " ".join(f"{px:.1f},{py:.1f}" for px, py in points), f"{x:.1f}", f"{y:.1f}")


def bars(items: Sequence[tuple[str, float, str]]) -> list[Bar]:
    """Bars of (name, value, kind), side by side, the largest as high as the picture."""
    largest = max((value for _, value, _ in items), default=0) or 1
    slot = 510 / max(len(items), 1)
    return [_bar(i, item, slot, largest) for i, item in enumerate(items)]


def _bar(i: int, item: tuple[str, float, str], slot: float, largest: float) -> Bar:
    name, value, kind = item
    height = 160 * value / largest
    left = 30 + slot * i + (slot - 64) / 2
    y = 198 - height
    return Bar(name, value, kind, f"{left:.1f}", f"{y:.1f}", f"{height:.1f}", f"{left + 32:.1f}", f"{y - 8:.1f}")


def spark(values: Sequence[float], width: float = 96, height: float = 24) -> str:
    """Points of a small line that fills its box; a flat series runs through the middle."""
    low, high = min(values, default=0), max(values, default=0)
    reach, last = high - low, max(len(values) - 1, 1)

    def y(value: float) -> float:
        return height / 2 if not reach else 2 + (height - 4) * (high - value) / reach

    return " ".join(f"{width * i / last:.1f},{y(value):.1f}" for i, value in enumerate(values))


def _along(i: int, last: int) -> float:
    return RIGHT if last <= 0 else LEFT + (RIGHT - LEFT) * i / last


def _height(value: float, top: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * value / top


def _figure(value: float) -> str:
    return f"{value:g}"
