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
    """Rows of the actor's county for whoever may look at co-building at all; everything for the system."""
    return rls.in_county(actor, VIEW)


#: A selector that asks inside `in_county`. It must not return a lazy queryset.
within_county = rls.asking(in_county)


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
