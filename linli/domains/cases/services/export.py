"""Tables for people: any queue as an XLSX file, with who took it written down."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter
from django.db import transaction
from django.utils.translation import gettext

from linli.domains.cases import events, selectors
from linli.foundation.audit import services as audit
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

#: Rows of one file at most: what offices still open without waiting.
MOST_ROWS = 50_000
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, and how many characters wide it is shown."""

    label: str
    width: int = 14


@dataclass(frozen=True, slots=True)
class Export:
    """A finished file."""

    name: str
    data: bytes


@transaction.atomic
def export_cases(actor: Actor, *, filters: Any) -> Export:
    """The rows of the queue under `filters`, without personal data, as XLSX. Writes down who took how many.

    Raises `RuleBroken` cases.not_yours without the permission, cases.too_many_rows beyond 50,000 rows.
    """
    if not actor.can("cases.export"):
        raise RuleBroken("cases.not_yours")
    columns, rows = selectors.export_rows(actor, filters)
    listed = list(_capped(rows))
    data = workbook(gettext("Cases"), columns, listed)
    if actor.county_id is not None:
        county = territory.area_by_id(actor.county_id)
        line = events.QueueExported(len(listed), str(filters)[:500])
        audit.record(actor, line, subject=county, county_id=county.pk)
    return Export(f"cases-{clock.now().astimezone(clock.ZONE):%Y%m%d-%H%M}.xlsx", data)


def workbook(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> bytes:
    """An XLSX file with one sheet: a fixed head with filters, times as civil time. Words are never read as formulas."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(title[:31])
    head = book.add_format({"bold": True, "bottom": 1})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width)
        sheet.write_string(0, number, column.label, head)
    last = 0
    for last, row in enumerate(rows, start=1):
        for number, value in enumerate(row):
            _write(sheet, last, number, value, moment)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, max(len(columns) - 1, 0))
    book.close()
    return out.getvalue()


def _write(sheet: Any, row: int, column: int, value: Any, moment: Any) -> None:
    """One cell by its type; None stays empty."""
    if value is None or value == "":
        return
    if isinstance(value, datetime):
        local = value.astimezone(clock.ZONE).replace(tzinfo=None)
        sheet.write_datetime(row, column, local, moment)
    elif isinstance(value, bool):
        sheet.write_string(row, column, gettext("yes") if value else gettext("no"))
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, str(value)[:32_767])


def _capped(rows: Iterable[Sequence[Any]]) -> Iterable[Sequence[Any]]:
    for number, row in enumerate(rows):
        if number == MOST_ROWS:
            raise RuleBroken("cases.too_many_rows", most=MOST_ROWS)
        yield row
