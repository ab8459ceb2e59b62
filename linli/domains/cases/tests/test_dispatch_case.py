"""The office's own hand: giving cases out, handing over, sorting."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from linli.domains.cases import services
from linli.domains.cases.models import Case, ClockKind, ClockState
from linli.domains.cases.states import State
from linli.domains.cases.tests.making import MORNING, again, category, codes_of, open_case
from linli.domains.notices import selectors as notices
from linli.foundation.organizations import services as organizations
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning() -> Any:
    with clock.frozen(MORNING):
        yield


@pytest.fixture
def case(cast: SimpleNamespace) -> Case:
    return open_case(cast)


def refused(code: str, cast: SimpleNamespace, case: Case, member: str = "zhao_dispatcher", **to: Any) -> RuleBroken:
    with pytest.raises(RuleBroken) as refusal:
        services.dispatch_case(getattr(cast, member).actor, case=case, **to)
    assert refusal.value.code == code
    return refusal.value


def test_to_an_organization(cast: SimpleNamespace, case: Case) -> None:
    services.dispatch_case(cast.zhao_dispatcher.actor, case=case, to_org=cast.bureau.pk, note="请去看看")
    case = again(case)
    assert (case.handler_id, case.handler_org_id, case.at) == (None, cast.bureau.pk, State.ASSIGNED)
    assert codes_of(case)[-2:] == ["cases.dispatched", "cases.passed_on"]
    assert any(line.params["ref"] == case.ref for line in notices.unread(cast.zhou_department.actor))


def test_a_hand_over_keeps_the_clock_of_the_tier(cast: SimpleNamespace, case: Case) -> None:
    services.accept_case(cast.li_grid_worker.actor, case=case)
    before = case.deadlines.get(kind=ClockKind.RESOLVE)
    with clock.frozen(MORNING + timedelta(hours=3)):
        services.dispatch_case(cast.zhao_dispatcher.actor, case=case, to_person=cast.zhang_grid_leader.card_id)
    after = case.deadlines.get(kind=ClockKind.RESOLVE, state=ClockState.RUNNING)
    assert (after.pk, after.due_at) == (before.pk, before.due_at)
    assert case.deadlines.filter(kind=ClockKind.ANSWER, state=ClockState.RUNNING).count() == 1


def test_another_tier_has_its_own_clocks(cast: SimpleNamespace, case: Case) -> None:
    services.dispatch_case(cast.chen_centre.actor, case=case, to_person=cast.zhao_dispatcher.card_id)
    case = again(case)
    assert (case.tier, case.tier_no, case.top_tier_no) == ("joint", 1, 1)
    states = list(case.deadlines.filter(kind=ClockKind.RESOLVE).order_by("id").values_list("tier_no", "state"))
    assert states == [(0, "dropped"), (1, "running")]


def test_somebody_below_takes_the_case_down_to_their_area(cast: SimpleNamespace) -> None:
    case = open_case(cast, area=cast.community)
    services.dispatch_case(cast.wang_community.actor, case=case, to_person=cast.li_grid_worker.card_id)
    case = again(case)
    assert (case.area_id, case.tier) == (cast.grid.pk, "routine")


def test_a_departments_job_cant_be_pushed_down(cast: SimpleNamespace, case: Case) -> None:
    organizations.set_duty(
        Actor.system(), county=cast.county, category=category().key, lead=cast.bureau, not_to_grid=True, basis="第 3 条"
    )
    refusal = refused("cases.not_to_grid", cast, case, to_person=cast.zhang_grid_leader.card_id)
    assert refusal.params == {"unit": cast.bureau.label, "basis": "第 3 条"}


def test_one_target_only(cast: SimpleNamespace, case: Case) -> None:
    refused("cases.one_target", cast, case)
    refused("cases.one_target", cast, case, to_person=cast.li_grid_worker.card_id, to_org=cast.bureau.pk)


def test_somebody_of_another_place_cant_have_it(cast: SimpleNamespace, case: Case) -> None:
    refused("cases.cannot_handle", cast, case, to_person=cast.qian_other_town.card_id)
    refused("cases.cannot_handle", cast, case, to_person=cast.feng_other_county.card_id)
    refused("cases.cannot_handle", cast, case, to_person=cast.admin.card_id)


def test_a_closed_organization_cant_have_it(cast: SimpleNamespace, case: Case) -> None:
    closed = organizations.create_organization(Actor.system(), area=cast.county, kind="department", name="旧局")
    organizations.close_organization(Actor.system(), organization=closed)
    refused("cases.organization_closed", cast, case, to_org=closed.pk)


@pytest.mark.parametrize(
    "member", ["li_grid_worker", "ma_other_office", "feng_other_county", "zhou_department", "sun_resident"]
)
def test_only_the_offices_above_may(cast: SimpleNamespace, case: Case, member: str) -> None:
    refused("cases.not_yours", cast, case, member, to_org=cast.bureau.pk)


def test_the_second_hand_is_told_who_was_first(cast: SimpleNamespace, case: Case) -> None:
    services.withdraw_case(cast.wang_community.actor, case=case)
    refusal = refused("cases.already_moved", cast, case, to_org=cast.bureau.pk)
    assert refusal.params["who"] == cast.wang_community.actor.label


def test_many_at_once_or_none(cast: SimpleNamespace, case: Case) -> None:
    other = open_case(cast)
    services.dispatch_many(cast.zhao_dispatcher.actor, cases=[other, case], to_org=cast.bureau.pk)
    assert {again(each).handler_org_id for each in (case, other)} == {cast.bureau.pk}
    services.withdraw_case(cast.wang_community.actor, case=other)
    with pytest.raises(RuleBroken):
        services.dispatch_many(cast.zhao_dispatcher.actor, cases=[case, other], to_org=cast.other_bureau.pk)
    assert again(case).handler_org_id == cast.bureau.pk


def test_many_has_bounds(cast: SimpleNamespace, case: Case) -> None:
    for cases, code in (([], "cases.nothing_chosen"), ([case] * 101, "cases.too_many")):
        with pytest.raises(RuleBroken) as refusal:
            services.dispatch_many(cast.zhao_dispatcher.actor, cases=cases, to_org=cast.bureau.pk)
        assert refusal.value.code == code


def test_sorting_leads_to_the_tier_of_the_choice(cast: SimpleNamespace, case: Case) -> None:
    services.sort_case(cast.wang_community.actor, case=case, choice="tough")
    case = again(case)
    assert (case.tier, case.handler_id) == ("tough", cast.chen_centre.card_id)
    assert codes_of(case)[-1] == "cases.sorted"
    with pytest.raises(RuleBroken) as refusal:
        services.sort_case(cast.chen_centre.actor, case=case, choice="huge")
    assert refusal.value.code == "cases.unknown_choice"
