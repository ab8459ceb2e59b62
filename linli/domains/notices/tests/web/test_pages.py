"""Pages of messages: the reporter's choice behind a link, the centre's log, and what is sent again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from linli.domains.cases import services as cases
from linli.domains.notices import selectors, services
from linli.domains.notices.models import Message, Recipient
from linli.domains.notices.states import State
from linli.domains.notices.tests.making import (
    MAIL,
    MASKED,
    PHONE,
    Gateway,
    accepted,
    all_of,
    change,
    deliver,
    messages,
    recipient,
    refusals,
    sent,
    states,
    told_received,
)
from linli.foundation.privacy import rls
from linli.kernel import clock
from tests.kit.budgets import Budgets

pytestmark = pytest.mark.django_db


def link() -> str:
    return reverse("notices:wishes", args=[selectors.token_of(recipient())])


def proof() -> str:
    return reverse("notices:prove", args=[selectors.proof_of(recipient())])


def test_the_link_of_a_text_opens_the_page_of_the_report(cast: Any, way: Gateway, settings: Any) -> None:
    case = told_received(cast)
    sent()
    there = reverse("notices:link", args=[selectors.token_of(recipient())])
    assert settings.LINLI_ADDRESS + there in way.texts[0]
    client = Client()
    answer = client.get(there)
    assert answer.status_code == 303 and answer["Location"].startswith("/f/")
    shown = client.get(answer["Location"]).content.decode()
    assert case.ref in shown and reverse("cases:wishes", args=[answer["Location"].split("/")[2]]) in shown
    with rls.everywhere():
        Recipient.unscoped.update(subject_id=987654)
    assert client.get(there)["Location"] == link(), "a report that is gone"


def test_the_page_of_wishes_ends_them(cast: Any, way: Gateway, settings: Any) -> None:
    told_received(cast)
    sent()
    client = Client()
    shown = client.get(link()).content.decode()
    assert (MASKED in shown, PHONE in shown, "您反映的事已收到" in shown) == (True, False, True)
    assert refusals() == [], "a program that looks at links ends nothing"
    assert client.post(link(), {}).status_code == 303
    assert [one.contact_masked for one in refusals()] == [MASKED]
    told_received(cast)
    sent()
    assert len(way.got) == 1
    client.post(link(), {"sms": "on"})
    assert refusals() == []


def test_a_link_that_we_didnt_make_opens_nothing(cast: Any, way: Gateway) -> None:
    told_received(cast)
    token = selectors.token_of(recipient())
    number, _, signed = token.partition("-")
    wrong = [
        f"{number}-{'0' * 20}",
        f"{number}z-{signed}",
        f"-{signed}",
        number,
        f"{token}0",
        "é-" + signed,
        f"{'z' * 12}-{signed}",
    ]
    assert {Client().get(reverse("notices:wishes", args=[one])).status_code for one in wrong} == {404}


def test_a_mailbox_is_told_once_its_owner_confirms_it(cast: Any, way: Gateway, settings: Any) -> None:
    settings.LINLI_MAIL = settings.LINLI_SMS
    case = told_received(cast)
    sent()
    client = Client()
    for wrong in ("x", "a@b", f"{MAIL}\r\nBcc: x@y.cn"):
        assert client.post(link(), {"sms": "on", "address": wrong}).status_code == 422
    way.got.clear()
    assert client.post(link(), {"sms": "on", "address": MAIL}).status_code == 303
    assert (
        "c****@example.cn" in client.get(link()).content.decode()
        and 'name="mail"' not in client.get(link()).content.decode()
    )
    sent()
    (asked,) = way.got
    assert (asked.channel, asked.to) == ("mail", MAIL) and settings.LINLI_ADDRESS + proof() in asked.text
    assert case.ref not in asked.subject + asked.text and "退订" not in asked.text
    way.got.clear()
    accepted(cast, case)
    sent()
    assert [one.channel for one in way.got] == ["sms"], (
        "nothing but the question goes to a mailbox that nobody confirmed"
    )
    assert "是我的" in client.get(proof()).content.decode()
    assert recipient().mail_proven_at is None, "a program that looks at links confirms nothing"
    assert client.post(proof()).status_code == 303 and recipient().mail_proven_at is not None
    way.got.clear()
    cases.ask_reporter(cast.li_grid_worker.actor, case=case, question="哪一栋楼？")
    deliver()
    sent()
    assert [(one.channel, one.to) for one in way.got] == [("sms", PHONE), ("mail", MAIL)]
    assert case.ref in way.got[1].subject
    client.post(link(), {"sms": "on"})
    assert [one.channel for one in refusals()] == ["mail"]
    client.post(link(), {"sms": "on", "mail": "on"})
    assert refusals() == []


def test_a_confirmation_is_for_one_mailbox(cast: Any, way: Gateway, settings: Any) -> None:
    settings.LINLI_MAIL = settings.LINLI_SMS
    told_received(cast)
    client = Client()
    client.post(link(), {"sms": "on", "address": MAIL})
    old = proof()
    client.post(link(), {"sms": "on", "address": "other@example.cn"})
    assert (client.post(old).status_code, client.post(proof()).status_code) == (404, 303)
    assert client.get(reverse("notices:prove", args=[selectors.token_of(recipient())])).status_code == 404
    assert client.get(reverse("notices:wishes", args=[selectors.proof_of(recipient())])).status_code == 404


def test_strangers_mailboxes_arent_filled_with_questions(cast: Any, way: Gateway, settings: Any) -> None:
    settings.LINLI_MAIL = settings.LINLI_SMS
    told_received(cast)
    client = Client()
    for number in range(4):
        answer = client.post(link(), {"sms": "on", "address": MAIL})
        assert answer.status_code == (303 if number < 3 else 422)
    services.set_by_staff(cast.chen_centre.actor, county=cast.county, contact="no@example.cn", wanted=False)
    assert client.post(link(), {"sms": "on", "address": "no@example.cn"}).status_code == 422
    assert len(refusals()) == 1, "typing an address in ends no wish of its owner"


def test_a_mailbox_that_nobody_confirms_is_forgotten(cast: Any, way: Gateway, settings: Any) -> None:
    settings.LINLI_MAIL = settings.LINLI_SMS
    told_received(cast)
    Client().post(link(), {"sms": "on", "address": MAIL})
    with clock.frozen(clock.now() + timedelta(days=2, hours=23)):
        services.forget_old()
        assert recipient().mail_index
    with clock.frozen(clock.now() + timedelta(days=3, hours=1)):
        services.forget_old()
        assert not recipient().mail_index and not bytes(recipient().mail_sealed)


def test_the_page_of_a_report_leads_there_and_shows_what_was_told(cast: Any, way: Gateway) -> None:
    from linli.domains.cases.web import secret

    case = accepted(cast, told_received(cast))
    sent()
    token = secret.stand_in(case.reporters.get().pk)
    client = Client()
    shown = client.get(reverse("cases:follow", args=[token])).content.decode()
    assert f"短信 {MASKED}" in shown
    answer = client.post(reverse("cases:wishes", args=[token]))
    assert (answer.status_code, answer["Location"]) == (303, link())


def test_somebody_without_a_number_may_give_a_mailbox(cast: Any, way: Gateway, settings: Any) -> None:
    from linli.domains.cases.web import secret

    settings.LINLI_MAIL = settings.LINLI_SMS
    case = told_received(cast, contact_phone="")
    there = Client().post(reverse("cases:wishes", args=[secret.stand_in(case.reporters.get().pk)]))["Location"]
    assert Client().post(there, {"address": MAIL}).status_code == 303
    assert Client().post(proof()).status_code == 303
    accepted(cast, case)
    sent()
    assert [one.to for one in way.got] == [MAIL, MAIL]


def test_the_centre_sees_what_failed_and_sends_it_again(cast: Any, way: Gateway, client_of: Any) -> None:
    told_received(cast)
    change(messages()[0], state=State.FAILED, reason="nobody answers there", error="TimeoutError")
    client = client_of(cast.chen_centre)
    shown = client.get("/console/messages/?state=failed").content.decode()
    assert all(words in shown for words in (MASKED, "对方没有回应", "TimeoutError"))
    assert PHONE not in shown
    assert client.post(reverse("notices:resend", args=[messages()[0].pk])).status_code == 303
    assert states() == [State.WAITING]
    assert client.post(reverse("notices:resend", args=[messages()[0].pk])).status_code == 409
    change(messages()[0], state=State.FAILED)
    assert client.post(reverse("notices:resend-all")).status_code == 303
    sent()
    assert states() == [State.SENT]


def test_another_county_sees_nothing_of_it(cast: Any, way: Gateway, client_of: Any) -> None:
    told_received(cast)
    change(messages()[0], state=State.FAILED)
    client = client_of(cast.feng_other_county)
    assert MASKED not in client.get("/console/messages/").content.decode()
    assert client.post(reverse("notices:resend", args=[messages()[0].pk])).status_code == 404
    assert all_of(Message)[0].state == State.FAILED


def test_the_hotline_writes_down_who_wants_no_more(cast: Any, way: Gateway, client_of: Any) -> None:
    client = client_of(cast.chen_centre)
    said = {"county": cast.county.pk, "contact": PHONE, "wanted": "no"}
    assert client.post("/console/messages/stop/", {**said, "contact": "12"}).status_code == 422
    assert client.post("/console/messages/stop/", {**said, "county": "999999"}).status_code == 422
    assert client.post("/console/messages/stop/", said).status_code == 303
    assert [one.by for one in refusals()] == [cast.chen_centre.actor.label]
    assert client.post("/console/messages/stop/", {**said, "wanted": "yes"}).status_code == 303
    assert refusals() == []


def test_what_waits_for_the_morning_is_seen(cast: Any, way: Gateway, client_of: Any) -> None:
    from linli.domains.notices.tests.making import NIGHT
    from linli.kernel import clock

    with clock.frozen(NIGHT):
        told_received(cast)
        deliver()
        assert "夜里不发" in client_of(cast.chen_centre).get("/console/messages/").content.decode()


class TestLogBudget(Budgets):
    """The log: a row is a message that a county sent."""

    def add_row(self, cast: Any, number: int) -> None:
        told_received(cast, contact_phone=f"1390000{number:04}")
        sent()

    def pages(self, cast: Any, client_of: Any) -> dict[str, Any]:
        return {"notices:messages": (client_of(cast.chen_centre), "/console/messages/")}
