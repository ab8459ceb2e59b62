"""What lists of members name and hold: organizations at and below one, and their members."""

from __future__ import annotations

from typing import Any

from linli.domains.membership.models import Membership
from linli.domains.membership.permissions import EXPORT
from linli.foundation.organizations import selectors as organizations
from linli.foundation.territory import selectors as territory
from linli.kernel.actor import Actor


def bodies_below(actor: Actor, body: Any, permission: str) -> list[Any]:
    """A party organization and the open ones below it for which the actor holds a permission, by name."""
    below = {row["pk"] for row in organizations.with_parts([body.pk])}
    mine = {row["pk"] for row in organizations.with_parts(actor.org_ids(permission))}
    county = territory.area_by_id(body.county_id)
    return [one for one in organizations.party_bodies(county) if one.pk in below & mine]


def listed_members(actor: Actor, body: int, kind: str) -> Any:
    """Open memberships of an organization and those below it that the actor may take out, by id; of one kind or ("") of all. Who only
    lives there is on the list of their own organization. Read it within the reach of `membership.export`.
    """
    found = Membership.scoped.visible_to(actor, EXPORT).filter(ends_on=None)
    found = found.filter(organization__in=organizations.with_parts([body]))
    if kind:
        found = found.filter(kind=kind)
    shown = found.select_related("person", "organization", "area").defer("area__boundary")
    return shown.defer("person__phone_sealed", "person__id_number_sealed").order_by("pk")
