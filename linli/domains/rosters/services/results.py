"""The wrong rows back, as the office knows them: its own columns, and why."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import IO, Any

import xlsxwriter
from django.utils.translation import gettext

from linli.domains.rosters import events
from linli.domains.rosters.models import Roster
from linli.domains.rosters.selectors import pieces
from linli.domains.rosters.services import _base
from linli.foundation.audit.services import record
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Rows of one workbook: more wrong rows than that are one mistake, and the first ones show it.
MOST_WRONG = 50_000
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True, slots=True)
class Result:
    """A finished file, open at its beginning; it goes when it is closed."""

    name: str
    file: IO[bytes]
    media_type: str = XLSX


@_base.changes
def take_wrong_rows(actor: Actor, *, roster: Roster) -> Result:
    """A workbook of the rows that were wrong (the first 50,000), each with its line and the reason; that it was taken is written
    down. Raises RuleBroken rosters.nothing_wrong; OutOfScope.
    """
    row = _base.lock(actor, roster)
    if not row.wrong:
        raise RuleBroken("rosters.nothing_wrong")
    file = io.BytesIO()
    _write(file, pieces.headings_of(row), pieces.wrong_rows(row, MOST_WRONG))
    file.seek(0)
    record(actor, events.WrongRowsTaken(row.wrong), subject=row, county_id=row.county_id)
    return Result(f"wrong-rows-{row.pk}-{clock.today():%Y%m%d}.xlsx", file)


def _write(file: IO[bytes], headings: list[str], rows: Any) -> None:
    """Words are written as words: none is read as a formula, and a number keeps all its digits."""
    book = xlsxwriter.Workbook(file, OPTIONS)
    sheet, head = book.add_worksheet(gettext("Wrong rows")[:31]), book.add_format({"bold": True, "bottom": 1})
    sheet.set_column(0, max(len(headings), 1) - 1, 16)
    sheet.set_column(len(headings), len(headings), 50)
    sheet.set_column(len(headings) + 1, len(headings) + 1, 8)
    for column, word in enumerate([*headings, gettext("What is wrong"), gettext("Row in the list")]):
        sheet.write_string(0, column, word, head)
    for place, (line, cells, reason) in enumerate(rows, start=1):
        for column, word in enumerate(cells[: len(headings)]):
            if word:
                sheet.write_string(place, column, word)
        sheet.write_string(place, len(headings), reason)
        sheet.write_number(place, len(headings) + 1, line)
    sheet.freeze_panes(1, 0)
    book.close()
