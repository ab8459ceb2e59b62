"""Pictures of a report that isn't sent yet: cleaned at once, kept for a day or two, by an unguessable name."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from linli.kernel import clock
from linli.kernel.pictures import Limits, clean

_FOLDER = "drafts"
_NAME = re.compile(r"^\d{8}/[0-9a-f]{32}$")
KEPT_DAYS = 2


def keep_draft_photo(data: bytes, *, limits: Limits) -> str:
    """Clean a picture and keep it; returns its name. RuleBroken when it is no picture, or too big."""
    drop_old_drafts()
    name = f"{clock.today():%Y%m%d}/{uuid.uuid4().hex}"
    default_storage.save(_path(name), ContentFile(clean(data, limits).data))
    return name


def read_draft_photo(name: str) -> bytes | None:
    """The picture's bytes (a JPEG without metadata); None when it is gone."""
    if not _NAME.match(name) or not default_storage.exists(_path(name)):
        return None
    with default_storage.open(_path(name)) as file:
        return bytes(file.read())


def drop_draft_photo(name: str) -> None:
    """Remove one picture; harmless when it is gone already."""
    if _NAME.match(name):
        default_storage.delete(_path(name))


def drop_old_drafts() -> int:
    """Remove pictures of reports that were never sent; returns how many."""
    oldest = f"{clock.today() - timedelta(days=KEPT_DAYS):%Y%m%d}"
    dropped = 0
    for day in _days():
        if day < oldest:
            dropped += _drop_day(day)
    return dropped


def _days() -> list[str]:
    if not default_storage.exists(_FOLDER):
        return []
    return default_storage.listdir(_FOLDER)[0]


def _drop_day(day: str) -> int:
    names = default_storage.listdir(f"{_FOLDER}/{day}")[1]
    for name in names:
        default_storage.delete(f"{_FOLDER}/{day}/{name}")
    default_storage.delete(f"{_FOLDER}/{day}")
    return len(names)


def _path(name: str) -> str:
    return f"{_FOLDER}/{name}"
