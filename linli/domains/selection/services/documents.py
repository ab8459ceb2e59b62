"""Documents of a selection: PDF as it is, pictures written anew without their metadata, both only ever downloaded."""

from __future__ import annotations

import hashlib
import io
from typing import Protocol

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageOps

from linli.domains.selection import events, rules
from linli.domains.selection.models import Document, Selection
from linli.domains.selection.selectors.pinned import rules_of
from linli.domains.selection.services import _base
from linli.foundation.audit.services import record
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import one_line

MEGABYTE = 1_000_000
#: A scanned page has a few thousand pixels a side; more in a small file is a bomb.
MOST_PIXELS = 40_000_000
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG"}


class TooLarge(RuleBroken):
    """A file is larger than the county takes; answered as 413."""

    status = 413


class Upload(Protocol):
    """A file as Django hands it over; the size is known before anything is read."""

    size: int | None

    def read(self) -> bytes: ...


@_base.changes
def add_document(actor: Actor, *, selection: Selection, title: str, file: Upload) -> Document:
    """Keep a document of the present stage, by whose turn it is.

    Raises `TooLarge` selection.document_large, RuleBroken selection.document_many, selection.document_kind (by its first bytes,
    not by its name), selection.document_broken, selection.not_now, selection.not_yours.
    """
    row = _base.lock(actor, selection)
    _base.turn(actor, row)
    limits = rules_of(row).documents
    if Document.unscoped.filter(selection=row).count() >= limits.most:
        raise RuleBroken("selection.document_many", most=limits.most)
    if (file.size or 0) > limits.megabytes * MEGABYTE:
        raise TooLarge("selection.document_large", most=limits.megabytes)
    data, kind = clean(file.read())
    made = _kept(actor, row, data, kind, one_line(title, 80) or rules.ENDINGS[kind].upper())
    record(actor, events.DocumentAdded(made.title), subject=row, county_id=row.county_id)
    return made


def clean(data: bytes) -> tuple[bytes, str]:
    """The bytes that are kept and their media type."""
    kind = rules.kind_of_file(data)
    if not kind:
        raise RuleBroken("selection.document_kind")
    return (data, kind) if kind not in _FORMATS else (_written_anew(data, _FORMATS[kind]), kind)


def _written_anew(data: bytes, form: str) -> bytes:
    try:
        image = Image.open(io.BytesIO(data), formats=(form,))
        if image.width * image.height > MOST_PIXELS:
            raise RuleBroken("selection.document_broken")
        plain = ImageOps.exif_transpose(image).convert("RGB")
        plain.info.clear()
        out = io.BytesIO()
        plain.save(out, form, **({"quality": 88} if form == "JPEG" else {}))
    except RuleBroken:
        raise
    except Exception:  # noqa: BLE001  (any failure of a decoder means the same to the sender)
        raise RuleBroken("selection.document_broken") from None
    return out.getvalue()


def _kept(actor: Actor, row: Selection, data: bytes, kind: str, title: str) -> Document:
    digest, at = hashlib.sha256(data).hexdigest(), clock.now()
    number = Document.unscoped.filter(selection=row).count() + 1
    wanted = f"selection/{at:%Y/%m}/{row.pk}-{number}-{digest[:32]}.{rules.ENDINGS[kind]}"
    made: Document = Document.unscoped.create(
        county_id=row.county_id, area_id=row.area_id, selection=row, stage=row.state, title=title,
        path=default_storage.save(wanted, ContentFile(data)), media_type=kind, sha256=digest, size=len(data),
        added_at=at, added_by=actor.label,
    )  # fmt: skip
    return made


def ending_of(kind: str) -> str:
    """The ending of a file of a media type that `clean` returned."""
    return rules.ENDINGS[kind]
