"""The handler's and the verifier's moves, and what each does to the clocks."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from linli.domains.cases import services
from linli.domains.cases.models import Approval, ApprovalKind, Case, ClockKind, ClockState
from linli.domains.cases.states import State
from linli.domains.cases.tests.making import MORNING, again, codes_of, open_case, photo, whistled
from linli.domains.notices import selectors as notices
from linli.kernel import clock
from linli.kernel.errors import RuleBroken

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(hours=1)


@pytest.fixture(autouse=True)
def morning() -> Any:
    with clock.frozen(MORNING):
        yield


@pytest.fixture
def case(cast: SimpleNamespace) -> Case:
    return open_case(cast)


@pytest.fixture
def worked(cast: SimpleNamespace, case: Case) -> Case:
    services.accept_case(cast.li_grid_worker.actor, case=case)
    return again(case)


def state_of(case: Case, kind: ClockKind) -> str:
    return case.deadlines.filter(kind=kind).latest("id").state


def refused(code: str, service: Any, member: Any, **words: Any) -> None:
    with pytest.raises(RuleBroken) as refusal:
        service(member.actor, **words)
    assert refusal.value.code == code


def test_taking_up_stops_the_first_clock(cast: SimpleNamespace, case: Case) -> None:
    services.accept_case(cast.li_grid_worker.actor, case=case)
    assert again(case).at is State.HANDLING
    assert state_of(case, ClockKind.ANSWER) == ClockState.MET
    assert codes_of(case)[-1] == "cases.accepted"


def test_taking_up_late_is_kept_as_late(cast: SimpleNamespace, case: Case) -> None:
    with clock.frozen(LATER):
        services.accept_case(cast.li_grid_worker.actor, case=case)
    assert state_of(case, ClockKind.ANSWER) == ClockState.LATE


def test_only_the_handler_takes_it_up(cast: SimpleNamespace, case: Case) -> None:
    refused("cases.not_yours", services.accept_case, cast.zhang_grid_leader, case=case)
    refused("cases.not_yours", services.accept_case, cast.chen_centre, case=case)


def test_taking_up_twice_says_who_did(cast: SimpleNamespace, worked: Case) -> None:
    refused("cases.already_moved", services.accept_case, cast.li_grid_worker, case=worked)


def test_a_look_on_site_stops_the_clock_of_arriving(cast: SimpleNamespace, case: Case) -> None:
    services.look_on_site(cast.li_grid_worker.actor, case=case, found_true=True, note="灯头坏了")
    case = again(case)
    assert (case.true_on_site, case.at) == (True, State.HANDLING)
    assert state_of(case, ClockKind.ARRIVE) == ClockState.MET


def test_a_question_stops_all_clocks_until_the_answer(cast: SimpleNamespace, worked: Case) -> None:
    due = worked.deadlines.get(kind=ClockKind.RESOLVE).due_at
    services.ask_reporter(cast.li_grid_worker.actor, case=worked, question="是哪一盏？")
    assert again(worked).due_at is None
    assert {state_of(worked, kind) for kind in (ClockKind.PROMISE, ClockKind.RESOLVE)} == {ClockState.PAUSED}
    with clock.frozen(MORNING + timedelta(days=2)):
        services.answer_question(worked.reporters.get(), words="东边第二盏")
    worked = again(worked)
    assert worked.at is State.HANDLING
    assert worked.deadlines.get(kind=ClockKind.RESOLVE).due_at == due + timedelta(days=2)
    assert any("反映人" in line.text or line.text for line in notices.unread(cast.li_grid_worker.actor))


def test_an_answer_without_a_question_is_refused(cast: SimpleNamespace, worked: Case) -> None:
    with pytest.raises(RuleBroken, match=r"cases\.nothing_asked"):
        services.answer_question(worked.reporters.get(), words="您好")


def test_the_handler_may_go_on_without_an_answer(cast: SimpleNamespace, worked: Case) -> None:
    services.ask_reporter(cast.li_grid_worker.actor, case=worked, question="是哪一盏？")
    services.resume_case(cast.li_grid_worker.actor, case=worked, note="现场看到了")
    assert again(worked).at is State.HANDLING


def test_a_return_waits_for_the_arbiter(cast: SimpleNamespace, worked: Case) -> None:
    services.return_case(cast.li_grid_worker.actor, case=worked, reason="不归网格")
    approval = Approval.objects.get(case=worked)
    assert (again(worked).at, approval.kind, approval.post) == (State.RETURNED, ApprovalKind.RETURN, "county_centre")
    assert state_of(worked, ClockKind.RESOLVE) == ClockState.PAUSED
    assert state_of(worked, ClockKind.PROMISE) == ClockState.RUNNING
    assert state_of(worked, ClockKind.ARBITRATE) == ClockState.RUNNING
    assert notices.unread(cast.chen_centre.actor)


def test_a_return_needs_a_reason(cast: SimpleNamespace, worked: Case) -> None:
    refused("cases.needs_words", services.return_case, cast.li_grid_worker, case=worked, reason=" \x00 ")
    refused("cases.text_too_long", services.return_case, cast.li_grid_worker, case=worked, reason="长" * 2001)


def test_done_goes_to_somebody_else_for_a_check(cast: SimpleNamespace, worked: Case) -> None:
    services.resolve_case(
        cast.li_grid_worker.actor, case=worked, text="换了灯头和镇流器", public_words="路灯修好了", photos=[photo()]
    )
    case = again(worked)
    assert (case.at, case.resolved_at) == (State.RESOLVED, MORNING)
    assert state_of(case, ClockKind.VERIFY) == ClockState.RUNNING
    assert state_of(case, ClockKind.RESOLVE) == ClockState.PAUSED
    assert case.attachments.get().kind == "after"
    assert codes_of(case)[-2:] == ["cases.result_noted", "cases.resolved"]
    assert notices.unread(cast.wang_community.actor)


def test_done_needs_words(cast: SimpleNamespace, worked: Case) -> None:
    refused("cases.text_too_short", services.resolve_case, cast.li_grid_worker, case=worked, text="好")
    assert again(worked).at is State.HANDLING


def test_done_ends_an_open_whistle(cast: SimpleNamespace) -> None:
    case, whistle = whistled(cast)
    services.resolve_case(_handler(cast, case), case=case, text="大家一起弄好了")
    whistle.refresh_from_db()
    assert whistle.ended_at is not None
    assert set(whistle.calls.values_list("state", flat=True)) == {"released"}
    assert not case.deadlines.filter(kind__startswith="call_", state="running").exists()


def test_a_check_asks_the_resident(cast: SimpleNamespace, worked: Case) -> None:
    services.resolve_case(cast.li_grid_worker.actor, case=worked, text="换了灯头和镇流器")
    services.verify_case(cast.wang_community.actor, case=worked, note="看过了")
    case = again(worked)
    assert (case.at, case.due_at) == (State.ASKING, None)
    assert state_of(case, ClockKind.RESOLVE) == ClockState.MET
    live = set(case.deadlines.filter(state="running").values_list("kind", flat=True))
    assert live == {ClockKind.CONFIRM}


def test_nobody_checks_their_own_work(cast: SimpleNamespace) -> None:
    case = open_case(cast, area=cast.second_grid)
    services.accept_case(cast.wang_community.actor, case=case)
    services.resolve_case(cast.wang_community.actor, case=case, text="已经清理干净")
    refused("cases.own_work", services.verify_case, cast.wang_community, case=case)
    refused("cases.own_work", services.send_back, cast.wang_community, case=case, reason="再弄")
    services.verify_case(cast.zhao_dispatcher.actor, case=case)
    assert again(case).at is State.ASKING


def test_sent_back_goes_on_with_what_was_left(cast: SimpleNamespace, worked: Case) -> None:
    left = worked.deadlines.get(kind=ClockKind.RESOLVE).due_at
    services.resolve_case(cast.li_grid_worker.actor, case=worked, text="换了灯头和镇流器")
    with clock.frozen(LATER):
        services.send_back(cast.wang_community.actor, case=worked, reason="还是不亮")
    case = again(worked)
    assert (case.at, case.resolved_at) == (State.HANDLING, None)
    resolve = case.deadlines.get(kind=ClockKind.RESOLVE)
    assert resolve.state == ClockState.RUNNING
    assert resolve.due_at > left
    assert state_of(case, ClockKind.VERIFY) == ClockState.MET


def test_found_by_staff_ends_without_a_word(cast: SimpleNamespace) -> None:
    report = services.Report(
        county=cast.county, area=cast.grid, category=open_case(cast).category, text="巡查发现堆物", source="patrol",
        found_by_staff=True,
    )  # fmt: skip
    case = services.open_case(cast.li_grid_worker.actor, report=report).case
    services.accept_case(cast.li_grid_worker.actor, case=case)
    services.resolve_case(cast.li_grid_worker.actor, case=case, text="已经劝走清空")
    services.verify_case(cast.wang_community.actor, case=case)
    assert again(case).at is State.UNCONFIRMED
    assert not case.deadlines.filter(state__in=("running", "paused")).exists()


def test_an_explanation_ends_it_with_a_reason(cast: SimpleNamespace, worked: Case) -> None:
    refused("cases.needs_words", services.explain_case, cast.wang_community, case=worked, reason="")
    services.explain_case(cast.wang_community.actor, case=worked, reason="规划道路，明年动工")
    case = again(worked)
    assert (case.at, case.ended_at, case.due_at) == (State.EXPLAINED, MORNING, None)
    assert state_of(case, ClockKind.PROMISE) == ClockState.MET


def test_a_legal_matter_is_sent_where_the_law_says(cast: SimpleNamespace, case: Case) -> None:
    refused("cases.unknown_route", services.redirect_case, cast.wang_community, case=case, route="pigeon")
    services.redirect_case(cast.wang_community.actor, case=case, route="court")
    case = again(case)
    assert (case.at, case.legal_route) == (State.REDIRECTED, "court")


def test_the_office_withdraws_for_the_reporter(cast: SimpleNamespace, case: Case) -> None:
    services.withdraw_case(cast.wang_community.actor, case=case, reason="自己好了")
    assert again(case).at is State.WITHDRAWN
    assert set(case.deadlines.values_list("state", flat=True)) == {"dropped"}


def test_the_reporter_withdraws_unless_others_joined(cast: SimpleNamespace, case: Case) -> None:
    reporter = case.reporters.get()
    services.join_case(cast.sun_resident.actor, case=case)
    with pytest.raises(RuleBroken, match=r"cases\.not_yours"):
        services.withdraw_own(reporter)
    case.reporters.exclude(pk=reporter.pk).delete()
    services.withdraw_own(reporter)
    assert again(case).at is State.WITHDRAWN


def test_a_case_never_leaves_an_end_by_work(cast: SimpleNamespace, case: Case) -> None:
    services.withdraw_case(cast.wang_community.actor, case=case)
    for service, words in (
        (services.resolve_case, {"text": "已经办好了"}),
        (services.return_case, {"reason": "不归我"}),
        (services.ask_reporter, {"question": "哪里？"}),
    ):
        refused("cases.already_moved", service, cast.li_grid_worker, case=case, **words)


def _handler(cast: SimpleNamespace, case: Case) -> Any:
    people = {member.card_id: member.actor for member in vars(cast).values() if getattr(member, "card_id", None)}
    return people[case.handler_id]
