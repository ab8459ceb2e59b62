"""Where a piece of a list ended: signed, so that nobody makes one up, and bound to who asked what."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from django.core import signing

from linli.domains.cases.selectors import Place
from linli.surfaces.api.json.errors import Unreadable

_SALT = "linli.api.cursor"


def write(place: Place | None, *asked: object) -> str | None:
    """The cursor behind a piece; None at the end of the list."""
    if place is None:
        return None
    at = place.at.isoformat() if place.at else ""
    return signing.dumps([_mark(asked), at, place.id], salt=_SALT)


def read(cursor: str, *asked: object) -> Place | None:
    """Where to go on; None for an empty cursor. Raises `Unreadable` api.bad_cursor for what we didn't write for this question."""
    if not cursor:
        return None
    try:
        mark, at, pk = signing.loads(cursor, salt=_SALT)
    except (signing.BadSignature, ValueError):
        raise Unreadable("api.bad_cursor") from None
    if mark != _mark(asked):
        raise Unreadable("api.bad_cursor")
    return Place(datetime.fromisoformat(at) if at else None, pk)


def _mark(asked: tuple[Any, ...]) -> str:
    return hashlib.sha256("|".join(map(str, asked)).encode()).hexdigest()[:16]
