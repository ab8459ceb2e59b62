"""Plans that an actor sees, and what may be chosen for a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404
from django.utils.translation import gettext

from linli.domains.visits.models import Plan, Stop
from linli.domains.visits.permissions import FIGURES, PLAN
from linli.domains.visits.states import CYCLES, SUBJECTS, Subject
from linli.foundation.privacy import rls
from linli.foundation.territory import selectors as territory

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

MOST_PLANS = 200
MOST_AREAS = 500
_KINDS = ("county", "district", "zone", "street", "town", "community", "village", "grid")


def plans_of(actor: Actor) -> list[dict[str, Any]]:
    """Plans that hold, by place: the plan, its kind in the county's words, how many doors and places, whether the actor may end it."""
    with rls.reaching(actor, FIGURES):
        found = Plan.scoped.visible_to(actor).filter(ends_on=None).select_related("area__county", "county")
        plans = list(found.order_by("area__path", "kind")[:MOST_PLANS])
        there = Stop.unscoped.filter(
            Q(household=None) | Q(household__ends_on=None), plan__in=[plan.pk for plan in plans]
        )
        counts = dict(there.order_by().values_list("plan").annotate(count=Count("pk")))
    return [
        {
            "plan": plan,
            "kind": territory.rules_of(plan.area).visits.label_of(plan.kind),
            "count": counts.get(plan.pk, 0),
            "may_plan": actor.reaches(PLAN, plan.area.path),
        }
        for plan in plans
    ]


def plan_for(actor: Actor, pk: int, *, to: str = "") -> Plan:
    """One plan: Http404 when hidden, PermissionDenied when visible but `to` ("plan") isn't granted on it."""
    with rls.reaching(actor, FIGURES):
        found: Plan | None = Plan.scoped.visible_to(actor).filter(pk=pk).select_related("area__county").first()
    if found is None:
        raise Http404
    if to and not actor.reaches(PLAN, found.area.path):
        raise PermissionDenied
    return found


def area_choices(actor: Actor) -> list[tuple[int, str]]:
    """Areas for which the actor may plan, in the order of the tree."""
    found = territory.areas_for(actor, kinds=_KINDS, permission=PLAN).order_by("path")[:MOST_AREAS]
    return [(area.pk, "\u3000" * max(area.depth - 1, 0) + area.name) for area in found]


def plan_area(actor: Actor, pk: int) -> Any:
    """One of these areas; Http404 for any other."""
    found = territory.areas_for(actor, kinds=_KINDS, permission=PLAN).filter(pk=pk).select_related("county").first()
    if found is None:
        raise Http404
    return found


def kind_options(actor: Actor) -> list[tuple[str, str]]:
    """Kinds of visits with whom they concern and how often the method wants them at the least."""
    granted = territory.granted_area(actor, PLAN)
    if granted is None:
        return []
    return [(code, _described(kind)) for code, kind in granted[1].visits.kinds.items()]


def cycle_choices() -> list[tuple[str, str]]:
    """All cycles, from the most often to the rarest."""
    return [(cycle.value, gettext(label)) for cycle, label in CYCLES.items()]


def reason_choices(stop: Stop) -> list[tuple[str, str]]:
    """The county's reasons for a cycle of one's own."""
    return [(code, one.label) for code, one in territory.rules_of(stop.area).visits.reasons.items()]


def _described(kind: Any) -> str:
    whom = gettext(SUBJECTS[Subject(kind.concern.what)])
    often = gettext(CYCLES[kind.cycle]) if kind.cycle else gettext("no rhythm is written")
    return f"{kind.label}（{whom}，{often}）"
