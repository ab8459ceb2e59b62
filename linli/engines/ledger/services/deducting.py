"""Taking off at most what is there: a deduction that never leads below the lowest balance."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from linli.engines.ledger import rules
from linli.engines.ledger.models import Account
from linli.engines.ledger.registry import LARGEST
from linli.engines.ledger.services._journal import Draft, Line, claim, held_accounts, need_transaction, stamp
from linli.engines.ledger.services.booking import Earned, book, gained
from linli.engines.ledger.services.lapsing import lapse_account
from linli.kernel import clock
from linli.kernel.errors import RuleBroken

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def deduct(
    actor: Actor, *, account: Account, amount: int, to: Account, kind: str, key: str, effective_at: datetime, reason: str = "",
    activity: str = "",
) -> Earned:  # fmt: skip
    """Take `amount` off an account, or what is above its minimum where that is less; `given` says how much. What has lapsed goes first.
    For domains, inside their transaction.

    The same key again takes nothing more, where it took anything. Raises as `post`.
    """
    need_transaction()
    if not rules.is_amount(amount):
        raise RuleBroken("ledger.bad_amount")
    draft = Draft(
        kind=kind, key=key, lines=_lines(account, to, amount), effective_at=effective_at, reason=reason, activity=activity,
        asked=(account.pk, to.pk, amount, stamp(effective_at), reason),
    )  # fmt: skip
    if known := claim(account.county_id, draft)[1]:
        return Earned(known, amount, -gained(known, account))
    taken = min(amount, _free(account))
    made = book(actor, replace(draft, lines=_lines(account, to, taken))) if taken else None
    return Earned(made, amount, taken)


def _lines(account: Account, to: Account, amount: int) -> tuple[Line, ...]:
    return Line(account.pk, -amount), Line(to.pk, amount)


def _free(account: Account) -> int:
    """What is above the minimum today. The journal is held, so nobody books in between."""
    row = held_accounts([account.pk])[account.pk]
    if row.check_on and row.check_on <= clock.today():
        lapse_account(row.county_id, row.pk)
        row = held_accounts([account.pk])[account.pk]
    return LARGEST if row.minimum is None else max(0, row.balance - row.minimum)
