"""Demo personas: who they are, for the page on which one becomes another."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import Http404
from django.utils.translation import gettext

from linli.foundation.access.models import Account, ExtraGrant
from linli.foundation.access.selectors.rights import label_of
from linli.foundation.people import selectors as people
from linli.kernel import clock, policy


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
        role=gettext(policy.role(code).label) if code else "",
        role_code=code,
        post=posts[0].post.title if posts else "",
        place=body.name if body else (source.area.name if source is not None else account.area.name),
        county=account.county.name,
        county_id=account.county_id,
    )


def personas_by_county() -> list[tuple[str, list[Persona]]]:
    """The personas in groups: (name of the county, its personas)."""
    return [(county, list(group)) for county, group in groupby(personas(), key=lambda one: one.county)]
