"""One county as its year sees it: places, organizations, and the people who act, each with the rights of their own account."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from linli.demo.bodies import department_code
from linli.demo.plan import Plan, words
from linli.domains.cases import rules as decide
from linli.domains.cases import selectors as cases
from linli.foundation.access import selectors as access
from linli.foundation.organizations import selectors as organizations
from linli.foundation.people import selectors as people
from linli.foundation.territory import selectors as territory
from linli.kernel.actor import Actor
from linli.kernel.clock import ZONE
from linli.kernel.durations import Duration

#: Between these times people in the field act; what falls outside waits for the morning.
MORNING, EVENING = time(7, 30), time(20, 30)
#: Who sorts what lies with the office, nearest first.
DESKS = ("community_office", "street_office", "district_centre", "county_centre")
#: A length in words of the method, as hours that pass (a working day is a day and a bit, since nights and Sundays count).
_HOURS = {"minutes": 1 / 60, "hours": 1, "days": 24, "working_hours": 1.3, "working_days": 24}


class Town:
    """Everything that lives of a year look up; people and places are read once."""

    def __init__(self, plan: Plan, county: Any) -> None:
        self.plan, self.county, self.rules = plan, county, plan.rules.cases
        self.words, self.names = words("year.toml"), words("names.toml")
        self.categories = {one.key: one for one in cases.categories_for(self.rules)}
        self._read_places()
        self._bodies = {body.code: body for body in organizations.organizations_in(county)}
        self._actors: dict[int, Actor] = {}
        self._holders: dict[tuple[Any, ...], list[int]] = {}

    def _read_places(self) -> None:
        rows = territory.descendants(self.county).filter(kind__in=("grid", "building")).defer("boundary")
        areas = list(rows.select_related("compound", "parent").order_by("code"))
        self.grids = [area for area in areas if area.kind == "grid"]
        self._communities = {grid.pk: grid.parent.label for grid in self.grids}
        self._under: dict[int, list[Any]] = {}
        for area in areas:
            if area.kind == "building":
                self._under.setdefault(self._grid_of(area), []).append(area)
        #: Where the personas live: the first grid, and its neighbours in the same community.
        self.focus = self.grids[0]
        self.near = [grid for grid in self.grids if grid.parent_id == self.focus.parent_id]

    def place(self, chance: random.Random, focus: str = "focus") -> Any:
        """Somewhere to report from: a building mostly, a grid else; near the personas by the share that `focus` names, and
        there often in the building that has a persona of its own, the first one.
        """
        where = chance.random()
        share = self.words[focus]
        grid = self.focus if where < share / 2 else chance.choice(self.near if where < share else self.grids)
        buildings = self._under.get(grid.pk, [])
        if grid == self.focus:
            buildings = [*buildings, *buildings[:1] * 3]
        return chance.choice(buildings) if buildings and chance.random() < self.words["in_building"] else grid

    def work_hours(self, case: Any) -> float:
        """About how long the work may take: the shortest of what the rung, the promise and the category allow."""
        stages = decide.stages_for(self.rules, case.category.key)
        promise = decide.promise_for(self.rules, case.urgency, case.request_kind)
        lengths = [self.rules.tiers[case.tier_no].clocks.resolve, promise, *(stage.within for stage in stages)]
        return min(hours_of(length) for length in lengths)

    def where(self, area: Any) -> str:
        """What neighbours call a place."""
        if area.compound_id:
            return str(area.compound.name)
        return f"{self._communities[self._grid_of(area)]}{area.label}"

    def _grid_of(self, area: Any) -> int:
        return territory.ids_of(area.path)[self.grids[0].depth]

    def body(self, code: str, area: Any) -> Any:
        """A department of the county by its short code; some streets have teams of their own that go first."""
        if code == "urban" and self.rules.whistle.raises_tier:
            own = next((one for one in territory.ancestors(area) if f"E{one.code}" in self._bodies), None)
            if own is not None:
                return self._bodies[f"E{own.code}"]
        return self._bodies[department_code(self.plan, code)]

    def lead_of(self, case: Any) -> Any:
        """The department that the duty list names for a case; the first one of the county else."""
        duty = organizations.duty_for(self.county, case.category.key)
        return duty.lead if duty else self.body("housing", case.area)

    def hand_of(self, case: Any) -> Actor | None:
        """Whoever has a case: the person, or the first one of the organization."""
        if case.handler_id:
            return self.actor(case.handler_id)
        return self.somebody_in(case.handler_org_id) if case.handler_org_id else None

    def somebody_in(self, organization_id: int) -> Actor | None:
        """Somebody who acts for an organization."""
        key = ("organization", organization_id)
        if key not in self._holders:
            self._holders[key] = [one.card_id for one in people.present_in(organization_id)]
        return self.actor(self._holders[key][0]) if self._holders[key] else None

    def holder(self, posts: Sequence[str], area: Any, but: Sequence[int | None] = ()) -> Actor | None:
        """The nearest holder of a post, other than `but` (staff cards)."""
        key = (tuple(posts), area.pk)
        if key not in self._holders:
            self._holders[key] = [one.card_id for one in people.holders_up(posts, area)]
        card = next((one for one in self._holders[key] if one not in but), None)
        return self.actor(card) if card else None

    def desk(self, area: Any) -> Actor:
        """The office that sorts what comes from a place."""
        found = self.holder(DESKS, area)
        return found or Actor.system()

    def actor(self, card_id: int) -> Actor:
        """A person with the rights of their own account."""
        if card_id not in self._actors:
            account = access.account_of(card_id)
            self._actors[card_id] = access.actor_for(account) if account else Actor.system()
        return self._actors[card_id]


def hours_of(length: Duration | None) -> float:
    """About how many hours pass while a clock of this length runs; 0 for none."""
    return length.amount * _HOURS[length.unit] if length else 0.0


def daytime(at: datetime, chance: random.Random) -> datetime:
    """`at`, or the next morning where it falls into the night."""
    local = at.astimezone(ZONE)
    if MORNING <= local.time() < EVENING:
        return at
    day = local.date() + timedelta(days=local.time() >= EVENING)
    return datetime.combine(day, MORNING, ZONE) + timedelta(minutes=chance.uniform(0, 50))


def evening_before(at: datetime) -> datetime:
    """`at`, or the end of the evening before where it falls into the night."""
    local = at.astimezone(ZONE)
    if MORNING <= local.time() < EVENING:
        return at
    day = local.date() - timedelta(days=local.time() < MORNING)
    return datetime.combine(day, EVENING, ZONE) - timedelta(minutes=1 + at.minute)
