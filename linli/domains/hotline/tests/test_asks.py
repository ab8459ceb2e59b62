"""More time, once; and orders that are given back: asked by the county, answered by the hotline, never by who asked."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from linli.domains.cases.models import Deadline
from linli.domains.cases.tests.making import again
from linli.domains.hotline import services
from linli.domains.hotline.models import Ask
from linli.domains.hotline.states import AskKind
from linli.domains.hotline.tests.making import caller, fresh, order, platform, unit, with_bureau
from linli.domains.notices import selectors as inbox
from linli.foundation.partners.tests import making as keys
from linli.kernel.errors import RuleBroken

TIME, BACK = AskKind.EXTENSION, AskKind.RETURN


def refusal(call: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(RuleBroken) as refused:
        call(*args, **kwargs)
    return refused.value.code


def asked(cast: Any, one: Any, kind: AskKind = TIME, **facts: Any) -> Ask:
    return services.ask_hotline(cast.zhao_dispatcher.actor, order=one, kind=kind, reason="要等配件", **facts)


def test_more_time_once_and_the_cards_move_with_it(cast: Any) -> None:
    key = platform(cast)
    one = order(cast, key=key)
    ask = asked(cast, one)
    assert refusal(asked, cast, one) == "hotline.asked_already"
    assert f"{ask.answer_by:%Y-%m-%d %H:%M}" == "2026-11-18 09:30"  # a working day, in UTC
    services.decide_ask(caller(key), order=one, kind=TIME, granted=True)
    promise = Deadline.objects.get(kind="promise")
    assert promise.extended == 1
    after = fresh(one)
    assert after.due_at == promise.due_at and (after.due_at - one.due_at).days >= 7
    assert after.yellow_at > one.yellow_at and after.red_at > one.red_at
    assert refusal(asked, cast, one) == "hotline.no_more_time"


def test_time_that_isnt_given_may_be_asked_for_again(cast: Any) -> None:
    key = platform(cast)
    one = order(cast, key=key)
    asked(cast, one)
    assert refusal(services.decide_ask, caller(key), order=one, kind=TIME, granted=False) == "hotline.needs_words"
    services.decide_ask(caller(key), order=one, kind=TIME, granted=False, words="理由不充分")
    (told,) = inbox.unread(cast.zhao_dispatcher.actor)
    assert told.params["words"] == "理由不充分"
    assert fresh(one).due_at == one.due_at
    assert asked(cast, one).pk


def test_what_is_nobodys_here_ends_here_when_the_hotline_agrees(cast: Any) -> None:
    key = platform(cast)
    one = order(cast, key=key)
    asked(cast, one, BACK)
    assert again(one.case).is_open  # until the hotline has looked at it
    services.decide_ask(caller(key), order=one, kind=BACK, granted=True)
    assert again(one.case).state == "withdrawn" and fresh(one).due_at is None
    assert refusal(asked, cast, one, BACK) == "hotline.over"


def test_nothing_is_decided_that_nobody_asked(cast: Any) -> None:
    key = platform(cast)
    assert refusal(services.decide_ask, caller(key), order=order(cast, key=key), kind=BACK, granted=True) == (
        "hotline.nothing_asked"
    )


def test_only_those_who_have_to_do_with_the_case_ask(cast: Any) -> None:
    one = order(cast)
    for member, error in (
        (cast.ma_other_office, Http404),
        (cast.feng_other_county, Http404),
        (cast.wu_leader, PermissionDenied),
    ):
        with pytest.raises(error):
            services.ask_hotline(member.actor, order=one, kind=TIME, reason="要等配件")


def test_a_units_system_asks_and_the_platform_answers(cast: Any) -> None:
    key = platform(cast)
    one = order(cast, key=key)
    with_bureau(cast, one)
    bureau = caller(unit(cast))
    ask = services.ask_hotline(bureau.actor, order=one, kind=TIME, reason="要等配件", partner=bureau.partner)
    assert (ask.asked_by, ask.asked_by_partner) == ("江县市政局系统", bureau.partner.pk)
    services.decide_ask(caller(key), order=one, kind=TIME, granted=True, words="同意")
    assert Ask.objects.get().decided_by == keys.partner(cast).name
