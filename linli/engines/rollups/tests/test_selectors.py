"""Reading figures: the edges of days, weeks and months, children, dimensions, and who may not look."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import Http404

from linli.domains.cases.models import Case
from linli.domains.cases.states import State
from linli.domains.cases.tests.making import MORNING, category, open_case
from linli.engines.rollups import selectors, services
from linli.engines.rollups.tests.making import SYSTEM
from linli.kernel import clock
from linli.kernel.clock import ZONE

pytestmark = pytest.mark.django_db


def filed(cast: SimpleNamespace, day: date, *, hour: int = 12, ended: date | None = None, **facts: Any) -> Case:
    at = datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)
    with clock.frozen(at):
        case = open_case(cast, **facts)
    if ended:
        Case.unscoped.filter(pk=case.pk).update(
            state=State.CONFIRMED, ended_at=at.replace(day=ended.day, month=ended.month)
        )
    return case


def counted(measure: str, area: Any, **more: Any) -> list[int]:
    services.count_waiting()
    return [values[measure] for _, values in selectors.series(SYSTEM, area, [measure], **more)]


def test_days_weeks_and_months_are_cut_where_they_begin(cast: SimpleNamespace) -> None:
    for day in (date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 2), date(2026, 11, 30), date(2026, 12, 1)):
        filed(cast, day)
    whole = {"since": date(2026, 10, 1), "until": date(2026, 12, 31)}
    assert counted("cases.filed", cast.county, by="month", **whole) == [1, 3, 1]
    assert counted("cases.filed", cast.county, by="week", since=date(2026, 10, 31), until=date(2026, 11, 3)) == [2, 1]
    assert counted("cases.filed", cast.county, since=date(2026, 11, 1), until=date(2026, 11, 3)) == [1, 1, 0]
    assert selectors.series(SYSTEM, cast.county, ["cases.filed"], since=date(2026, 2, 2), until=date(2026, 2, 1)) == []


def test_what_runs_is_carried_from_day_to_day_and_from_before(cast: SimpleNamespace) -> None:
    filed(cast, date(2026, 9, 1))
    filed(cast, date(2026, 11, 2), ended=date(2026, 11, 4))
    filed(cast, date(2026, 11, 3))
    assert counted("cases.open", cast.county, since=date(2026, 11, 1), until=date(2026, 11, 5)) == [1, 2, 3, 2, 2]
    assert counted("cases.open", cast.county, by="month", since=date(2026, 8, 1), until=date(2026, 11, 30)) == [
        0,
        1,
        1,
        2,
    ]
    found = selectors.totals(SYSTEM, cast.county, ["cases.open", "cases.closed"], until=date(2026, 11, 3))
    assert found == {"cases.open": 3, "cases.closed": 0}


def test_children_add_up_to_the_area(cast: SimpleNamespace) -> None:
    for area in (cast.street, cast.community, cast.building, cast.other_grid):
        filed(cast, date(2026, 11, 2), area=area)
    services.count_waiting()
    by_child = {
        area.pk: selectors.by_child(SYSTEM, area, ["cases.filed", "cases.open"]) for area in (cast.county, cast.street)
    }
    assert by_child[cast.county.pk]["cases.filed"] == {cast.street.pk: 3, cast.other_street.pk: 1, None: 0}
    assert by_child[cast.street.pk]["cases.open"] == {cast.community.pk: 2, None: 1}


def test_dimensions_narrow_one_by_one_and_together(cast: SimpleNamespace) -> None:
    light = category("social/request/0801", "路灯")
    filed(cast, date(2026, 11, 2))
    for source in ("phone", "field"):
        Case.unscoped.filter(pk=filed(cast, date(2026, 11, 2), category=light).pk).update(source=source)
    services.count_waiting()

    def total(**dims: str) -> int:
        return selectors.totals(SYSTEM, cast.county, ["cases.filed"], dims=dims)["cases.filed"]

    assert (total(), total(category="social/request/08"), total(channel="phone")) == (3, 2, 1)
    assert total(category="social/request/08", channel="phone") == 1
    assert total(category="social/request/07", channel="phone") == 0
    with pytest.raises(ValueError):
        total(colour="red")


def test_only_who_sees_the_board_of_the_place_may_ask(cast: SimpleNamespace) -> None:
    actor = cast.zhao_dispatcher.actor  # of the street
    assert selectors.totals(actor, cast.community, ["cases.filed"]) == {"cases.filed": 0}
    for area in (cast.county, cast.other_street, cast.other_county):
        for ask in (selectors.totals, selectors.by_child):
            with pytest.raises(Http404):
                ask(actor, area, ["cases.filed"])
    for nobody in (cast.li_grid_worker.actor, cast.zhou_department.actor, cast.sun_resident.actor):
        with pytest.raises(Http404):
            selectors.totals(nobody, cast.grid, ["cases.filed"])


def test_measures_of_two_sources_are_refused_and_unknown_ones_too(cast: SimpleNamespace) -> None:
    with pytest.raises(ValueError):
        selectors.totals(SYSTEM, cast.county, ["cases.filed", "whistles.blown"])
    with pytest.raises(KeyError):
        selectors.totals(SYSTEM, cast.county, ["cases.nothing"])


def test_one_statement_for_a_year_of_all_children(cast: SimpleNamespace, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        selectors.by_child(SYSTEM, cast.county, ["cases.filed", "cases.open"], since=date(2026, 1, 1))
    with django_assert_num_queries(1):
        selectors.series(
            SYSTEM, cast.county, ["cases.filed", "cases.open"], since=date(2026, 1, 1), until=date(2026, 12, 31)
        )


def test_the_age_of_what_waits_is_told(cast: SimpleNamespace) -> None:
    assert selectors.oldest_uncounted_seconds() == 0
    with clock.frozen(MORNING - timedelta(days=99)):
        open_case(cast)
    assert 0 < selectors.oldest_uncounted_seconds() < 600
    services.count_waiting()
    assert selectors.oldest_uncounted_seconds() == 0
