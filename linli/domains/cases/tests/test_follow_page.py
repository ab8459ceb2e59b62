"""The reporter's own page: four stations, plain words, nobody's personal data."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from linli.domains.cases import selectors, services
from linli.domains.cases.models import Case
from linli.domains.cases.tests.making import MORNING, again, open_case, photo
from linli.kernel import clock
from linli.kernel.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning() -> Any:
    with clock.frozen(MORNING):
        yield


def follow(case: Case) -> Any:
    return selectors.follow_page(
        case.reporters.select_related("case__area", "case__duplicate_of").earliest("id"), token="t" * 24
    )


def asked(cast: SimpleNamespace) -> Case:
    case = open_case(cast, photos=(photo(),))
    services.accept_case(cast.li_grid_worker.actor, case=case)
    services.resolve_case(
        cast.li_grid_worker.actor, case=case, text="内部的写法", public_words="路灯修好了", photos=[photo(color="blue")]
    )
    services.verify_case(cast.wang_community.actor, case=case)
    return again(case)


def test_the_four_stations(cast: SimpleNamespace) -> None:
    case = open_case(cast)
    assert [step.state for step in follow(case).steps] == ["now", "next", "next", "next"]
    services.accept_case(cast.li_grid_worker.actor, case=case)
    assert [step.state for step in follow(case).steps] == ["done", "now", "next", "next"]


def test_when_the_word_is_asked_for(cast: SimpleNamespace) -> None:
    page = follow(asked(cast))
    assert page.asks_confirmation
    assert page.result == "路灯修好了"
    assert page.confirm_until is not None and page.confirm_until > MORNING
    assert page.before and page.after and page.before.url != page.after.url
    assert [step.state for step in page.steps] == ["done", "done", "now", "next"]


def test_solved(cast: SimpleNamespace) -> None:
    case = asked(cast)
    services.confirm_case(case.reporters.get(), solved=True)
    page = follow(again(case))
    assert [step.state for step in page.steps] == ["done", "done", "done", "solved"]
    assert (page.asks_confirmation, page.promise_at, page.may_say_unsolved) == (False, None, True)


def test_no_personal_data_of_anyone(cast: SimpleNamespace) -> None:
    case = asked(cast)
    shown = repr(follow(case))
    for hidden in ("李春燕", "王海波", "10000009999", "*9999", "内部的写法"):
        assert hidden not in shown


def test_an_explanation_may_be_objected_to(cast: SimpleNamespace) -> None:
    case = open_case(cast)
    services.explain_case(cast.wang_community.actor, case=case, reason="规划道路")
    page = follow(case)
    assert (page.may_object, page.explanation) == (True, "规划道路")
    assert len(page.steps) == 3


def test_the_legal_way_is_named(cast: SimpleNamespace) -> None:
    case = open_case(cast)
    services.redirect_case(cast.wang_community.actor, case=case, route="court")
    assert follow(case).legal.kind == "court"


def test_a_question_is_shown_until_it_is_answered(cast: SimpleNamespace) -> None:
    case = open_case(cast)
    services.accept_case(cast.li_grid_worker.actor, case=case)
    services.ask_reporter(cast.li_grid_worker.actor, case=case, question="哪一盏？")
    page = follow(case)
    assert page.question == "哪一盏？"
    assert page.promise_left
    services.answer_question(case.reporters.get(), words="东边")
    assert follow(case).question == ""


def test_joined_reporters_read_the_main_cases_lines(cast: SimpleNamespace) -> None:
    joined, into = open_case(cast), open_case(cast)
    services.merge_cases(cast.wang_community.actor, case=joined, into=into)
    services.accept_case(cast.li_grid_worker.actor, case=into)
    page = follow(again(joined))
    assert (page.ref, page.main_ref) == (joined.ref, into.ref)
    assert [step.state for step in page.steps][:2] == ["done", "now"]


def test_whoever_looked_is_named_to_whom_it_concerns(cast: SimpleNamespace) -> None:
    case = open_case(cast)
    token = services.join_case(Actor.public(), case=case, contact_phone="10000007777")
    services.reveal_contact(
        cast.li_grid_worker.actor, case=case, reporter=case.reporters.get(is_first=True), reason="约时间"
    )
    looks = follow(case).looks
    assert [(look.who, look.text) for look in looks] == [("李春燕", "约时间")]
    other = selectors.reporter_for(token)
    assert other is not None
    assert selectors.follow_page(other).looks == []


def test_taking_back_is_offered_to_a_lone_reporter(cast: SimpleNamespace) -> None:
    case = open_case(cast)
    assert follow(case).may_withdraw
    services.join_case(Actor.public(), case=case)
    assert not follow(case).may_withdraw


@pytest.mark.parametrize("token", ["", "short", "x" * 101, "\x00" * 24, "../../etc/passwd-very-long"])
def test_wrong_links_open_nothing(cast: SimpleNamespace, token: str) -> None:
    open_case(cast)
    assert selectors.reporter_for(token) is None


def test_the_word_counts_for_its_days_only(cast: SimpleNamespace) -> None:
    case = asked(cast)
    services.confirm_case(case.reporters.get(), solved=True)
    with clock.frozen(MORNING + timedelta(days=31)):
        assert not follow(again(case)).may_say_unsolved
