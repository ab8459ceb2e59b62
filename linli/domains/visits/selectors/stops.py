"""One door or place: who may see it, what is asked there, and what came of earlier visits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from linli.domains.visits.models import Stop, Visit
from linli.domains.visits.permissions import PLACES, PLAN, RECORD, VIEW
from linli.domains.visits.selectors.doors import is_open_to, name_of, room_behind
from linli.domains.visits.states import CYCLES, Cycle, mark_of
from linli.foundation.privacy import rls
from linli.foundation.residents import selectors as residents
from linli.foundation.territory import selectors as territory
from linli.kernel import clock

if TYPE_CHECKING:
    from linli.domains.visits.method import VisitRules
    from linli.kernel.actor import Actor

_WITH = ("area__county", "area__parent", "county", "household__dwelling", "compound")
MOST_VISITS = 50


@dataclass(frozen=True, slots=True)
class Past:
    """One visit with the method's words for what was said in it."""

    visit: Visit
    outcome: str
    troubles: list[str]
    services: list[str]
    companions: list[str]
    has_note: bool


@dataclass(frozen=True, slots=True)
class StopPage:
    """What the page of a door or place shows. `room` is empty until the actor opened it today."""

    stop: Stop
    name: str
    kind: str
    cycle: str
    reason: str
    mark: str
    room: str
    visits: list[Past] = field(default_factory=list)
    count: int = 0
    may_plan: bool = False
    may_go: bool = False


def stop_for(actor: Actor, pk: int, *, to: str = "") -> Stop:
    """One door or place: Http404 when hidden, PermissionDenied when visible but `to` ("go" or "plan") isn't granted on it."""
    row = _seen(Stop, actor, pk, *_WITH)
    wanted = {"": "", "plan": PLAN, "go": RECORD if row.household_id else PLACES}[to]
    if wanted and not actor.reaches(wanted, row.area.path):
        raise PermissionDenied
    found: Stop = row
    return found


def visit_for(actor: Actor, pk: int) -> Visit:
    """One visit, seen as its stop is; Http404 else."""
    found: Visit = _seen(Visit, actor, pk, "area", "stop")
    return found


def may_go(actor: Actor, stop: Stop) -> bool:
    """Whether the actor may record a visit there now."""
    there = stop.household is None or stop.household.ends_on is None
    return there and actor.reaches(RECORD if stop.household_id else PLACES, stop.area.path)


def rules_at(stop: Stop) -> VisitRules:
    """The rules of the county in which it lies."""
    found: VisitRules = territory.rules_of(stop.area).visits
    return found


def people_at(actor: Actor, stop: Stop) -> list[Any]:
    """People of the home, as far as the actor may see them: persons, those whom nobody has seen yet first."""
    if stop.household is None:
        return []
    found = [stay.person for stay in residents.people_of(actor, stop.household.dwelling)]
    return sorted(found, key=lambda one: (one.verified_on is not None, one.pk))


def stop_page(actor: Actor, stop: Stop, limit: int = MOST_VISITS) -> StopPage:
    """The page of a stop that was fetched in scope."""
    rules = rules_at(stop)
    permission = VIEW if actor.reaches(VIEW, stop.area.path) else PLACES
    with rls.reaching(actor, permission):
        found = Visit.scoped.visible_to(actor, permission).filter(stop=stop)
        count = found.count()
        rows = list(found.select_related("stop")[:limit])
    cycle = stop.rhythm
    reason = rules.reasons.get(stop.own_reason)
    return StopPage(
        stop=stop, name=name_of(stop), kind=rules.label_of(stop.kind), cycle=CYCLES[Cycle(cycle)] if cycle else "",
        reason=reason.label if reason else stop.own_reason, mark=mark_of(stop.due_on, clock.today()),
        room=room_behind(stop) if is_open_to(actor, stop) else "", visits=[_past(row, rules) for row in rows],
        count=count, may_plan=stop.plan_id is not None and actor.reaches(PLAN, stop.area.path), may_go=may_go(actor, stop),
    )  # fmt: skip


def _past(row: Visit, rules: VisitRules) -> Past:
    return Past(
        row, row.outcome_label, _words(row.troubles, rules.points), _words(row.services, rules.services),
        _words(row.companions, rules.companions), bool(row.note_sealed),
    )  # fmt: skip


def _words(codes: list[str], table: Any) -> list[str]:
    """Labels; the code where the method doesn't name it any more."""
    return [table[code].label if code in table else code for code in codes]


def _seen(model: Any, actor: Actor, pk: int, *related: str) -> Any:
    for permission in (VIEW, PLACES):
        with rls.reaching(actor, permission):
            row = model.scoped.visible_to(actor, permission).filter(pk=pk).select_related(*related).first()
        if row is not None:
            return row
    raise Http404
