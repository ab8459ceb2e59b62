"""Giving every household, compound and place on a plan's ground its due day. Runs within the caller's reach.

Laid twice is laid once: what the plan has already keeps its days.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import F, OuterRef, Q, Subquery

from linli.domains.visits import rules as decide
from linli.domains.visits.models import Plan, Stop, Visit
from linli.domains.visits.services import _base
from linli.domains.visits.states import Counting, Cycle, OffDays, Subject
from linli.foundation.privacy import rls
from linli.foundation.residents import selectors as residents
from linli.foundation.territory import selectors as territory
from linli.foundation.territory.scoping import below, ids_of
from linli.kernel import clock

if TYPE_CHECKING:
    from linli.domains.visits.method import VisitKind, VisitRules

_BATCH = 2000
_PLACED = (Plan, Stop, Visit)


@dataclass(frozen=True, slots=True)
class Target:
    """Something to be visited, the area in which it lies, and the grid around it (0 above the grids)."""

    area_id: int
    grid: int = 0
    household_id: int | None = None
    compound_id: int | None = None

    @property
    def key(self) -> tuple[int | None, int | None, int]:
        """What makes it the same one; a household stays itself where it moves."""
        own = self.household_id or self.compound_id
        return self.household_id, self.compound_id, 0 if own else self.area_id


def rhythm_of(rules: VisitRules, kind: VisitKind, cycle: str) -> decide.Rhythm:
    """A cycle as this kind counts it."""
    return decide.Rhythm(Cycle(cycle), Counting(kind.counting), OffDays(rules.days.off_days))


def lay_by_id(pk: int) -> int:
    """Lay a plan that still holds; 0 for one that doesn't."""
    plan = Plan.unscoped.select_related("area__county", "county").filter(pk=pk, ends_on=None).first()
    return lay(plan) if plan else 0


def lay_county(county_id: int) -> int:
    """Lay all plans of a county."""
    plans = Plan.unscoped.select_related("area__county", "county").filter(county_id=county_id, ends_on=None)
    return sum(lay(plan) for plan in plans)


def lay(plan: Plan, targets: list[Target] | None = None) -> int:
    """Make what is missing and take over what another plan had; returns how many rows were written. `targets` are the plan's,
    where the caller has them at hand.
    """
    rules = _base.rules_at(plan.area)
    kind = rules.kinds.get(plan.kind)
    if kind is None:
        return 0
    targets = targets_of(plan, kind) if targets is None else targets
    held = _held(plan, targets)
    new = [one for one in targets if one.key not in held]
    moved = [(one, held[one.key]) for one in targets if one.key in held and held[one.key].plan_id != plan.pk]
    first = [(one, row) for one, row in moved if row.last_on is None and not row.own_cycle]
    grounds = [one.grid for one in new] + [one.grid for one, _row in first]
    days = decide.spread_by_ground(rhythm_of(rules, kind, plan.cycle), start_of(plan), grounds, _base.workdays())
    made = [_new(plan, one, day) for one, day in zip(new, days, strict=False)]
    Stop.unscoped.bulk_create(made, batch_size=_BATCH, ignore_conflicts=True)
    for (_one, row), day in zip(first, days[len(new) :], strict=True):
        row.due_on = day
    _hand_over(plan, rules, kind, [row for _one, row in moved])
    left = Stop.unscoped.filter(area__path__startswith=plan.area.path, kind=plan.kind, plan__ends_on__isnull=False)
    left.order_by().update(plan=None, cycle="", due_on=None)  # what an older plan had and none has now
    return len(new) + len(moved)


def release(plan: Plan) -> None:
    """A plan ended: the one above takes over, whoever made it, or nothing is due any more."""
    with rls.everywhere():
        upper = nearest_plan(plan.area, plan.kind)
        if upper is not None:
            lay(upper)
        Stop.unscoped.filter(plan=plan).order_by().update(plan=None, cycle="", due_on=None)


def nearest_plan(area: Any, kind: str) -> Plan | None:
    """The plan that holds at an area: its own, or that of the nearest area above."""
    found = Plan.unscoped.filter(area__in=ids_of(area.path), kind=kind, ends_on=None)
    nearest: Plan | None = found.select_related("area__county", "county").order_by("-area__depth").first()
    return nearest


def targets_of(plan: Plan, kind: VisitKind) -> list[Target]:
    """What the plan concerns, in the order of the tree, without what a narrower plan concerns."""
    inner = Plan.unscoped.filter(kind=plan.kind, ends_on=None, area__path__startswith=plan.area.path)
    narrower = list(inner.exclude(pk=plan.pk).values_list("area__path", flat=True))
    return _FIND[Subject(kind.concern.what)](plan.area, kind, narrower)


def follow_household(pk: int) -> None:
    """One household is visited as the plans at its place say; another plan than before begins with it anew."""
    household = residents.household_by_id(pk)
    if household is None or household.ends_on is not None:
        return
    rules = _base.rules_at(household.area)
    for code in rules.concerning(Subject.HOUSEHOLD):
        _follow(household, rules, code)


def move_rows(area: Any, successor: int) -> None:
    """Rows that lie in an area that ends go to its successor; a plan or place that is there already takes over what the other
    had. Doors find their households when all others have followed too: see `settle_county`.
    """
    held = Plan.unscoped.filter(area=successor, ends_on=None).values("kind")
    Plan.unscoped.filter(area=area, ends_on=None, kind__in=held).update(ends_on=clock.today())
    for place in Stop.unscoped.filter(area=area, household=None, compound=None):
        _merge_place(place, successor)
    for model in _PLACED:
        model.unscoped.filter(area=area).order_by().update(area=successor)


def settle_county(county_id: int) -> None:
    """The ground has changed: doors lie where their households do, and everything goes by the plan above it now."""
    lies = Stop.unscoped.filter(pk=OuterRef("pk")).order_by().values("household__area")
    doors = Stop.unscoped.filter(county_id=county_id, household__isnull=False).exclude(area=F("household__area"))
    doors.order_by().update(area=Subquery(lies[:1]))
    lay_county(county_id)
    for plan in Plan.unscoped.filter(county_id=county_id, ends_on=None).select_related("area"):
        outside = Stop.unscoped.filter(plan=plan).exclude(area__path__startswith=plan.area.path)
        outside.order_by().update(plan=None, cycle="", due_on=None)


def _merge_place(place: Stop, successor: int) -> None:
    kept = Stop.unscoped.filter(area=successor, kind=place.kind, household=None, compound=None).first()
    if kept is None:
        return
    days = Visit.unscoped.filter(stop=kept, done=True).values("on")
    Visit.unscoped.filter(stop=place).exclude(on__in=days).order_by().update(stop=kept)
    place.delete()


def start_of(plan: Plan) -> date:
    """From when days are given: a plan that began long ago begins today for what is new."""
    return max(plan.starts_on, clock.today())


def due_after(rules: VisitRules, kind: VisitKind, cycle: str, last: date, not_before: date) -> date:
    """When a visit after `last` is due; a new plan or cycle makes nothing late that wasn't due under it."""
    return max(decide.next_due(rhythm_of(rules, kind, cycle), last, _base.workdays()), not_before)


def _follow(household: Any, rules: VisitRules, code: str) -> None:
    kind = rules.kinds[code]
    plan = nearest_plan(household.area, code)
    row = Stop.unscoped.select_for_update().filter(household=household, kind=code).first()
    if row is None:
        if plan is not None:
            target = Target(household.area_id, household_id=household.pk)
            _new(plan, target, _first(rules, kind, plan)).save()
        return
    row.area_id = household.area_id
    if plan is None:
        row.plan, row.cycle, row.due_on = None, "", None
    elif row.plan_id != plan.pk:
        row.due_on = None if row.last_on else _first(rules, kind, plan)
        _take_over(plan, rules, kind, row)
    row.save(update_fields=["area", "plan", "cycle", "due_on"])


def _first(rules: VisitRules, kind: VisitKind, plan: Plan) -> date:
    return decide.first_due(rhythm_of(rules, kind, plan.cycle), start_of(plan), _base.workdays())


def _take_over(plan: Plan, rules: VisitRules, kind: VisitKind, row: Stop) -> None:
    """The row goes by this plan from now on."""
    row.plan, row.cycle = plan, plan.cycle
    if row.last_on is not None:
        row.due_on = due_after(rules, kind, row.rhythm, row.last_on, start_of(plan))
    elif row.due_on is None:
        row.due_on = _first(rules, kind, plan)


def _hand_over(plan: Plan, rules: VisitRules, kind: VisitKind, rows: list[Stop]) -> None:
    """All these rows go by the plan from now on: one statement for each day on which some are due."""
    by_day: dict[date | None, list[int]] = {}
    for row in rows:
        _take_over(plan, rules, kind, row)
        by_day.setdefault(row.due_on, []).append(row.pk)
    for day, ids in by_day.items():
        Stop.unscoped.filter(pk__in=ids).order_by().update(plan=plan, cycle=plan.cycle, due_on=day)


def _new(plan: Plan, target: Target, day: date) -> Stop:
    return Stop(
        county_id=plan.county_id, area_id=target.area_id, kind=plan.kind, plan=plan, cycle=plan.cycle,
        due_on=day,
        household_id=target.household_id, compound_id=target.compound_id,
    )  # fmt: skip


def _held(plan: Plan, targets: Iterable[Target]) -> dict[Any, Stop]:
    """Rows of this kind that are there already for these targets."""
    wanted = {one.key for one in targets}
    rows = Stop.unscoped.filter(Q(area__path__startswith=plan.area.path) | Q(plan=plan), kind=plan.kind)
    found = {
        Target(row.area_id, 0, row.household_id, row.compound_id).key: row for row in rows.order_by("area__path", "pk")
    }
    return {key: row for key, row in found.items() if key in wanted}


def _households(area: Any, kind: VisitKind, narrower: list[str]) -> list[Target]:
    found = residents.open_households(area).exclude(below(narrower, "area__path"))
    rows = found.order_by("area__path", "dwelling", "pk").values_list("pk", "area", "area__path")
    grids = set(territory.descendants(area, kind="grid", include_self=True).order_by().values_list("pk", flat=True))
    return [Target(place, _grid_in(path, grids), household_id=pk) for pk, place, path in rows]


def _grid_in(path: str, grids: set[int]) -> int:
    return next((pk for pk in ids_of(path) if pk in grids), 0)


def _compounds(area: Any, kind: VisitKind, narrower: list[str]) -> list[Target]:
    """A compound lies in its grid where one grid covers it, else in its community: whoever walks there is to see it."""
    ground = territory.descendants(area, include_self=True).exclude(below(narrower))
    found = territory.compounds_on(ground.order_by().values("pk")).prefetch_related("covers__area")
    return [Target(_grid_of(each), _grid_of(each), compound_id=each.pk) for each in found]


def _grid_of(compound: Any) -> int:
    grids = [cover.area_id for cover in compound.covers.all() if cover.area.is_open]
    found: int = grids[0] if len(grids) == 1 else compound.area_id
    return found


def _sites(area: Any, kind: VisitKind, narrower: list[str]) -> list[Target]:
    found = territory.descendants(area, include_self=True).filter(kind__in=kind.concern.areas)
    return [Target(pk, pk) for pk in found.exclude(below(narrower)).order_by("path").values_list("pk", flat=True)]


_FIND = {Subject.HOUSEHOLD: _households, Subject.COMPOUND: _compounds, Subject.SITE: _sites}
