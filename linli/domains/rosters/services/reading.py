"""The worker reads a file into pieces of rows: once, whatever its format, so that all that follows begins at any piece."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import transaction

from linli.domains.rosters import rules
from linli.domains.rosters.models import Roster
from linli.domains.rosters.rules import Line
from linli.domains.rosters.selectors import pieces
from linli.domains.rosters.services import _base
from linli.domains.rosters.states import Part, State
from linli.foundation.privacy import rls
from linli.kernel import clock, sheets
from linli.kernel.errors import RuleBroken

#: Rows of a piece: one transaction of the run.
ROWS = 2_000


def read_list(pk: int) -> None:
    """Read a whole file. A read that was killed is begun again and keeps the pieces that are there.

    Raises RuleBroken (sheets.…, rosters.empty) for a file that can't be read, after which nothing is left of it.
    """
    with tempfile.TemporaryFile() as file:  # has no name: a killed worker leaves nothing of it on the disk
        with transaction.atomic(), rls.everywhere():
            for chunk in pieces.file_chunks(Roster.unscoped.get(pk=pk)):
                file.write(chunk)
        file.seek(0)
        for number, batch in enumerate(batches(sheets.stream_rows(file), ROWS)):
            if not _keep(pk, number, batch):
                return
    _finish(pk)


def batches(rows: Iterable[Line], size: int) -> Iterator[list[Line]]:
    """Rows in lists of `size`."""
    waiting = iter(rows)
    while batch := list(islice(waiting, size)):
        yield batch


@_base.changes
def _keep(pk: int, number: int, batch: list[Line]) -> bool:
    """Keep a piece, unless it is there; False when nobody wants the file read any more."""
    roster = _base.hold(pk)
    if roster.state != State.READING:
        return False
    if number >= roster.pieces:
        _base.piece(roster, Part.ROWS, number, pieces.sealed_rows(batch), len(batch))
        roster.pieces = number + 1
        roster.total += len(batch)
        roster.seen = roster.total
        roster.moved_at = clock.now()
        roster.save(update_fields=["pieces", "total", "seen", "moved_at"])
    return True


@_base.changes
def _finish(pk: int) -> None:
    """All rows are there: guess the header, and forget the file."""
    roster = _base.hold(pk)
    if roster.state != State.READING:
        return
    if not roster.pieces:
        raise RuleBroken("rosters.empty")
    lines = pieces.first_lines(roster, rules.HEADER_WITHIN)
    known = roster.subject.headings
    roster.header_line = known.line(lines)
    headings = known.under(lines, roster.header_line)
    roster.columns = {str(column): field for column, field in known.columns(headings).items()}
    roster.seen = 0
    _base.move(roster, "read")
    roster.save()
    _base.drop(roster, Part.FILE)
