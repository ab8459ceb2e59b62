"""When the ground changes, open cases land where their people are."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from linli.domains.cases import selectors
from linli.domains.cases.selectors.queue import Filters
from linli.domains.cases.tests.making import again, open_case
from linli.foundation.territory import services as territory
from linli.kernel.actor import Actor

pytestmark = pytest.mark.django_db

SYSTEM = Actor.system()


def test_merged_grids_hand_their_cases_on(cast: SimpleNamespace) -> None:
    case = open_case(cast, area=cast.second_grid)
    territory.merge_areas(SYSTEM, areas=[cast.second_grid], into=cast.grid)
    assert again(case).area_id == cast.grid.pk


def test_a_building_takes_its_cases_along(cast: SimpleNamespace) -> None:
    case = open_case(cast, area=cast.building)
    territory.move_area(SYSTEM, area=cast.building, parent=cast.other_grid)
    assert again(case).area_id == cast.building.pk
    seen = selectors.queue(cast.ma_other_office.actor, Filters()).rows
    assert [row.ref for row in seen] == [case.ref]
    assert selectors.queue(cast.wang_community.actor, Filters()).rows == []


def test_a_split_grids_cases_follow_the_first_part(cast: SimpleNamespace) -> None:
    case = open_case(cast, area=cast.second_grid)
    parts = [territory.Part(name="柳园第三网格", code="G3"), territory.Part(name="柳园第四网格", code="G4")]
    made = territory.split_area(SYSTEM, area=cast.second_grid, parts=parts)
    assert again(case).area_id == made[0].pk
