"""Whistles: who may call whom, the three answers, returns in time, both ratings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from linli.domains.cases import selectors, services
from linli.domains.cases.models import CallState, ClockKind, ClockState, Deadline
from linli.domains.cases.states import State
from linli.domains.cases.tests.making import MORNING, again, call_of, codes_of, open_case, photo, whistled
from linli.domains.notices import selectors as notices
from linli.foundation.audit import selectors as history
from linli.foundation.methods import selectors as methods
from linli.foundation.organizations import services as organizations
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.frozen(MORNING):
        yield


def refused(code: str, do: Callable[..., Any], *args: Any, **facts: Any) -> RuleBroken:
    with pytest.raises(RuleBroken) as refusal:
        do(*args, **facts)
    assert refusal.value.code == code
    assert refusal.value.message
    return refusal.value


def blow(cast: SimpleNamespace, case: Any, *called: Any, by: Any = None, **facts: Any) -> Any:
    member = by or cast.li_grid_worker
    return services.blow_whistle(member.actor, case=case, organizations=list(called), reason="要帮忙", **facts)


def clocks_of(call: Any) -> dict[str, str]:
    return {str(row.kind): str(row.state) for row in Deadline.objects.filter(call=call).order_by("id")}


def with_whistle(monkeypatch: pytest.MonkeyPatch, case: Any, **changes: Any) -> None:
    """The case's rules with other whistle rules or tiers, for this test."""
    rules = methods.rules_for(case.release_id)
    tiers = changes.pop("tiers", rules.cases.tiers)
    whistle = rules.cases.whistle.model_copy(update=changes)
    cases = rules.cases.model_copy(update={"whistle": whistle, "tiers": tiers})
    other = replace(rules, sections={**rules.sections, "cases": cases})
    monkeypatch.setattr(methods, "rules_for", lambda release_id: other)


def test_a_whistle_lifts_the_case_and_starts_three_clocks_for_each_called(cast: SimpleNamespace) -> None:
    case, whistle = whistled(cast)
    assert (case.state, case.tier, case.handler_id) == (State.WHISTLED, "joint", cast.zhao_dispatcher.card_id)
    assert whistle.tier == "joint"
    for organization in (cast.bureau, cast.other_bureau):
        clocks = clocks_of(call_of(whistle, organization))
        assert clocks == {"call_answer": "running", "call_arrive": "running", "call_report": "running"}
    assert codes_of(case)[-2:] == ["cases.whistle_blown", "cases.help_called"]
    first = (
        Deadline.objects.filter(case=case, state=ClockState.RUNNING).exclude(kind=ClockKind.CONFIRM).earliest("due_at")
    )
    assert case.due_at == first.due_at


def test_the_called_people_are_told(cast: SimpleNamespace) -> None:
    case, _ = whistled(cast)
    _, told = notices.inbox(cast.zhou_department.actor)
    assert [case.ref in row.newest.text for row in told] == [True]


def test_the_old_tiers_clocks_end_and_the_new_ones_runs(cast: SimpleNamespace) -> None:
    case, _ = whistled(cast)
    running = Deadline.objects.filter(case=case, call=None, kind=ClockKind.RESOLVE, state=ClockState.RUNNING)
    assert [row.tier_no for row in running] == [1]


def test_a_single_called_organization_leads(cast: SimpleNamespace) -> None:
    blown = blow(cast, open_case(cast), (cast.bureau, False))
    assert call_of(blown.whistle, cast.bureau).lead


@pytest.mark.parametrize("leads", [(True, True), (False, False)])
def test_exactly_one_leads(cast: SimpleNamespace, leads: tuple[bool, bool]) -> None:
    case = open_case(cast)
    called = list(zip((cast.bureau, cast.other_bureau), leads, strict=True))
    refused("cases.one_lead", blow, cast, case, *called)
    assert again(case).state == State.ASSIGNED


def test_nobody_twice_and_at_least_one(cast: SimpleNamespace) -> None:
    case = open_case(cast)
    refused("cases.called_twice", blow, cast, case, (cast.bureau, True), (cast.bureau, False))
    refused("cases.nobody_called", blow, cast, case)


def test_a_reason_must_be_given(cast: SimpleNamespace) -> None:
    refused(
        "cases.needs_words", services.blow_whistle, cast.li_grid_worker.actor, case=open_case(cast),
        organizations=[(cast.bureau, True)], reason=" ",
    )  # fmt: skip


def test_an_organization_of_another_county_or_a_closed_one_is_refused(cast: SimpleNamespace) -> None:
    case = open_case(cast)
    cast.other_bureau.county_id = cast.other_county.pk
    refused("cases.other_county", blow, cast, case, (cast.other_bureau, True))
    cast.bureau.valid_to = clock.today()
    refused("cases.organization_closed", blow, cast, case, (cast.bureau, True))


def test_two_at_once_the_second_is_told(cast: SimpleNamespace) -> None:
    case, _ = whistled(cast)
    refused("cases.whistle_out", blow, cast, case, (cast.bureau, True), by=cast.zhao_dispatcher)


def test_strangers_may_not_call(cast: SimpleNamespace) -> None:
    case = open_case(cast)
    for member in (cast.qian_other_town, cast.feng_other_county, cast.zhou_department, cast.sun_resident):
        refused("cases.not_yours", blow, cast, case, (cast.bureau, True), by=member)


def test_a_county_without_whistles_refuses(cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    case = open_case(cast)
    with_whistle(monkeypatch, case, enabled=False)
    refused("cases.no_whistles", blow, cast, case, (cast.bureau, True))


def test_a_tier_without_whistles_refuses(cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    case = open_case(cast)
    tiers = methods.rules_for(case.release_id).cases.tiers
    silent = tuple(tier.model_copy(update={"may_whistle": False}) for tier in tiers)
    with_whistle(monkeypatch, case, tiers=silent, raises_tier=False)
    refused("cases.tier_cannot_whistle", blow, cast, case, (cast.bureau, True))


def test_without_raising_the_case_stays_where_it_is(cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    case = open_case(cast)
    with_whistle(monkeypatch, case, raises_tier=False)
    blow(cast, case, (cast.bureau, True))
    case = again(case)
    assert (case.tier, case.handler_id) == ("routine", cast.li_grid_worker.card_id)


def test_a_tier_may_be_named_upwards_only(cast: SimpleNamespace) -> None:
    case, _ = whistled(cast)
    services.end_whistle(cast.zhao_dispatcher.actor, case=case, reason="先自己看看")
    by = cast.zhao_dispatcher
    refused("cases.no_such_tier", blow, cast, case, (cast.bureau, True), by=by, tier="routine")
    blow(cast, case, (cast.bureau, True), by=by, tier="tough")
    assert again(case).tier == "tough"


def test_a_tier_that_needs_agreement_asks_first(cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    case = open_case(cast)
    tiers = methods.rules_for(case.release_id).cases.tiers
    careful = tuple(tier.model_copy(update={"whistle_needs_approval_of": "county_leader"}) for tier in tiers)
    with_whistle(monkeypatch, case, tiers=careful)
    blown = blow(cast, case, (cast.bureau, True), (cast.other_bureau, False))
    assert blown.whistle is None
    assert again(case).state == State.ASSIGNED
    refused("cases.already_asked", blow, cast, case, (cast.bureau, True))
    refused(
        "cases.not_your_decision", services.decide, cast.chen_centre.actor, approval=blown.approval, granted=True
    )  # the county leader is there
    services.decide(cast.wu_leader.actor, approval=blown.approval, granted=True)
    case = again(case)
    assert case.state == State.WHISTLED
    assert [call.lead for call in case.calls.order_by("id")] == [True, False]


def test_accept_arrive_report_and_the_caller_finishes(cast: SimpleNamespace) -> None:
    case, whistle = whistled(cast)
    zhou, sun = cast.zhou_department.actor, cast.sun_other_department.actor
    with clock.frozen(MORNING + timedelta(minutes=8)):
        services.answer_call(zhou, call=call_of(whistle, cast.bureau))
    with clock.frozen(MORNING + timedelta(minutes=20)):
        services.arrive_at(zhou, call=call_of(whistle, cast.bureau), place="3 号楼下", lat=37.5, lng=122.1)
        services.report_call(zhou, call=call_of(whistle, cast.bureau), text="已清运", photos=[photo()])
    call = call_of(whistle, cast.bureau)
    assert (call.state, call.arrived_place, call.report) == (CallState.REPORTED, "3 号楼下", "已清运")
    assert set(clocks_of(call).values()) == {"met"}
    assert again(case).state == State.WHISTLED
    with clock.frozen(MORNING + timedelta(hours=3)):
        services.arrive_at(sun, call=call_of(whistle, cast.other_bureau), place="现场")
        services.report_call(sun, call=call_of(whistle, cast.other_bureau), text="水管修好")
    case = again(case)
    assert case.state == State.HANDLING
    assert clocks_of(call_of(whistle, cast.other_bureau)) == {
        "call_answer": "late", "call_arrive": "late", "call_report": "met"
    }  # fmt: skip
    whistle.refresh_from_db()
    assert whistle.ended_at is not None
    assert "cases.whistle_settled" in codes_of(case)
    assert [row.public for row in case.attachments.all()] == [False]


def test_a_report_needs_arrival_and_words(cast: SimpleNamespace) -> None:
    _, whistle = whistled(cast)
    zhou = cast.zhou_department.actor
    services.answer_call(zhou, call=call_of(whistle, cast.bureau))
    refused("cases.not_arrived", services.report_call, zhou, call=call_of(whistle, cast.bureau), text="好了")
    services.arrive_at(zhou, call=call_of(whistle, cast.bureau), place="现场")
    refused("cases.needs_words", services.report_call, zhou, call=call_of(whistle, cast.bureau), text="")
    assert call_of(whistle, cast.bureau).state == CallState.ARRIVED


def test_an_answer_comes_once(cast: SimpleNamespace) -> None:
    _, whistle = whistled(cast)
    stale = call_of(whistle, cast.bureau)
    services.answer_call(cast.zhou_department.actor, call=stale)
    refused("cases.call_moved", services.answer_call, cast.zhou_department.actor, call=stale)


@pytest.mark.parametrize(("lat", "lng"), [(91, 0), (0, 181), (10, None), (None, 10)])
def test_a_place_must_lie_on_earth(cast: SimpleNamespace, lat: float | None, lng: float | None) -> None:
    _, whistle = whistled(cast)
    call = call_of(whistle, cast.bureau)
    refused("cases.bad_place", services.arrive_at, cast.zhou_department.actor, call=call, place="x", lat=lat, lng=lng)


def test_only_the_called_organization_answers(cast: SimpleNamespace) -> None:
    _, whistle = whistled(cast)
    call = call_of(whistle, cast.bureau)
    for member in (cast.sun_other_department, cast.li_grid_worker, cast.chen_centre, cast.feng_other_county):
        refused("cases.not_yours", services.answer_call, member.actor, call=call)


def test_a_call_given_back_waits_for_the_centre(cast: SimpleNamespace) -> None:
    case, whistle = whistled(cast)
    zhou = cast.zhou_department.actor
    services.return_call(zhou, call=call_of(whistle, cast.bureau), reason="不归我们管")
    call = call_of(whistle, cast.bureau)
    assert call.state == CallState.RETURNING
    assert clocks_of(call) == {
        "call_answer": "met", "call_arrive": "dropped", "call_report": "dropped", "arbitrate": "running"
    }  # fmt: skip
    assert again(case).state == State.WHISTLED
    assert [row.organization for row in selectors.arbitration_queue(cast.chen_centre.actor)] == [cast.bureau.label]
    refused("cases.call_moved", services.return_call, zhou, call=call, reason="再退一次")


def test_returns_after_the_time_are_refused(cast: SimpleNamespace) -> None:
    _, whistle = whistled(cast)
    call = call_of(whistle, cast.bureau)
    last = services.calls.return_until(call, methods.rules_for(call.case.release_id).cases)
    with clock.frozen(last + timedelta(seconds=1)):
        refused("cases.return_too_late", services.return_call, cast.zhou_department.actor, call=call, reason="不归我们")
    with clock.frozen(last):
        services.return_call(cast.zhou_department.actor, call=call, reason="不归我们")


def test_whoever_has_arrived_can_not_give_back(cast: SimpleNamespace) -> None:
    _, whistle = whistled(cast)
    zhou = cast.zhou_department.actor
    services.arrive_at(zhou, call=call_of(whistle, cast.bureau), place="现场")
    refused("cases.call_moved", services.return_call, zhou, call=call_of(whistle, cast.bureau), reason="不归我们")


def test_one_more_may_be_called_but_not_lead(cast: SimpleNamespace) -> None:
    case = open_case(cast)
    refused(
        "cases.no_whistle_out", services.call_one_more, cast.li_grid_worker.actor, case=case, organization=cast.bureau
    )
    blow(cast, case, (cast.bureau, True))
    zhao = cast.zhao_dispatcher.actor
    refused("cases.one_lead", services.call_one_more, zhao, case=case, organization=cast.other_bureau, lead=True)
    refused("cases.called_twice", services.call_one_more, zhao, case=case, organization=cast.bureau)
    call = services.call_one_more(zhao, case=case, organization=cast.other_bureau)
    assert (call.lead, len(clocks_of(call))) == (False, 3)


def test_a_called_department_calls_others_where_the_method_lets_it(
    cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = open_case(cast)
    blow(cast, case, (cast.bureau, True))
    zhou = cast.zhou_department.actor
    with monkeypatch.context() as patch:
        with_whistle(patch, case, departments_may_call=False)
        refused("cases.department_cannot_call", services.call_one_more, zhou, case=case, organization=cast.other_bureau)
    call = services.call_one_more(zhou, case=case, organization=cast.other_bureau)
    assert call.organization_id == cast.other_bureau.pk


def test_a_department_that_handles_blows_itself(cast: SimpleNamespace) -> None:
    case = open_case(cast)
    services.dispatch_case(cast.zhao_dispatcher.actor, case=case, to_org=cast.bureau.pk)
    blown = blow(cast, case, (cast.other_bureau, True), by=cast.zhou_department)
    assert blown.whistle.caller_org_id == cast.bureau.pk
    assert again(case).handler_org_id == cast.bureau.pk


def test_the_caller_may_end_it_early(cast: SimpleNamespace) -> None:
    case, whistle = whistled(cast)
    services.end_whistle(cast.zhao_dispatcher.actor, case=case, reason="不用来了")
    assert again(case).state == State.HANDLING
    call = call_of(whistle, cast.bureau)
    assert (call.state, set(clocks_of(call).values())) == (CallState.RELEASED, {"dropped"})
    refused("cases.call_moved", services.answer_call, cast.zhou_department.actor, call=call)
    refused("cases.no_whistle_out", services.end_whistle, cast.zhao_dispatcher.actor, case=case, reason="再来")


def reported(cast: SimpleNamespace) -> Any:
    case = open_case(cast)
    whistle = blow(cast, case, (cast.bureau, True)).whistle
    services.arrive_at(cast.zhou_department.actor, call=call_of(whistle, cast.bureau), place="现场")
    services.report_call(cast.zhou_department.actor, call=call_of(whistle, cast.bureau), text="好了")
    return call_of(whistle, cast.bureau)


def test_both_sides_rate_and_both_count(cast: SimpleNamespace) -> None:
    call = reported(cast)
    services.rate_call(cast.zhao_dispatcher.actor, call=call, stars=4, words="来得快")
    services.judge_whistle(cast.zhou_department.actor, call=call, justified=False, words="自己能办")
    figures = selectors.figures_of(cast.chen_centre.actor)
    assert [(row.name, row.calls, row.answered_in_time, row.stars, row.rated) for row in figures] == [
        (cast.bureau.label, 1, 1, 4.0, 1)
    ]
    assert [(row.justified, row.judged) for row in figures] == [(0.0, 1)]
    assert selectors.figures_of(cast.feng_other_county.actor) == []


def test_each_side_rates_once_and_not_itself(cast: SimpleNamespace) -> None:
    call = reported(cast)
    zhao, zhou = cast.zhao_dispatcher.actor, cast.zhou_department.actor
    refused("cases.not_yours", services.rate_call, zhou, call=call, stars=5)
    refused("cases.not_yours", services.judge_whistle, zhao, call=call, justified=True)
    for stars in (0, 6):
        refused("cases.bad_stars", services.rate_call, zhao, call=call, stars=stars)
    services.rate_call(zhao, call=call, stars=5)
    refused("cases.already_rated", services.rate_call, zhao, call=call, stars=1)
    services.judge_whistle(zhou, call=call, justified=True)
    refused("cases.already_rated", services.judge_whistle, zhou, call=call, justified=False)


def test_rating_waits_for_the_report(cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    case, whistle = whistled(cast)
    call = call_of(whistle, cast.bureau)
    refused("cases.not_reported_yet", services.rate_call, cast.zhao_dispatcher.actor, call=call, stars=3)
    refused("cases.not_reported_yet", services.judge_whistle, cast.zhou_department.actor, call=call, justified=True)
    with_whistle(monkeypatch, case, both_rate=False)
    refused("cases.one_side_rates", services.judge_whistle, cast.zhou_department.actor, call=call, justified=True)


def test_the_ring_shows_who_has_come(cast: SimpleNamespace) -> None:
    case, whistle = whistled(cast)
    with clock.frozen(MORNING + timedelta(minutes=18)):
        services.arrive_at(cast.zhou_department.actor, call=call_of(whistle, cast.bureau), place="3 号楼下")
    with clock.frozen(MORNING + timedelta(hours=1)):
        (view,) = selectors.whistles_of(cast.zhao_dispatcher.actor, case)
    assert [(call.name, call.state) for call in view.calls] == [
        (cast.bureau.label, "in"), (cast.other_bureau.label, "late")
    ]  # fmt: skip
    assert (view.called, view.arrived, view.late) == (2, 1, 1)
    assert "09:18" in view.calls[0].when


def test_lists_show_ones_own_and_nothing_else(cast: SimpleNamespace) -> None:
    case, _ = whistled(cast)
    assert [row.ref for row in selectors.calls_for(cast.zhou_department.actor)] == [case.ref]
    assert [row.ref for row in selectors.open_whistles(cast.zhao_dispatcher.actor)] == [case.ref]
    for member in (cast.qian_other_town, cast.feng_other_county, cast.sun_resident):
        assert selectors.calls_for(member.actor) == []
        assert selectors.open_whistles(member.actor) == []


def test_lists_cost_the_same_for_one_and_for_many(cast: SimpleNamespace, django_assert_max_num_queries: Any) -> None:
    for _ in range(4):
        whistled(cast)
    with django_assert_max_num_queries(5):
        assert len(selectors.open_whistles(cast.zhao_dispatcher.actor)) == 4
    with django_assert_max_num_queries(4):
        assert len(selectors.calls_for(cast.zhou_department.actor)) == 4


def test_the_system_calls_without_words(cast: SimpleNamespace) -> None:
    case = open_case(cast)
    services.blow_whistle(Actor.system(), case=case, organizations=[(cast.bureau, True)], reason="")
    assert again(case).state == State.WHISTLED


def test_another_countys_method_leaves_the_case_with_the_grid(cast: SimpleNamespace) -> None:
    case = open_case(cast, county=cast.other_county, area=cast.other_county_grid)
    unit = organizations.create_organization(
        Actor.system(), area=cast.other_county, kind="department", name="山县水务局", serves_county=True
    )
    blow(cast, case, (unit, True), by=cast.luo_other_grid)
    found = again(case)
    assert (found.state, found.tier, found.handler_id) == (State.WHISTLED, case.tier, cast.luo_other_grid.card_id)


def test_a_missed_call_is_told_by_the_sweep(cast: SimpleNamespace) -> None:
    case, _ = whistled(cast)
    with clock.frozen(MORNING + timedelta(minutes=31)):
        while services.sweep_once():
            pass
    missed = [line.text for line in history.timeline(case) if line.code == "cases.clock_missed"]
    assert len(missed) == 2
    assert all(name in " ".join(missed) for name in (cast.bureau.label, cast.other_bureau.label))


def test_pauses_of_the_case_pause_the_calls(cast: SimpleNamespace) -> None:
    case, whistle = whistled(cast)
    services.ask_reporter(cast.zhao_dispatcher.actor, case=case, question="几号楼？")
    assert set(clocks_of(call_of(whistle, cast.bureau)).values()) == {"paused"}
    services.arrive_at(cast.zhou_department.actor, call=call_of(whistle, cast.bureau), place="现场")
    services.resume_case(cast.zhao_dispatcher.actor, case=case)
    assert clocks_of(call_of(whistle, cast.bureau)) == {
        "call_answer": "met", "call_arrive": "met", "call_report": "running"
    }  # fmt: skip
