"""The queue: what it shows to whom, its tabs, filters and pages, at a fixed number of statements."""

from __future__ import annotations

import sys
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from linli.domains.cases import selectors, services
from linli.domains.cases.models import Case
from linli.domains.cases.selectors.queue import SIZE, Filters
from linli.domains.cases.tests.making import MORNING, again, category, open_case, whistled
from linli.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning() -> Any:
    with clock.frozen(MORNING):
        yield


def refs(member: Any, **words: str) -> list[str]:
    return [row.ref for row in selectors.queue(member.actor, Filters.of(words)).rows]


def test_everybody_sees_their_own_ground(cast: SimpleNamespace) -> None:
    case, other = open_case(cast), open_case(cast, area=cast.other_grid)
    assert refs(cast.chen_centre) == [case.ref, other.ref]
    assert refs(cast.wang_community) == refs(cast.li_grid_worker) == [case.ref]
    assert refs(cast.ma_other_office) == [other.ref]
    assert refs(cast.feng_other_county) == refs(cast.sun_resident) == []


def test_a_department_sees_its_calls_and_its_own(cast: SimpleNamespace) -> None:
    open_case(cast)
    case, _ = whistled(cast)
    assert refs(cast.zhou_department) == [case.ref]


def test_a_row_says_it_all(cast: SimpleNamespace) -> None:
    case, _ = whistled(cast)
    row = selectors.queue(cast.chen_centre.actor, Filters()).rows[0]
    assert (row.ref, row.title, row.whistle, row.reporters) == (case.ref, case.title, "0 / 2", 1)
    assert (row.where, row.where_below) == (cast.community.label, cast.grid.label)
    assert row.category == category().name


def test_tabs(cast: SimpleNamespace) -> None:
    mine, nobodys, ended = open_case(cast), open_case(cast, area=cast.other_community), open_case(cast)
    services.withdraw_case(cast.chen_centre.actor, case=ended)
    assert refs(cast.li_grid_worker, tab="mine") == [mine.ref]
    assert refs(cast.chen_centre, tab="to_dispatch") == [nobodys.ref]
    assert refs(cast.chen_centre, tab="ended") == [ended.ref]
    assert set(refs(cast.chen_centre, tab="any")) == {mine.ref, nobodys.ref, ended.ref}
    assert refs(cast.chen_centre, tab="late") == []
    with clock.frozen(MORNING + timedelta(minutes=31)):
        assert refs(cast.chen_centre, tab="late") == [mine.ref]
    counts = selectors.tab_counts(cast.chen_centre.actor, Filters())
    assert (counts["all"], counts["to_dispatch"], counts["mine"]) == ("2", "1", "0")


def test_counts_stop_at_their_limit(cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[Filters.__module__], "COUNT_LIMIT", 2)
    for _ in range(3):
        open_case(cast)
    assert selectors.tab_counts(cast.chen_centre.actor, Filters())["all"] == "2+"


def test_an_empty_county_counts_nothing(cast: SimpleNamespace) -> None:
    assert set(selectors.tab_counts(cast.chen_centre.actor, Filters()).values()) <= {"0"}


def test_what_comes_back(cast: SimpleNamespace) -> None:
    for _ in range(2):
        open_case(cast)
    assert refs(cast.chen_centre, tab="recurring") == []
    open_case(cast)
    open_case(cast, area=cast.second_grid)
    assert len(refs(cast.chen_centre, tab="recurring")) == 3


def test_filters_narrow(cast: SimpleNamespace) -> None:
    lamp = open_case(cast, text="东门路灯不亮", area=cast.building)
    waste = open_case(cast, category=category("social/request/0801", "别的"), contact_phone="10000004321")
    chen = cast.chen_centre
    assert refs(chen, text="路灯") == [lamp.ref]
    assert refs(chen, text=waste.ref.lower()) == [waste.ref]
    assert refs(chen, text="4321") == [waste.ref]
    assert refs(chen, area=str(cast.building.pk)) == [lamp.ref]
    assert refs(chen, category="social/request/08") == [waste.ref]
    assert refs(chen, source="field") == []
    assert refs(chen, state="assigned", due="1") == [lamp.ref, waste.ref]
    assert refs(chen, days="0") == [lamp.ref, waste.ref]


@pytest.mark.parametrize(
    "words",
    [
        {"tab": "no such", "page": "-1"},
        {"page": "99999999999999999999"},
        {"area": "x", "due": "１", "tier": "-3"},
        {"text": "\x00%_'\"" + "长" * 500},
        {"days": "999999999"},
        {"category": "/"},
        {"state": "<b>"},
    ],
)
def test_odd_addresses_do_no_harm(cast: SimpleNamespace, words: dict[str, str]) -> None:
    open_case(cast)
    filters = Filters.of(words)
    selectors.queue(cast.chen_centre.actor, filters)
    selectors.tab_counts(cast.chen_centre.actor, filters)


def test_filters_survive_in_the_address() -> None:
    filters = Filters.of({"tab": "late", "text": "路灯", "page": "2"})
    assert Filters.of(dict(pair.split("=") for pair in filters.query().split("&")) | {"text": "路灯"}) == filters
    assert "page" not in filters.query(page="")


def test_statements_and_pages(cast: SimpleNamespace, django_assert_max_num_queries: Any) -> None:
    whistled(cast)
    case = open_case(cast)
    _copies(case, SIZE + 3)
    with django_assert_max_num_queries(6):
        first = selectors.queue(cast.chen_centre.actor, Filters())
    assert len(first.rows) == SIZE
    assert (first.previous_url, first.next_url) == ("", "?tab=all&page=2")
    second = selectors.queue(cast.chen_centre.actor, Filters(page="2"))
    assert len(second.rows) == 5
    assert second.next_url == ""
    assert not {row.id for row in first.rows} & {row.id for row in second.rows}


def test_tabs_are_counted_in_one_statement(cast: SimpleNamespace, django_assert_num_queries: Any) -> None:
    open_case(cast)
    with django_assert_num_queries(1):
        selectors.tab_counts(cast.chen_centre.actor, Filters())


def test_an_export_has_the_rows_of_the_queue(cast: SimpleNamespace) -> None:
    _copies(open_case(cast), 30)
    filters = Filters.of({"tab": "all"})
    exported = [row.ref for row in selectors.export_rows(cast.chen_centre.actor, filters)]
    assert exported == refs(cast.chen_centre)


def test_one_door_to_a_case(cast: SimpleNamespace) -> None:
    case = open_case(cast)
    assert selectors.case_for(cast.wang_community.actor, case.ref, to="cases.dispatch").pk == case.pk
    with pytest.raises(PermissionDenied):
        selectors.case_for(cast.li_grid_worker.actor, case.ref, to="cases.dispatch")
    for stranger in (cast.qian_other_town, cast.feng_other_county, cast.zhou_department, cast.sun_resident):
        with pytest.raises(Http404):
            selectors.case_for(stranger.actor, case.ref)


def test_verbs_follow_state_and_hand(cast: SimpleNamespace) -> None:
    case = open_case(cast)
    li = selectors.verbs_for(cast.li_grid_worker.actor, case)
    assert {"accept", "return", "escalate", "whistle"} <= li
    assert not {"dispatch", "resolve", "verify", "merge"} & li
    services.accept_case(cast.li_grid_worker.actor, case=case)
    assert "resolve" in selectors.verbs_for(cast.li_grid_worker.actor, again(case))
    assert "resolve" not in selectors.verbs_for(cast.wang_community.actor, again(case))
    assert selectors.verbs_for(cast.qian_other_town.actor, again(case)) == frozenset()


def _copies(case: Case, number: int) -> None:
    """Many rows like one, without the services: only their number matters here."""
    rows = []
    for index in range(number):
        row = Case.unscoped.get(pk=case.pk)
        row.pk, row.ref = None, f"{case.ref}-{index}"
        rows.append(row)
    Case.unscoped.bulk_create(rows)
