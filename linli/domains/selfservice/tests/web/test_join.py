"""Registering with a phone's browser, and what somebody with bad intentions would send."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest

from linli.domains.selfservice.models import PhoneCode
from linli.domains.selfservice.tests.making import DIGITS, PHONE, WRONG, Browser, all_of, people, person
from linli.foundation.territory import selectors as territory
from linli.kernel import clock


@pytest.fixture
def browser(cast: Any) -> Browser:
    return Browser(cast)


def test_from_the_sticker_to_the_end(browser: Browser, cast: Any, django_capture_on_commit_callbacks: Any) -> None:
    offered = browser.client.get(f"/r/{browser.code()}/").content.decode()
    assert browser.url("join", browser.code()) in offered
    form = browser.get("join", browser.code())
    text = territory.rules_of(cast.county).privacy.consents["registration"].text
    assert "1 号楼" in form
    assert text in form
    assert 'name="id_number"' not in form
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.join().headers["Location"] == browser.url("code")
    assert "100****0001" in browser.get("code")
    assert DIGITS in browser.client.get("/demo/texts/").content.decode()
    answer = browser.post("code", digits=DIGITS)
    assert answer.headers["Location"] == browser.url("joined")
    assert "上门" in browser.get("joined")
    assert [one.name for one in people()] == ["林小雨"]


def test_messages_are_shown_in_the_demo_only(browser: Browser, settings: Any) -> None:
    assert browser.client.get("/demo/texts/").status_code == 200
    settings.LINLI_DEMO = False
    assert browser.client.get("/demo/texts/").status_code == 404


def test_the_words_are_the_same_whoever_is_registered(browser: Browser, cast: Any) -> None:
    def words(one: Browser) -> list[str]:
        answer = one.register()
        return [answer.headers["Location"], one.get("joined").replace(one.key, "")]

    first = words(browser)
    with clock.frozen(clock.now() + timedelta(minutes=3)):
        assert words(Browser(cast))[0] == first[0]
    assert len(people()) == 1


def test_a_form_with_errors_says_so_at_the_field(browser: Browser) -> None:
    answer = browser.join(name="😀", agree_registration="")
    assert answer.status_code == 422
    assert "姓名" in answer.content.decode()
    assert browser.join(agree_registration="").status_code == 422
    assert all_of(PhoneCode) == []


@pytest.mark.parametrize("field", ["name", "room", "phone", "born_on", "guardian", "relation"])
@pytest.mark.parametrize("value", ["x" * 1_000_000, "\x00", "😀" * 50, "<script>alert(1)</script>"])
def test_rubbish_is_refused_and_nothing_is_kept(browser: Browser, field: str, value: str) -> None:
    answer = browser.join(**{field: value})
    # A grown person needs no guardian, and a room may be called anything that prints: both wait for the code, and are escaped.
    assert answer.status_code in ((400, 422, 303) if field in ("guardian", "room") else (400, 422))
    assert "<script>alert" not in answer.content.decode()
    assert people() == []


def test_a_child_shows_the_guardians_part(browser: Browser) -> None:
    answer = browser.join(name="林小小", born_on="2020-06-01")
    assert answer.status_code == 422
    assert 'name="agree_guardian"' in answer.content.decode()
    assert (
        browser.register(name="林小小", born_on="2020-06-01", guardian="林大山", agree_guardian="on").status_code == 303
    )


def test_a_wrong_code_is_told_and_counted(browser: Browser) -> None:
    browser.join()
    browser.key = uuid.uuid4().hex
    for _ in range(5):
        assert browser.post("code", digits=WRONG).status_code == 422
    assert browser.post("code", digits=DIGITS).status_code == 422
    assert people() == []


def test_a_code_of_another_browser_opens_nothing(browser: Browser, cast: Any) -> None:
    browser.join()
    thief = Browser(cast)
    assert thief.post("code", digits=DIGITS).headers["Location"] == "/"
    assert people() == []


def test_a_double_tap_asks_for_one_code_and_registers_once(browser: Browser) -> None:
    browser.get("join", browser.code())
    form = {"room": "302", "name": "林小雨", "born_on": "1980-05-17", "phone": PHONE, "agree_registration": "on"}
    for _ in range(2):
        assert browser.post("join", browser.code(), **form).headers["Location"] == browser.url("code")
    assert len(all_of(PhoneCode)) == 1
    for _ in range(2):
        assert browser.post("code", digits=DIGITS).headers["Location"] == browser.url("joined")
    assert len(people()) == 1


def test_another_code_can_be_asked_for(browser: Browser) -> None:
    browser.join()
    assert browser.post("again").status_code == 303
    assert "秒" in browser.get("code")
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        browser.post("again")
        assert len(all_of(PhoneCode)) == 2
        assert browser.post("code", digits=DIGITS).headers["Location"] == browser.url("joined")


def test_forms_without_the_csrf_token_are_refused(cast: Any) -> None:
    browser = Browser(cast, enforce_csrf_checks=True)
    assert browser.join().status_code == 403
    assert browser.post("code", digits=DIGITS).status_code == 403
    assert browser.post("sign-in", cast.county.slug, phone=PHONE).status_code == 403


def test_codes_of_nothing_are_not_there(browser: Browser, cast: Any) -> None:
    for code in ("zz9", territory.qr_code(cast.grid), "x" * 300):
        assert browser.client.get(browser.url("join", code)).status_code == 404


def test_without_a_gateway_the_page_says_where_to_go(browser: Browser, settings: Any) -> None:
    settings.LINLI_SMS = ""
    assert "社区" in browser.get("join", browser.code())
    assert 'name="phone"' not in browser.get("sign-in", browser.cast.county.slug)


def test_pages_without_a_code_lead_home(browser: Browser) -> None:
    for name in ("code", "joined"):
        assert browser.client.get(browser.url(name)).headers["Location"] == "/"


def test_nothing_personal_lies_in_the_session(browser: Browser) -> None:
    browser.register()
    person(browser.cast, phone="10055500009")
    stored = str(dict(browser.client.session.items()))
    assert PHONE not in stored
    assert "林小雨" not in stored
