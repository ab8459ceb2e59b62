"""Bookings: entered with evidence by one person, checked by another, reversed and never changed (Q44 deposits, Q45 income)."""

from __future__ import annotations

from datetime import date
from typing import Any

from linli.domains.owners import events, rules
from linli.domains.owners.models import Booking, Source
from linli.domains.owners.models.money import MOST
from linli.domains.owners.services import _base, books
from linli.domains.owners.states import BOOKING, CHECK, MONEY, Book, Paid
from linli.engines.ledger import selectors as accounts
from linli.engines.ledger import services as ledger
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken


@_base.changes
def open_source(actor: Actor, *, compound: Any, kind: str, label: str) -> Source:
    """Something common brings money from now on. Raises RuleBroken owners.unknown_source, .label_taken, .words_needed; OutOfScope."""
    held = _base.lock_compound(compound)
    if kind not in territory.rules_of(held.area).owners.income:
        raise RuleBroken("owners.unknown_source")
    name = _base.said(label, 80)
    if Source.unscoped.filter(compound=held, label=name, closed_at=None).exists():
        raise RuleBroken("owners.label_taken")
    made: Source = Source.unscoped.create(**_base.placed(held), kind=kind, label=name, opened_at=clock.now())
    _base.allow(actor, made, MONEY)
    _base.tell(actor, events.SourceOpened(name), held)
    return made


@_base.changes
def enter_booking(
    actor: Actor, *, compound: Any, book: str, amount: int, words: str, evidence: str, on: date | None = None, source: Any = None
) -> Booking:  # fmt: skip
    """Enter money that came in (`amount` in cents above zero) or went out (below), on a day (default today), with the number of its receipt.
    Nothing is booked until somebody else has checked it. Common income names its source.

    Raises RuleBroken owners.bad_amount, .fund_goes_by_use (the fund is spent by uses only), .source_needed, .day_ahead, .words_needed,
    .no_second, .compound_closed; OutOfScope.
    """
    held = _base.lock_compound(compound)
    day = on or clock.today()
    if day > clock.today():
        raise RuleBroken("owners.day_ahead")
    if actor.account_id is None:
        raise RuleBroken("owners.no_second")
    made: Booking = Booking.unscoped.create(
        **_base.placed(held), book=Book(book), source=_source(held, book, amount, source), amount=_amount(amount), on=day,
        words=_base.said(words, 200), evidence=_base.said(evidence, 200), entered_by=actor.label[:120],
        entered_by_id=actor.account_id, entered_at=clock.now(),
    )  # fmt: skip
    _base.allow(actor, made, MONEY)
    _base.tell(actor, events.MoneyEntered(rules.in_yuan(amount)), made)
    return made


def _amount(amount: int) -> int:
    if type(amount) is not int or not 0 < abs(amount) <= MOST:
        raise RuleBroken("owners.bad_amount")
    return amount


def _source(compound: Any, book: str, amount: int, source: Any) -> Any:
    if book == Book.FUND:
        if amount < 0:
            raise RuleBroken("owners.fund_goes_by_use")
        return None
    if source is None and amount > 0:
        raise RuleBroken("owners.source_needed")
    if source is not None and (source.compound_id != compound.pk or source.closed_at is not None):
        raise RuleBroken("owners.source_needed")
    return source


@_base.changes
def check_booking(actor: Actor, *, booking: Booking) -> Booking:
    """A second person has seen the receipt: the money is booked. Raises RuleBroken owners.second_needed, .not_now, and what the ledger
    refuses (ledger.too_little: nothing is overdrawn); OutOfScope.
    """
    row = _held(actor, booking, CHECK, "check")
    if actor.account_id is None or actor.account_id == row.entered_by_id:
        raise RuleBroken("owners.second_needed")
    row.state, row.checked_by, row.checked_by_id, row.checked_at = (
        Paid.BOOKED, actor.label[:120], actor.account_id, clock.now(),
    )  # fmt: skip
    own, out = books.book_of(row.compound, row.book), books.outside(row.county)
    kind = books.BOOKED_IN if row.amount > 0 else books.BOOKED_OUT
    entry = ledger.post(
        actor,
        kind=kind.code,
        key=f"owners.booking:{row.pk}",
        lines=[(own, row.amount), (out, -row.amount)],
        reason=row.words,
    )
    row.entry_id = entry.pk
    row.save(update_fields=["state", "checked_by", "checked_by_id", "checked_at", "entry_id"])
    _base.tell(actor, events.MoneyBooked(rules.in_yuan(row.amount)), row)
    return row


@_base.changes
def refuse_booking(actor: Actor, *, booking: Booking, why: str) -> Booking:
    """What was entered isn't so; it stays readable. Also by whoever entered it. Raises RuleBroken owners.not_now, .words_needed; OutOfScope."""
    row = _held(actor, booking, CHECK, "refuse")
    row.state, row.why = Paid.REFUSED, _base.said(why, 200)
    row.save(update_fields=["state", "why"])
    _base.tell(actor, events.MoneyRefused(row.why), row)
    return row


@_base.changes
def reverse_booking(actor: Actor, *, booking: Booking, why: str) -> Booking:
    """Take back what was booked, by an entry the other way round. Raises RuleBroken owners.not_now, .words_needed, .second_needed, ledger.too_little;
    OutOfScope.
    """
    row = _held(actor, booking, CHECK, "reverse")
    if actor.account_id is None or actor.account_id == row.entered_by_id:
        raise RuleBroken("owners.second_needed")
    row.state, row.reversed_at, row.why = Paid.REVERSED, clock.now(), _base.said(why, 200)
    entry = ledger.reverse_entry(actor, entry=accounts.entry_by_id(row.entry_id), reason=row.why)
    row.reversal_id = entry.pk
    row.save(update_fields=["state", "reversed_at", "why", "reversal_id"])
    _base.tell(actor, events.MoneyReversed(row.why), row)
    return row


def _held(actor: Actor, booking: Booking, permission: str, verb: str) -> Booking:
    held = Booking.unscoped.select_for_update(of=("self",)).select_related("compound__area__county", "county", "area")
    row: Booking = held.get(pk=booking.pk)
    _base.allow(actor, row, permission)
    if BOOKING.move(Paid(row.state), verb) is None:
        raise RuleBroken("owners.not_now")
    return row
