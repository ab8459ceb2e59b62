"""Themes of the month, campaigns, callers."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.http import Http404

from linli.domains.cases.tests import making as cases
from linli.domains.indicators import selectors, services
from linli.domains.indicators.method import Question
from linli.domains.indicators.rules import campaign_periods, narrowed
from linli.domains.indicators.selectors.comparing import compared
from linli.domains.indicators.services.callers import PART
from linli.domains.indicators.tests import making
from linli.foundation.audit import selectors as history
from linli.foundation.privacy import selectors as privacy
from linli.kernel import clock
from linli.kernel.clock import ZONE
from linli.kernel.errors import RuleBroken

DECEMBER = datetime(2026, 12, 10, 9, tzinfo=ZONE)


def test_a_theme_has_problems_tasks_and_a_measure_before_and_after(cast: Any) -> None:
    with clock.frozen(making.MORNING):
        problem = making.problem(cast)
        task = making.task(cast, problem)
    making.solved(cast, making.MORNING - timedelta(days=30))
    with clock.frozen(making.MORNING):
        cases.open_case(cast, category=cases.category("social/request/0604", "物业服务纠纷"))
    making.solved(cast)
    with clock.frozen(DECEMBER):
        page = selectors.theme_page(cast.wang_community.actor, problem.theme)
        late = selectors.themes_for(cast.wang_community.actor)
        services.finish_task(cast.chen_centre.actor, task=task, on=date(2026, 12, 1), words="已经公示")
        done = selectors.themes_for(cast.wang_community.actor)
    assert [one.first for one in page.periods] == [date(2026, 10, 1), date(2026, 11, 1)]
    measure = page.problems[0].measure
    assert measure is not None
    assert [(one.counted, one.of) for one in measure.figures] == [(1, 1), (1, 1)]
    assert (page.problems[0].categories, measure.change) == ("环境卫生", "±0.0")
    assert [(one.problems, one.tasks, one.done, one.late) for one in (*late, *done)] == [(1, 1, 0, 1), (1, 1, 1, 0)]
    assert not page.may_change
    codes = [line.code.removeprefix("indicators.") for line in history.timeline(problem.theme)]
    assert codes == ["task_done", "task_set", "problem_set", "theme_set"]


def test_themes_are_the_centres_and_the_countys(cast: Any) -> None:
    theme = making.theme(cast)
    with pytest.raises(RuleBroken, match="theme_there"):
        making.theme(cast)
    for member in (cast.wang_community, cast.feng_other_county, cast.wu_leader):
        with pytest.raises(RuleBroken, match="not_yours"):
            services.set_theme(member.actor, county=cast.county, month=date(2026, 11, 1), title="别的")
    with pytest.raises(Http404):
        selectors.theme_for(cast.feng_other_county.actor, theme.pk)
    assert selectors.themes_for(cast.feng_other_county.actor) == []
    with pytest.raises(RuleBroken, match="unknown_category"):
        services.set_problem(cast.chen_centre.actor, theme=theme, title="x", lead=cast.bureau, categories=["a/b/c"])
    task = making.task(cast, making.problem(cast, theme))
    with pytest.raises(RuleBroken, match="done_ahead"):
        services.finish_task(cast.chen_centre.actor, task=task, on=clock.today() + timedelta(days=1))


def test_a_campaign_counts_its_categories_before_and_since(cast: Any) -> None:
    own = selectors.rules_at(cast.county)
    for day, key in ((3, "0604"), (2, "0604"), (-2, "0604"), (-2, "0701"), (-30, "0604")):
        with clock.frozen(making.MORNING + timedelta(days=day)):
            cases.open_case(cast, category=cases.category(f"social/request/{key}", key))
    periods = campaign_periods(making.TODAY, date(2026, 12, 31), making.TODAY + timedelta(days=9))
    only = (Question(fact="category", one_of=("social/request/0604",)),)
    wanted = {"reported": narrowed(own.used()["reported"], only)}
    (line,) = compared(cast.chen_centre.actor, cast.county, own, wanted, list(periods or ()), {"c": "x"})
    assert [one.counted for one in line.figures] == [1, 2]
    assert (line.change, line.formula.counted) == ("+1", "类别：0604")
    assert "c=x" in line.figures[0].counted_query


def test_callers_are_counted_by_the_centre_without_a_name(cast: Any) -> None:
    first = making.repeated(cast)
    making.repeated(cast, phone="10000005555", times=4)
    making.repeated(cast, phone="10000004444", times=5, at=clock.now() - timedelta(days=100))
    page = selectors.callers_page(cast.chen_centre.actor)
    assert [(row.reporter, row.cases, row.open) for row in page.rows] == [(first.pk, 5, 5)]
    assert selectors.callers_page(cast.zhao_dispatcher.actor).rows == []
    assert selectors.callers_page(cast.feng_other_county.actor).rows == []
    with pytest.raises(Http404):
        selectors.caller_for(cast.feng_other_county.actor, first.pk)
    with pytest.raises(Http404):  # somebody who isn't on the list can't be looked up by number
        selectors.caller_for(cast.chen_centre.actor, first.pk + 5)


def test_each_look_at_a_caller_is_written_down_for_the_caller(cast: Any) -> None:
    first = making.repeated(cast)
    reporter = selectors.caller_for(cast.chen_centre.actor, first.pk)
    with pytest.raises(RuleBroken, match="words_needed"):
        services.look_at_caller(cast.chen_centre.actor, reporter=reporter, reason=" ")
    assert privacy.looks_at(first).count == 0
    rows = services.look_at_caller(cast.chen_centre.actor, reporter=reporter, reason="看是不是同一件事没解决")
    assert len(rows) == 5
    (line,) = privacy.looks_at(first).lines
    assert (line.who, line.reason) == ("陈立", "看是不是同一件事没解决")
    assert PART == "indicators.caller"


def test_a_withdrawn_theme_stays_with_its_reason_and_is_closed(cast: Any) -> None:
    with clock.frozen(making.MORNING):
        problem = making.problem(cast)
        task = making.task(cast, problem)
        one, chen = problem.theme, cast.chen_centre.actor
        with pytest.raises(RuleBroken, match="words_needed"):
            services.withdraw_theme(chen, theme=one, why=" ")
        with pytest.raises(RuleBroken, match="not_yours"):
            services.withdraw_theme(cast.wang_community.actor, theme=one, why="重复")
        services.withdraw_theme(chen, theme=one, why="与上月主题重复")
        for again in (
            lambda: services.withdraw_theme(chen, theme=one, why="再次"),
            lambda: services.finish_task(chen, task=task),
            lambda: services.add_task(chen, problem=problem, words="x", due_on=date(2026, 12, 1)),
            lambda: services.set_problem(chen, theme=theme_now(one), title="x", lead=cast.bureau),
            lambda: services.set_theme(chen, county=cast.county, month=one.month, title="x", theme=theme_now(one)),
        ):
            with pytest.raises(RuleBroken, match="theme_withdrawn"):
                again()
        page = selectors.theme_page(chen, selectors.theme_for(chen, one.pk))
        assert (page.theme.withdrawn_why, page.may_change) == ("与上月主题重复", False)
        assert history.timeline(one)[0].text == "撤回主题：与上月主题重复"
        assert making.theme(cast, one.title).pk != one.pk, "the name is free again"


def theme_now(one: Any) -> Any:
    return type(one).unscoped.select_related("county").get(pk=one.pk)
