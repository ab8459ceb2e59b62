"""Figures follow today's tree, in the very transaction in which it changes."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from linli.domains.cases.tests.making import MORNING, open_case
from linli.engines.rollups import selectors, services
from linli.engines.rollups.models import Rollup
from linli.engines.rollups.tests.making import SYSTEM, figures, sound, total
from linli.foundation.territory import services as territory
from linli.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(cast: SimpleNamespace) -> SimpleNamespace:
    """Three cases in the building, one each in its grid and beside it."""
    with clock.frozen(MORNING):
        for area in (cast.building, cast.building, cast.building, cast.grid, cast.second_grid):
            open_case(cast, area=area)
    services.count_waiting()
    return cast


def seen(area: object) -> int:
    """What stands in the figures, whatever waits."""
    return selectors.totals(SYSTEM, area, ["cases.filed"])["cases.filed"]  # type: ignore[arg-type]


def test_a_moved_subtree_takes_its_figures_along_at_once(filled: SimpleNamespace) -> None:
    assert (seen(filled.street), seen(filled.other_street), seen(filled.county)) == (5, 0, 5)
    territory.move_area(SYSTEM, area=filled.building, parent=filled.other_grid)
    assert (seen(filled.grid), seen(filled.community), seen(filled.street)) == (1, 2, 2)
    assert (seen(filled.other_grid), seen(filled.other_street), seen(filled.county)) == (3, 3, 5)
    assert seen(filled.building) == 3
    assert not Rollup.objects.filter(count=0).exists()
    assert sound(filled.county.pk)


def test_what_waits_during_a_move_is_counted_at_the_new_place(filled: SimpleNamespace) -> None:
    with clock.frozen(MORNING):
        open_case(filled, area=filled.building)  # not counted yet
        territory.move_area(SYSTEM, area=filled.building, parent=filled.other_grid)
        open_case(filled, area=filled.building)
    assert total(filled.other_street, "cases.filed") == 5
    assert total(filled.street, "cases.filed") == 2
    territory.move_area(SYSTEM, area=filled.building, parent=filled.grid)
    assert (seen(filled.street), seen(filled.other_street)) == (7, 0)
    assert sound(filled.county.pk)


def test_merged_areas_hand_over_what_lies_in_them(filled: SimpleNamespace) -> None:
    before = figures(filled.community)
    territory.merge_areas(SYSTEM, areas=[filled.grid], into=filled.second_grid)
    assert total(filled.second_grid, "cases.filed") == 5
    assert total(filled.grid, "cases.filed") == 0
    assert figures(filled.community) == before
    assert sound(filled.county.pk)


def test_a_split_area_hands_its_own_and_its_childrens_on(filled: SimpleNamespace) -> None:
    parts = [
        territory.Part(name="柳园第三网格", code="G3"),
        territory.Part(name="柳园第四网格", code="G4", children=frozenset({filled.building.pk})),
    ]
    first, second = territory.split_area(SYSTEM, area=filled.grid, parts=parts)
    assert (total(first, "cases.filed"), seen(second), seen(filled.grid)) == (1, 3, 0)
    assert seen(filled.community) == 5 and sound(filled.county.pk)


def test_a_dissolved_area_leaves_its_figures_to_its_parent(filled: SimpleNamespace) -> None:
    territory.close_area(SYSTEM, area=filled.building)
    assert (total(filled.grid, "cases.filed"), seen(filled.building)) == (4, 0)
    assert selectors.by_child(SYSTEM, filled.grid, ["cases.filed"])["cases.filed"][None] == 4
    assert sound(filled.county.pk)


def test_a_move_in_the_middle_of_a_month_takes_the_whole_month(filled: SimpleNamespace) -> None:
    territory.move_area(SYSTEM, area=filled.building, parent=filled.other_grid)
    month = {"since": date(2026, 11, 1), "until": date(2026, 11, 30)}
    assert total(filled.other_street, "cases.filed", **month) == 3
    assert selectors.by_child(SYSTEM, filled.county, ["cases.filed"], **month)["cases.filed"] == {  # type: ignore[arg-type]
        filled.street.pk: 2, filled.other_street.pk: 3, None: 0,
    }  # fmt: skip
