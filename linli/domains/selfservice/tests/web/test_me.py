"""A resident's own pages, and everybody else who would like to read them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from linli.domains.cases.tests import making as cases
from linli.domains.selfservice import selectors, services
from linli.domains.selfservice.models import PersonRequest
from linli.domains.selfservice.services import _base
from linli.domains.selfservice.tests.making import (
    GROWN,
    OTHER_PHONE,
    PHONE,
    Browser,
    again,
    all_of,
    consent,
    people,
    person,
    request,
)
from linli.foundation.residents import services as register
from linli.kernel import clock
from linli.kernel.actor import Actor
from tests.kit.budgets import Budgets

SYSTEM = Actor.system()
OWN = ("copy", "correct", "delete")


@pytest.fixture
def browser(cast: Any) -> Browser:
    return Browser(cast)


def test_what_is_kept_who_looked_and_my_cases(browser: Browser, cast: Any) -> None:
    one = person(cast, "林小雨", phone=PHONE, source="self")
    register.reveal_field(cast.li_grid_worker.actor, person=one, field="phone", reason="约上门时间")
    cases.open_case(cast, contact_phone=PHONE)
    assert browser.sign_in().headers["Location"] == browser.url("me")
    text = browser.get("me")
    for words in ("林小雨", "100****0001", "李春燕", "约上门时间", "楼下"):
        assert words in text
    assert PHONE not in text
    token = browser.client.get(browser.url("me")).context["things"][0].token
    assert browser.client.get(f"/f/{token}/").status_code == 200
    assert browser.client.get(browser.url("me")).headers["Cache-Control"] == "private, no-store"


def test_registered_and_signed_in_later(browser: Browser) -> None:
    browser.register()
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        browser.sign_in()
        text = browser.get("me")
        assert "登记个人信息" in text
        (given,) = selectors.consents_of(people()[0])
        assert "撤回" in browser.get("withdraw", given.pk)
        browser.post("withdraw", given.pk)
    assert people()[0].state == "erased"
    assert browser.client.get(browser.url("me")).status_code == 303


def test_withdrawing_twice_is_once(browser: Browser, cast: Any) -> None:
    one = register.verify_person(SYSTEM, person=person(cast, "林小雨", phone=PHONE, source="self"))
    actor = _base.resident(one.county_id, one.area.path)
    (given,) = services.give_consents(actor, person=one, area=one.area, codes=("registration",))
    browser.sign_in()
    for _ in range(2):
        assert browser.post("withdraw", given.pk).headers["Location"] == browser.url("me")
    assert len(all_of(PersonRequest)) == 1


def test_a_message_about_the_answer_is_ticked_and_may_be_left_out(browser: Browser, cast: Any) -> None:
    one = register.verify_person(SYSTEM, person=person(cast, "林小雨", phone=PHONE, source="self"))
    (given,) = services.give_consents(
        _base.resident(one.county_id, one.area.path), person=one, area=one.area, codes=("registration",)
    )
    browser.sign_in()
    for page in (browser.get("withdraw", given.pk), browser.get("correct"), browser.get("delete")):
        assert 'name="by_text"' in page and "checked" in page
    assert browser.post("delete", words="搬走了").status_code == 303
    browser.get("correct")
    assert browser.post("correct", field="name", words="写错了", by_text="on").status_code == 303
    assert browser.post("withdraw", given.pk, by_text="on").status_code == 303
    told = {row.kind: bytes(row.tell_sealed) != b"" for row in all_of(PersonRequest)}
    assert told == {"delete": False, "correct": True, "withdraw": True}


def test_those_who_share_a_phone_are_never_listed(browser: Browser, cast: Any) -> None:
    for name in ("林一", "林二"):
        person(cast, name, phone=PHONE)
    browser.sign_in()
    text = browser.get("me") + browser.get("who")
    assert "林一" not in text
    assert "林二" not in text
    assert browser.client.get(browser.url("correct")).headers["Location"] == browser.url("who")
    assert browser.post("who", name="林九", born_on=GROWN.isoformat()).status_code == 422
    assert browser.post("who", name="林二", born_on=GROWN.isoformat()).headers["Location"] == browser.url("me")
    assert "林二" in browser.get("me")
    assert browser.client.get(browser.url("who")).status_code == 303


def test_without_signing_in_every_page_leads_to_the_sign_in(browser: Browser, cast: Any) -> None:
    given = consent(cast)
    browser.get("sign-in", cast.county.slug)
    browser.client.cookies["linli_county"] = cast.county.slug
    target = browser.url("sign-in", cast.county.slug)
    assert browser.client.get(browser.url("me")).headers["Location"] == target
    assert browser.client.get(browser.url("who")).headers["Location"] == target
    for name in OWN:
        assert browser.post(name).headers["Location"] == target
    assert browser.post("withdraw", given.pk).headers["Location"] == target
    assert again(given).withdrawn_at is None


def test_another_persons_things_are_not_there(browser: Browser, cast: Any) -> None:
    given = consent(cast)
    person(cast, "林小雨", phone=PHONE, source="self")
    browser.sign_in()
    assert browser.client.get(browser.url("withdraw", given.pk)).status_code == 404
    assert browser.post("withdraw", given.pk).status_code == 404
    assert again(given).withdrawn_at is None


def test_a_copy_comes_as_a_file(browser: Browser, cast: Any) -> None:
    person(cast, "林小雨", phone=PHONE, source="self")
    browser.sign_in()
    answer = browser.post("copy")
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.content.startswith(b"PK")
    assert "本人" in browser.get("me")


def test_a_request_is_asked_once_and_its_answer_read(browser: Browser, cast: Any, client_of: Any) -> None:
    person(cast, "林小雨", phone=PHONE, source="self")
    browser.sign_in()
    browser.get("correct")
    for _ in range(2):
        assert browser.post("correct", field="name", words="应为林晓雨，电话 10055500077").status_code == 303
    (asked,) = all_of(PersonRequest)
    browser.get("correct")
    assert browser.post("correct", field="name", words="再说一遍").status_code == 422
    assert browser.post("correct", field="mood", words="好").status_code == 422
    wang = client_of(cast.wang_community)
    listed = wang.get(browser.url("requests")).content.decode()
    assert "林小雨" in listed
    assert "10055500077" not in listed
    assert "林晓雨" not in wang.get(browser.url("request", asked.pk)).content.decode()
    assert "应为林晓雨" in wang.post(browser.url("words", asked.pk)).content.decode()
    assert wang.post(browser.url("decide", asked.pk), {"granted": "yes"}).status_code == 422
    assert wang.post(browser.url("decide", asked.pk), {"granted": "yes", "words": "已改正"}).status_code == 303
    assert wang.post(browser.url("decide", asked.pk), {"granted": "no", "words": "不"}).status_code == 422
    text = browser.get("me")
    assert "已改正" in text
    assert "王海波" in text


def test_words_and_decisions_ask_for_a_fresh_proof(browser: Browser, cast: Any, client_of: Any) -> None:
    asked, wang = request(cast), client_of(cast.wang_community)
    session = wang.session
    session["proved_at"] = "2020-01-01T00:00:00+00:00"
    session.save()
    again_at = "/again/"
    for name in ("words", "decide"):
        answer = wang.post(browser.url(name, asked.pk), {"granted": "yes", "words": "好"})
        assert again_at in answer.headers["Location"]
    assert again_at in wang.get(browser.url("request", asked.pk)).content.decode()
    assert again(asked).state == "open"
    assert selectors.looks_of(asked.person).count == 0


def test_deletion_says_what_has_to_stay(browser: Browser, cast: Any) -> None:
    person(cast, "林小雨", phone=PHONE, source="self")
    browser.sign_in()
    text = browser.get("delete")
    assert "依法" in text
    assert "姓名" in text
    assert browser.post("delete", words="搬走了").status_code == 303
    assert all_of(PersonRequest)[0].kind == "delete"


def test_signing_out_ends_it_and_leaves_staff_signed_in(browser: Browser, cast: Any, client_of: Any) -> None:
    person(cast, "林小雨", phone=PHONE, source="self")
    browser.client = client_of(cast.ma_other_office)
    browser.sign_in()
    assert "林小雨" in browser.get("me")
    assert browser.client.get(browser.url("requests")).status_code == 200
    browser.post("sign-out")
    assert browser.client.get(browser.url("me")).status_code == 303
    assert browser.client.get(browser.url("requests")).status_code == 200


def test_the_key_of_the_session_changes_at_the_sign_in(browser: Browser, cast: Any) -> None:
    person(cast, phone=PHONE, source="self")
    browser.get("sign-in", cast.county.slug)
    browser.post("sign-in", cast.county.slug, phone=PHONE)
    before = browser.client.session.session_key
    browser.post("code", digits="123456")
    assert browser.client.session.session_key != before


def test_an_unknown_phone_gets_the_same_answers(browser: Browser, cast: Any) -> None:
    person(cast, phone=PHONE, source="self")
    known, unknown = Browser(cast), Browser(cast)
    places = [one.sign_in(phone).headers["Location"] for one, phone in ((known, PHONE), (unknown, OTHER_PHONE))]
    assert places == [browser.url("me")] * 2
    assert "王小红" not in unknown.get("me")


def test_numbers_are_for_everybody(browser: Browser, cast: Any) -> None:
    person(cast, "林小雨", phone=PHONE, source="self")
    text = browser.client.get(browser.url("numbers"), {"county": cast.county.slug}).content.decode()
    assert "林小雨" not in text
    assert "登记在册" in text


class TestBudgets(Budgets):
    def add_row(self, cast: Any, number: int) -> Any:
        request(cast, one=person(cast, f"林{'一二三四五六七八九十'[number % 10]}{'甲乙丙'[number // 10]}", phone=""))

    def pages(self, cast: Any, client_of: Any) -> dict[str, Any]:
        person(cast, "林小雨", phone=PHONE, source="self")
        browser = Browser(cast)
        browser.sign_in()
        desk, url = client_of(cast.wang_community), browser.url
        return {
            "selfservice:requests": (desk, url("requests")),
            "selfservice:me": (browser.client, url("me")),
            "selfservice:join": (browser.client, url("join", browser.code())),
        }
