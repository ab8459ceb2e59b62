"""Tables for people: any queue as an XLSX file, with who took it written down."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

import xlsxwriter
from django.db import transaction
from django.utils.translation import gettext

from linli.domains.cases import events, selectors
from linli.domains.cases.method import CaseRules
from linli.domains.cases.services.texts import cleaned
from linli.foundation.audit import services as audit
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.words import N_

#: Rows of one file at most: what offices still open without waiting.
MOST_ROWS = 50_000
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, how many characters wide it is shown, and what it takes from a row."""

    label: str
    width: int
    value: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Export:
    """A finished file."""

    name: str
    data: bytes


#: What a queue's file shows: what the queue shows, and no personal data beyond it.
COLUMNS = (
    Column(N_("Number"), 18, attrgetter("ref")),
    Column(N_("Title"), 32, attrgetter("title")),
    Column(N_("Category"), 16, attrgetter("category")),
    Column(N_("Place"), 24, attrgetter("where")),
    Column(N_("State"), 14, attrgetter("state")),
    Column(N_("Handler"), 18, attrgetter("who")),
    Column(N_("Due"), 16, attrgetter("due_at")),
    Column(N_("Late"), 8, attrgetter("is_late")),
    Column(N_("Reported at"), 16, attrgetter("opened_at")),
    Column(N_("Called and come"), 12, attrgetter("whistle")),
    Column(N_("Reporters"), 10, attrgetter("reporters")),
    Column(N_("Supervised"), 10, attrgetter("supervised")),
)


@transaction.atomic
def export_cases(
    actor: Actor, *, filters: selectors.Filters, rules: CaseRules | None = None, reason: str = ""
) -> Export:
    """The rows of the queue under `filters` as XLSX. Writes down who took how many, and what for.

    Raises `RuleBroken` cases.not_yours without the permission, cases.too_many_rows beyond 50,000 rows.
    """
    if not actor.can("cases.export"):
        raise RuleBroken("cases.not_yours")
    rows = list(_capped(selectors.export_rows(actor, filters, rules=rules)))
    data = workbook(gettext("Cases"), COLUMNS, rows)
    _record(actor, len(rows), filters.query(), cleaned(reason, least=0, most=200))
    return Export(f"cases-{clock.now().astimezone(clock.ZONE):%Y%m%d-%H%M}.xlsx", data)


def _record(actor: Actor, count: int, filters: str, reason: str) -> None:
    """In the history of the actor's county; the system's own exports leave no line."""
    if actor.county_id is not None:
        county = territory.area_by_id(actor.county_id)
        audit.record(actor, events.QueueExported(count, filters, reason), subject=county, county_id=county.pk)


def workbook(title: str, columns: Sequence[Column], rows: Iterable[Any]) -> bytes:
    """An XLSX file with one sheet: a fixed head with filters, times as civil time. Words are never read as formulas."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(title[:31])
    head = book.add_format({"bold": True, "bottom": 1})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width)
        sheet.write_string(0, number, gettext(column.label), head)
    last = 0
    for last, row in enumerate(rows, start=1):
        for number, column in enumerate(columns):
            _write(sheet, last, number, column.value(row), moment)
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


def _capped(rows: Iterable[Any]) -> Iterator[Any]:
    for number, row in enumerate(rows):
        if number == MOST_ROWS:
            raise RuleBroken("cases.too_many_rows", most=MOST_ROWS)
        yield row
