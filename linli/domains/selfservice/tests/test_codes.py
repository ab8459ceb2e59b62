"""Codes under attack: guessed, replayed, late, in another place, too many."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

import pytest

from linli.domains.notices import selectors as notices
from linli.domains.notices import services as tell
from linli.domains.notices.models import Message
from linli.domains.notices.tests.making import NIGHT, failing, gateway
from linli.domains.selfservice import services
from linli.domains.selfservice.models import PhoneCode
from linli.domains.selfservice.services import _base
from linli.domains.selfservice.tests.making import (
    DIGITS,
    OTHER_PHONE,
    PHONE,
    WRONG,
    again,
    all_of,
    begun,
    people,
    registered,
    signed_in,
)
from linli.kernel import clock
from linli.kernel.errors import RuleBroken


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, match=code)


def test_the_code_goes_to_the_phone_and_to_no_table_or_log(
    cast: Any, django_capture_on_commit_callbacks: Any, caplog: Any
) -> None:
    with caplog.at_level(logging.INFO), django_capture_on_commit_callbacks(execute=True):
        code = begun(cast)
    (text,) = notices.kept_texts()
    assert DIGITS in text.text
    assert text.phone == "100****0001"
    assert DIGITS not in code.mark + code.salt
    assert PHONE not in caplog.text
    assert DIGITS not in caplog.text


def test_without_a_gateway_nothing_is_promised(cast: Any, settings: Any) -> None:
    settings.LINLI_SMS = ""
    with refused("selfservice.closed"):
        begun(cast)
    assert all_of(Message) == []
    assert all_of(PhoneCode) == []


def test_a_gateway_that_fails_breaks_no_page_and_the_worker_tries_again(
    cast: Any, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with gateway(settings) as way:
        way.answers = failing(1)
        with django_capture_on_commit_callbacks(execute=True):
            assert begun(cast).pk
        (row,) = all_of(Message)
        assert (len(way.got), row.state, row.attempts) == (1, "waiting", 1)
        with after(seconds=11):
            assert tell.send_due() == 1
        assert [DIGITS in one.text for one in way.got] == [True, True] and way.got[0].name == way.got[1].name
        (row,) = all_of(Message)
        assert (row.state, bytes(row.text_sealed)) == ("sent", b"")


def test_a_code_is_tried_only_as_long_as_it_holds(
    cast: Any, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with gateway(settings) as way:
        way.answers = failing(20)
        with django_capture_on_commit_callbacks(execute=True):
            begun(cast)
        for seconds in range(10, 600, 10):
            with after(seconds=seconds):
                tell.send_due()
        (row,) = all_of(Message)
        assert (row.state, row.reason, bytes(row.text_sealed)) == ("failed", "nobody answers there", b"")
        assert (
            len(way.got) == 5
        )  # after 0, 10, 30, 70 and 150 seconds; the next would come at 310, and it holds for 300
        assert not notices.messages_page(cast.chen_centre.actor).page.object_list[0]["can_resend"]


def test_a_code_that_waited_too_long_isnt_sent(cast: Any, settings: Any) -> None:
    with gateway(settings) as way:
        begun(cast)
        with after(seconds=300):
            tell.send_due()
        assert (way.got, [one.reason for one in all_of(Message)]) == ([], ["it would have come too late"])


def test_a_newer_code_takes_the_place_of_one_that_waits(cast: Any, settings: Any) -> None:
    with gateway(settings) as way:
        first = begun(cast)
        with after(seconds=61):
            services.send_again(first, address=None)
            tell.send_due()
        assert [one.state for one in all_of(Message)] == ["replaced", "sent"] and len(way.got) == 1


def test_a_code_goes_out_by_night_and_to_who_wants_no_news(
    cast: Any, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    tell.set_phone_wish(cast.county, phone=PHONE, wanted=False)
    with gateway(settings) as way, clock.frozen(NIGHT), django_capture_on_commit_callbacks(execute=True):
        begun(cast)
    assert len(way.got) == 1 and "退订" not in way.texts[0]


def after(*, seconds: int) -> Any:
    return clock.frozen(clock.now() + timedelta(seconds=seconds))


def test_five_wrong_guesses_end_a_code_and_the_right_one_comes_too_late(cast: Any) -> None:
    code = begun(cast)
    for _ in range(4):
        with refused("selfservice.wrong_code"):
            services.register_self(code, WRONG)
    with refused("selfservice.code_over"):
        services.register_self(code, WRONG)
    with refused("selfservice.code_over"):
        services.register_self(code, DIGITS)
    assert again(code).tries == 5
    assert people() == []


def test_the_right_code_at_the_fifth_guess_still_counts(cast: Any) -> None:
    code = begun(cast)
    for _ in range(4):
        with refused("selfservice.wrong_code"):
            services.register_self(code, "")
    assert services.register_self(code, DIGITS).name == "林小雨"


def test_a_code_works_once(cast: Any) -> None:
    code = begun(cast)
    services.register_self(code, DIGITS)
    with refused("selfservice.code_over"):
        services.register_self(code, DIGITS)
    assert len(people()) == 1


def test_a_code_ends_after_five_minutes(cast: Any) -> None:
    code = begun(cast)
    with clock.frozen(code.ends_at + timedelta(seconds=1)), refused("selfservice.code_over"):
        services.register_self(code, DIGITS)
    assert code.ends_at - code.sent_at == timedelta(minutes=5)


def test_a_code_for_signing_in_registers_nobody_and_the_other_way_round(cast: Any) -> None:
    with refused("selfservice.code_over"):
        services.sign_in(begun(cast), DIGITS)
    code = services.ask_code(cast.county, phone=OTHER_PHONE, address=None)
    with refused("selfservice.code_over"):
        services.register_self(code, DIGITS)


def test_a_code_of_another_county_opens_nothing_here(cast: Any) -> None:
    registered(cast)
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        far = services.sign_in(services.ask_code(cast.other_county, phone=PHONE, address=None), DIGITS)
    assert far.county_id == cast.other_county.pk
    assert far.person is None


def test_a_phone_gets_five_codes_a_day_in_all_counties_together(cast: Any) -> None:
    now = clock.now()
    for number in range(5):
        with clock.frozen(now + timedelta(minutes=2 * number)):
            services.ask_code([cast.county, cast.other_county][number % 2], phone=PHONE, address=None)
    with clock.frozen(now + timedelta(minutes=20)):
        with refused("selfservice.too_many_codes"):
            services.ask_code(cast.county, phone=PHONE, address=None)
        services.ask_code(cast.county, phone=OTHER_PHONE, address=None)
    with clock.frozen(now + timedelta(hours=24, minutes=1)):
        services.ask_code(cast.county, phone=PHONE, address=None)


def test_an_address_asks_for_so_many_codes_a_day_and_no_more(cast: Any) -> None:
    """Many phones come from one address: those of a mobile network, of an office."""
    most = _base.rules_at(cast.building).codes.a_day_per_address
    for number in range(most):
        begun(cast, phone=f"100555001{number:02d}")
    with refused("selfservice.too_many_codes"):
        begun(cast, phone="10055500199")
    begun(cast, phone="10055500199", address="10.0.0.2")


def test_another_code_comes_after_a_minute_and_ends_the_old_one(cast: Any) -> None:
    first = begun(cast)
    with refused("selfservice.too_soon"):
        services.send_again(first, address=None)
    with clock.frozen(first.sent_at + timedelta(seconds=61)):
        second = services.send_again(first, address=None)
        with refused("selfservice.code_over"):
            services.register_self(first, DIGITS)
        assert services.register_self(second, DIGITS).name == "林小雨"
        with refused("selfservice.code_over"):
            services.send_again(second, address=None)


def test_the_answer_is_the_same_for_known_and_unknown_phones(cast: Any) -> None:
    registered(cast)
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        known = services.ask_code(cast.county, phone=PHONE, address=None)
        unknown = services.ask_code(cast.county, phone=OTHER_PHONE, address=None)
        assert {(row.purpose, row.tries, row.used_at) for row in (known, unknown)} == {("sign_in", 0, None)}
    with refused("residents.bad_phone"):
        services.ask_code(cast.county, phone="12", address=None)


def test_a_session_ends(cast: Any) -> None:
    registered(cast)
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        session = signed_in(cast)
    assert session.ends_at - session.began_at == timedelta(minutes=30)
