"""Pictures that people send: checked, turned upright, made small, stripped of their metadata and kept by content.

Whatever comes in is decoded and written anew, so that nothing of the sent file survives but what can be seen: no place, no
camera, no second file hidden behind the picture.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import pillow_heif
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageOps

from linli.domains.cases.models import Attachment, AttachmentKind, Case
from linli.kernel import clock
from linli.kernel.errors import RuleBroken

pillow_heif.register_heif_opener()

FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
#: Longest side in pixels of what is kept; `photo.js` shrinks to the same size before sending.
LONGEST_SIDE = 1600
#: A phone's largest pictures have 50 million pixels. Beyond, a small file could fill the memory (decompression bomb).
MOST_PIXELS = 64_000_000
QUALITY = 82
MEGABYTE = 1_000_000


class Limits(Protocol):
    """What a method says about pictures (`rules.cases.limits`): how many at once, and megabytes of each."""

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


def read_uploads(files: Sequence[Upload], limits: Limits) -> tuple[bytes, ...]:
    """The bytes of sent files, none of which is read before its number and size are known to be right.

    Raises `RuleBroken` cases.too_many_photos or `TooLarge` cases.photo_too_large.
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

    Raises `TooLarge` cases.photo_too_large, or `RuleBroken` cases.not_a_photo (another kind of file under a picture's name, a
    damaged file) and cases.photo_too_many_pixels (a bomb).
    """
    _check_size(len(data), limits)
    image = _decoded(data)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY, optimize=True)
    body = out.getvalue()
    return CleanPicture(body, hashlib.sha256(body).hexdigest(), image.width, image.height)


def attach(
    case: Case,
    pictures: Iterable[CleanPicture],
    *,
    kind: str = AttachmentKind.BEFORE,
    public: bool = True,
    by: str = "",
) -> list[Attachment]:
    """Keep clean pictures with a case; the same picture twice is kept once. One statement, inside the caller's transaction.

    The file is written before its row is committed: a row never points at nothing, a file without a row does no harm.
    """
    rows = [_row(case, picture, kind=kind, public=public, by=by) for picture in pictures]
    if not rows:
        return []
    return Attachment.objects.bulk_create(rows, ignore_conflicts=True)


def _row(case: Case, picture: CleanPicture, **facts: Any) -> Attachment:
    at = clock.now()
    path = f"cases/{at:%Y/%m}/{case.pk}-{picture.sha256[:32]}.jpg"
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(picture.data))
    return Attachment(
        case=case,
        kind=facts["kind"],
        path=path,
        sha256=picture.sha256,
        width=picture.width,
        height=picture.height,
        size=len(picture.data),
        public=facts["public"],
        added_at=at,
        added_by=facts["by"],
    )


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
        raise RuleBroken("cases.not_a_photo") from None


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
    return RuleBroken("cases.photo_too_many_pixels", most=MOST_PIXELS // 1_000_000)


def _check_count(count: int, limits: Limits) -> None:
    if count > limits.photos:
        raise RuleBroken("cases.too_many_photos", most=limits.photos)


def _check_size(size: int, limits: Limits) -> None:
    if size > limits.photo_megabytes * MEGABYTE:
        raise TooLarge("cases.photo_too_large", most=limits.photo_megabytes)
