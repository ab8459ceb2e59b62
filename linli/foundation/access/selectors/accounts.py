"""Accounts as an actor may see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from linli.foundation.access.models import Account, ExtraGrant, RecoveryCode, SecondFactor, Session, SignIn
from linli.foundation.access.selectors.rights import second_factor_demanded
from linli.foundation.audit import selectors as audit
from linli.foundation.people import selectors as people
from linli.kernel.actor import Actor
from linli.kernel.scoping import door


def account_by_id(pk: int) -> Account:
    """One account without scope, for services and jobs; Http404 when there is none."""
    account = Account.unscoped.filter(pk=pk).select_related("card").first()
    if account is None:
        raise Http404
    return account


def account_of(card_id: int) -> Account | None:
    """The account of a person; None when they have none."""
    return Account.unscoped.filter(card_id=card_id).select_related("card").first()


def accounts_of(card_ids: Iterable[int]) -> dict[int, int]:
    """Accounts in use of people, by card; whoever has none isn't in it. One statement."""
    rows = Account.unscoped.filter(card_id__in=set(card_ids), is_active=True).order_by()
    return dict(rows.values_list("card_id", "pk"))


def accounts_for(actor: Actor, text: str = "") -> QuerySet[Account]:
    """Accounts that the actor may see; `text` narrows by a part of the username or the name."""
    rows = Account.scoped.visible_to(actor).select_related("card", "area")
    text = text.strip()[:60]
    if not text:
        return rows
    return rows.filter(username__icontains=text) | rows.filter(card__name__icontains=text)


def account_for(actor: Actor, pk: int, to: str | None = None) -> Account:
    """One account; Http404 when hidden, PermissionDenied when it may be seen but not `to` (a permission)."""
    found: Account = door(Account, actor, pk, to, "card", "area")
    return found


def grant_for(actor: Actor, pk: int, to: str | None = None) -> ExtraGrant:
    """One extra grant, as `account_for`."""
    found: ExtraGrant = door(ExtraGrant, actor, pk, to, "account", "area")
    return found


def grants_of(account: Account) -> list[ExtraGrant]:
    """All extra grants of an account that was fetched in scope, newest first."""
    return list(ExtraGrant.unscoped.filter(account=account).select_related("area", "organization"))


def sessions_of(account_id: int) -> list[Session]:
    """Devices on which an account is signed in, latest first."""
    return list(Session.objects.filter(account_id=account_id))


def sign_ins_of(account_id: int, limit: int = 20) -> list[SignIn]:
    """The last sign-ins and tries of an account."""
    return list(SignIn.objects.filter(account_id=account_id)[:limit])


@dataclass(frozen=True, slots=True)
class SignInsPage:
    """Lines of the log, newest first; `before` leads to older ones, "" at the end."""

    rows: list[SignIn]
    before: str


def sign_ins_page(actor: Actor, text: str, outcome: str, before: str, most: int) -> SignInsPage:
    """Sign-ins and tries of the accounts that the actor looks after: by a part of a name, an outcome, older than a line.

    Tries with a name that no account has belong to nobody and are shown to nobody.
    """
    accounts = accounts_for(actor, text).order_by().values("pk")
    rows = SignIn.objects.filter(account__in=accounts).select_related("account__card")
    if outcome:
        rows = rows.filter(outcome=outcome)
    if before.isascii() and before.isdigit() and len(before) < 19:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows[: most + 1])
    return SignInsPage(found[:most], str(found[most - 1].pk) if len(found) > most else "")


def second_factor_of(actor: Actor, account_id: int) -> dict[str, Any]:
    """One's own second factor: since when, how many recovery codes are left, and whether it may be switched off."""
    factor = SecondFactor.objects.get(account_id=account_id)
    left = RecoveryCode.objects.filter(account_id=account_id, used_at=None).count()
    return {"since": factor.since, "left": left, "demanded": second_factor_demanded(actor)}


def facts_of(account: Account) -> dict[str, Any]:
    """What an account's page shows beside the account itself, which was fetched in scope."""
    return {
        "posts": people.appointments_of(account.card) if account.card else [],
        "grants": grants_of(account),
        "sessions": sessions_of(account.pk),
        "sign_ins": sign_ins_of(account.pk),
        "history": audit.timeline(account),
    }


def cards_without_account(actor: Actor, limit: int = 500) -> list[tuple[int, str]]:
    """Staff whom the actor sees and who have no account: (card id, name and place) for a form's choices."""
    taken = Account.unscoped.exclude(card=None).values("card")
    cards = people.staff_for(actor).exclude(pk__in=taken)[:limit]
    return [(card.pk, f"{card.name} · {card.area.name}") for card in cards]


def card_for(actor: Actor, pk: int) -> Any:
    """A card of the staff that the actor may see; Http404 else."""
    return people.staff_card_for(actor, pk)
