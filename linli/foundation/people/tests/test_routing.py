"""Who can act: the chain's order, then the nearest place; absence and substitutes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from linli.foundation.people import selectors, services
from linli.kernel import clock
from linli.kernel.actor import Actor

SYSTEM = Actor.system()
CHAIN = ("grid_worker", "grid_leader", "community_office", "street_office")


def away(card_id: int, substitute_id: int | None = None, days: int = 3) -> Any:
    today = clock.today()
    return services.record_absence(
        SYSTEM,
        card=selectors.card_by_id(card_id),
        first=today,
        last=today + timedelta(days=days),
        substitute=selectors.card_by_id(substitute_id) if substitute_id else None,
    )


def test_the_first_of_the_chain_acts_in_one_statement(cast: Any, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        found = selectors.first_present(CHAIN, cast.grid)
    assert found is not None
    assert (found.card_id, found.name, found.stands_in) == (cast.li_grid_worker.card_id, "李春燕", False)


def test_a_building_is_served_by_the_grid_above_it(cast: Any) -> None:
    found = selectors.first_present(CHAIN, cast.building)
    assert found is not None
    assert found.card_id == cast.li_grid_worker.card_id


def test_a_vacant_grid_falls_back_up_the_tree(cast: Any) -> None:
    found = selectors.first_present(CHAIN, cast.second_grid)
    assert found is not None
    assert (found.card_id, found.holder.kind) == (cast.wang_community.card_id, "community_office")


def test_whoever_is_away_is_passed_over(cast: Any) -> None:
    away(cast.li_grid_worker.card_id)
    found = selectors.first_present(CHAIN, cast.grid)
    assert found is not None
    assert found.card_id == cast.zhang_grid_leader.card_id


def test_a_substitute_acts_in_the_post_of_the_absent(cast: Any) -> None:
    away(cast.li_grid_worker.card_id, cast.he_building.card_id)
    found = selectors.first_present(CHAIN, cast.grid)
    assert found is not None
    assert (found.card_id, found.stands_in) == (cast.he_building.card_id, True)
    assert found.holder.card_id == cast.li_grid_worker.card_id


def test_a_substitute_who_is_away_too_does_not_act(cast: Any) -> None:
    away(cast.li_grid_worker.card_id, cast.he_building.card_id)
    away(cast.he_building.card_id)
    found = selectors.first_present(CHAIN, cast.grid)
    assert found is not None
    assert found.card_id == cast.zhang_grid_leader.card_id


def test_the_last_day_away_counts_and_the_next_does_not(cast: Any) -> None:
    away(cast.li_grid_worker.card_id, days=3)
    last = clock.today() + timedelta(days=3)
    on_last = selectors.first_present(CHAIN, cast.grid, at=last)
    after = selectors.first_present(CHAIN, cast.grid, at=last + timedelta(days=1))
    assert on_last is not None
    assert on_last.card_id == cast.zhang_grid_leader.card_id
    assert after is not None
    assert after.card_id == cast.li_grid_worker.card_id


def test_nobody_is_found_where_nobody_is(cast: Any) -> None:
    assert selectors.first_present(("stairwell_liaison",), cast.grid) is None
    assert selectors.first_present((), cast.grid) is None


def test_holders_of_other_places_are_not_found(cast: Any) -> None:
    assert [one.card_id for one in selectors.holders("grid_worker", cast.grid)] == [cast.li_grid_worker.card_id]
    assert selectors.holders("grid_worker", cast.community) == []
    assert [one.card_id for one in selectors.present_in(cast.bureau.pk)] == [cast.zhou_department.card_id]


def test_holders_up_names_the_nearest_first(cast: Any) -> None:
    found = selectors.holders_up(("street_office", "community_office"), cast.building)
    assert [one.card_id for one in found] == [cast.zhao_dispatcher.card_id, cast.wang_community.card_id]
