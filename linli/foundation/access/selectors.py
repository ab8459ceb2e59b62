"""Reading accounts, and building the Actor: rights from posts, from posts one stands in for, and from extra grants."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.urls import NoReverseMatch, reverse

from linli.foundation.access import permissions, rules  # noqa: F401  (roles are registered on import)
from linli.foundation.access.models import Account, ExtraGrant, Session, SignIn
from linli.foundation.people import selectors as people
from linli.kernel import clock, policy
from linli.kernel.actor import Actor, Grant
from linli.kernel.policy import Reach

#: A right as it is kept in a session: role, path, organization id.
Right = tuple[str, str, int | None]


def rights_of(account: Account) -> list[Right]:
    """All rights that hold today, each once. Two statements; roles that nobody declared are left out."""
    day = clock.today()
    extra = ExtraGrant.unscoped.filter(account=account).current(day).order_by()
    found = set(extra.values_list("role", "area__path", "organization_id"))
    if account.card_id:
        found |= set(people.rights_of(account.card_id, day))
    return sorted((right for right in found if right[0] in policy.roles()), key=str)


def label_of(account: Account) -> str:
    """What a person is called in histories: the name on the card, else the username."""
    return account.card.name if account.card else account.username


def actor_from(account: Account, rights: Iterable[Sequence[Any]], label: str) -> Actor:
    """The Actor of an account whose rights are known already; no statement."""
    rights = list(rights)
    return Actor(
        account_id=account.pk,
        label=label,
        county_id=account.county_id,
        grants=tuple(_grant(*right) for right in rights),
        organizations=frozenset(body for _, _, body in rights if body is not None),
        person_id=account.card_id,
    )


def actor_for(account: Account) -> Actor:
    """The Actor of an account, read afresh; for jobs, demo and tests."""
    return actor_from(account, rights_of(account), label_of(account))


def home_for(actor: Actor) -> str:
    """Where the actor's day begins: the first home of its roles whose page exists, else "/"."""
    for name in rules.homes_of(grant.role for grant in actor.grants):
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return "/"


def account_by_id(pk: int) -> Account:
    """One account without scope, for services and jobs; Http404 when there is none."""
    account = Account.unscoped.filter(pk=pk).select_related("card").first()
    if account is None:
        raise Http404
    return account


def account_of(card_id: int) -> Account | None:
    """The account of a person; None when they have none."""
    return Account.unscoped.filter(card_id=card_id).select_related("card").first()


def accounts_for(actor: Actor, text: str = "") -> QuerySet[Account]:
    """Accounts that the actor may see; `text` narrows by a part of the username or the name."""
    rows = Account.scoped.visible_to(actor).select_related("card", "area")
    text = text.strip()[:60]
    if not text:
        return rows
    return rows.filter(username__icontains=text) | rows.filter(card__name__icontains=text)


def account_for(actor: Actor, pk: int, to: str | None = None) -> Account:
    """One account; Http404 when hidden, PermissionDenied when it may be seen but not `to` (a permission)."""
    account = accounts_for(actor).filter(pk=pk).first()
    if account is None:
        raise Http404
    if to and not Account.scoped.visible_to(actor, to).filter(pk=pk).exists():
        raise PermissionDenied
    return account


def grant_for(actor: Actor, pk: int, to: str | None = None) -> ExtraGrant:
    """One extra grant, as `account_for`."""
    grant = ExtraGrant.scoped.visible_to(actor).filter(pk=pk).select_related("account", "area").first()
    if grant is None:
        raise Http404
    if to and not ExtraGrant.scoped.visible_to(actor, to).filter(pk=pk).exists():
        raise PermissionDenied
    return grant


def grants_of(account: Account) -> list[ExtraGrant]:
    """All extra grants of an account that was fetched in scope, newest first."""
    return list(ExtraGrant.unscoped.filter(account=account).select_related("area", "organization"))


def sessions_of(account_id: int) -> list[Session]:
    """Devices on which an account is signed in, latest first."""
    return list(Session.objects.filter(account_id=account_id))


def sign_ins_of(account_id: int, limit: int = 20) -> list[SignIn]:
    """The last sign-ins and tries of an account."""
    return list(SignIn.objects.filter(account_id=account_id)[:limit])


def role_choices(actor: Actor) -> list[tuple[str, str]]:
    """Roles that the actor may give: none that holds more than they hold themselves."""
    return [(code, role.label) for code, role in policy.roles().items() if may_give(actor, code)]


def may_give(actor: Actor, code: str) -> bool:
    """Whether the actor may give this role at all; rights to run accounts are given only by those who have them."""
    guarded = {"access.manage", "access.grant"} & policy.role(code).permissions
    return all(actor.can(permission) for permission in guarded)


@dataclass(frozen=True, slots=True)
class Persona:
    """A demo account on the switch page. `role` is the label of its first role, `post` its post's title."""

    account_id: int
    username: str
    name: str
    role: str
    role_code: str
    post: str
    place: str
    county: str
    county_id: int


def personas() -> list[Persona]:
    """All demo accounts in the order county, role, name. Only pages of the demo mode ask for this. Three statements."""
    accounts = list(Account.unscoped.filter(is_persona=True, is_active=True).select_related("card", "area", "county"))
    posts = people.posts_by_card([account.card for account in accounts if account.card])
    extra: dict[int, ExtraGrant] = {}
    for grant in ExtraGrant.unscoped.filter(account__in=accounts).current(clock.today()).select_related("area"):
        extra.setdefault(grant.account_id, grant)
    order = list(policy.roles())
    found = [_persona(account, posts.get(account.card_id or 0, []), extra.get(account.pk)) for account in accounts]
    return sorted(found, key=lambda one: (one.county, -order.index(one.role_code) if one.role_code else 0, one.name))


def persona(pk: int) -> Account:
    """A demo account by id; Http404 for any other account."""
    account = Account.unscoped.filter(pk=pk, is_persona=True, is_active=True).select_related("card").first()
    if account is None:
        raise Http404
    return account


def _persona(account: Account, posts: list[Any], extra: ExtraGrant | None) -> Persona:
    source = posts[0] if posts else extra
    code = source.role if source is not None and source.role in policy.roles() else ""
    body = getattr(source, "organization", None)
    return Persona(
        account_id=account.pk,
        username=account.username,
        name=label_of(account),
        role=policy.role(code).label if code else "",
        role_code=code,
        post=posts[0].post.title if posts else "",
        place=body.name if body else (source.area.name if source is not None else account.area.name),
        county=account.county.name,
        county_id=account.county_id,
    )


def _grant(code: str, path: str, organization_id: int | None) -> Grant:
    if policy.role(code).reach is Reach.ORGANIZATION:
        return Grant(code, organization_id=organization_id)
    return Grant(code, path=path)
