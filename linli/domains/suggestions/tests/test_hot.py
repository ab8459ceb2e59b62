"""Hot issues: figures by hand, each leads to exactly its rows, in scope, and no name of a person is a word."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl

import pytest

from linli.domains.cases import selectors as cases
from linli.domains.suggestions import selectors
from linli.domains.suggestions.rules import words
from linli.domains.suggestions.rules.alike import Spot
from linli.domains.suggestions.rules.hot import Bounds, Report, hot_issues
from linli.domains.suggestions.tests.making import MORNING, indexed, said
from linli.kernel import clock

BOUNDS = Bounds(at_least=3, times=2, weeks=4)


def report(
    pk: int, text: str, *, now: bool = True, community: int = 1, spot: tuple[float, float] | None = None
) -> Report:
    lat, lng = spot or (None, None)
    return Report(pk, Spot(lat, lng, 5, community), now, frozenset(words.lexemes([("A", text)])))


def test_figures_by_hand() -> None:
    told = [report(pk, "井盖破损", spot=(37.0 + pk / 1000, 117.0)) for pk in (1, 2, 3)]
    told += [report(10 + pk, "井盖松动", now=False) for pk in range(2)] + [report(20, "路灯不亮")]
    (issue,) = hot_issues(told, BOUNDS)
    assert (issue.word, issue.others, issue.now, issue.cases) in (
        ("井盖", ("破损",), 3, (1, 2, 3)),
        ("破损", ("井盖",), 3, (1, 2, 3)),
    )
    if issue.word == "破损":
        assert (issue.before, issue.expected, issue.ratio) == (0, 0, 4)
    else:
        assert (issue.before, issue.expected, round(issue.ratio, 3)) == (2, 0.5, 2.667)
    assert round(issue.apart or 0) == 111


@pytest.mark.parametrize(
    ("now", "before", "is_hot"),
    [(2, 0, False), (3, 0, True), (3, 4, True), (3, 5, False), (7, 12, True), (7, 13, False)],
)
def test_bounds(now: int, before: int, is_hot: bool) -> None:
    told = [report(pk, "井盖") for pk in range(now)] + [report(100 + pk, "井盖", now=False) for pk in range(before)]
    assert bool(hot_issues(told, BOUNDS)) is is_hot


def test_places_are_counted_by_themselves() -> None:
    told = [report(pk, "井盖破损", community=pk % 2 + 1) for pk in range(5)]
    (issue,) = hot_issues(told, BOUNDS)
    assert issue.community == 1 and issue.now == 3


def test_two_matters_of_one_place_are_two_issues() -> None:
    told = [report(pk, "井盖破损") for pk in range(3)] + [report(10 + pk, "路灯不亮") for pk in range(4)]
    assert [issue.now for issue in hot_issues(told, BOUNDS)] == [4, 3]


def test_more_reports_of_all_kinds_are_no_issue() -> None:
    told = [report(pk, f"小区{what}") for pk, what in enumerate(("路灯暗", "水管漏", "墙皮掉", "狗乱跑"))]
    assert hot_issues(told, BOUNDS) == []


def test_a_place_named_where_it_lies_is_no_issue() -> None:
    told = [report(pk, f"永安{what}") for pk, what in enumerate(("路灯暗", "水管漏", "墙皮掉", "狗乱跑"))]
    assert [issue.word for issue in hot_issues(told, BOUNDS)] == ["永安"]
    assert hot_issues(told, BOUNDS, {1: "柳园社区 永安小区"}) == []
    assert hot_issues(told, BOUNDS, {2: "永安小区"})


def test_words_that_name_nothing_are_no_issue() -> None:
    told = [report(pk, text) for pk, text in enumerate(["我们出不了门", "我们睡不了觉", "我们过不了路"])]
    assert hot_issues(told, BOUNDS) == []


def test_no_name_is_a_word() -> None:
    told = [report(pk, f"李春燕张守田{sign}") for pk, sign in enumerate("甲乙丙丁")]
    assert not [issue for issue in hot_issues(told, BOUNDS) if issue.word in "李春燕张守田"]


@pytest.mark.django_db
class TestPage:
    """With a database."""

    def test_each_figure_leads_to_exactly_its_rows(self, cast: Any) -> None:
        with clock.frozen(MORNING - timedelta(days=20)):
            said(cast, "井盖松动有响声")
        with clock.frozen(MORNING - timedelta(days=36)):
            said(cast, "井盖很早以前坏过")
        for text in ("东门的井盖破损", "井盖破损没人管", "又一个井盖破损了", "路灯不亮晚上黑"):
            said(cast, text)
        said(cast, "井盖破损在别处", area=cast.other_grid)
        indexed()
        chen = cast.chen_centre.actor
        page = selectors.hot_page(chen)
        assert page is not None and page.counted == 6 and not page.is_cut
        (shown,) = page.issues
        assert shown.place == cast.community.name and shown.issue.now == 3
        filters = cases.Filters.of(dict(parse_qsl(shown.query)))
        rows = cases.queue(chen, filters).rows
        assert {row.id for row in rows} == set(shown.issue.cases) and len(rows) == shown.issue.now

    def test_everybody_counts_their_own_ground(self, cast: Any) -> None:
        for sign in "甲乙丙":
            said(cast, f"井盖破损{sign}")
        indexed()

        def hot(member: Any) -> int:
            page = selectors.hot_page(member.actor)
            return len(page.issues) if page else -1

        assert hot(cast.zhao_dispatcher) == hot(cast.wu_leader) == 1
        assert hot(cast.ma_other_office) == hot(cast.feng_other_county) == 0
        assert hot(cast.sun_resident) == -1

    def test_it_costs_few_statements(self, cast: Any, django_assert_max_num_queries: Any) -> None:
        for number in range(30):
            said(cast, f"井盖破损{'甲乙丙丁戊己'[number % 6] * (1 + number // 6)}")
        indexed()
        with django_assert_max_num_queries(9):
            selectors.hot_page(cast.chen_centre.actor)
