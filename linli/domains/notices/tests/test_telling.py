"""What reporters are told: once, the latest only, not by night, not against their wish; by day at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from linli.domains.cases import services as cases
from linli.domains.cases.tests.making import codes_of
from linli.domains.notices import selectors, services
from linli.domains.notices.gateways import Handed
from linli.domains.notices.method import Channel
from linli.domains.notices.models import Message
from linli.domains.notices.states import State
from linli.domains.notices.tests.making import (
    DAY,
    MASKED,
    MORNING,
    NIGHT,
    PHONE,
    Gateway,
    accepted,
    all_of,
    deliver,
    failing,
    messages,
    recipient,
    refusals,
    reported,
    sent,
    states,
    told_received,
)
from linli.foundation.audit import selectors as history
from linli.foundation.audit.models import Event
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

pytestmark = pytest.mark.django_db


def lines(case: Any) -> list[str]:
    """What stands in the course of the case about messages, oldest first."""
    return [line.text for line in reversed(history.timeline(case)) if line.code.startswith("notices.")]


def test_a_reporter_is_told_that_it_was_received_and_the_course_says_so(cast: Any, way: Gateway) -> None:
    case = told_received(cast)
    assert sent() == 1
    (parcel,) = way.got
    assert (parcel.to, case.ref in parcel.text, "退订" in parcel.text) == (PHONE, True, True)
    assert states() == [State.SENT]
    (line,) = lines(case)
    assert (MASKED in line, "已发出" in line, PHONE in line) == (True, True, False)


def test_nobody_is_told_where_nobody_left_a_number(cast: Any, way: Gateway) -> None:
    case = told_received(cast, contact_phone="")
    accepted(cast, case)
    assert (sent(), way.got, messages()) == (0, [], [])


def test_without_any_way_no_line_waits_for_anybody(cast: Any, settings: Any) -> None:
    settings.LINLI_SMS = settings.LINLI_MAIL = ""
    case = reported(cast)
    cases.accept_case(cast.li_grid_worker.actor, case=case)
    from linli.foundation.audit.models import Outbox

    assert not Outbox.objects.exists()
    assert cases.tell_received() == 0


def test_each_step_is_told_once_whatever_is_delivered_again(cast: Any, way: Gateway) -> None:
    case = accepted(cast, told_received(cast))
    sent()
    line = Event.objects.get(code="cases.accepted")
    from linli.domains.cases.handlers import tell_reporters

    tell_reporters(line)
    cases.tell_received()
    sent()
    assert len(way.got) == 1, "the later news took the place of the first, which still waited"
    assert "接手" in way.texts[0]
    assert states() == [State.REPLACED, State.SENT]
    assert case.ref in way.texts[0]


def test_what_went_out_before_isnt_taken_back(cast: Any, way: Gateway) -> None:
    case = told_received(cast)
    sent()
    accepted(cast, case)
    sent()
    assert states() == [State.SENT, State.SENT]


def test_everybody_who_joined_reads_their_own_number(cast: Any, way: Gateway) -> None:
    first = told_received(cast)
    second = told_received(cast, contact_phone="13900000002")
    sent()
    cases.merge_cases(cast.chen_centre.actor, case=second, into=first)
    deliver()
    sent()
    way.got.clear()
    accepted(cast, first)
    sent()
    assert [(one.to, first.ref in one.text, second.ref in one.text) for one in way.got] == [
        (PHONE, True, False),
        ("13900000002", False, True),
    ]


def test_one_phone_hears_once_of_a_case_that_it_joined_twice(cast: Any, way: Gateway) -> None:
    case = told_received(cast)
    cases.join_case(Actor.public(), case=case, contact_phone=PHONE)
    cases.tell_received()
    sent()
    way.got.clear()
    accepted(cast, case)
    sent()
    assert len(way.got) == 1


def test_news_of_yesterday_is_told_to_nobody(cast: Any, way: Gateway) -> None:
    case = reported(cast)
    cases.accept_case(cast.li_grid_worker.actor, case=case)
    with clock.frozen(DAY + timedelta(days=2)):
        deliver()
        assert cases.tell_received() == 1
        assert sent() == 0
    assert messages() == []


def test_by_night_it_is_held_and_only_the_latest_goes_out_in_the_morning(cast: Any, way: Gateway) -> None:
    with clock.frozen(NIGHT):
        case = accepted(cast, told_received(cast))
        cases.ask_reporter(cast.li_grid_worker.actor, case=case, question="几楼？")
        deliver()
        assert (sent(), way.got) == (0, [])
    assert states() == [State.REPLACED, State.REPLACED, State.WAITING]
    assert [one.next_at for one in messages(state="waiting")] == [MORNING]
    with clock.frozen(MORNING - timedelta(seconds=1)):
        assert sent() == 0
    with clock.frozen(MORNING):
        assert sent() == 1
    assert "补充" in way.texts[0]
    assert sum("等到 08:00" in line for line in lines(case)) == 3
    assert sum("后来的消息代替" in line for line in lines(case)) == 2


@pytest.mark.parametrize(("hour", "minute", "goes"), [(20, 59, True), (21, 0, False), (7, 59, False), (8, 0, True)])
def test_the_edges_of_the_night(cast: Any, way: Gateway, hour: int, minute: int, goes: bool) -> None:
    with clock.frozen(DAY.replace(hour=hour, minute=minute)):
        told_received(cast)
        assert (sent() == 1) is goes


def test_what_a_dead_gateway_put_off_into_the_night_waits_for_the_morning(cast: Any, way: Gateway) -> None:
    way.answers = failing(1)
    evening = DAY.replace(hour=20, minute=59, second=55)
    with clock.frozen(evening):
        case = told_received(cast)
        sent()
    with clock.frozen(evening + timedelta(minutes=2)):
        assert sent() == 1
    (one,) = messages()
    assert (one.state, one.held, one.next_at, len(way.got)) == (State.WAITING, True, MORNING, 1)
    assert any("08:00" in line for line in lines(case))


def test_danger_is_told_by_night_too(cast: Any, way: Gateway) -> None:
    from linli.domains.hotline import events as hotline
    from linli.foundation.audit.services import record

    with clock.frozen(NIGHT):
        case = told_received(cast)
        record(Actor.system(), hotline.HandedOver("119"), subject=case, county_id=case.county_id)
        deliver()
        sent()
    assert ["119" in text for text in way.texts] == [True]


def test_a_wish_between_making_and_sending_is_kept(cast: Any, way: Gateway) -> None:
    case = told_received(cast)
    services.choose(recipient(), wanted={Channel.SMS: False, Channel.MAIL: False})
    assert sent() == 1
    assert (way.got, states()) == ([], [State.UNWANTED])
    assert any("本人不要" in line for line in lines(case))
    assert all_of(Message)[0].text_sealed == b""


def test_a_wish_holds_for_all_reports_of_the_phone_and_can_be_taken_back(cast: Any, way: Gateway) -> None:
    services.set_phone_wish(cast.county, phone=f"+86 {PHONE[:3]} {PHONE[3:]}", wanted=False)
    services.set_phone_wish(cast.county, phone=PHONE, wanted=False)
    assert len(refusals()) == 1
    assert not selectors.phone_is_told(cast.county, PHONE)
    told_received(cast)
    sent()
    assert way.got == []
    services.set_phone_wish(cast.county, phone=PHONE, wanted=True)
    told_received(cast, text="路灯又不亮了请看看")
    sent()
    assert len(way.got) == 1


def test_staff_write_a_wish_down_in_their_own_county_only(cast: Any, way: Gateway) -> None:
    services.set_by_staff(cast.chen_centre.actor, county=cast.county, contact=f" {PHONE} ", wanted=False)
    services.set_by_staff(cast.chen_centre.actor, county=cast.county, contact="a@b.cn", wanted=False)
    assert [(one.channel, one.contact_masked) for one in refusals()] == [("sms", MASKED), ("mail", "a****@b.cn")]
    assert [one.by for one in refusals()] == [cast.chen_centre.actor.label] * 2
    with pytest.raises(RuleBroken, match=r"notices.not_yours"):
        services.set_by_staff(cast.feng_other_county.actor, county=cast.county, contact=PHONE, wanted=True)
    for wrong in ("", "12", "a@", "x@y", "a@b.cn\nBcc: c@d.cn"):
        with pytest.raises(RuleBroken, match=r"notices.bad_contact"):
            services.set_by_staff(cast.chen_centre.actor, county=cast.county, contact=wrong, wanted=False)


def test_what_a_reporter_writes_is_never_a_template(cast: Any, way: Gateway, monkeypatch: Any) -> None:
    from linli.domains.notices.method import Template
    from linli.domains.notices.services import _base

    found = _base.rules_of(cast.county)
    kinds = {**found.kinds, "received": Template(text="{place}：{title}", channels=("sms",), assumed="测试")}
    monkeypatch.setattr(_base, "rules_of", lambda county: found.model_copy(update={"kinds": kinds}))
    told_received(cast, title="{ref}{stop}\n{title}")
    sent()
    assert "{ref}{stop} {title}" in way.texts[0]


def test_a_gateway_that_doesnt_answer_is_tried_again_and_then_given_up(cast: Any, way: Gateway) -> None:
    way.answers = failing(40)
    case = told_received(cast)
    at = DAY
    for _ in range(40):
        with clock.frozen(at):
            sent()
        at = max((one.next_at for one in messages()), default=at) if states() == [State.WAITING] else at
    assert states() == [State.FAILED]
    (one,) = messages()
    assert one.ended_at - DAY >= timedelta(hours=24)
    assert len({parcel.name for parcel in way.got}) == 1, "the gateway can tell that it is the same"
    assert "没有回应" in lines(case)[-1]
    with clock.frozen(at):
        services.resend(cast.chen_centre.actor, message=one)
    way.answers = []
    with clock.frozen(at.replace(hour=12) + timedelta(days=1)):
        sent()
    assert states() == [State.SENT]
    with pytest.raises(RuleBroken, match=r"notices.not_failed"):
        services.resend(cast.chen_centre.actor, message=one)


def test_everything_that_was_given_up_in_ones_county_goes_again(cast: Any, way: Gateway) -> None:
    from linli.domains.notices.tests.making import change

    told_received(cast)
    change(messages()[0], state=State.FAILED)
    assert services.resend_all(cast.feng_other_county.actor) == 0
    assert services.resend_all(cast.chen_centre.actor) == 1
    sent()
    assert states() == [State.SENT]


def test_one_phone_gets_so_many_a_day_and_no_more(cast: Any, way: Gateway) -> None:
    for _ in range(12):
        told_received(cast)
        sent()
    assert (len(way.got), states().count(State.FAILED)) == (10, 2)


def test_the_demonstration_shows_the_words_in_the_course(cast: Any, way: Gateway) -> None:
    way.answers = [Handed(is_there=True, shows=True)]
    case = told_received(cast)
    sent()
    assert states() == [State.DELIVERED]
    assert any("已收到，编号" in line for line in lines(case))


def test_words_and_people_go_when_their_time_is_over(cast: Any, way: Gateway) -> None:
    told_received(cast)
    sent()
    services.set_phone_wish(cast.county, phone="13900000003", wanted=False)
    assert all_of(Message)[0].text_sealed != b""
    with clock.frozen(DAY + timedelta(days=8)):
        assert services.forget_old() == 1
        assert all_of(Message)[0].text_sealed == b""
    with clock.frozen(DAY + timedelta(days=366)):
        assert services.forget_old() == 2
    assert (all_of(Message), len(refusals())) == ([], 1)


def test_telling_isnt_a_move_of_the_case(cast: Any, way: Gateway) -> None:
    case = accepted(cast, told_received(cast))
    sent()
    assert codes_of(case)[-1] == "notices.sent"
    with pytest.raises(RuleBroken) as refused:
        cases.accept_case(cast.li_grid_worker.actor, case=case)
    assert refused.value.params["who"] == cast.li_grid_worker.actor.label


def test_the_page_of_the_reporter_shows_what_was_told_to_which_number(cast: Any, way: Gateway) -> None:
    case = accepted(cast, told_received(cast))
    sent()
    told = selectors.told_to("cases.reporter", case.reporters.get().pk)
    assert {(one.way, one.to) for one in told} == {("短信", MASKED), ("您的页面", "")}
    assert selectors.told_to("cases.reporter", 10**9) == []


def test_a_line_costs_little_and_no_more_for_many_messages_before(cast: Any, way: Gateway) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from linli.domains.cases.handlers import tell_reporters

    case = accepted(cast, told_received(cast))
    found = []
    for number in range(3):
        cases.ask_reporter(cast.li_grid_worker.actor, case=case, question=f"几楼？{number}")
        line = Event.objects.filter(code="cases.asked").latest("pk")
        sent()
        with CaptureQueriesContext(connection) as statements:
            tell_reporters(line)
        found.append(len(statements))
        cases.answer_question(case.reporters.get(), words=f"{number} 楼")
    assert found == [found[0]] * 3
    assert found[0] <= 12, [one["sql"][:90] for one in statements]
