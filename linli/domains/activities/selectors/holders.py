"""Who holds activities of a programme: organizations of its kinds, or the offices of areas of its kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from linli.domains.activities.method import Programme
from linli.foundation.organizations import selectors as organizations
from linli.foundation.territory import selectors as territory
from linli.foundation.territory.scoping import placed_under

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def bodies_for(actor: Actor, programme: Programme, permission: str) -> Any:
    """Open organizations of the programme's kinds that are seated where the actor holds the permission, or for which they hold it."""
    found = organizations.organizations_for(actor).filter(kind__in=programme.bodies)
    if actor.is_system:
        return found
    return found.filter(placed_under(actor.paths(permission)) | Q(pk__in=actor.org_ids(permission)))


def places_for(actor: Actor, programme: Programme, permission: str) -> Any:
    """Open areas of the programme's kinds where the actor holds the permission."""
    return territory.areas_for(actor, kinds=programme.areas, permission=permission)


def holders_in(county: Any, programme: Programme) -> list[Any]:
    """All holders of a county, without scope: for reminders."""
    if programme.bodies:
        return organizations.organizations_in(county, programme.bodies)
    return list(territory.descendants(county).filter(kind__in=programme.areas).order_by("path"))
