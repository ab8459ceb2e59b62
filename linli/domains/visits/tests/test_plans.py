"""Plans by cycle and area: due days, narrower plans, cycles of one's own, households that come and move."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from linli.domains.visits import handlers, selectors, services
from linli.domains.visits.models import Plan, Stop
from linli.domains.visits.tests.making import MONDAY, SYSTEM, home, plan, planned, stop, visited
from linli.foundation.audit.services import deliver_next
from linli.foundation.privacy import rls
from linli.foundation.residents import services as residents
from linli.foundation.residents.tests.making import dwelling
from linli.foundation.territory import services as territory
from linli.kernel import clock
from linli.kernel.errors import OutOfScope, RuleBroken


@pytest.fixture(autouse=True)
def monday() -> Any:
    with clock.frozen(MONDAY):
        yield


def refused(act: Any) -> str:
    with pytest.raises(RuleBroken) as found:
        act()
    return found.value.code


def deliver() -> None:
    while deliver_next():
        pass


def count(model: Any, **wanted: Any) -> int:
    with rls.everywhere():
        return model.unscoped.filter(**wanted).count()


def test_a_plan_gives_every_household_its_day(cast: Any) -> None:
    homes = [home(cast, f"{n}01") for n in range(1, 4)]
    home(cast, "901", area=cast.other_grid)
    made = plan(cast)
    days = [stop(one).due_on for one in homes]
    assert made.cycle == "quarterly" and days[0] == date(2026, 3, 2)
    assert days == sorted(days) and len(set(days)) == 3 and days[-1] < date(2026, 6, 2)
    assert count(Stop) == 3
    deliver()
    assert count(Stop) == 3 and [stop(one).due_on for one in homes] == days


def test_every_grid_has_its_even_share(cast: Any) -> None:
    for n in range(1, 4):
        home(cast, f"{n}01")
        home(cast, f"{n}01", area=cast.second_grid)
    plan(cast)
    with rls.everywhere():
        found = list(Stop.unscoped.values_list("area", "due_on").order_by("pk"))
    shares = [sorted(day for area, day in found if area == place.pk) for place in (cast.building, cast.second_grid)]
    assert shares[0] == shares[1] and len(set(shares[0])) == 3


def test_what_cant_be_planned(cast: Any) -> None:
    wang, li = cast.wang_community.actor, cast.li_grid_worker.actor
    assert refused(lambda: plan(cast)) == "visits.nothing_there"
    home(cast)
    assert refused(lambda: plan(cast, kind="nothing")) == "visits.unknown_kind"
    assert refused(lambda: plan(cast, cycle="yearly")) == "visits.cycle_too_rare"
    early = date(2026, 3, 1)
    start = lambda: services.set_plan(wang, area=cast.community, kind="home", starts_on=early)  # noqa: E731
    assert refused(start) == "visits.start_behind"
    for actor, area in ((wang, cast.street), (wang, cast.other_community), (li, cast.grid)):
        with pytest.raises(OutOfScope):
            services.set_plan(actor, area=area, kind="home")
    assert count(Plan) == 0


def test_a_narrower_plan_goes_before_and_gives_back(cast: Any) -> None:
    here, there = home(cast, "101"), home(cast, "102", area=cast.second_grid)
    wide = plan(cast)
    narrow = plan(cast, area=cast.grid, cycle="monthly")
    assert (stop(here).plan_id, stop(there).plan_id) == (narrow.pk, wide.pk)
    again = plan(cast, cycle="monthly")
    assert (stop(here).plan_id, stop(there).plan_id) == (narrow.pk, again.pk)
    services.end_plan(cast.wang_community.actor, plan=narrow)
    assert stop(here).plan_id == again.pk
    services.end_plan(cast.wang_community.actor, plan=again)
    assert stop(here).plan is None and stop(here).due_on is None
    end = lambda: services.end_plan(cast.wang_community.actor, plan=again)  # noqa: E731
    assert refused(end) == "visits.plan_ended"


def test_when_a_plan_ends_that_of_the_street_holds_again(cast: Any) -> None:
    """Wang ends the own plan; the street's lies above Wang's reach, and holds all the same."""
    here = home(cast, "101")
    streets = plan(cast, area=cast.street, by=cast.zhao_dispatcher.actor)
    own = plan(cast, cycle="monthly")
    services.end_plan(cast.wang_community.actor, plan=own)
    assert (stop(here).plan_id, stop(here).cycle) == (streets.pk, "quarterly")
    visited(cast, stop(here))
    assert stop(here).due_on == date(2026, 6, 2)


def test_a_new_plan_makes_nothing_late_that_was_in_time(cast: Any) -> None:
    row = planned(cast)
    visited(cast, row)
    with clock.frozen(MONDAY + timedelta(days=50)):
        plan(cast, cycle="weekly")
        assert stop(row.household).due_on == clock.today()


def test_a_household_may_have_a_cycle_of_its_own_for_a_listed_reason(cast: Any) -> None:
    wang, row = cast.wang_community.actor, planned(cast)
    visited(cast, row)
    own = lambda **said: services.set_own_cycle(wang, stop=row, **({"cycle": "monthly", "reason": "asked_more"} | said))  # noqa: E731
    assert refused(lambda: own(reason="ill")) == "visits.unknown_reason"
    assert own().due_on == date(2026, 4, 2)
    assert own(cycle="yearly", reason="asked_less").due_on == date(2027, 3, 2)
    assert services.clear_own_cycle(wang, stop=row).due_on == date(2026, 6, 2)
    with pytest.raises(OutOfScope):
        services.set_own_cycle(cast.ma_other_office.actor, stop=row, cycle="monthly", reason="asked_more")
    services.end_plan(wang, plan=stop(row.household).plan)
    assert refused(own) == "visits.no_plan"


def test_a_household_that_comes_later_is_visited_too(cast: Any) -> None:
    planned(cast)
    deliver()
    late = home(cast, "301")
    assert count(Stop) == 1
    deliver()
    assert stop(late).due_on == date(2026, 3, 2)


def test_a_household_that_moves_takes_its_history_along(cast: Any) -> None:
    row = planned(cast)
    visited(cast, row)
    deliver()
    away = dwelling(cast, "501", area=cast.other_grid)
    residents.move_household(SYSTEM, household=row.household, dwelling=away)
    deliver()
    moved = stop(row.household)
    assert (moved.area_id, moved.plan, moved.due_on) == (cast.other_grid.pk, None, None)
    with rls.reaching(cast.li_grid_worker.actor, "visits.view"):
        assert not Stop.unscoped.exists()
    theirs = plan(cast, area=cast.other_grid, by=cast.ma_other_office.actor)
    assert stop(row.household).plan_id == theirs.pk
    assert stop(row.household).due_on == date(2026, 6, 2)


def test_a_list_that_comes_in_is_laid_over_the_plan(cast: Any) -> None:
    planned(cast)
    rows = [
        residents.ImportRow(n, cast.building.pk, residents.PersonDraft(f"林{'一' * n}", source="import"), room=f"{n}02")
        for n in range(1, 6)
    ]
    residents.import_people(SYSTEM, county=cast.county, rows=rows)
    deliver()
    assert count(Stop, due_on__isnull=False) == 6


def test_places_and_compounds_have_their_own_kinds(cast: Any) -> None:
    """H37: daily, weekly and monthly concern grids and compounds."""
    plan(cast, kind="patrol")
    plan(cast, kind="meeting")
    assert stop(area=cast.grid, kind="patrol").due_on == date(2026, 3, 2)
    assert stop(area=cast.second_grid, kind="meeting").due_on == date(2026, 3, 6)
    made = territory.create_compound(SYSTEM, community=cast.community, name="柳园小区")
    territory.cover_compound(SYSTEM, compound=made, grid=cast.grid)
    plan(cast, kind="check")
    with rls.everywhere():
        found = Stop.unscoped.get(compound=made)
    assert (found.area_id, found.due_on) == (cast.grid.pk, date(2026, 3, 31))


def test_a_big_plan_is_laid_by_the_job_worker(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services.plans, "AT_ONCE", 1)
    homes = [home(cast, "101"), home(cast, "102")]
    plan(cast)
    assert count(Stop) == 0
    deliver()
    assert count(Stop) == len(homes)


def test_figures_are_exact_and_open_their_rows(cast: Any) -> None:
    row = planned(cast, "101")
    home(cast, "102", area=cast.second_grid)
    deliver()
    visited(cast, row, services=("errands",))
    with clock.frozen(MONDAY + timedelta(days=1)):
        found = selectors.coverage(cast.zhao_dispatcher.actor)
        assert found is not None
        assert (found.sum.total, found.sum.late, found.sum.never) == (2, 1, 1)
        below = selectors.coverage(cast.chen_centre.actor, area=cast.community.pk)
        assert below is not None
        assert {(one.area.name, one.total, one.late, one.percent) for one in below.rows} == {
            ("柳园第一网格", 1, 0, 100), ("柳园第二网格", 1, 1, 0),
        }  # fmt: skip
        area, page = selectors.stops_page(cast.wang_community.actor, area=cast.community.pk, which="late")
        assert [one.name for one in page.object_list] == ["柳园第二网格"] and page.paginator.count == 1
        assert selectors.helps_given(cast.wu_leader.actor, cast.county) == [("事项代办", 1)]


def test_a_plan_that_has_ended_meanwhile_lays_nothing(cast: Any) -> None:
    row = planned(cast)
    made = stop(row.household).plan
    services.end_plan(cast.wang_community.actor, plan=made)
    with rls.everywhere():
        handlers.fill_plan(type("Told", (), {"subject_id": made.pk}))
    assert stop(row.household).due_on is None
