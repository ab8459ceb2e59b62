"""Accounts of one's places, with their owners' names as the domains tell them, and what they hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Page
from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext

from linli.engines.ledger import registry
from linli.engines.ledger.models import Account
from linli.engines.ledger.permissions import EXPORT, KEEP
from linli.kernel.scoping import door, paged
from linli.kernel.whether import Whether

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


OPEN = Q(closed_at=None)
_IN_STATE = {"owes": OPEN & Q(owed__gt=0), "closed": ~OPEN}

#: Whether a county keeps any account.
has_accounts = Whether(lambda county_id: Account.unscoped.filter(county_id=county_id).exists())


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account as a page shows it: whose it is, of which kind, in which unit, and amounts in words; `held` and `owed` are "" where
    nothing is, bounds where there is none.
    """

    account: Account
    name: str
    kind: str
    unit: str
    balance: str
    held: str
    owed: str
    minimum: str
    maximum: str


def account_for(actor: Actor, pk: int, to: str | None = None) -> Account:
    """The one door to an account: Http404 when hidden, PermissionDenied when visible but `to` isn't granted there."""
    found: Account = door(Account, actor, pk, to, "area", "county", "held", held_of=None)
    return found


def own_account(*, county_id: int, kind: str, owner_id: int, unit: str) -> Account | None:
    """The account of an owner, without scope: for domains whose page is the owner's own. None where none was opened yet."""
    found: Account | None = Account.unscoped.select_related("held").filter(
        county_id=county_id, kind=kind, owner_id=owner_id, unit=unit, held_of=None
    ).first()  # fmt: skip
    return found


def may_keep(actor: Actor, account: Account) -> bool:
    """Whether this actor may set the bounds of an account and close it: not the county's own, nor once it is closed."""
    if account.closed_at or account.kind in (registry.SOURCE.code, registry.LAPSED.code):
        return False
    return bool(Account.scoped.visible_to(actor, KEEP).filter(pk=account.pk).exists())


def may_take(actor: Actor, account: Account) -> bool:
    """Whether a statement of this account may leave the house by this actor."""
    return bool(Account.scoped.visible_to(actor, EXPORT).filter(pk=account.pk).exists())


def accounts_page(
    actor: Actor, *, unit: str = "", kind: str = "", state: str = "", number: str | None = None
) -> tuple[Page, list[AccountRow]]:
    """A page of accounts, the largest balance first, and its rows: open ones, those that owe something, or closed ones. Names cost a
    statement per kind, whatever their number.
    """
    found: QuerySet[Account] = Account.scoped.visible_to(actor).filter(held_of=None)
    found = found.filter(unit=unit) if unit else found
    found = found.filter(kind=kind) if kind else found
    found = found.filter(_IN_STATE.get(state, OPEN))
    page = paged(found.select_related("area", "held").order_by("-balance", "pk"), number)
    names = names_of(actor, page)
    return page, [_row(account, names[account.pk]) for account in page]


def account_row(actor: Actor, account: Account) -> AccountRow:
    """An account that was fetched in scope, as a page shows it."""
    return _row(account, names_of(actor, [account])[account.pk])


def _row(account: Account, name: str) -> AccountRow:
    unit, held = account.measure, on_hold(account)
    kind = gettext(registry.account_kind(account.kind).label)
    ends = [unit.shown(end) if end is not None else "" for end in (account.minimum, account.maximum)]
    amounts = (unit.shown(account.balance), *(unit.shown(some) if some else "" for some in (held, account.owed)))
    return AccountRow(account, name, kind, gettext(unit.label), *amounts, *ends)


def names_of(actor: Actor, accounts: Iterable[Account]) -> dict[int, str]:
    """What the owner of each account is called for this actor, by account; by number where no domain tells a name."""
    by_kind: dict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        by_kind[account.kind].append(account)
    return {pk: name for code, group in by_kind.items() for pk, name in _names(actor, code, group)}


def _names(actor: Actor, code: str, group: list[Account]) -> list[tuple[int, str]]:
    kind = registry.account_kind(code)
    told = kind.names(actor, {account.owner_id for account in group}) if kind.names else {}
    if code in (registry.SOURCE.code, registry.LAPSED.code):
        return [(account.pk, gettext(kind.label)) for account in group]
    plain = gettext("No. {number}")
    return [(account.pk, told.get(account.owner_id) or plain.format(number=account.owner_id)) for account in group]


def balance(account: Account) -> int:
    """What an account has now, in its smallest parts, without what is on hold; read anew."""
    found: int = Account.unscoped.values_list("balance", flat=True).get(pk=account.pk)
    return found


def on_hold(account: Account) -> int:
    """What is on hold of an account, in its smallest parts; without a statement where the account came with `held`."""
    aside: Account | None = getattr(account, "held", None)
    return aside.balance if aside else 0


def totals(county_id: int) -> dict[str, int]:
    """The sum over all accounts of a county by unit: always 0, for every amount came from another account."""
    found = Account.unscoped.filter(county_id=county_id).order_by().values_list("unit")
    return dict(found.annotate(sum=Sum("balance")))


def unit_choices() -> list[tuple[str, str]]:
    """Units by label."""
    return [(one.code, gettext(one.label)) for one in registry.units().values()]


def kind_choices() -> list[tuple[str, str]]:
    """Kinds of accounts by label, without those that are private."""
    return [(one.code, gettext(one.label)) for one in registry.account_kinds().values() if not one.private]
