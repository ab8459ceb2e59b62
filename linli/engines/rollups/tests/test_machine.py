"""A random week: cases are filed, ended, opened anew, corrected and moved, the ground is moved, merged and split, counting is done in
pieces and fails in the middle. After it every figure of every area is what plain rows say, and verify finds no difference.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from linli.domains.cases.models import Case
from linli.domains.cases.states import END_STATES, State
from linli.domains.cases.tests.making import MORNING, category, open_case
from linli.engines.rollups import selectors, services
from linli.engines.rollups.models import Mark
from linli.engines.rollups.services import _figures
from linli.engines.rollups.tests.making import SYSTEM
from linli.foundation.territory import services as territory
from linli.foundation.territory.models import Area
from linli.kernel import clock
from linli.kernel.errors import RuleBroken

PICK = st.integers(0, 10**6)
HOURS = st.integers(-30, 24 * 7)


class Killed(Exception):
    """The worker is gone in the middle."""


class Machine(RuleBasedStateMachine):
    cast: Any = None

    @initialize()
    def open(self) -> None:
        """Everything happens in a transaction that is rolled back in the end."""
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.kinds = [category(), category("social/request/0801", "路灯")]
        self.names = 0

    def teardown(self) -> None:
        if hasattr(self, "outer"):
            services.count_waiting()
            self.compare()
            transaction.set_rollback(True)
            self.outer.__exit__(None, None, None)

    def areas(self, *kinds: str) -> list[Area]:
        rows = Area.unscoped.filter(county=self.cast.county, valid_to=None)
        return list((rows.filter(kind__in=kinds) if kinds else rows).order_by("pk"))

    def case(self, pick: int) -> Case | None:
        found = list(Case.unscoped.order_by("pk"))
        return found[pick % len(found)] if found else None

    @rule(pick=PICK, hours=HOURS)
    def file(self, pick: int, hours: int) -> None:
        places = self.areas()
        with clock.frozen(MORNING + timedelta(hours=hours)):
            open_case(self.cast, area=places[pick % len(places)], category=self.kinds[pick % 2], text=f"第 {pick} 件")

    @rule(pick=PICK, hours=HOURS, state=st.sampled_from(END_STATES), tier=st.integers(0, 1))
    def end(self, pick: int, hours: int, state: State, tier: int) -> None:
        if case := self.case(pick):
            at = MORNING + timedelta(hours=hours)
            Case.unscoped.filter(pk=case.pk).update(state=state, ended_at=at, top_tier_no=tier)

    @rule(pick=PICK)
    def reopen(self, pick: int) -> None:
        if case := self.case(pick):
            Case.unscoped.filter(pk=case.pk).update(state=State.ASSIGNED, ended_at=None, reopened=case.reopened + 1)

    @rule(pick=PICK, where=PICK)
    def correct(self, pick: int, where: int) -> None:
        if case := self.case(pick):
            places = self.areas()
            Case.unscoped.filter(pk=case.pk).update(category=self.kinds[where % 2], area=places[where % len(places)])

    @rule(pick=PICK, where=PICK)
    def move(self, pick: int, where: int) -> None:
        area, parents = self.areas("building", "grid"), self.areas("grid", "community")
        self.reshape(
            lambda: territory.move_area(SYSTEM, area=area[pick % len(area)], parent=parents[where % len(parents)])
        )

    @rule(pick=PICK, where=PICK)
    def merge(self, pick: int, where: int) -> None:
        grids = self.areas("grid")
        if len(grids) > 2:
            self.reshape(
                lambda: territory.merge_areas(SYSTEM, areas=[grids[pick % len(grids)]], into=grids[where % len(grids)])
            )

    @rule(pick=PICK)
    def split(self, pick: int) -> None:
        grids = self.areas("grid")
        grid = grids[pick % len(grids)]
        children = frozenset(Area.unscoped.filter(parent=grid, valid_to=None).values_list("pk", flat=True))
        self.names += 2
        parts = [
            territory.Part(name=f"新{self.names}格"),
            territory.Part(name=f"新{self.names + 1}格", children=children),
        ]
        self.reshape(lambda: territory.split_area(SYSTEM, area=grid, parts=parts))

    def reshape(self, change: Any) -> None:
        """Change the ground, where its own rules allow that."""
        try:
            with transaction.atomic():
                change()
        except RuleBroken:
            pass

    @rule(batch=st.integers(1, 5))
    def count(self, batch: int) -> None:
        services.count_next(batch)

    @rule(batch=st.integers(1, 5))
    def killed(self, batch: int) -> None:
        """Everything is written, but not committed."""
        contribute = _figures.contribute

        def gone(*given: Any) -> None:
            contribute(*given)
            raise Killed

        _figures.contribute = gone
        try:
            services.count_next(batch)
        except Killed:
            pass
        finally:
            _figures.contribute = contribute

    @rule(mend=st.booleans())
    def walk(self, mend: bool) -> None:
        """Neither a look nor a rebuild in between finds anything wrong but what waits."""
        found = (services.rebuild_county if mend else services.verify_county)(self.cast.county.pk)
        waiting = set(Mark.objects.values_list("subject_id", flat=True))
        assert {one.subject_id for one in found.differences} <= waiting

    @invariant()
    def sound(self) -> None:
        if hasattr(self, "outer"):
            assert services.verify_county(self.cast.county.pk).differences == []

    def compare(self) -> None:
        """Every area against plain rows."""
        assert services.verify_county(self.cast.county.pk).differences == []
        for area in Area.unscoped.filter(county=self.cast.county):
            rows = Case.unscoped.filter(area__path__startswith=area.path)
            told = selectors.totals(SYSTEM, area, ["cases.filed", "cases.open", "cases.solved", "cases.again"])
            assert list(told.values()) == [
                rows.count(), rows.filter(ended_at=None).count(), rows.filter(state=State.CONFIRMED).count(),
                rows.filter(reopened__gt=0).count(),
            ]  # fmt: skip


def test_after_a_random_week_nothing_differs(cast: Any, db: None) -> None:
    machine = type("Here", (Machine,), {"cast": cast})
    machine.TestCase = Machine.TestCase
    run_state_machine_as_test(machine, settings=settings(max_examples=12, stateful_step_count=25, deadline=None))
