"""What of the protected rows a question reaches, and the one door to a row."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import Http404

from linli.domains.guidance.permissions import VIEW
from linli.foundation.privacy import rls

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

P = ParamSpec("P")
R = TypeVar("R")

ROWS = 50


def in_county(actor: Actor) -> AbstractContextManager[None]:
    """Rows of the actor's county for whoever may look at guidance at all; everything for the system."""
    if actor.is_system:
        return rls.everywhere()
    may = actor.county_id is not None and actor.can(VIEW)
    return rls.within(f"{actor.county_id}.") if may else rls.within()


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


@within_county
def one_of(actor: Actor, model: Any, pk: int, to: str | None, *related: str) -> Any:
    """The one door to a row: Http404 when hidden, PermissionDenied when `to` isn't granted on it."""
    row = model.scoped.visible_to(actor).filter(pk=pk).select_related("area", "county", *related).first()
    if row is None:
        raise Http404
    if to and not model.scoped.visible_to(actor, to).filter(pk=pk).exists():
        raise PermissionDenied
    return row
