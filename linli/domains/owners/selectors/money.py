"""Money of a compound as the office and everybody reads it: what stood at the beginning, came, went and stands at the end, with its rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page
from django.http import Http404
from django.utils.translation import gettext

from linli.domains.owners import rules
from linli.domains.owners.models import Booking, FundUse, Source, Subsidy, SubsidyMonth
from linli.domains.owners.states import BOOKS, PAIDS, USES, Book, Paid, Use
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.scoping import paged
from linli.kernel.standings import Standing

_COUNTED = (Paid.BOOKED, Paid.REVERSED)


@dataclass(frozen=True, slots=True)
class Move:
    """Money that moved in a book: a booking, its being taken back, or a paid use of the fund. `group` is the source, else what it was."""

    at: datetime
    amount: int
    what: str
    evidence: str
    group: str
    taken_back: bool = False

    @property
    def shown(self) -> str:
        """The amount in yuan."""
        return rules.in_yuan(self.amount)


@dataclass(frozen=True, slots=True)
class Shown:
    """Sums in yuan."""

    opening: str
    came: str
    went: str
    closing: str


@dataclass(frozen=True, slots=True)
class Group:
    """All moves of one source in a quarter."""

    label: str
    came: int
    went: int

    @property
    def shown(self) -> Shown:
        """The sums in yuan."""
        return Shown("", rules.in_yuan(self.came), rules.in_yuan(self.went), rules.in_yuan(self.came + self.went))


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A book of a compound in a quarter, in cents: opening + came + went (below zero) = closing. `rows` are all of it, newest first."""

    label: str
    opening: int
    came: int
    went: int
    groups: tuple[Group, ...]
    rows: tuple[Move, ...]

    @property
    def closing(self) -> int:
        """What stood at the end."""
        return self.opening + self.came + self.went

    @property
    def shown(self) -> Shown:
        """The sums in yuan."""
        return Shown(*(rules.in_yuan(one) for one in (self.opening, self.came, self.went, self.closing)))


@dataclass(frozen=True, slots=True)
class BookingRow:
    """A booking as the office reads it; `may_check`: this actor is a second person for it."""

    row: Booking
    book: str
    standing: Standing
    amount: str
    may_check: bool


@dataclass(frozen=True, slots=True)
class SubsidyPage:
    """The newest month's fallback money: who got what, and how many of the open compounds did."""

    month: SubsidyMonth | None
    rows: list[Subsidy]
    paid: int
    due: int
    months: list[SubsidyMonth]
    month_yuan: int

    @property
    def share(self) -> str:
        """Coverage, cut off after two places."""
        found = int(Fraction(self.paid * 10_000, self.due)) if self.due else 0
        return f"{found // 100}.{found % 100:02d}%"


def disclosure(compound: Any, book: str, first: date, after: date) -> Disclosure:
    """A book between two days (the second one not included), by when it was booked, so that a quarter that was disclosed stays as it was."""
    begin, end = _midnight(first), _midnight(after)
    moves = [one for one in _moves(compound, book) if one.at < end]
    here = [one for one in moves if one.at >= begin]
    opening = sum(one.amount for one in moves if one.at < begin)
    here.sort(key=lambda one: one.at, reverse=True)
    came, went = _sums(here)
    return Disclosure(gettext(BOOKS[Book(book)]), opening, came, went, _groups(here), tuple(here))


def _moves(compound: Any, book: str) -> Iterable[Move]:
    rows = Booking.unscoped.filter(compound=compound, book=book, state__in=_COUNTED).select_related("source")
    for one in rows.order_by("pk"):
        group = one.source.label if one.source else gettext("Without a source")
        assert one.checked_at is not None
        yield Move(one.checked_at, one.amount, one.words, one.evidence, group)
        if one.reversed_at is not None:
            yield Move(one.reversed_at, -one.amount, one.words, one.why, group, taken_back=True)
    if book == Book.FUND:
        for use in FundUse.unscoped.filter(compound=compound, state=Use.PAID).order_by("pk"):
            assert use.accepted_at is not None and use.paid is not None
            yield Move(use.accepted_at, -use.paid, use.title, use.accepted_words, gettext("Works paid"))


def _sums(rows: Iterable[Move]) -> tuple[int, int]:
    """Taking back what came counts as less that came, not as money spent."""
    came = went = 0
    for one in rows:
        if (one.amount > 0) is not one.taken_back:
            came += one.amount
        else:
            went += one.amount
    return came, went


def _groups(rows: Iterable[Move]) -> tuple[Group, ...]:
    found: dict[str, list[Move]] = {}
    for one in rows:
        found.setdefault(one.group, []).append(one)
    return tuple(Group(label, *_sums(group)) for label, group in sorted(found.items()))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, clock.ZONE)


def money_left(compound: Any, book: str) -> int:
    """What a book has now without what is on hold, in cents, from its rows: the same as the ledger's account says."""
    held = sum(
        FundUse.unscoped.filter(compound=compound, state__in=(Use.APPROVED, Use.DONE)).values_list("quote", flat=True)
    )
    return sum(one.amount for one in _moves(compound, book)) - (held if book == Book.FUND else 0)


def bookings_page(actor: Actor, compound: Any, number: str | None) -> Page:
    """Bookings of a compound that was fetched in scope, newest first."""
    rows = Booking.scoped.visible_to(actor).filter(compound=compound).select_related("source").order_by("-pk")
    found = paged(rows, number)
    found.object_list = [_row(actor, one) for one in found.object_list]
    return found


def _row(actor: Actor, one: Booking) -> BookingRow:
    other = actor.account_id is not None and actor.account_id != one.entered_by_id
    return BookingRow(one, BOOKS[Book(one.book)], PAIDS[Paid(one.state)], rules.in_yuan(one.amount), other)


def booking_for(actor: Actor, pk: int, to: str | None = None) -> Booking:
    """One booking: Http404 when hidden, PermissionDenied when it may be seen but not `to`."""
    row: Booking | None = Booking.scoped.visible_to(actor).select_related("area", "compound").filter(pk=pk).first()
    return _reached(actor, row, to)


def use_for(actor: Actor, pk: int, to: str | None = None) -> FundUse:
    """One use of the fund: Http404 when hidden, PermissionDenied when it may be seen but not `to`."""
    seen = FundUse.scoped.visible_to(actor).select_related("area", "compound", "vote", "company")
    return _reached(actor, seen.filter(pk=pk).first(), to)


def _reached(actor: Actor, row: Any, to: str | None) -> Any:
    if row is None:
        raise Http404
    if to and not actor.reaches(to, row.area.path):
        raise PermissionDenied
    return row


def sources_of(compound: Any) -> list[Source]:
    """Open sources of a compound's common income."""
    return list(Source.unscoped.filter(compound=compound, closed_at=None).order_by("label", "pk"))


def income_kinds(area: Any) -> dict[str, Any]:
    """Kinds of common income here, by the method."""
    return dict(territory.rules_of(area).owners.income)


def sums_of(use: FundUse) -> list[tuple[str, str]]:
    """The sums of a use of the fund, in yuan: quote, what is on hold now, paid, given back."""
    rows = [(gettext("Quote"), use.quote)]
    if use.state in (Use.APPROVED, Use.DONE):
        rows.append((gettext("On hold"), use.quote))
    if use.paid is not None:
        rows += [(gettext("Paid"), use.paid), (gettext("Given back"), use.quote - use.paid)]
    return [(label, rules.in_yuan(amount)) for label, amount in rows]


def uses_of(compound: Any) -> list[tuple[FundUse, Standing]]:
    """Uses of a compound's fund, newest first, all of them: given up ones are disclosed too."""
    rows = FundUse.unscoped.filter(compound=compound).select_related("vote", "company").order_by("-pk")
    return [(one, USES[Use(one.state)]) for one in rows]


def subsidy_rows(page: SubsidyPage) -> list[tuple[Subsidy, str]]:
    """What each compound got, with its amount in yuan."""
    return [(one, rules.in_yuan(one.amount)) for one in page.rows]


def subsidy_page(actor: Actor, county: Any) -> SubsidyPage:
    """Fallback money of a county as the actor's ground sees it."""
    months = list(SubsidyMonth.unscoped.filter(county=county).order_by("-month")[:24])
    newest = months[0] if months else None
    rows = Subsidy.scoped.visible_to(actor).filter(month=newest).select_related("compound", "area")
    compounds = territory.compounds_on(territory.descendants(county).order_by().values("pk"))
    due = compounds.count()
    paid = compounds.filter(pk__in=Subsidy.unscoped.filter(month=newest).order_by().values("compound")).count()
    rule = territory.rules_of(county).owners.subsidy
    yuan = rule.month_yuan if rule else 0
    return SubsidyPage(newest, list(rows.order_by("compound__name", "pk")), paid, due, months, yuan)
