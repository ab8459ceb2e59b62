"""Taking reports in."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from linli.domains.cases import selectors, services
from linli.domains.cases.models import Attachment, Case, ClockKind, Reporter
from linli.domains.cases.services import route
from linli.domains.cases.states import State
from linli.domains.cases.tests.making import MORNING, again, category, codes_of, open_case, photo
from linli.foundation.organizations import services as organizations
from linli.foundation.people import selectors as people
from linli.foundation.people import services as staff
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning() -> Any:
    with clock.frozen(MORNING):
        yield


def report(cast: SimpleNamespace, **facts: Any) -> services.Report:
    facts = {"county": cast.county, "area": cast.grid, "category": category(), "text": "三号楼东侧路灯不亮"} | facts
    return services.Report(**facts)


def test_it_goes_to_the_grid_worker_at_once(cast: SimpleNamespace) -> None:
    case = open_case(cast)
    assert (case.at, case.handler_id, case.tier) == (State.ASSIGNED, cast.li_grid_worker.card_id, "routine")
    assert codes_of(case) == ["cases.opened", "cases.dispatched"]
    assert case.release.slug == "huancui"


def test_its_number_has_prefix_and_day(cast: SimpleNamespace) -> None:
    first, second = open_case(cast), open_case(cast)
    assert re.fullmatch(r"HC-261117-\d{4,}", first.ref)
    assert first.ref != second.ref


def test_all_clocks_run_from_the_start(cast: SimpleNamespace) -> None:
    case = open_case(cast)
    due = {one.kind: one.due_at for one in case.deadlines.all()}
    assert set(due) == {
        ClockKind.PROMISE, ClockKind.CONTACT, ClockKind.ANSWER, ClockKind.ARRIVE, ClockKind.RESOLVE,
    }  # fmt: skip
    assert due[ClockKind.ANSWER] == MORNING + timedelta(minutes=30)
    assert due[ClockKind.RESOLVE] == datetime(2026, 11, 18, 17, 30, tzinfo=clock.ZONE)
    assert again(case).due_at == due[ClockKind.ANSWER]


def test_category_stages_run_side_by_side(cast: SimpleNamespace) -> None:
    case = open_case(cast, category=category("gbt47678_5_2026/matter/06011", "积存垃圾渣土"))
    stages = case.deadlines.filter(kind=ClockKind.STAGE).order_by("due_at")
    assert [stage.label for stage in stages] == ["清运渣土", "清理土堆"]


def test_danger_has_the_short_promise(cast: SimpleNamespace) -> None:
    case = open_case(cast, urgency="danger")
    assert case.deadlines.get(kind=ClockKind.PROMISE).due_at == MORNING + timedelta(hours=2)


def test_it_takes_at_most_11_statements(cast: SimpleNamespace, django_assert_max_num_queries: Any) -> None:
    wanted = report(cast, contact_phone="10000001234")
    open_case(cast)
    with django_assert_max_num_queries(11):
        services.open_case(Actor.public(), report=wanted)


def test_an_absent_worker_is_stood_in_for(cast: SimpleNamespace) -> None:
    away = staff.record_absence(
        Actor.system(), card=_card(cast.li_grid_worker), first=clock.today(), last=clock.today(),
        substitute=_card(cast.wang_community),
    )  # fmt: skip
    assert away.pk
    assert open_case(cast).handler_id == cast.wang_community.card_id


def test_a_vacant_grid_falls_back_to_the_community(cast: SimpleNamespace) -> None:
    case = open_case(cast, area=cast.second_grid)
    assert case.handler_id == cast.wang_community.card_id


def test_with_nobody_there_the_office_has_it(cast: SimpleNamespace) -> None:
    case = open_case(cast, area=cast.other_community)
    assert (case.at, case.handler_id) == (State.RECEIVED, None)
    kinds = {one.kind for one in case.deadlines.all()}
    assert kinds == {ClockKind.PROMISE, ClockKind.CONTACT, ClockKind.ANSWER}
    assert "cases.dispatched" not in codes_of(case)


def test_a_departments_job_passes_the_grid_by(cast: SimpleNamespace) -> None:
    _duty(cast)
    case = open_case(cast)
    assert case.handler_id == cast.wang_community.card_id
    assert case.at is State.WHISTLED
    assert [call.organization_id for call in case.calls.all()] == [cast.bureau.pk]


def test_by_duty_list_it_goes_to_the_lead(cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    _duty(cast)
    rules = route.methods.rules_for(open_case(cast).release_id)
    dispatch = rules.cases.dispatch.model_copy(update={"departments_by": "duty_list"})
    listed = SimpleNamespace(
        cases=rules.cases.model_copy(update={"dispatch": dispatch}), territory=rules.territory,
        organizations=rules.organizations,
    )  # fmt: skip
    target = route.find_target(listed, county=cast.county, area=cast.grid, category=category())
    assert (target.person_id, target.organization, target.tier.code) == (None, cast.bureau, "joint")


def test_the_secret_link_opens_the_reporters_page(cast: SimpleNamespace) -> None:
    opened = services.open_case(Actor.public(), report=report(cast, contact_phone="100 0000-1234", called="孙女士"))
    reporter = selectors.reporter_for(opened.token)
    assert reporter is not None and reporter.case_id == opened.case.pk
    assert opened.token not in (reporter.token_hash, reporter.phone_masked)
    assert reporter.phone_masked == "100****1234"
    assert reporter.phone == "10000001234"
    assert selectors.reporter_for(opened.token + "x") is None


def test_found_by_staff_asks_nobody(cast: SimpleNamespace) -> None:
    wanted = report(cast, source="field", found_by_staff=True)
    opened = services.open_case(cast.li_grid_worker.actor, report=wanted)
    assert opened.token == ""
    assert not Reporter.objects.filter(case=opened.case).exists()


def test_a_picture_may_stand_for_words_in_the_field(cast: SimpleNamespace) -> None:
    wanted = report(cast, source="field", text="", photos=(photo(),), found_by_staff=True)
    case = services.open_case(cast.li_grid_worker.actor, report=wanted).case
    assert case.title == category().name
    assert Attachment.objects.filter(case=case).count() == 1


def test_staff_report_only_where_they_may(cast: SimpleNamespace) -> None:
    _refused("cases.not_yours", cast.qian_other_town.actor, report(cast, source="field"))
    _refused("cases.not_yours", Actor.public(), report(cast, source="console"))


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"text": "坏了"}, "cases.text_too_short"),
        ({"text": " \x00\x07 \n "}, "cases.text_too_short"),
        ({"text": "长" * 1_000_000}, "cases.text_too_long"),
        ({"contact_phone": "一二三"}, "cases.bad_phone"),
        ({"contact_phone": "1" * 16}, "cases.bad_phone"),
        ({"lat": 91.0, "lng": 116.0}, "cases.bad_place"),
        ({"lat": float("nan"), "lng": 116.0}, "cases.bad_place"),
        ({"lat": 36.0}, "cases.bad_place"),
        ({"source": "pigeon"}, "cases.source_off"),
        ({"source": "snapshot"}, "cases.source_off"),
    ],
)
def test_bad_input_is_refused_in_words(cast: SimpleNamespace, facts: dict[str, Any], code: str) -> None:
    _refused(code, Actor.public(), report(cast, **facts))


def test_another_countys_place_is_refused(cast: SimpleNamespace) -> None:
    _refused("cases.other_county", Actor.public(), report(cast, area=cast.other_county_grid))


def test_a_retired_category_is_refused(cast: SimpleNamespace) -> None:
    gone = category("social/request/0799", "旧类")
    gone.retired = True
    gone.save()
    _refused("cases.category_gone", Actor.public(), report(cast, category=gone))


def test_emoji_and_lines_are_kept(cast: SimpleNamespace) -> None:
    case = open_case(cast, text="楼道漏水👨‍👩‍👧\r\n第二天了\x00")
    assert case.text == "楼道漏水👨‍👩‍👧\n第二天了"


def test_me_too_makes_a_follower(cast: SimpleNamespace) -> None:
    case = open_case(cast)
    token = services.join_case(Actor.public(), case=case, contact_phone="10000005678")
    follower = selectors.reporter_for(token)
    assert follower is not None and not follower.is_first
    assert codes_of(case)[-1] == "cases.joined"


def test_nobody_joins_an_ended_case(cast: SimpleNamespace) -> None:
    case = open_case(cast)
    services.withdraw_case(cast.wang_community.actor, case=case)
    with pytest.raises(RuleBroken, match=r"cases\.joins_ended"):
        services.join_case(Actor.public(), case=case)


def _refused(code: str, actor: Actor, wanted: services.Report) -> None:
    with pytest.raises(RuleBroken) as refusal:
        services.open_case(actor, report=wanted)
    assert refusal.value.code == code
    assert "{" not in refusal.value.message
    assert not Case.unscoped.exists()


def _duty(cast: SimpleNamespace) -> None:
    organizations.set_duty(
        Actor.system(), county=cast.county, category=category().key, lead=cast.bureau, not_to_grid=True,
        basis="职责清单第 3 条",
    )  # fmt: skip


def _card(member: Any) -> Any:
    return people.card_by_id(member.card_id)
