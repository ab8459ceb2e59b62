"""Building the Actor: rights from posts, from posts one stands in for, and from extra grants; and what may be given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext

from linli.foundation.access import permissions, rules  # noqa: F401  (roles are registered on import)
from linli.foundation.access.models import Account, ExtraGrant
from linli.foundation.organizations import selectors as organizations
from linli.foundation.people import selectors as people
from linli.foundation.territory import selectors as territory
from linli.kernel import clock, policy
from linli.kernel.actor import Actor, Grant
from linli.kernel.policy import Reach

#: A right as it is kept in a session: role, path, organization id.
Right = tuple[str, str, int | None]

#: Kinds of areas in which extra rights are given by hand; further down, rights come from posts.
_PLACES = ("county", "street", "town", "zone", "community", "village")


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


def second_factor_demanded(actor: Actor) -> bool:
    """Whether one of the actor's roles may work with a second factor only (setting LINLI_SECOND_FACTOR_ROLES)."""
    return any(grant.role in settings.LINLI_SECOND_FACTOR_ROLES for grant in actor.grants)


def home_for(actor: Actor) -> str:
    """Where the actor's day begins: the first home of its roles whose page exists, else "/"."""
    for name in rules.homes_of(grant.role for grant in actor.grants):
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return "/"


def role_choices(actor: Actor) -> list[tuple[str, str]]:
    """Roles that the actor may give: none that holds more than they hold themselves."""
    return [(code, gettext(role.label)) for code, role in policy.roles().items() if may_give(actor, code)]


def may_give(actor: Actor, code: str) -> bool:
    """Whether the actor may give this role at all; rights to run accounts are given only by those who have them."""
    if not policy.role(code).given:
        return False
    guarded = {"access.manage", "access.grant"} & policy.role(code).permissions
    return all(actor.can(permission) for permission in guarded)


def grant_choices(actor: Actor) -> dict[str, list[tuple[Any, str]]]:
    """What the form for extra rights offers: roles, areas and organizations of the actor's places."""
    areas = territory.areas_for(actor, kinds=_PLACES)
    return {
        "roles": role_choices(actor),
        "areas": [(area.pk, "\u3000" * area.depth + area.name) for area in areas.order_by("path")],
        "organizations": [(body.pk, body.name) for body in organizations.organizations_for(actor)],
    }


def place_for(actor: Actor, area: str, organization: str) -> dict[str, Any]:
    """The area and the organization that a form named, as far as the actor may see them; Http404 for others."""
    return {
        "area": territory.area_for(actor, int(area)) if area else None,
        "organization": organizations.organization_for(actor, int(organization)) if organization else None,
    }


def _grant(code: str, path: str, organization_id: int | None) -> Grant:
    if policy.role(code).reach is Reach.ORGANIZATION:
        return Grant(code, organization_id=organization_id)
    return Grant(code, path=path)
