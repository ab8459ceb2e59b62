"""One tier up, and several reports of one thing."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from linli.domains.cases import services
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


def refused(code: str, service: Any, member: Any, **words: Any) -> None:
    with pytest.raises(RuleBroken) as refusal:
        service(member.actor, **words)
    assert refusal.value.code == code


def test_the_handler_hands_it_up(cast: SimpleNamespace) -> None:
    case = open_case(cast)
    services.escalate_case(cast.li_grid_worker.actor, case=case, reason="要街道出面")
    case = again(case)
    assert (case.at, case.tier, case.handler_id) == (State.ASSIGNED, "joint", cast.zhao_dispatcher.card_id)
    assert codes_of(case)[-2:] == ["cases.dispatched", "cases.escalated"]


def test_the_top_is_the_top(cast: SimpleNamespace) -> None:
    case = open_case(cast)
    services.escalate_case(cast.li_grid_worker.actor, case=case)
    services.escalate_case(cast.zhao_dispatcher.actor, case=case)
    refused("cases.top_tier", services.escalate_case, cast.chen_centre, case=case)
    assert again(case).tier == "tough"


def test_an_empty_tier_is_passed_over(cast: SimpleNamespace) -> None:
    case = open_case(cast, area=cast.other_grid)
    assert case.handler_id == cast.qian_other_town.card_id
    services.escalate_case(cast.qian_other_town.actor, case=case)
    assert again(case).handler_id == cast.ma_other_office.card_id


def test_not_everybody_hands_it_up(cast: SimpleNamespace) -> None:
    case = open_case(cast)
    refused("cases.not_yours", services.escalate_case, cast.he_building, case=case)
    refused("cases.not_yours", services.escalate_case, cast.ma_other_office, case=case)


def test_one_order_is_worked(cast: SimpleNamespace) -> None:
    joined, into = open_case(cast), open_case(cast)
    services.merge_cases(cast.wang_community.actor, case=joined, into=into)
    joined = again(joined)
    assert (joined.at, joined.duplicate_of_id) == (State.DUPLICATE, into.pk)
    assert set(joined.deadlines.values_list("state", flat=True)) == {"dropped"}
    assert (codes_of(joined)[-1], codes_of(into)[-1]) == ("cases.merged", "cases.took_in")


def test_what_was_joined_before_follows(cast: SimpleNamespace) -> None:
    first, second, third = open_case(cast), open_case(cast), open_case(cast)
    services.merge_cases(cast.wang_community.actor, case=first, into=second)
    services.merge_cases(cast.wang_community.actor, case=second, into=third)
    assert {again(each).duplicate_of_id for each in (first, second)} == {third.pk}


def test_odd_pairs_are_refused(cast: SimpleNamespace) -> None:
    one, other, ended = open_case(cast), open_case(cast), open_case(cast)
    wang = cast.wang_community
    refused("cases.joins_itself", services.merge_cases, wang, case=one, into=one)
    services.withdraw_case(wang.actor, case=ended)
    refused("cases.joins_ended", services.merge_cases, wang, case=one, into=ended)
    services.merge_cases(wang.actor, case=one, into=other)
    refused("cases.joins_duplicate", services.merge_cases, wang, case=open_case(cast), into=one)
    refused("cases.already_moved", services.merge_cases, wang, case=one, into=open_case(cast))


def test_a_foreign_office_joins_nothing(cast: SimpleNamespace) -> None:
    refused("cases.not_yours", services.merge_cases, cast.ma_other_office, case=open_case(cast), into=open_case(cast))


def test_parting_again_begins_anew(cast: SimpleNamespace) -> None:
    joined, into = open_case(cast), open_case(cast)
    services.merge_cases(cast.wang_community.actor, case=joined, into=into)
    services.unlink_case(cast.wang_community.actor, case=joined)
    joined = again(joined)
    assert (joined.at, joined.duplicate_of, joined.handler_id) == (State.ASSIGNED, None, cast.li_grid_worker.card_id)
    running = sorted(joined.deadlines.filter(state="running").values_list("kind", flat=True))
    assert running == ["answer", "arrive", "contact", "promise", "resolve"]


def test_a_case_of_another_county_cant_be_joined(cast: SimpleNamespace) -> None:
    far = open_case(cast, county=cast.other_county, area=cast.other_county_grid)
    with pytest.raises(RuleBroken, match=r"cases\.other_county"):
        services.merge_cases(Actor.system(), case=far, into=open_case(cast))
