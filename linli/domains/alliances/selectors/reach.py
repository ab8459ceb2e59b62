"""Who keeps an alliance, whose side somebody is on, and what of the protected rows a question reaches."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import Http404

from linli.domains.alliances.method import AllianceRules
from linli.domains.alliances.permissions import ACT, RUN
from linli.foundation.organizations import selectors as organizations
from linli.foundation.privacy import rls
from linli.foundation.territory import selectors as territory

if TYPE_CHECKING:
    from linli.domains.alliances.models import Alliance, Member
    from linli.kernel.actor import Actor

P = ParamSpec("P")
R = TypeVar("R")

ROWS = 50


def in_county(actor: Actor) -> AbstractContextManager[None]:
    """Rows of the actor's county, since members of all posts answer for themselves; everything for the system."""
    if actor.is_system:
        return rls.everywhere()
    return rls.within(f"{actor.county_id}.") if actor.county_id is not None else rls.within()


def within_county(selector: Callable[Concatenate[Actor, P], R]) -> Callable[Concatenate[Actor, P], R]:
    """Call a selector inside `in_county`. It must not return a lazy queryset."""

    @wraps(selector)
    def inside(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with in_county(actor):
            return selector(actor, *args, **kwargs)

    return inside


def rules_at(area: Any) -> AllianceRules:
    """The section in force at a place."""
    found: AllianceRules = territory.rules_of(area).alliances
    return found


def county_rules(actor: Actor) -> AllianceRules:
    """The section of the actor's county; an empty one for accounts without a county."""
    county = organizations.county_for(actor)
    return rules_at(county) if county is not None else AllianceRules()


def may_run(actor: Actor, alliance: Alliance) -> bool:
    """Whether the actor is the alliance's office: by its area, or for the organization that keeps it (S22)."""
    return actor.reaches(RUN, alliance.area.path) or alliance.office_id in actor.org_ids(RUN)


def is_own(actor: Actor, member: Member) -> bool:
    """Whether the actor is the member, or acts for the unit that is."""
    if member.card_id is not None:
        return member.card_id == actor.person_id
    return member.organization_id in actor.org_ids(ACT)


def paged(found: Any, number: Any) -> Page[Any]:
    """One page, read now: rows outside of the net wouldn't be there later."""
    page = Paginator(found, ROWS).get_page(number)
    page.object_list = list(page.object_list)
    return page


def one_of(model: Any, actor: Actor, pk: int, to: str | None, *related: str) -> Any:
    """The one door to a row: Http404 when hidden, PermissionDenied when `to` isn't granted on it. Of members it is asked inside
    `in_county`.
    """
    row = model.scoped.visible_to(actor).filter(pk=pk).select_related("area", "county", *related).first()
    if row is None:
        raise Http404
    if to and not model.scoped.visible_to(actor, to).filter(pk=pk).exists():
        raise PermissionDenied
    return row
