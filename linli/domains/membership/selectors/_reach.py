"""The database's own net under the scope: an actor reaches rows of the own county, and none without any grant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
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

__all__ = ["ROWS", "VIEW", "Page", "in_county", "paged", "within_county"]


@contextmanager
def in_county(actor: Actor, permission: str = VIEW) -> Iterator[None]:
    """Rows of the actor's county where `permission` is held for any organization; everything for the system."""
    if actor.is_system:
        with rls.everywhere():
            yield
        return
    held = actor.county_id is not None and actor.org_ids(permission)
    with rls.within(f"{actor.county_id}.") if held else rls.within():
        yield


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
