"""Questions and answers: more time once, a pause with an end, returns to the centre; never decided by the one who asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from linli.domains.cases import selectors, services
from linli.domains.cases.models import LIVE, Approval, CallState, ClockKind, ClockState, Deadline
from linli.domains.cases.services import clocks
from linli.domains.cases.states import State
from linli.domains.cases.tests.making import MORNING, again, call_of, codes_of, open_case, whistled
from linli.domains.notices import selectors as notices
from linli.kernel import clock
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


@pytest.fixture
def case(cast: SimpleNamespace) -> Any:
    case = open_case(cast)
    services.accept_case(cast.li_grid_worker.actor, case=case)
    return again(case)


def resolve_clock(case: Any) -> Deadline:
    return Deadline.objects.get(case=case, kind=ClockKind.RESOLVE)


def more_time(cast: SimpleNamespace, case: Any, amount: float = 3) -> Approval:
    return services.ask_extension(cast.li_grid_worker.actor, case=case, amount=amount, reason="要等配件")


def test_more_time_runs_from_the_old_end(cast: SimpleNamespace, case: Any) -> None:
    before = resolve_clock(case)
    approval = more_time(cast, case)
    assert resolve_clock(case).due_at == before.due_at
    services.decide(cast.chen_centre.actor, approval=approval, granted=True)
    after = resolve_clock(case)
    assert (after.extended, after.state) == (1, ClockState.RUNNING)
    assert after.due_at - before.due_at >= timedelta(days=3)
    assert codes_of(case)[-3:] == ["cases.extension_asked", "cases.approval_granted", "cases.time_extended"]
    assert [approval_row.granted for approval_row in selectors.approvals_of(cast.chen_centre.actor, case)] == [True]


def test_more_time_is_given_once(cast: SimpleNamespace, case: Any) -> None:
    approval = more_time(cast, case)
    refused("cases.already_asked", more_time, cast, case)
    services.decide(cast.chen_centre.actor, approval=approval, granted=True)
    refused("cases.no_more_time", more_time, cast, case)


def test_after_a_refusal_one_may_ask_again(cast: SimpleNamespace, case: Any) -> None:
    before = resolve_clock(case).due_at
    services.decide(cast.chen_centre.actor, approval=more_time(cast, case), granted=False, words="材料不全")
    assert resolve_clock(case).due_at == before
    assert "cases.approval_refused" in codes_of(case)
    more_time(cast, case)


@pytest.mark.parametrize("amount", [0, -1, 1000])
def test_more_than_the_method_gives_is_refused(cast: SimpleNamespace, case: Any, amount: float) -> None:
    refused("cases.more_than_allowed", more_time, cast, case, amount)
    assert not Approval.objects.exists()


def test_only_the_handler_asks(cast: SimpleNamespace, case: Any) -> None:
    for member in (cast.wang_community, cast.qian_other_town, cast.zhou_department):
        refused("cases.not_yours", services.ask_extension, member.actor, case=case, amount=1, reason="等等")


def test_who_decides_is_not_who_asked(cast: SimpleNamespace, case: Any) -> None:
    services.dispatch_case(cast.zhao_dispatcher.actor, case=case, to_person=cast.chen_centre.card_id)
    services.accept_case(cast.chen_centre.actor, case=case)
    approval = services.ask_extension(cast.chen_centre.actor, case=case, amount=1, reason="等等")
    refused("cases.not_own_question", services.decide, cast.chen_centre.actor, approval=approval, granted=True)
    services.decide(cast.wu_leader.actor, approval=approval, granted=True)


def test_without_the_right_nobody_decides(cast: SimpleNamespace, case: Any) -> None:
    approval = more_time(cast, case)
    for member in (cast.zhao_dispatcher, cast.feng_other_county, cast.qian_other_town, cast.zhou_department):
        refused("cases.not_yours", services.decide, member.actor, approval=approval, granted=True)


def test_two_deciders_the_second_is_told_who_was_first(cast: SimpleNamespace, case: Any) -> None:
    approval = more_time(cast, case)
    services.decide(cast.chen_centre.actor, approval=approval, granted=True)
    refusal = refused(
        "cases.already_decided", services.decide, cast.wu_leader.actor, approval=approval, granted=False, words="x"
    )
    assert cast.chen_centre.actor.label in refusal.message
    assert resolve_clock(case).extended == 1


def test_a_refusal_needs_words_and_the_asker_hears_them(cast: SimpleNamespace, case: Any) -> None:
    approval = more_time(cast, case)
    refused("cases.needs_words", services.decide, cast.chen_centre.actor, approval=approval, granted=False, words=" ")
    services.decide(cast.chen_centre.actor, approval=approval, granted=False, words="先想别的办法")
    assert any("先想别的办法" in row.newest.text for row in notices.inbox(cast.li_grid_worker.actor)[1])


def test_a_pause_stops_all_clocks_and_ends_by_itself(cast: SimpleNamespace, case: Any) -> None:
    day = clock.today() + timedelta(days=10)
    approval = services.ask_suspension(cast.li_grid_worker.actor, case=case, until=day, reason="等开挖许可")
    services.decide(cast.wu_leader.actor, approval=approval, granted=True)
    assert again(case).state == State.SUSPENDED
    assert set(case.deadlines.values_list("state", flat=True)) <= {"paused", "met", "dropped"}
    with clock.frozen(MORNING + timedelta(days=10)):
        assert services.end_suspensions() == 0
    with clock.frozen(MORNING + timedelta(days=11)):
        assert services.end_suspensions() == 1
        assert services.end_suspensions() == 0
    assert again(case).state == State.HANDLING
    assert resolve_clock(case).state == ClockState.RUNNING


def test_an_old_pause_does_not_end_a_new_one(cast: SimpleNamespace, case: Any) -> None:
    li, wu = cast.li_grid_worker.actor, cast.wu_leader.actor
    for days, at in ((1, MORNING), (60, MORNING + timedelta(hours=2))):
        with clock.frozen(at):
            until = clock.today() + timedelta(days=days)
            approval = services.ask_suspension(li, case=case, until=until, reason="等待")
            services.decide(wu, approval=approval, granted=True)
        with clock.frozen(at + timedelta(hours=1)):
            if days == 1:
                services.resume_case(li, case=case)
    with clock.frozen(MORNING + timedelta(days=5)):
        assert services.end_suspensions() == 0


@pytest.mark.parametrize(
    ("days", "code"), [(0, "cases.date_in_past"), (-3, "cases.date_in_past"), (1000, "cases.more_than_allowed")]
)
def test_a_pause_ends_on_a_day_to_come(cast: SimpleNamespace, case: Any, days: int, code: str) -> None:
    until = clock.today() + timedelta(days=days)
    refused(code, services.ask_suspension, cast.li_grid_worker.actor, case=case, until=until, reason="等待")


def test_a_case_nobody_works_on_can_not_pause(cast: SimpleNamespace) -> None:
    until = clock.today() + timedelta(days=3)
    refused(
        "cases.already_moved",
        services.ask_suspension,
        cast.li_grid_worker.actor,
        case=open_case(cast),
        until=until,
        reason="等",
    )


def test_a_returned_case_goes_to_somebody_else(cast: SimpleNamespace, case: Any) -> None:
    services.return_case(cast.li_grid_worker.actor, case=case, reason="这是市政局的事")
    (row,) = selectors.arbitration_queue(cast.chen_centre.actor)
    assert (row.ref, row.reason, row.mine) == (case.ref, "这是市政局的事", True)
    approval = selectors.approval_for(cast.chen_centre.actor, row.id, to="decide")
    refused("cases.one_target", services.decide, cast.chen_centre.actor, approval=approval, granted=True)
    assert again(case).state == State.RETURNED
    services.decide(cast.chen_centre.actor, approval=approval, granted=True, to_org=cast.bureau.pk)
    found = again(case)
    assert (found.state, found.handler_org_id, found.handler_id) == (State.ASSIGNED, cast.bureau.pk, None)
    assert selectors.arbitration_queue(cast.chen_centre.actor) == []
    assert Deadline.objects.get(case=case, kind=ClockKind.ARBITRATE).state == ClockState.MET


def test_a_refused_return_goes_back_with_the_reason(cast: SimpleNamespace, case: Any) -> None:
    services.return_case(cast.li_grid_worker.actor, case=case, reason="不归我管")
    approval = Approval.objects.get()
    services.decide(cast.chen_centre.actor, approval=approval, granted=False, words="就在你的网格里")
    found = again(case)
    assert (found.state, found.handler_id) == (State.ASSIGNED, cast.li_grid_worker.card_id)
    assert codes_of(case)[-1] == "cases.return_refused"


def returned_call(cast: SimpleNamespace) -> tuple[Any, Any, Approval]:
    case, whistle = whistled(cast)
    approval = services.return_call(
        cast.zhou_department.actor, call=call_of(whistle, cast.bureau), reason="楼道不归市政"
    )
    return case, whistle, approval


def test_an_upheld_return_of_a_call_names_another_organization(cast: SimpleNamespace) -> None:
    case, whistle = whistled(cast)
    approval = services.return_call(
        cast.sun_other_department.actor, call=call_of(whistle, cast.other_bureau), reason="不归水务"
    )
    third = third_bureau(cast)
    services.decide(cast.chen_centre.actor, approval=approval, granted=True, to_org=third.pk)
    assert call_of(whistle, cast.other_bureau).state == CallState.RELEASED
    assert (call_of(whistle, third).state, call_of(whistle, third).lead) == (CallState.CALLED, False)
    assert again(case).state == State.WHISTLED


def third_bureau(cast: SimpleNamespace) -> Any:
    from linli.foundation.organizations import services as organizations
    from tests.kit.places import SYSTEM

    return organizations.create_organization(
        SYSTEM, area=cast.county, kind="department", name="江县城管局", serves_county=True
    )


def test_an_upheld_return_of_the_leader_passes_the_lead(cast: SimpleNamespace) -> None:
    case, whistle, approval = returned_call(cast)
    services.decide(cast.chen_centre.actor, approval=approval, granted=True)
    assert call_of(whistle, cast.other_bureau).lead
    assert again(case).state == State.WHISTLED


def test_when_nobody_is_left_the_caller_goes_on(cast: SimpleNamespace) -> None:
    case, whistle, approval = returned_call(cast)
    services.arrive_at(cast.sun_other_department.actor, call=call_of(whistle, cast.other_bureau), place="现场")
    services.report_call(cast.sun_other_department.actor, call=call_of(whistle, cast.other_bureau), text="好了")
    assert again(case).state == State.WHISTLED
    services.decide(cast.chen_centre.actor, approval=approval, granted=True)
    assert again(case).state == State.HANDLING


def test_a_refused_return_of_a_call_counts_as_accepted(cast: SimpleNamespace) -> None:
    _case, whistle, approval = returned_call(cast)
    services.decide(cast.chen_centre.actor, approval=approval, granted=False, words="责任清单第 17 条")
    call = call_of(whistle, cast.bureau)
    assert call.state == CallState.ACCEPTED
    running = call.deadlines.filter(state=ClockState.RUNNING).values_list("kind", flat=True)
    assert sorted(running) == ["call_arrive", "call_report"]
    refused("cases.returned_before", services.return_call, cast.zhou_department.actor, call=call, reason="还是不归我们")


def test_a_case_that_is_done_needs_no_decision_on_a_call(cast: SimpleNamespace) -> None:
    case, whistle, approval = returned_call(cast)
    services.resolve_case(cast.zhao_dispatcher.actor, case=case, text="自己清走了，不用来了")
    assert selectors.arbitration_queue(cast.chen_centre.actor) == []
    assert call_of(whistle, cast.bureau).state == CallState.RELEASED
    assert not Deadline.objects.filter(call__whistle=whistle, state__in=LIVE).exists()
    refused(
        "cases.already_decided", services.decide, cast.chen_centre.actor, approval=approval, granted=False, words="不行"
    )


def test_lists_cost_the_same_for_one_and_for_many(cast: SimpleNamespace, django_assert_max_num_queries: Any) -> None:
    for _ in range(4):
        returned_call(cast)
    with django_assert_max_num_queries(5):
        assert len(selectors.approvals_for(cast.chen_centre.actor)) == 4


def test_an_ended_case_leaves_the_list(cast: SimpleNamespace, case: Any) -> None:
    approval = more_time(cast, case)
    assert [row.ref for row in selectors.approvals_for(cast.chen_centre.actor)] == [case.ref]
    services.explain_case(cast.zhao_dispatcher.actor, case=case, reason="无法解决的原因")
    assert selectors.approvals_for(cast.chen_centre.actor) == []
    refused("cases.clock_stopped", services.decide, cast.chen_centre.actor, approval=approval, granted=True)


def test_lists_are_scoped(cast: SimpleNamespace, case: Any) -> None:
    approval = more_time(cast, case)
    assert selectors.approvals_for(cast.feng_other_county.actor) == []
    assert selectors.approvals_for(cast.li_grid_worker.actor) == []
    from django.core.exceptions import PermissionDenied
    from django.http import Http404

    with pytest.raises(Http404):
        selectors.approval_for(cast.feng_other_county.actor, approval.pk)
    with pytest.raises(PermissionDenied):
        selectors.approval_for(cast.li_grid_worker.actor, approval.pk, to="decide")


def test_a_late_clock_may_still_be_extended(cast: SimpleNamespace, case: Any) -> None:
    with clock.frozen(resolve_clock(case).due_at + timedelta(hours=1)):
        services.decide(cast.chen_centre.actor, approval=more_time(cast, case), granted=True)
        extended = resolve_clock(case)
        assert extended.due_at > clock.now()
        assert (
            again(case).due_at == clocks.Deadline.objects.filter(case=case, state="running").earliest("due_at").due_at
        )
