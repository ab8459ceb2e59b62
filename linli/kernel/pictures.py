"""Pictures that people send: checked, turned upright, made small, stripped of their metadata and kept by content.

Whatever comes in is decoded and written anew, so that nothing of the sent file survives but what can be seen: no place, no
camera, no second file hidden behind the picture. An app keeps its own rows of what belongs to what, and says who may see it.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import pillow_heif
from django import forms
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from PIL import Image, ImageOps

from linli.kernel import clock, errors
from linli.kernel.errors import RuleBroken
from linli.kernel.words import N_

pillow_heif.register_heif_opener()

FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
#: Longest side in pixels of what is kept; `photo.js` shrinks to the same size before sending.
LONGEST_SIDE = 1600
#: A phone's largest pictures have 50 million pixels. Beyond, a small file could fill the memory (decompression bomb).
MOST_PIXELS = 64_000_000
QUALITY = 82
MEGABYTE = 1_000_000

errors.register(
    {
        "pictures.unreadable": N_(
            "This isn't a picture that we can read. Please send a JPEG, PNG, WebP or HEIC picture."
        ),
        "pictures.too_large": N_("A picture may have at most {most} MB. Please choose a smaller one."),
        "pictures.too_many_pixels": N_(
            "A picture may have at most {most} million pixels. Please choose a smaller one."
        ),
        "pictures.too_many": N_("At most {most} pictures fit."),
    }
)


class Limits(Protocol):
    """What a method says about pictures: how many at once, and megabytes of each."""

    @property
    def photos(self) -> int: ...

    @property
    def photo_megabytes(self) -> int: ...


class Upload(Protocol):
    """A file as Django hands it over; the size is known before anything is read."""

    size: int | None

    def read(self) -> bytes: ...


class TooLarge(RuleBroken):
    """A picture is larger than the county takes; answered as 413."""

    status = 413


@dataclass(frozen=True, slots=True)
class CleanPicture:
    """A picture as it will be kept: JPEG bytes, their SHA-256, and the size in pixels."""

    data: bytes
    sha256: str
    width: int
    height: int


class ManyFiles(forms.ClearableFileInput):
    """Several pictures from one button."""

    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Zero or more pictures; what is in them is the service's business."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """A list of uploads, empty files left out."""
        given = data if isinstance(data, list | tuple) else [data]
        return [file for file in given if file]


def read_uploads(files: Sequence[Upload], limits: Limits) -> tuple[bytes, ...]:
    """The bytes of sent files, none of which is read before its number and size are known to be right.

    Raises `RuleBroken` pictures.too_many or `TooLarge` pictures.too_large.
    """
    _check_count(len(files), limits)
    for file in files:
        _check_size(file.size or 0, limits)
    return tuple(file.read() for file in files)


def clean_all(photos: Iterable[bytes], limits: Limits) -> tuple[CleanPicture, ...]:
    """Clean several pictures (see `clean`); call it before the transaction begins, since it takes time."""
    photos = tuple(photos)
    _check_count(len(photos), limits)
    return tuple(clean(data, limits) for data in photos)


def clean(data: bytes, limits: Limits) -> CleanPicture:
    """Decode and write anew: upright, at most 1,600 pixels long, JPEG without metadata.

    Raises `TooLarge` pictures.too_large, or `RuleBroken` pictures.unreadable (another kind of file under a picture's name, a
    damaged file) and pictures.too_many_pixels (a bomb).
    """
    _check_size(len(data), limits)
    image = _decoded(data)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY, optimize=True)
    body = out.getvalue()
    return CleanPicture(body, hashlib.sha256(body).hexdigest(), image.width, image.height)


def store(folder: str, name: str, picture: CleanPicture) -> str:
    """Write the file and give its path, which tells the month and the content: the same picture of one `name` is kept once.

    Write it before its row is committed: a row never points at nothing, a file without a row does no harm.
    """
    path = f"{folder}/{clock.now():%Y/%m}/{name}-{picture.sha256[:32]}.jpg"
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(picture.data))
    return path


@dataclass(frozen=True, slots=True)
class PictureFile:
    """An open file of a picture and the hash of its content (for the browser's cache)."""

    file: File[bytes]
    sha256: str


def opened(path: str) -> File[bytes]:
    """The file of a picture; Http404 where it is gone."""
    if not default_storage.exists(path):
        raise Http404
    return default_storage.open(path)


def served(picture: PictureFile) -> FileResponse:
    """Kept by the browser alone, never by a proxy; shown as a picture and as nothing else."""
    response = FileResponse(picture.file, content_type="image/jpeg")
    response.headers["Cache-Control"] = "private, max-age=86400, immutable"
    response.headers["ETag"] = f'"{picture.sha256[:32]}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    return response


def _decoded(data: bytes) -> Image.Image:
    """The picture inside `data`, upright and small. Decoders fail in many ways on hostile bytes: all mean "no photo"."""
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
        _check_pixels(image)
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # JPEG: decode at the scale that is needed
        return _flat(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except RuleBroken:
        raise
    except Exception:  # noqa: BLE001  (any failure of a decoder means the same to the sender)
        raise RuleBroken("pictures.unreadable") from None


def _flat(image: Image.Image) -> Image.Image:
    image = ImageOps.exif_transpose(image)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    if image.mode in ("RGBA", "LA", "PA", "P"):
        image = _on_white(image.convert("RGBA"))
    plain = Image.new("RGB", image.size)  # a new canvas carries no metadata of any kind
    plain.paste(image.convert("RGB"))
    return plain


def _on_white(image: Image.Image) -> Image.Image:
    canvas = Image.new("RGBA", image.size, "white")
    canvas.alpha_composite(image)
    return canvas


def _check_pixels(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise _too_many_pixels()


def _too_many_pixels() -> RuleBroken:
    return RuleBroken("pictures.too_many_pixels", most=MOST_PIXELS // 1_000_000)


def _check_count(count: int, limits: Limits) -> None:
    if count > limits.photos:
        raise RuleBroken("pictures.too_many", most=limits.photos)


def _check_size(size: int, limits: Limits) -> None:
    if size > limits.photo_megabytes * MEGABYTE:
        raise TooLarge("pictures.too_large", most=limits.photo_megabytes)
