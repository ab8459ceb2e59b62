"""Pictures: what comes in is decoded and written anew, or refused in words."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from types import SimpleNamespace

import pytest
from PIL import Image

from linli.kernel import pictures
from linli.kernel.errors import RuleBroken

LIMITS = SimpleNamespace(photos=3, photo_megabytes=2)
GPS, MAKE, ORIENTATION = 0x8825, 0x010F, 0x0112


def sent(kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 200 if mode == "L" else (200, 30, 30, 0)[: len(mode)]).save(out, kind, **options)
    return out.getvalue()


def code_of(data: bytes) -> str:
    with pytest.raises(RuleBroken) as refusal:
        pictures.clean(data, LIMITS)
    assert refusal.value.message
    return refusal.value.code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_it_takes_what_phones_send(kind: str) -> None:
    clean = pictures.clean(sent(kind), LIMITS)
    image = Image.open(io.BytesIO(clean.data))
    assert (image.format, image.size, clean.width, clean.height) == ("JPEG", (60, 40), 60, 40)


def test_it_removes_place_camera_and_every_other_mark() -> None:
    exif = Image.Exif()
    exif[MAKE] = "Spy Camera"
    exif.get_ifd(GPS)[1] = "N"
    data = sent(exif=exif, comment=b"secret", icc_profile=b"profile")
    assert b"Spy Camera" in data
    assert b"secret" in data
    clean = pictures.clean(data, LIMITS).data
    assert b"Spy Camera" not in clean
    assert b"secret" not in clean
    assert b"profile" not in clean
    assert not Image.open(io.BytesIO(clean)).getexif()


def test_it_turns_a_picture_upright_before_forgetting_how_it_lay() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    assert pictures.clean(sent(size=(60, 40), exif=exif), LIMITS).height == 60


def test_it_shrinks_to_1600_pixels_and_never_enlarges() -> None:
    clean = pictures.clean(sent(size=(4000, 1000)), LIMITS)
    assert (clean.width, clean.height) == (1600, 400)


def test_it_puts_transparency_on_white() -> None:
    clean = pictures.clean(sent("PNG", mode="RGBA"), LIMITS)
    assert Image.open(io.BytesIO(clean.data)).getpixel((5, 5)) == (255, 255, 255)


def test_the_same_picture_has_the_same_hash() -> None:
    assert pictures.clean(sent(), LIMITS).sha256 == pictures.clean(sent(), LIMITS).sha256


def test_a_second_file_behind_the_picture_is_dropped() -> None:
    clean = pictures.clean(sent() + b"PK\x03\x04hidden", LIMITS)
    assert b"hidden" not in clean.data


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("photo.jpg", "no photo")
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        _zip(),
        sent("GIF", mode="L"),
        sent("BMP"),
        sent()[:200],
        b"<svg onload=alert(1)>",
        b"\xff\xd8\xff" * 50,
    ],
    ids=["empty", "words", "zip", "gif", "bmp", "cut", "svg", "noise"],
)
def test_it_refuses_what_is_no_photo(data: bytes) -> None:
    assert code_of(data) == "pictures.unreadable"


def _bomb(side: int) -> bytes:
    """A PNG of `side`² pixels in a few hundred kilobytes."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    body = zlib.compress(bytes((side // 8 + 1) * 100))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [8_100, 12_000, 60_000])
def test_it_refuses_a_decompression_bomb_before_decoding(side: int) -> None:
    assert code_of(_bomb(side)) == "pictures.too_many_pixels"


def test_it_refuses_too_many_bytes_with_413() -> None:
    with pytest.raises(pictures.TooLarge) as refusal:
        pictures.clean(bytes(2_000_001), LIMITS)
    assert (refusal.value.code, refusal.value.status) == ("pictures.too_large", 413)


class Upload:
    """A sent file that mustn't be read."""

    def __init__(self, size: int) -> None:
        self.size = size

    def read(self) -> bytes:
        raise AssertionError("read before its size was looked at")


def test_uploads_are_refused_before_they_are_read() -> None:
    with pytest.raises(pictures.TooLarge):
        pictures.read_uploads([Upload(40_000_000)], LIMITS)
    with pytest.raises(RuleBroken) as refusal:
        pictures.read_uploads([Upload(1)] * 4, LIMITS)
    assert refusal.value.code == "pictures.too_many"


def test_too_many_pictures_are_refused_before_any_is_decoded() -> None:
    with pytest.raises(RuleBroken) as refusal:
        pictures.clean_all([b"no photo"] * 4, LIMITS)
    assert refusal.value.code == "pictures.too_many"
