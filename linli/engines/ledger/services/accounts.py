"""Opening accounts, their bounds, and where they lie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from linli.engines.ledger import events, registry
from linli.engines.ledger.models import Account
from linli.engines.ledger.registry import AccountKind
from linli.engines.ledger.selectors.accounts import has_accounts
from linli.engines.ledger.services._journal import held_accounts, need_transaction, unit_rule
from linli.foundation.audit.services import record
from linli.kernel import clock
from linli.kernel.errors import RuleBroken

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def open_account(*, area: Any, kind: str, owner_id: int, unit: str) -> Account:
    """The account of this kind, owner and unit in the county of `area`: the one that is there (closed or not), else a new one kept at
    `area` with the bounds of its kind. For domains, inside their transaction.

    Raises KeyError for a kind or unit that nobody declared, RuleBroken ledger.unit_not_used.
    """
    need_transaction()
    wanted = registry.account_kind(kind)
    county = area if area.depth == 0 else area.county
    made = Account(county=county, area=area, kind=kind, owner_id=owner_id, unit=registry.unit(unit).code,
                   minimum=wanted.minimum, maximum=wanted.maximum, opened_at=clock.now())  # fmt: skip
    found = _existing(made)
    if found:
        return found
    rule = unit_rule(made)
    if rule is None or not rule.in_use:
        raise RuleBroken("ledger.unit_not_used")
    opened = _inserted(made)
    has_accounts.is_so(county.pk)
    return opened


def county_account(county: Any, unit: str, kind: AccountKind) -> Account:
    """The county's own account of a unit: where what is given out comes from (registry.SOURCE), where what lapsed goes (LAPSED)."""
    made = Account(county=county, area=county, kind=kind.code, owner_id=county.pk, unit=unit, minimum=kind.minimum,
                   maximum=kind.maximum, opened_at=clock.now())  # fmt: skip
    return _existing(made) or _inserted(made)


def held_account(account: Account) -> Account:
    """Where the holds of an account lie; made with the first one."""
    found: Account | None = Account.unscoped.filter(held_of=account).first()
    return found or _inserted(Account(
        county_id=account.county_id, area_id=account.area_id, kind=account.kind, owner_id=account.owner_id, unit=account.unit,
        minimum=0, held_of=account, opened_at=clock.now(),
    ))  # fmt: skip


@transaction.atomic
def set_bounds(actor: Actor, *, account: Account, minimum: int | None, maximum: int | None) -> Account:
    """Other bounds of a balance (None: no bound); RuleBroken ledger.bounds where it lies outside of them, ledger.closed. History tells it."""
    row = held_accounts([account.pk])[account.pk]
    if row.closed_at:
        raise RuleBroken("ledger.closed")
    if minimum is not None and maximum is not None and minimum > maximum:
        raise RuleBroken("ledger.bounds")
    if (minimum is not None and row.balance < minimum) or (maximum is not None and row.balance > maximum):
        raise RuleBroken("ledger.bounds")
    row.minimum, row.maximum, row.owed = minimum, maximum, 0
    row.save(update_fields=["minimum", "maximum", "owed"])
    record(actor, events.BoundsSet(minimum, maximum), subject=row, county_id=row.county_id)
    return row


def move_accounts(area: Any, successor: int) -> None:
    """Accounts in an area that ends go to its successor. For followers alone."""
    Account.unscoped.filter(area=area).order_by().update(area=successor)


def _existing(wanted: Account) -> Account | None:
    found: Account | None = Account.unscoped.select_related("county").filter(
        county=wanted.county, kind=wanted.kind, owner_id=wanted.owner_id, unit=wanted.unit, held_of=None
    ).first()  # fmt: skip
    return found


def _inserted(made: Account) -> Account:
    """A new account, or the one that somebody else opened meanwhile."""
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        found = held_account(made.held_of) if made.held_of else _existing(made)
        if found is None:
            raise
        return found
    return made
