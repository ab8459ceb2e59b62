"""Pieces of a job in clear, for those who have the job already: its rows, its wrong rows, the bytes of its file."""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from linli.domains.rosters.models import Piece, Roster
from linli.domains.rosters.rules import Line
from linli.domains.rosters.states import Part
from linli.kernel import crypto

PURPOSE = "rosters.piece"


def sealed_rows(rows: list[Any]) -> bytes:
    """Rows as they are kept."""
    return crypto.seal(json.dumps(rows, ensure_ascii=False, separators=(",", ":")), purpose=PURPOSE)


def sealed_bytes(data: bytes) -> bytes:
    """Bytes of a file as they are kept: as text, so that a rotation of keys seals them anew like everything else."""
    return crypto.seal(base64.b64encode(data).decode(), purpose=PURPOSE)


def rows_in(roster: Roster, number: int, part: Part = Part.ROWS) -> list[Line]:
    """The rows of one piece; none where there is no such piece. Raises `CannotOpen` without its key."""
    found = Piece.unscoped.filter(roster=roster, part=part, number=number).values_list("sealed", flat=True).first()
    return [(one[0], one[1]) for one in json.loads(crypto.unseal(found, purpose=PURPOSE))] if found else []


def first_lines(roster: Roster, count: int) -> list[Line]:
    """The first lines of a list, headers and all."""
    return rows_in(roster, 0)[:count]


def headings_of(roster: Roster) -> list[str]:
    """The headings of a list, as they were matched."""
    return next((cells for _line, cells in rows_in(roster, 0, Part.HEAD)), [])


def wrong_rows(roster: Roster, most: int) -> Iterator[tuple[int, list[str], str]]:
    """Rows that were wrong, with the reason, in the order of the file, at most so many."""
    for sealed in _sealed(roster, Part.WRONG, at_once=20):
        for line, cells, reason in json.loads(crypto.unseal(sealed, purpose=PURPOSE)):
            if most <= 0:
                return
            most -= 1
            yield line, cells, reason


def unsorted_words(roster: Roster) -> Counter[str]:
    """Words that the check couldn't sort, with how often they stand in the list."""
    found: Counter[str] = Counter()
    for sealed in _sealed(roster, Part.WORDS, at_once=20):
        found.update(dict(json.loads(crypto.unseal(sealed, purpose=PURPOSE))))
    return found


def sorted_words(roster: Roster) -> dict[str, str]:
    """How words of a list were sorted: word → key."""
    sealed = next(_sealed(roster, Part.SORTED, at_once=1), None)
    return dict(json.loads(crypto.unseal(sealed, purpose=PURPOSE))) if sealed else {}


def all_rows(roster: Roster) -> Iterator[Any]:
    """The rows of all pieces, one after the other."""
    for sealed in _sealed(roster, Part.ROWS, at_once=4):
        yield from json.loads(crypto.unseal(sealed, purpose=PURPOSE))


def file_chunks(roster: Roster, part: Part = Part.FILE) -> Iterator[bytes]:
    """The bytes of a file, a piece at a time."""
    for sealed in _sealed(roster, part, at_once=4):
        yield base64.b64decode(crypto.unseal(sealed, purpose=PURPOSE))


def _sealed(roster: Roster, part: Part, at_once: int) -> Iterator[bytes]:
    """What is sealed in the pieces of a part, in their order, a few fetched at once."""
    found = Piece.unscoped.filter(roster=roster, part=part).order_by("number")
    after = -1
    while some := list(found.filter(number__gt=after).values_list("number", "sealed")[:at_once]):
        after = some[-1][0]
        yield from (sealed for _number, sealed in some)
