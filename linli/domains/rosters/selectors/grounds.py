"""Where one may do jobs of a subject: at places, or for organizations; and the reach in which the database shows them."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, NamedTuple

from django.http import Http404

from linli.domains.rosters.models import Roster
from linli.domains.rosters.states import Kind
from linli.domains.rosters.subjects import RESIDENTS, subject
from linli.foundation.organizations import selectors as organizations
from linli.foundation.privacy import rls
from linli.foundation.territory import selectors as territory

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

_PLACES = ("county", "street", "town", "zone", "community", "village", "grid")


class Ground(NamedTuple):
    """What a list is about: a place, or an organization, whose seat the place is then."""

    area: Any
    organization: Any = None


def permission_for(kind: Kind, about: str) -> str:
    """What whoever does such jobs must be allowed to do. Raises LookupError where lists of this subject don't go out."""
    found = subject(about)
    if kind is Kind.IMPORT:
        return found.permission
    if found.out is None:
        raise LookupError(f"lists of {about} don't go out")
    return found.out.permission


def permission_of(roster: Roster) -> str:
    """What whoever works with a job must be allowed to do."""
    return permission_for(Kind(roster.kind), roster.about)


def reach(actor: Actor, about: str, permission: str) -> AbstractContextManager[None]:
    """What the database shows of jobs of a subject."""
    return rls.reaching_bodies(actor, permission) if subject(about).bodies else rls.reaching(actor, permission)


def may(actor: Actor, roster: Roster) -> bool:
    """Whether a job is the actor's own, and may still be done where it is done."""
    permission = permission_of(roster)
    with reach(actor, roster.about, permission):
        return bool(Roster.scoped.visible_to(actor, permission).filter(pk=roster.pk).exists())


def ground_choices(actor: Actor, about: str = RESIDENTS, kind: Kind = Kind.IMPORT) -> list[tuple[int, str]]:
    """What a list may be about: organizations by name, or places in the order of the tree."""
    permission, bodies = permission_for(kind, about), subject(about).bodies
    if bodies:
        return list(bodies(actor, permission))
    found = territory.areas_for(actor, kinds=_PLACES, permission=permission).order_by("path")
    return [(area.pk, "\u3000" * max(area.depth - 1, 0) + area.name) for area in found[:1500]]


def ground_for(actor: Actor, pk: int, about: str = RESIDENTS, kind: Kind = Kind.IMPORT) -> Ground:
    """One of these choices; Http404 for any other."""
    permission, bodies = permission_for(kind, about), subject(about).bodies
    if bodies:
        if pk not in dict(bodies(actor, permission)):
            raise Http404
        body: Any = organizations.organization_by_id(pk)
        return Ground(body.area, body)
    found = territory.areas_for(actor, kinds=_PLACES, permission=permission).filter(pk=pk)
    area = found.select_related("county").first()
    if area is None:
        raise Http404
    return Ground(area)
