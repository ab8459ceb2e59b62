"""Plans, doors and places follow when areas are merged and moved. The clock isn't held: areas begin today."""

from __future__ import annotations

from typing import Any

from linli.domains.visits.models import Stop
from linli.domains.visits.tests.making import SYSTEM, home, plan, planned, stop
from linli.domains.visits.tests.test_plans import count, deliver
from linli.foundation.territory import services as territory


def test_when_grids_become_one_their_doors_and_plans_go_along(cast: Any) -> None:
    here, there = home(cast, "101"), home(cast, "102", area=cast.second_grid)
    plan(cast, area=cast.grid)
    plan(cast, area=cast.second_grid, cycle="monthly")
    plan(cast, kind="patrol")
    territory.merge_areas(SYSTEM, areas=[cast.second_grid], into=cast.grid)
    deliver()
    assert stop(there).area_id == cast.grid.pk
    assert stop(here).plan_id == stop(there).plan_id
    assert count(Stop, kind="patrol", area=cast.grid) == 1


def test_a_grid_that_moves_goes_by_the_plan_above_it_now(cast: Any) -> None:
    row = planned(cast)
    theirs = home(cast, "102", area=cast.other_grid)
    other = plan(cast, area=cast.other_community, cycle="monthly", by=cast.ma_other_office.actor)
    territory.move_area(SYSTEM, area=cast.grid, parent=cast.other_community)
    deliver()
    assert stop(row.household).plan_id == stop(theirs).plan_id == other.pk
