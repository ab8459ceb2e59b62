"""A statement as a table: taken with a reason, and history tells it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from linli.engines.ledger import events, selectors
from linli.engines.ledger.models import Account
from linli.engines.ledger.permissions import EXPORT
from linli.foundation.audit.services import record
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import one_line
from linli.kernel.scoping import keep_in_scope

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


@transaction.atomic
def take_statement(
    actor: Actor, *, account: Account, reason: str, first: date | None = None, last: date | None = None
) -> list[list[str]]:
    """A head and a row for each posting between two days, the oldest first, at most `selectors.MOST_ROWS`. Raises RuleBroken
    ledger.reason_needed; OutOfScope.
    """
    if not reason.strip():
        raise RuleBroken("ledger.reason_needed")
    keep_in_scope(actor, account, EXPORT)
    rows = selectors.table_of(account, first, last)
    taken = events.StatementTaken(len(rows) - 1, one_line(reason, 200))
    record(actor, taken, subject=account, county_id=account.county_id)
    return rows
