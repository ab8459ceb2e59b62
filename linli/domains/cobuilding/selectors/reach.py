"""Whose side somebody is on, and what of the protected rows a question reaches."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from linli.domains.cobuilding.permissions import ACT, RUN, VIEW
from linli.foundation.privacy import rls
from linli.kernel.scoping import door

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def in_county(actor: Actor) -> AbstractContextManager[None]:
    """Rows of the actor's county for whoever may look at co-building at all; of registrations those at the actor's places ("a1.12."),
    of the actor's organizations ("o7") and the actor's own ("c9"), see migration 0004. Everything for the system.
    """
    own = (f"c{actor.person_id}",) if actor.person_id else ()
    bodies = sorted(actor.org_ids(VIEW))
    return rls.in_county(actor, VIEW, *(f"a{path}" for path in actor.paths(VIEW)), *(f"o{pk}" for pk in bodies), *own)


#: A selector that asks inside `in_county`. It must not return a lazy queryset.
within_county = rls.asking(in_county)
#: The same for matching, which asks everybody in the county who registered.
among_all = rls.asking(lambda actor: rls.in_county(actor, VIEW, "o*"))


def is_side(actor: Actor, area: Any, organization_id: int | None) -> bool:
    """Whether the actor acts for the unit, or for the community where there is no unit."""
    if actor.is_system:
        return True
    return organization_id in actor.org_ids(ACT) if organization_id else actor.reaches(ACT, area.path)


def runs_tender(actor: Actor, entry: Any) -> bool:
    """Whether the actor opens, judges and awards offers for a project: for who posted it, or as the office that runs co-building there."""
    return is_side(actor, entry.area, entry.organization_id) or actor.reaches(RUN, entry.area.path)


def belongs_to(actor: Actor, organizations: Iterable[int]) -> bool:
    """Whether the actor acts for one of these organizations, or works in one."""
    return not (actor.org_ids(ACT) | actor.organizations).isdisjoint(organizations)


def one_of(model: Any, actor: Actor, pk: int, to: str | None, *related: str) -> Any:
    """`door` to a row with its place, inside `in_county`."""
    with in_county(actor):
        return door(model, actor, pk, to, "area", "county", *related)
