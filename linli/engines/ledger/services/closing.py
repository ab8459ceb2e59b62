"""Closing an account: at zero, or with a last entry that brings it there. It stays closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from linli.engines.ledger import events, registry
from linli.engines.ledger.models import Account
from linli.engines.ledger.services._journal import JOURNAL, Draft, Line, held_accounts
from linli.engines.ledger.services.booking import book
from linli.engines.ledger.services.lapsing import lapse_account
from linli.foundation.audit.services import record
from linli.kernel import clock
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import one_line

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

_COUNTYS = (registry.SOURCE.code, registry.LAPSED.code)


@transaction.atomic
def close_account(actor: Actor, *, account: Account, reason: str, to: Account | None = None) -> Account:
    """Close an account at zero; with `to`, what is left goes there (or what is missing comes from there) in a last entry. Nothing can be
    booked afterwards, not even a reversal, and it isn't opened again. Twice is once. History tells why.

    Raises RuleBroken ledger.reason_needed, ledger.stays_open, ledger.held_still, ledger.not_empty, and as `post`.
    """
    if not reason.strip():
        raise RuleBroken("ledger.reason_needed")
    if account.kind in _COUNTYS or account.held_of_id:
        raise RuleBroken("ledger.stays_open")
    JOURNAL.held_head(account.county_id)  # before its accounts, as whoever books
    row = _held(account.pk)
    if row.closed_at:
        return row
    if row.balance and to:
        _emptied(actor, row, to, reason)
        row = _held(account.pk)
    if row.balance:
        unit = row.measure
        raise RuleBroken("ledger.not_empty", balance=unit.shown(row.balance), unit=gettext(unit.label))
    _shut(row)
    record(actor, events.AccountClosed(one_line(reason, 200)), subject=row, county_id=row.county_id)
    return row


def _held(pk: int) -> Account:
    """The account, locked, with what has lapsed of it booked; RuleBroken where something is on hold of it."""
    if Account.unscoped.filter(held_of=pk).exclude(balance=0).exists():
        raise RuleBroken("ledger.held_still")
    row = held_accounts([pk])[pk]
    if not row.closed_at and row.check_on and row.check_on <= clock.today():
        lapse_account(row.county_id, pk)
        row = held_accounts([pk])[pk]
    return row


def _emptied(actor: Actor, row: Account, to: Account, reason: str) -> None:
    """The last entry. Where something is owed it comes back to zero from `to`, as where it is earned."""
    lines = (
        Line(row.pk, -row.balance, gives_back=row.balance < 0),
        Line(to.pk, row.balance, gives_back=row.balance > 0),
    )
    book(actor, Draft(
        kind=registry.CLOSING.code, key=f"closing:{row.pk}", lines=lines, effective_at=clock.now(), asked=(to.pk,), reason=reason,
    ))  # fmt: skip


def _shut(row: Account) -> None:
    """The account and the one of its holds; nothing lapses there any more."""
    for one in (row, *Account.unscoped.filter(held_of=row)):
        one.closed_at, one.check_on = clock.now(), None
        one.save(update_fields=["closed_at", "check_on"])
