"""The case page, a person's jobs, the board and the month: what they say, at a fixed number of statements."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import Http404

from linli.domains.cases import selectors, services
from linli.domains.cases.selectors.page import target_of
from linli.domains.cases.selectors.queue import Filters
from linli.domains.cases.tests.making import MORNING, again, category, open_case, whistled
from linli.engines.rollups import services as rollups
from linli.foundation.organizations import services as organizations
from linli.kernel import clock
from linli.kernel.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning() -> Any:
    with clock.frozen(MORNING):
        yield


def page_of(member: Any, case: Any) -> Any:
    return selectors.case_page(member.actor, selectors.case_for(member.actor, case.ref))


def test_it_costs_at_most_12_statements(cast: SimpleNamespace, django_assert_max_num_queries: Any) -> None:
    case, _ = whistled(cast)
    open_case(cast)
    page_of(cast.chen_centre, case)
    with django_assert_max_num_queries(12):
        page = page_of(cast.chen_centre, case)
    assert page.whistle is not None


def test_every_clock_is_shown_with_its_mark(cast: SimpleNamespace) -> None:
    case = open_case(cast)
    services.accept_case(cast.li_grid_worker.actor, case=case)
    with clock.frozen(MORNING + timedelta(days=2)):
        clocks = {one.name: one for one in page_of(cast.wang_community, case).clocks}
    assert len(clocks) == 5
    assert {one.state for one in clocks.values()} == {"late", "met", "run"} or "late" in {
        c.state for c in clocks.values()
    }
    assert all(one.source is not None for one in clocks.values())


def test_paused_clocks_say_why(cast: SimpleNamespace) -> None:
    case = open_case(cast)
    services.accept_case(cast.li_grid_worker.actor, case=case)
    services.ask_reporter(cast.li_grid_worker.actor, case=case, question="在家吗？")
    paused = [one for one in page_of(cast.wang_community, case).clocks if one.state == "paused"]
    assert len(paused) == 4
    assert all(one.why and one.percent is None for one in paused)


def test_the_line_travelled(cast: SimpleNamespace) -> None:
    case = open_case(cast)
    route = page_of(cast.wang_community, case).route
    assert [stop.state for stop in route] == ["done", "now", "next", "next"]
    services.return_case(cast.li_grid_worker.actor, case=case, reason="不归我")
    assert [stop.state for stop in page_of(cast.wang_community, case).route][:3] == ["done", "done", "returned"]


def test_reporters_are_behind_stars(cast: SimpleNamespace) -> None:
    page = page_of(cast.wang_community, open_case(cast))
    assert (page.phone_masked, page.has_phone) == ("100****9999", True)
    assert "10000009999" not in repr(page)


def test_reporters_of_joined_cases_are_there(cast: SimpleNamespace) -> None:
    joined, into = open_case(cast), open_case(cast)
    services.merge_cases(cast.wang_community.actor, case=joined, into=into)
    page = page_of(cast.wang_community, into)
    assert len(page.reporters) == 2
    assert [one.ref for one in page.duplicates] == [joined.ref]
    assert page_of(cast.wang_community, joined).duplicate_of == into.ref


def test_what_was_here_before(cast: SimpleNamespace) -> None:
    with clock.frozen(MORNING - timedelta(days=40)):
        early = open_case(cast)
        services.withdraw_case(cast.wang_community.actor, case=early)
    case = open_case(cast)
    before = page_of(cast.wang_community, case).before
    assert [one.ref for one in before] == [early.ref]


def test_who_may_be_given_it(cast: SimpleNamespace) -> None:
    case = open_case(cast)
    values = {one.value for one in selectors.dispatch_targets(cast.wang_community.actor, case)}
    assert f"p:{cast.zhang_grid_leader.card_id}" in values
    assert f"o:{cast.bureau.pk}" in values
    assert f"p:{cast.li_grid_worker.card_id}" not in values
    organizations.set_duty(
        Actor.system(), county=cast.county, category=category().key, lead=cast.bureau, not_to_grid=True, basis="第 3 条"
    )
    values = {one.value for one in selectors.dispatch_targets(cast.wang_community.actor, case)}
    assert f"p:{cast.zhang_grid_leader.card_id}" not in values


@pytest.mark.parametrize(
    ("value", "words"),
    [("p:7", {"to_person": 7}), ("o:8", {"to_org": 8}), ("x:1", {}), ("p:", {}), ("p:１", {}), ("", {})],
)
def test_choices_as_keywords(value: str, words: dict[str, int]) -> None:
    assert target_of(value) == words


def test_my_jobs_by_time(cast: SimpleNamespace) -> None:
    late = open_case(cast)
    with clock.frozen(MORNING + timedelta(minutes=40)):
        today = open_case(cast)
        asked = open_case(cast)
        services.accept_case(cast.li_grid_worker.actor, case=asked)
        services.ask_reporter(cast.li_grid_worker.actor, case=asked, question="哪里？")
        jobs = selectors.my_jobs(cast.li_grid_worker.actor)
    assert [job.ref for job in jobs.late] == [late.ref]
    assert [job.ref for job in jobs.today] == [today.ref]
    assert [job.ref for job in jobs.elsewhere] == [asked.ref]
    assert (jobs.late[0].mark, jobs.today[0].mark) == ("late", "soon")


def test_yesterdays_work(cast: SimpleNamespace) -> None:
    with clock.frozen(MORNING - timedelta(days=1)):
        case = open_case(cast)
        services.accept_case(cast.li_grid_worker.actor, case=case)
        services.resolve_case(cast.li_grid_worker.actor, case=case, text="已经清理干净")
    assert selectors.my_jobs(cast.li_grid_worker.actor).yesterday.done == 1
    assert selectors.my_jobs(cast.li_grid_worker.actor).yesterday.waiting == 1


def test_similar_ones_nearby(cast: SimpleNamespace) -> None:
    case = open_case(cast, text="三号楼东侧路灯不亮")
    open_case(cast, text="有人半夜唱歌扰民", category=category("social/request/0801", "别的"))
    found = selectors.similar_open(cast.grid, category(), "东侧路灯一直不亮")
    assert [one.ref for one in found] == [case.ref]
    assert case.title not in (found[0].title, found[0].place)
    assert selectors.similar_open(cast.other_grid, category(), "东侧路灯一直不亮") == []


def test_every_figure_of_the_board_lists_its_rows(cast: SimpleNamespace) -> None:
    first = open_case(cast)
    open_case(cast, area=cast.other_community)
    services.accept_case(cast.li_grid_worker.actor, case=first)
    services.resolve_case(cast.li_grid_worker.actor, case=first, text="换了灯头和镇流器")
    services.verify_case(cast.wang_community.actor, case=first)
    services.confirm_case(again(first).reporters.get(), solved=True)
    open_case(cast)
    rollups.count_waiting()
    with clock.frozen(MORNING + timedelta(hours=1)):
        board = selectors.board(cast.chen_centre.actor, cast.county)
        figures = {one.code: one for one in board.figures}
        for code in ("received", "confirmed", "late", "today", "waiting", "duplicates"):
            words = dict(pair.split("=") for pair in figures[code].url.split("?")[1].split("&"))
            rows = selectors.queue(cast.chen_centre.actor, Filters.of(words)).rows
            assert len(rows) == int(figures[code].figure), code
    assert (figures["received"].figure, figures["confirmed"].figure, figures["late"].figure) == ("3", "1", "1")


def test_cells_are_the_children(cast: SimpleNamespace) -> None:
    open_case(cast)
    rollups.count_waiting()
    with clock.frozen(MORNING + timedelta(hours=1)):
        board = selectors.board(cast.chen_centre.actor, cast.county)
    assert {cell.name: cell.count for cell in board.cells} == {"河东街道": 1, "河西街道": 0}
    assert board.late[0].title
    assert sum(received for _, received, _ in board.weeks) == 1


def test_a_board_shows_what_its_reader_may_see(cast: SimpleNamespace) -> None:
    open_case(cast)
    rollups.count_waiting()
    board = selectors.board(cast.ma_other_office.actor, cast.other_street)
    assert {one.code: one.figure for one in board.figures}["received"] == "0"
    with pytest.raises(Http404):
        selectors.board(cast.ma_other_office.actor, cast.county)


def test_the_boards_statements_dont_grow(cast: SimpleNamespace, django_assert_max_num_queries: Any) -> None:
    for _ in range(4):
        whistled(cast)
    with django_assert_max_num_queries(14):
        selectors.board(cast.chen_centre.actor, cast.county)


def test_the_month_of_a_community(cast: SimpleNamespace) -> None:
    open_case(cast)
    month = selectors.month_figures(cast.community)
    assert [(one.code, one.figure) for one in month.figures] == [("received", "1"), ("confirmed", "0"), ("late", "0")]
    assert [one.figure for one in selectors.month_figures(cast.other_community).figures] == ["0", "0", "0"]
    assert month.since.day == 1
