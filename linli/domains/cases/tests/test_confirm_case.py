"""The resident's word, and what comes of it."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from linli.domains.cases import selectors, services
from linli.domains.cases.models import Case, ClockKind, Reporter
from linli.domains.cases.states import State
from linli.domains.cases.tests.making import MORNING, again, codes_of, open_case
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning() -> Any:
    with clock.frozen(MORNING):
        yield


def asked(cast: SimpleNamespace) -> Case:
    """A case whose reporter has the word."""
    case = open_case(cast)
    services.accept_case(cast.li_grid_worker.actor, case=case)
    services.resolve_case(cast.li_grid_worker.actor, case=case, text="换了灯头和镇流器")
    services.verify_case(cast.wang_community.actor, case=case)
    return again(case)


def refused(code: str, reporter: Reporter, **words: Any) -> None:
    with pytest.raises(RuleBroken) as refusal:
        services.confirm_case(reporter, **words)
    assert refusal.value.code == code


def test_solved_with_stars(cast: SimpleNamespace) -> None:
    case = asked(cast)
    services.confirm_case(case.reporters.get(), solved=True, stars=5, words="很快")
    case = again(case)
    assert (case.at, case.stars, case.ended_at) == (State.CONFIRMED, 5, MORNING)
    assert not case.deadlines.filter(state__in=("running", "paused")).exists()
    assert case.deadlines.get(kind=ClockKind.PROMISE).state == "met"


@pytest.mark.parametrize("stars", [0, 6, -1])
def test_stars_have_bounds(cast: SimpleNamespace, stars: int) -> None:
    refused("cases.bad_stars", asked(cast).reporters.get(), solved=True, stars=stars)


def test_not_solved_opens_it_one_level_up(cast: SimpleNamespace) -> None:
    case = asked(cast)
    services.confirm_case(case.reporters.get(), solved=False, words="还是不亮")
    case = again(case)
    assert (case.at, case.tier, case.handler_id) == (State.ASSIGNED, "joint", cast.zhao_dispatcher.card_id)
    assert (case.reopened, case.resolved_at) == (1, None)
    live = set(case.deadlines.filter(state="running").values_list("kind", flat=True))
    assert live == {ClockKind.PROMISE, ClockKind.ANSWER, ClockKind.ARRIVE, ClockKind.RESOLVE}
    assert codes_of(case)[-1] == "cases.reopened"


def test_the_first_answer_of_any_reporter_counts(cast: SimpleNamespace) -> None:
    case = asked(cast)
    token = services.join_case(Actor.public(), case=case)
    first = selectors.reporter_for(token)
    assert first is not None
    services.confirm_case(first, solved=True)
    second = case.reporters.get(is_first=True)
    refused("cases.already_answered", second, solved=True)


def test_nothing_is_asked_before_the_end_of_work(cast: SimpleNamespace) -> None:
    refused("cases.nothing_asked", open_case(cast).reporters.get(), solved=True)


def test_no_answer_in_time_ends_as_unconfirmed(cast: SimpleNamespace) -> None:
    case = asked(cast)
    until = case.deadlines.get(kind=ClockKind.CONFIRM).due_at
    with clock.frozen(until - timedelta(seconds=1)):
        services.sweep_once()
    assert again(case).at is State.ASKING
    with clock.frozen(until):
        services.sweep_once()
    assert again(case).at is State.UNCONFIRMED
    assert codes_of(case)[-1] == "cases.lapsed"


def test_not_solved_counts_for_some_days_after_the_end(cast: SimpleNamespace) -> None:
    case = asked(cast)
    reporter = case.reporters.get()
    services.confirm_case(reporter, solved=True)
    with clock.frozen(MORNING + timedelta(days=31)):
        refused("cases.too_late_to_answer", reporter, solved=False)
    with clock.frozen(MORNING + timedelta(days=29)):
        services.confirm_case(reporter, solved=False, words="又不亮了")
    assert again(case).at is State.ASSIGNED


def test_a_joined_case_answers_for_the_one_that_is_worked(cast: SimpleNamespace) -> None:
    joined, case = open_case(cast), asked(cast)
    services.merge_cases(cast.wang_community.actor, case=joined, into=case)
    services.confirm_case(joined.reporters.get(), solved=True)
    assert again(case).at is State.CONFIRMED


def test_a_review_is_done_by_the_office(cast: SimpleNamespace) -> None:
    case = open_case(cast)
    services.explain_case(cast.wang_community.actor, case=case, reason="不在范围内")
    services.object_to(case.reporters.get(), words="就在楼下，请再看看")
    case = again(case)
    assert (case.at, case.handler_id) == (State.RECEIVED, None)
    assert case.deadlines.filter(kind=ClockKind.ANSWER, state="running").count() == 1
    with pytest.raises(RuleBroken, match=r"cases\.nothing_asked"):
        services.object_to(case.reporters.get(), words="再来一次")
