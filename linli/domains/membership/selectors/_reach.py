"""The database's own net under the scope: an actor reaches rows of the own county, of members those of the own organizations, and
none without any grant.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from django.core.paginator import Page

from linli.foundation.privacy import rls

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

VIEW = "membership.view"

#: In the reach: members of all organizations (see migration 0003).
_ALL_BODIES = "o*"

__all__ = ["VIEW", "Page", "across_bodies", "in_county", "naming_nobody", "within_county"]


def in_county(actor: Actor, permission: str = VIEW) -> AbstractContextManager[None]:
    """Rows of the actor's county where `permission` is held for any organization, members of these organizations and of those below
    them; everything for the system.
    """
    return rls.reaching_bodies(actor, permission)


def across_bodies() -> AbstractContextManager[None]:
    """Inside `in_county`, for counts and questions whose answer names nobody: members of all organizations there."""
    return rls.also(_ALL_BODIES)


def naming_nobody(county_id: int) -> AbstractContextManager[None]:
    """For counts of a county's members that are no secret to whoever may ask: all organizations there, whoever asks."""
    return rls.within(f"{county_id}.", _ALL_BODIES)


#: A selector that asks inside `in_county`. It must not return a lazy queryset.
within_county = rls.asking(in_county)
