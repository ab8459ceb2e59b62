"""What an office plans: kinds of visits with their cycles for an area, and a cycle of its own for a single household."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from linli.domains.visits import events
from linli.domains.visits.models import Plan, Stop
from linli.domains.visits.permissions import PLAN
from linli.domains.visits.services import _base, laying
from linli.domains.visits.states import CYCLES, Cycle, is_rarer
from linli.foundation.audit.services import record
from linli.kernel import clock
from linli.kernel.errors import OutOfScope, RuleBroken
from linli.kernel.scoping import keep_in_scope

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

#: More than that is laid by the job worker, a moment later.
AT_ONCE = 3000


@_base.changes(PLAN)
def set_plan(actor: Actor, *, area: Any, kind: str, cycle: str = "", starts_on: date | None = None) -> Plan:
    """From a day on (default: today), everything of a kind below `area` is visited in this cycle (default: the method's).

    A plan that held there for this kind ends. Raises RuleBroken visits.unknown_kind, visits.cycle_needed,
    visits.cycle_too_rare, visits.start_behind, visits.nothing_there; OutOfScope where the actor may not plan.
    """
    if not actor.reaches(PLAN, area.path):
        raise OutOfScope(repr(area))
    rules = _base.rules_at(area)
    plan = Plan(
        county_id=area.county_id, area=area, kind=kind, cycle=_cycle(_base.kind_of(rules, kind), cycle),
        starts_on=starts_on or clock.today(), set_by=actor.label, made_at=clock.now(),
    )  # fmt: skip
    if plan.starts_on < clock.today():
        raise RuleBroken("visits.start_behind")
    Plan.unscoped.filter(area=area, kind=kind, ends_on=None).update(ends_on=clock.today())
    plan.save()
    _lay(plan, rules)
    told = events.PlanSet(rules.label_of(kind), plan.cycle, plan.starts_on.isoformat())
    record(actor, told, subject=plan, county_id=plan.county_id)
    return plan


@_base.changes(PLAN)
def end_plan(actor: Actor, *, plan: Plan) -> Plan:
    """The plan holds no more; that of the area above does, where there is one. Raises RuleBroken visits.plan_ended."""
    keep_in_scope(actor, plan, PLAN)
    row: Plan = Plan.unscoped.select_for_update(of=("self",)).select_related("area__county").get(pk=plan.pk)
    if row.ends_on is not None:
        raise RuleBroken("visits.plan_ended")
    row.ends_on = clock.today()
    row.save(update_fields=["ends_on"])
    laying.release(row)
    label = _base.rules_at(row.area).label_of(row.kind)
    record(actor, events.PlanEnded(label), subject=row, county_id=row.county_id)
    return row


@_base.changes(PLAN)
def set_own_cycle(actor: Actor, *, stop: Stop, cycle: str, reason: str) -> Stop:
    """One household or place is visited more often or more rarely than its area, for a reason of the method's list.

    Raises RuleBroken visits.no_plan, visits.unknown_reason, visits.unknown_kind; OutOfScope.
    """
    row = _base.lock(actor, stop, PLAN)
    rules = _base.rules_at(row.area)
    if row.plan_id is None:
        raise RuleBroken("visits.no_plan")
    if reason not in rules.reasons:
        raise RuleBroken("visits.unknown_reason")
    row.own_cycle, row.own_reason = Cycle(cycle).value, reason
    _write_due(row)
    record(actor, events.CycleSet(row.own_cycle, rules.reasons[reason].label), subject=row, county_id=row.county_id)
    return row


@_base.changes(PLAN)
def clear_own_cycle(actor: Actor, *, stop: Stop) -> Stop:
    """The plan of the area holds again."""
    row = _base.lock(actor, stop, PLAN)
    if row.own_cycle:
        row.own_cycle, row.own_reason = "", ""
        _write_due(row)
        record(actor, events.CycleCleared(), subject=row, county_id=row.county_id)
    return row


def _cycle(kind: Any, cycle: str) -> str:
    """The chosen cycle, or the method's; never a rarer one than the method's."""
    if not cycle and kind.cycle is None:
        raise RuleBroken("visits.cycle_needed")
    chosen = Cycle(cycle or kind.cycle)
    if kind.cycle is not None and is_rarer(chosen, kind.cycle):
        raise RuleBroken("visits.cycle_too_rare", kind=kind.label, least=gettext(CYCLES[Cycle(kind.cycle)]))
    return chosen.value


def _lay(plan: Plan, rules: Any) -> None:
    """Now, or by the job worker where it is much."""
    targets = laying.targets_of(plan, rules.kinds[plan.kind])
    if not targets:
        raise RuleBroken("visits.nothing_there", name=plan.area.name)
    if len(targets) <= AT_ONCE:
        laying.lay(plan, targets)


def _write_due(row: Stop) -> None:
    """The day on which it is due under its present cycle: from the last visit on, but not before today."""
    rules = _base.rules_at(row.area)
    kind = _base.kind_of(rules, row.kind)
    cycle, today = row.rhythm, clock.today()
    if row.plan_id is None:
        row.due_on = None
    elif row.last_on is not None:
        row.due_on = laying.due_after(rules, kind, cycle, row.last_on, today)
    else:
        row.due_on = min(row.due_on or date.max, laying.due_after(rules, kind, cycle, today, today))
    row.save(update_fields=["own_cycle", "own_reason", "due_on"])
