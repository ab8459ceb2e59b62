"""国办函〔2025〕66号, clause by clause, as far as a platform can keep or break it (`peers.md` 1.4).

Two clauses bind people, not software: that the hotline's own work isn't contracted out, and that nobody chases rankings.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from linli.domains.cases import services as cases
from linli.domains.cases.models import Approval, Case
from linli.domains.cases.selectors import open_approval
from linli.domains.cases.tests.making import again, category, codes_of
from linli.domains.hotline import services
from linli.domains.hotline.tests.making import (
    OURS,
    SAID,
    caller,
    coded,
    delivered,
    fresh,
    get,
    order,
    platform,
    post,
    sent,
    unit,
    with_bureau,
)
from linli.foundation.organizations import services as organizations
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

SYSTEM = Actor.system()


def said(answer: Any) -> dict[str, Any]:
    return dict(json.loads(answer.content))


def refusal(call: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(RuleBroken) as refused:
        call(*args, **kwargs)
    return refused.value.code


def duty(cast: Any, lead: Any, **facts: Any) -> None:
    category(OURS)
    organizations.set_duty(
        SYSTEM, county=cast.county, category=OURS, lead=lead, not_to_grid=True, basis="派单目录", **facts
    )


def test_dispatch_catalogue_is_kept_up_to_date(cast: Any) -> None:
    """派单目录动态管理: a new entry holds for the next order, and moves none that is under way."""
    before = order(cast, "GD1")
    duty(cast, cast.bureau)
    after = order(cast, "GD2")
    assert again(before.case).handler_id == cast.li_grid_worker.card_id
    called = set(after.case.calls.values_list("organization_id", flat=True)) | {again(after.case).handler_org_id}
    assert cast.bureau.pk in called


def test_nothing_is_pushed_down_to_the_grid(cast: Any) -> None:
    """部门法定职责不得转给基层: the office can't hand a department's matter to a grid, and the department can't hand it on at all."""
    duty(cast, cast.bureau)
    one = order(cast)
    li, zhou = cast.li_grid_worker, cast.zhou_department.actor
    handed = refusal(cases.dispatch_case, cast.zhao_dispatcher.actor, case=again(one.case), to_person=li.card_id)
    assert handed == "cases.not_to_grid"
    with_bureau(cast, one)
    assert refusal(cases.dispatch_case, zhou, case=again(one.case), to_person=li.card_id) == "cases.not_yours"
    assert again(one.case).handler_org_id == cast.bureau.pk


def test_a_lower_unit_works_only_where_it_agrees(cast: Any) -> None:
    """Who is called to help may say that it isn't theirs; until it answers, nothing is in its hands."""
    one = order(cast)
    cases.accept_case(cast.li_grid_worker.actor, case=again(one.case))
    blown = cases.blow_whistle(
        cast.li_grid_worker.actor, case=again(one.case), organizations=[(cast.bureau, True)], reason="要市政来"
    )
    call = blown.whistle.calls.select_related("case", "organization", "whistle").get()  # type: ignore[union-attr]
    assert call.state == "called"
    cases.return_call(cast.zhou_department.actor, call=call, reason="不在我局职责内")
    call.refresh_from_db()
    assert call.state == "returning" and open_approval(one.case) is not None


def test_duplicates_are_one_order(cast: Any) -> None:
    """重复诉求合并办理: one case is worked, and both numbers get the answer."""
    key = platform(cast)
    first, second = order(cast, "GD1", key), order(cast, "GD2", key)
    cases.merge_cases(cast.zhao_dispatcher.actor, case=again(second.case), into=again(first.case))
    delivered()
    with_bureau(cast, first)
    bureau = unit(cast)
    post(bureau, "orders/GD1/sign")
    post(bureau, "orders/GD1/reply", {"words": "垃圾已经清走了，请查看"})
    delivered()
    for number in ("GD1", "GD2"):
        shown = said(get(key, f"orders/{number}"))
        assert (shown["status"], shown["reply"]) == ("replied", "垃圾已经清走了，请查看"), number
    told = [(one["number"], one["kind"]) for one in said(get(key, "changes"))["changes"]]
    assert {("GD1", "replied"), ("GD2", "replied"), ("GD2", "merged")} <= set(told)


def test_a_duplicate_that_the_hotline_names_is_joined_at_once(cast: Any) -> None:
    key = platform(cast)
    first = order(cast, "GD1", key)
    second = order(cast, "GD2", key, same_as="GD1")
    assert again(second.case).state == "duplicate" and second.worked_id == first.case_id
    parted = again(second.case)
    cases.unlink_case(cast.zhao_dispatcher.actor, case=parted)
    delivered()
    assert fresh(second).worked_id == second.case_id


def test_each_of_joined_orders_keeps_the_word_of_its_own_caller(cast: Any) -> None:
    key = platform(cast)
    first, second = order(cast, "GD1", key), order(cast, "GD2", key, same_as="GD1")
    li = cast.li_grid_worker.actor
    cases.accept_case(li, case=again(first.case))
    cases.resolve_case(li, case=again(first.case), text="垃圾已经清走了，请查看")
    cases.verify_case(cast.wang_community.actor, case=again(first.case))
    services.call_back(caller(key).actor, order=first, content=True, stars=5)
    services.call_back(caller(key).actor, order=second, content=True, stars=3)
    assert (fresh(first).stars, fresh(second).stars) == (5, 3)
    assert again(first.case).stars == 5


def test_an_objection_is_looked_at_by_somebody_else(cast: Any) -> None:
    """派单异议审核: a unit says with a reason that it isn't theirs; the centre decides, not who asked, and it is dispatched again."""
    key = platform(cast)
    one = order(cast, key=key)
    with_bureau(cast, one)
    bureau = unit(cast)
    assert post(bureau, "orders/GD1/return", {"reason": ""}).status_code == 422
    assert said(post(bureau, "orders/GD1/return", {"reason": "应由水务局办理"}))["status"] == "returned"
    asked = Approval.objects.get()
    assert refusal(cases.decide, caller(bureau).actor, approval=asked, granted=True, to_org=cast.other_bureau.pk) == (
        "cases.not_yours"
    )
    cases.decide(cast.chen_centre.actor, approval=asked, granted=True, to_org=cast.other_bureau.pk)
    assert again(one.case).handler_org_id == cast.other_bureau.pk
    delivered()
    told = [entry["kind"] for entry in said(get(key, "changes"))["changes"]]
    assert told.index("returned") < told.index("return_upheld")


def test_an_objection_that_isnt_upheld_goes_back_with_the_reason(cast: Any) -> None:
    one = order(cast)
    with_bureau(cast, one)
    post(unit(cast), "orders/GD1/return", {"reason": "不归我们"})
    cases.decide(
        cast.chen_centre.actor, approval=Approval.objects.get(), granted=False, words="目录第 3 条写明由你局主办"
    )
    case = again(one.case)
    assert case.handler_org_id == cast.bureau.pk and case.state == "assigned"


def test_one_leads_and_others_assist(cast: Any) -> None:
    """牵头、协办: exactly one unit leads, and the platform reads who."""
    key = platform(cast)
    one = order(cast, key=key)
    li = cast.li_grid_worker.actor
    cases.accept_case(li, case=again(one.case))
    both = [(cast.bureau, True), (cast.other_bureau, True)]
    assert (
        refusal(cases.blow_whistle, li, case=again(one.case), organizations=both, reason="要两家") == "cases.one_lead"
    )
    cases.blow_whistle(
        li, case=again(one.case), organizations=[(cast.bureau, True), (cast.other_bureau, False)], reason="要两家一起来"
    )
    units = said(get(key, "orders/GD1"))["units"]
    assert units == [{"name": "江县市政局", "lead": True}, {"name": "江县水务局", "lead": False}]


def test_a_matter_in_petition_is_not_handled_twice(cast: Any) -> None:
    """与信访共享: it ends at once with the way that it has already, and nobody is sent."""
    shown = said(sent(cast, in_petition=True))
    assert shown["status"] == "redirected" and "信访" in shown["legal_route"]
    case = Case.unscoped.get()
    assert case.legal_route == "petition" and not case.is_open


@pytest.mark.parametrize("route", ["court", "arbitration", "discipline", "review", "disclosure"])
def test_what_the_law_sends_elsewhere_gets_the_legal_route(cast: Any, route: str) -> None:
    """诉讼、仲裁、纪检、复议、信息公开: the answer names the way."""
    shown = said(sent(cast, legal_route=route))
    assert shown["status"] == "redirected" and shown["legal_route"]
    assert Case.unscoped.get().legal_route == route


@pytest.mark.parametrize("number", ["110", "119", "120", "122"])
def test_urgent_matters_are_handed_over_at_once(cast: Any, number: str) -> None:
    """紧急诉求即时转接: the answer of the same request names the number, the course of the case says so, and the case goes first."""
    shown = said(sent(cast, emergency=number))
    assert shown["hand_over"] == number
    case = again(Case.unscoped.get())
    assert case.urgency == "danger" and "hotline.handed_over" in codes_of(case)


def test_three_parties_on_one_call_leave_a_note(cast: Any) -> None:
    """三方通话: who spoke and what was agreed stands in the course of the case."""
    key = platform(cast)
    one = order(cast, key=key)
    words = {"with": "江县市政局", "words": "约定明早八点到场"}
    assert post(key, "orders/GD1/call-note", words).status_code == 200
    assert "hotline.call_noted" in codes_of(one.case)
    assert post(key, "orders/GD1/call-note", {"words": "x"}).status_code == 422


def test_what_is_nobodys_in_the_county_goes_back_to_the_hotline(cast: Any) -> None:
    """退回与重新派单: the county gives it back with a reason, and the hotline decides."""
    from linli.domains.hotline.states import AskKind

    key = platform(cast)
    one = order(cast, key=key)
    services.ask_hotline(cast.chen_centre.actor, order=one, kind=AskKind.RETURN, reason="属邻县管辖")
    shown = said(post(key, "orders/GD1/decision", {"about": "return", "granted": True}))
    assert shown["status"] == "withdrawn" and shown["asks"][0]["granted"] is True
    assert SAID["kind"] and coded(cast.grid)
