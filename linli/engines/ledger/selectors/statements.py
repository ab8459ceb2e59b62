"""Statements: what went in and out of an account, with the balance after each. As quick with a million postings as with ten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext

from linli.engines.ledger.models import Account, Posting
from linli.kernel import clock
from linli.kernel.words import N_

if TYPE_CHECKING:
    from linli.engines.ledger.models import Entry

ROWS = 50
#: Rows of a table that is taken in one go.
MOST_ROWS = 20_000

_HEAD = (
    N_("No."), N_("Booked at"), N_("Happened at"), N_("Number of the entry"), N_("Booked for"), N_("In"), N_("Out"), N_("Balance after"),
    N_("Lapses on"), N_("Who booked it"), N_("Reason"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One posting: `came` or `went` is "", amounts in words."""

    posting: Posting
    entry: Entry
    why: str
    came: str
    went: str
    balance: str


@dataclass(frozen=True, slots=True)
class Statement:
    """Some postings, newest first; `before` is the cursor of the next page, None on the last one."""

    rows: tuple[StatementRow, ...]
    before: int | None


def statement(
    account: Account,
    *,
    first: date | None = None,
    last: date | None = None,
    before: int | None = None,
    size: int = ROWS,
) -> Statement:
    """A page of the postings of an account that was fetched in scope, booked between two days in China (both included), older than
    posting `before`. At most three statements, each from an index.
    """
    found = _between(account, first, last)
    if before is not None:
        found = found.filter(number__lt=before)
    rows = list(found.order_by("-number")[: size + 1])
    shown = rows[:size]
    return Statement(tuple(_rows(account, shown)), shown[-1].number if len(rows) > size else None)


def table_of(account: Account, first: date | None = None, last: date | None = None) -> list[list[str]]:
    """The same as a table, oldest first: a head, and at most `MOST_ROWS` rows (the newest ones)."""
    newest = list(_between(account, first, last).order_by("-number")[:MOST_ROWS])
    table = [[gettext(word) for word in _HEAD]]
    for row in _rows(account, reversed(newest)):
        entry, posting = row.entry, row.posting
        table.append([
            str(posting.number), _time(posting.booked_at), _time(entry.effective_at), str(entry.number), row.why, row.came, row.went,
            row.balance, posting.lapses_on.isoformat() if posting.lapses_on else "", entry.actor_label, entry.reason,
        ])  # fmt: skip
    return table


def _between(account: Account, first: date | None, last: date | None) -> QuerySet[Posting]:
    """Postings of these days as a range of numbers: `booked_at` never goes back in an account, so both ends are looked up in an index."""
    rows = Posting.objects.filter(account=account)
    by_time, numbers = rows.order_by("booked_at", "number"), {}
    if first:
        numbers["number__gte"] = _number(by_time.filter(booked_at__gte=_midnight(first)), account.postings + 1)
    if last and last < date.max:
        ended = by_time.filter(booked_at__lt=_midnight(last + timedelta(days=1)))
        numbers["number__lte"] = _number(ended.reverse(), 0)
    return rows.filter(**numbers).select_related("entry")


def _number(rows: QuerySet[Posting], otherwise: int) -> int:
    return next(iter(rows.values_list("number", flat=True)[:1]), otherwise)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, clock.ZONE)


def _time(at: datetime) -> str:
    return f"{at.astimezone(clock.ZONE):%Y-%m-%d %H:%M}"


def _rows(account: Account, postings: Iterable[Posting]) -> Iterable[StatementRow]:
    unit = account.measure
    for one in postings:
        amount = unit.shown(abs(one.amount))
        came, went = (amount, "") if one.amount > 0 else ("", amount)
        yield StatementRow(one, one.entry, gettext(one.entry.why.label), came, went, unit.shown(one.balance))
