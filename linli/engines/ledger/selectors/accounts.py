"""Accounts of one's places, with their owners' names as the domains tell them, and what they hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet, Sum
from django.http import Http404
from django.utils.translation import gettext

from linli.engines.ledger import registry
from linli.engines.ledger.models import Account
from linli.engines.ledger.permissions import EXPORT

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

ROWS = 50


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account as a page shows it: whose it is, of which kind, in which unit, and amounts in words; `held` is "" where nothing is."""

    account: Account
    name: str
    kind: str
    unit: str
    balance: str
    held: str


def account_for(actor: Actor, pk: int, to: str | None = None) -> Account:
    """The one door to an account: Http404 when hidden, PermissionDenied when visible but `to` isn't granted there."""
    seen = Account.scoped.visible_to(actor).select_related("area", "county", "held")
    found: Account | None = seen.filter(pk=pk, held_of=None).first()
    if found is None:
        raise Http404
    if to and not Account.scoped.visible_to(actor, to).filter(pk=pk).exists():
        raise PermissionDenied
    return found


def may_take(actor: Actor, account: Account) -> bool:
    """Whether a statement of this account may leave the house by this actor."""
    return bool(Account.scoped.visible_to(actor, EXPORT).filter(pk=account.pk).exists())


def accounts_page(
    actor: Actor, *, unit: str = "", kind: str = "", number: str | None = None
) -> tuple[Page, list[AccountRow]]:
    """A page of accounts, the largest balance first, and its rows. Names cost a statement per kind, whatever their number."""
    found: QuerySet[Account] = Account.scoped.visible_to(actor).filter(held_of=None)
    found = found.filter(unit=unit) if unit else found
    found = found.filter(kind=kind) if kind else found
    page = Paginator(found.select_related("area", "held").order_by("-balance", "pk"), ROWS).get_page(number)
    names = names_of(actor, page)
    return page, [_row(account, names[account.pk]) for account in page]


def account_row(actor: Actor, account: Account) -> AccountRow:
    """An account that was fetched in scope, as a page shows it."""
    return _row(account, names_of(actor, [account])[account.pk])


def _row(account: Account, name: str) -> AccountRow:
    unit, held = account.measure, on_hold(account)
    kind = gettext(registry.account_kind(account.kind).label)
    return AccountRow(
        account, name, kind, gettext(unit.label), unit.shown(account.balance), unit.shown(held) if held else ""
    )


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
    """Kinds of accounts by label."""
    return [(one.code, gettext(one.label)) for one in registry.account_kinds().values()]
