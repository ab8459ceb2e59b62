"""What was earned lapses by its time: as postings, by ageing of what came in (ADR 0024)."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Min, Q, Sum

from linli.engines.ledger import registry, rules
from linli.engines.ledger.models import Account, Entry, Posting
from linli.engines.ledger.services._journal import JOURNAL, Draft, Line, held_accounts, write
from linli.engines.ledger.services.accounts import county_account
from linli.kernel import clock
from linli.kernel.actor import Actor


def lapse_due() -> int:
    """Book what has lapsed by today in all counties, an account in a transaction each; a killed run is simply started again.

    Returns how many accounts were looked at.
    """
    due = Account.unscoped.filter(check_on__lte=clock.today()).order_by("county_id", "pk")
    found = list(due.values_list("county_id", "pk"))
    for county_id, pk in found:
        with transaction.atomic():
            lapse_account(county_id, pk)
    return len(found)


def lapse_account(county_id: int, pk: int) -> Entry | None:
    """Book what has lapsed of one account by today, inside the caller's transaction; None where nothing has."""
    head = JOURNAL.held_head(county_id)
    account = held_accounts([pk])[pk]
    amount = _amount(account)
    account.check_on = _next_check(account)
    if not amount:
        account.save(update_fields=["check_on"])
        return None
    sink = held_accounts([county_account(account.county, account.unit, registry.LAPSED).pk])
    lines = (Line(account.pk, -amount), *(Line(other, amount) for other in sink))
    key = f"lapse:{pk}:{account.postings + 1}"
    return write(Actor.system(), head, {pk: account, **sink}, _draft(key, lines, amount))


def _draft(key: str, lines: tuple[Line, ...], amount: int) -> Draft:
    return Draft(kind=registry.LAPSE.code, key=key, lines=lines, effective_at=clock.now(), asked=(amount,))


def _amount(account: Account) -> int:
    """How much of an account has lapsed by today, never below its minimum. One statement over its postings."""
    ended = Q(is_lot=True, lapses_on__lte=clock.today())
    sums: dict[str, Any] = Posting.objects.filter(account=account).aggregate(
        earned=Sum("amount", filter=ended, default=0), spent=Sum("amount", filter=Q(is_lot=False), default=0)
    )
    lapsed = rules.to_lapse(int(sums["earned"]), -int(sums["spent"]))
    return lapsed if account.minimum is None else min(lapsed, max(0, account.balance - account.minimum))


def _next_check(account: Account) -> Any:
    later = Posting.objects.filter(account=account, lapses_on__gt=clock.today())
    return later.aggregate(first=Min("lapses_on"))["first"]
