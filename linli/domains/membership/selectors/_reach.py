"""The database's own net under the scope: an actor reaches rows of the own county, of members those of the own organizations, and
none without any grant.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from django.core.paginator import Page, Paginator

from linli.foundation.privacy import rls

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

P = ParamSpec("P")
R = TypeVar("R")

VIEW = "membership.view"
ROWS = 50

#: In the reach: members of all organizations (see migration 0003).
_ALL_BODIES = "o*"

__all__ = ["ROWS", "VIEW", "Page", "across_bodies", "in_county", "naming_nobody", "paged", "within_county"]


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


def within_county(selector: Callable[Concatenate[Actor, P], R]) -> Callable[Concatenate[Actor, P], R]:
    """Call a selector inside `in_county`. It must not return a lazy queryset."""

    @wraps(selector)
    def inside(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with in_county(actor):
            return selector(actor, *args, **kwargs)

    return inside


def paged(found: Any, number: Any) -> Page[Any]:
    """One page, read now: rows outside of the net wouldn't be there later."""
    page = Paginator(found, ROWS).get_page(number)
    page.object_list = list(page.object_list)
    return page
