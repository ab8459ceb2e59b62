"""Recruiting calls, who applied, and the posts to which they may be taken."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page
from django.db.models import Count, Q
from django.http import Http404

from linli.domains.guidance.models import Applicant, Call
from linli.domains.guidance.permissions import RECRUIT
from linli.domains.guidance.selectors.catalogue import rules_at, rules_for
from linli.domains.guidance.selectors.desk import month_of
from linli.domains.guidance.selectors.reach import one_of, within_county
from linli.domains.guidance.states import ApplicantState
from linli.foundation.audit import selectors as audit
from linli.foundation.organizations import selectors as organizations
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.scoping import paged

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

Choices = list[tuple[Any, str]]
_CALLERS = ("county", "street", "town", "zone", "community", "village")
MOST = 500


def post_kinds(county: Any) -> Choices:
    """Kinds of posts for which the county's method calls."""
    rules = rules_at(county)
    known = territory.rules_of(county).organizations.posts
    return [(code, known[code].label) for code in (rules.recruiting.posts if rules and rules.recruiting else ())]


def area_choices(actor: Actor) -> Choices:
    """Places for which the actor may call."""
    if rules_for(actor) is None:
        return []
    found = territory.areas_for(actor, kinds=_CALLERS, permission=RECRUIT).order_by("path")[:MOST]
    return [(one.pk, "\u3000" * one.depth + one.name) for one in found]


def area_in_reach(actor: Actor, pk: int) -> Any:
    """One of these places; Http404 for a hidden one, PermissionDenied for others."""
    area = territory.area_for(actor, pk)
    if not actor.reaches(RECRUIT, area.path):
        raise PermissionDenied
    return area


@within_county
def calls_page(actor: Actor, number: Any = None) -> Page[Any]:
    """Calls at the actor's places, the newest first, with how many applied, wait for an answer and were taken."""
    found = Call.scoped.visible_to(actor).select_related("area").defer("area__boundary")
    page = paged(found, number)
    counts = _counts([one.pk for one in page])
    for row in page:
        row.applied, row.waiting, row.taken = counts.get(row.pk, (0, 0, 0))
    return page


def call_for(actor: Actor, pk: int, to: str | None = None) -> Call:
    """The one door to a call: Http404 when hidden, PermissionDenied when `to` isn't granted on it."""
    row: Call = one_of(Call, actor, pk, to)
    return row


@within_county
def applicants_of(actor: Actor, call: Call) -> list[Applicant]:
    """Who applied to a call that was fetched in scope, in the order in which they did; nobody for whoever doesn't decide there."""
    found = Applicant.scoped.visible_to(actor).filter(call=call).select_related("card")
    return list(found.order_by("asked_at", "pk")[:MOST])


def applicant_for(actor: Actor, pk: int, to: str | None = RECRUIT) -> Applicant:
    """The one door to somebody who applied; Http404 for whoever doesn't decide there."""
    row: Applicant = one_of(Applicant, actor, pk, to, "call__area", "card")
    return row


def applicant_facts(row: Applicant) -> dict[str, Any]:
    """What the page shows beside somebody who applied, fetched in scope."""
    rules = rules_at(row.county)
    return {
        "group": rules.group_label(row.group) if rules else row.group,
        "waits": row.state == ApplicantState.WAITING,
        "history": audit.timeline(row),
    }


def post_choices(actor: Actor, call: Call) -> Choices:
    """Posts of the call's kind with a free seat, in its place and below, where the actor may appoint."""
    found = organizations.vacancies(actor, kind=call.post_kind).filter(area__path__startswith=call.area.path)
    return [
        (one.pk, f"{one.title} · {one.area.name}")
        for one in found.select_related("area")[:MOST]
        if actor.reaches("people.change", one.area.path)
    ]


def post_for(actor: Actor, pk: int) -> Any:
    """One post that the actor may see; whether it is one of the call's is the service's to say."""
    return organizations.post_for(actor, pk)


@within_county
def taken_of(actor: Actor, *, month: date, number: Any = None) -> Page[Any]:
    """Who was taken on in a month (any of its days), with their names among the staff."""
    found = Applicant.scoped.visible_to(actor).filter(month_of("ended_at", month), state=ApplicantState.TAKEN)
    return paged(
        found.select_related("card", "call", "area").defer("area__boundary").order_by("ended_at", "pk"), number
    )


def open_calls(county: Any) -> list[Call]:
    """Calls of a county to which everybody may apply today, those that end soonest first. They name nobody."""
    found = Call.unscoped.filter(county=county, closed_at=None, until__gte=clock.today()).select_related("area")
    return list(found.defer("area__boundary").order_by("until", "pk")[:MOST])


def open_call_in(county: Any, pk: int) -> Call:
    """One of them; Http404 for any other."""
    found = next((one for one in open_calls(county) if one.pk == pk), None)
    if found is None:
        raise Http404
    return found


def _counts(calls: list[int]) -> dict[int, tuple[int, int, int]]:
    """Numbers by call, of calls that were fetched in scope."""
    found = Applicant.unscoped.filter(call__in=calls).order_by().values_list("call").annotate(
        applied=Count("pk"), waiting=Count("pk", filter=Q(state=ApplicantState.WAITING)),
        taken=Count("pk", filter=Q(state=ApplicantState.TAKEN)),
    )  # fmt: skip
    return {pk: (applied, waiting, taken) for pk, applied, waiting, taken in found}
