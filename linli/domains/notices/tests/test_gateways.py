"""Ways out of the house: any gateway over HTTP, mail, and what gateways say later."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail
from django.test import Client

from linli.config import messages as configured
from linli.config.env import BadSetting, Env
from linli.domains.notices import gateways
from linli.domains.notices.gateways import Channel, Handed, NotSent, Parcel, http, smtp
from linli.domains.notices.states import State
from linli.domains.notices.tests.making import DAY, MAIL, PHONE, Gateway, change, messages, sent, states, told_received
from linli.foundation.partners.rules import Signed, fits, signature
from linli.foundation.webhooks.services import wire
from linli.foundation.webhooks.tests.making import LOOPBACK, Other, other_side
from linli.kernel import clock

SECRET = "s3cret-of-the-gateway-1234"
URL = "/api/messages/v1/reports"


@pytest.fixture
def other(settings: Any) -> Iterator[Other]:
    settings.LINLI_WEBHOOK_NETWORKS = [LOOPBACK]
    with other_side() as found:
        use(settings, LINLI_SMS_URL=found.url)
        yield found


def use(settings: Any, **env: str) -> None:
    """The gateway over HTTP, set as the environment would."""
    settings.LINLI_SMS_HTTP = configured.sms_over_http(Env(env))
    settings.LINLI_SMS_REPORT = configured.sms_report(Env(env))


def parcel(text: str = "您反映的事已收到。") -> Parcel:
    return Parcel(Channel.SMS, PHONE, "", text, "linli-7")


def test_a_text_goes_out_as_the_gateway_wants_it(other: Other, settings: Any) -> None:
    assert http.send(parcel()) == Handed()
    ((headers, body),) = other.got
    assert json.loads(body) == {"id": "linli-7", "to": PHONE, "text": "您反映的事已收到。"}
    assert headers["Content-Type"] == "application/json; charset=utf-8"
    body_shape = '{"mobiles": ["{to}"], "data": {"sign": 1, "content": "【邻里】{text}"}}'
    use(
        settings, LINLI_SMS_URL=other.url, LINLI_SMS_BODY=body_shape, LINLI_SMS_HEADERS='{"Authorization": "Bearer x"}',
    )  # fmt: skip
    http.send(parcel('"}{to}\\'))
    assert json.loads(other.got[1][1]) == {"mobiles": [PHONE], "data": {"sign": 1, "content": '【邻里】"}{to}\\'}}
    assert other.got[1][0]["Authorization"] == "Bearer x"


def test_forms_and_questions(other: Other, settings: Any) -> None:
    use(settings, LINLI_SMS_URL=other.url, LINLI_SMS_AS="form")
    http.send(parcel("a&to=1"))
    assert parse_qs(other.got[0][1].decode()) == {"id": ["linli-7"], "to": [PHONE], "text": ["a&to=1"]}


def test_it_is_signed_as_other_systems_sign(other: Other, settings: Any) -> None:
    use(settings, LINLI_SMS_URL=other.url, LINLI_SMS_SECRET=SECRET, LINLI_SMS_KEY="county")
    http.send(parcel())
    ((headers, body),) = other.got
    said = Signed(*(headers[f"Linli-{name}"] for name in ("Key", "Time", "Nonce", "Signature")))
    assert (said.prefix, fits(said, SECRET, body), fits(said, SECRET, body + b" ")) == ("county", True, False)


@pytest.mark.parametrize("status", [301, 400, 500, 503])
def test_anything_but_success_is_not_sent(other: Other, status: int) -> None:
    other.answers = [status]
    with pytest.raises(NotSent) as failed:
        http.send(parcel())
    assert failed.value.answered


def test_a_gateway_that_hangs_is_cut_off(other: Other, monkeypatch: Any) -> None:
    monkeypatch.setattr(wire, "SECONDS", 0.3)
    other.hang_seconds = 1
    with pytest.raises(NotSent) as failed:
        http.send(parcel())
    assert not failed.value.answered


def test_addresses_inside_are_refused_as_for_webhooks(other: Other, settings: Any) -> None:
    settings.LINLI_WEBHOOK_NETWORKS = []
    with pytest.raises(NotSent, match="isn't public"):
        http.send(parcel())
    assert other.got == []


def test_a_success_may_be_a_word_in_the_answer(monkeypatch: Any, settings: Any) -> None:
    use(settings, LINLI_SMS_URL="https://x", LINLI_SMS_TAKEN="result.code=0", LINLI_SMS_HANDLE="result.ids.0")
    said = {b'{"result": {"code": 0, "ids": ["a1"]}}': "a1", b'{"result": {"code": "0"}}': ""}
    for body, handle in said.items():
        monkeypatch.setattr(wire, "call", lambda *a, body=body, **k: wire.Answer(200, "", 1, body))
        assert http.send(parcel()).handle == handle
    for body in (b'{"result": {"code": 7}}', b"{", b"[]", b"null", b"[" * 100_000, b"\xff"):
        monkeypatch.setattr(wire, "call", lambda *a, body=body, **k: wire.Answer(200, "", 1, body))
        with pytest.raises(NotSent):
            http.send(parcel())


def test_a_question_carries_its_fields_in_the_address(monkeypatch: Any, settings: Any) -> None:
    asked: list[Any] = []
    use(settings, LINLI_SMS_URL="https://x/send?v=1", LINLI_SMS_METHOD="GET")
    monkeypatch.setattr(wire, "call", lambda *args, **more: asked.append(args) or wire.Answer(200, "", 1, b""))
    http.send(parcel())
    method, url, body, _headers = asked[0]
    assert (method, body, parse_qs(urlsplit(url).query)["to"]) == ("GET", b"", [PHONE])


@pytest.mark.parametrize(
    "env",
    [
        {"LINLI_SMS_BODY": "{"},
        {"LINLI_SMS_BODY": "[]"},
        {"LINLI_SMS_HEADERS": '{"a": 1}'},
        {"LINLI_SMS_HEADERS": '{"a": "x\\r\\ny"}'},
        {"LINLI_SMS_METHOD": "DELETE"},
        {"LINLI_SMS_SECRET": "short"},
        {"LINLI_SMS_REPORT": '{"id": "id"}'},
        {"LINLI_SMS_REPORT": '{"id": 1, "state": "s", "there": [], "lost": [], "error": "e"}'},
    ],
)
def test_a_setting_that_cant_be_read_stops_the_start(env: dict[str, str]) -> None:
    with pytest.raises(BadSetting):
        configured.sms_over_http(Env(env))
        configured.sms_report(Env(env))


def test_our_own_address() -> None:
    assert configured.address(Env({}), ["https://a.cn"]) == "https://a.cn"
    assert configured.address(Env({"LINLI_ADDRESS": "https://a.cn/"}), []) == "https://a.cn"
    assert configured.address(Env({}), []) == "http://127.0.0.1:8000"
    for wrong in ("a.cn", "ftp://a.cn", "https://", "https://a.cn/?x=1"):
        with pytest.raises(BadSetting):
            configured.address(Env({"LINLI_ADDRESS": wrong}), [])


def test_a_mail_has_one_line_of_subject_and_a_name_of_its_own(settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "江县 <linli@example.gov.cn>"
    smtp.send(Parcel(Channel.MAIL, MAIL, "江县\r\nBcc: x@y.cn", "您好", "linli-9"))
    (one,) = mail.outbox
    assert (one.subject, one.to, one.bcc) == ("江县 Bcc: x@y.cn", [MAIL], [])
    assert one.extra_headers["Message-ID"] == "<linli-9@example.gov.cn>"
    with pytest.raises(NotSent) as failed:
        smtp.send(Parcel(Channel.MAIL, f"{MAIL}\nBcc: x@y.cn", "x", "x", "linli-9"))
    assert failed.value.answered
    assert len(mail.outbox) == 1


def test_a_mail_server_that_isnt_there_is_no_crash(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, False, 1
    with pytest.raises(NotSent) as failed:
        smtp.send(Parcel(Channel.MAIL, MAIL, "x", "x", "linli-9"))
    assert not failed.value.answered


def test_without_a_gateway_there_is_no_way(settings: Any) -> None:
    settings.LINLI_SMS = settings.LINLI_MAIL = ""
    assert (gateways.any_way(), gateways.is_open()) == (False, False)
    settings.LINLI_MAIL = "x"
    assert gateways.any_way()
    with gateways.shut():
        assert not gateways.any_way()


def report(body: Any, *, secret: str = SECRET, at: int = 0, **changes: str) -> int:
    """Send a report as the gateway would."""
    said = body if isinstance(body, bytes) else json.dumps(body).encode()
    time, nonce = str(int(clock.now().timestamp()) + at), "nonce-12345678"
    headers = {
        "Linli-Key": "linli", "Linli-Time": time, "Linli-Nonce": nonce, "Linli-Signature": signature(secret, time, nonce, said),
    } | changes  # fmt: skip
    return (
        Client(enforce_csrf_checks=True).post(URL, said, content_type="application/json", headers=headers).status_code
    )


@pytest.fixture
def reporting(cast: Any, way: Gateway, settings: Any) -> Any:
    """A message that the gateway took."""
    use(settings, LINLI_SMS_SECRET=SECRET)
    told_received(cast)
    sent()
    return messages()[0]


@pytest.mark.django_db
def test_a_report_says_that_it_came_and_again_changes_nothing(reporting: Any) -> None:
    said = {"id": reporting.name, "state": "delivered"}
    assert [report(said), report(said), report({**said, "state": "failed"})] == [204, 204, 204]
    (one,) = messages()
    assert (one.state, one.text_sealed, one.ended_at) == (State.DELIVERED, b"", DAY)


@pytest.mark.django_db
def test_a_report_says_that_it_got_lost_with_the_gateways_word(reporting: Any) -> None:
    assert report([{"id": reporting.name, "state": "failed", "error": "UNDELIV" * 90}]) == 204
    (one,) = messages()
    assert (one.state, one.error[:7], len(one.error), bool(one.text_sealed)) == (State.FAILED, "UNDELIV", 200, True)


@pytest.mark.django_db
def test_a_report_that_is_faster_than_our_own_note_has_the_last_word(reporting: Any) -> None:
    from linli.domains.notices.services import sending

    change(reporting, state=State.SENDING)
    assert report({"id": reporting.name, "state": "delivered"}) == 204
    sending._note(reporting.pk, sending.Outcome(None, "nobody answers there", "late"))
    sending._note(reporting.pk, sending.Outcome(Handed()))
    assert states() == [State.DELIVERED]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes",
    [
        {"secret": "another-secret-of-somebody"},
        {"at": -400},
        {"at": 400},
        {"Linli-Signature": "0" * 64},
        {"Linli-Signature": ""},
        {"Linli-Time": "9" * 12},
        {"Linli-Nonce": ""},
    ],
)
def test_a_forged_or_old_report_is_refused(reporting: Any, changes: dict[str, Any]) -> None:
    assert report({"id": reporting.name, "state": "delivered"}, **changes) == 401
    assert states() == [State.SENT]


@pytest.mark.django_db
def test_without_a_secret_nobody_can_sign(reporting: Any, settings: Any) -> None:
    use(settings)
    assert report({"id": reporting.name, "state": "delivered"}, secret="") == 401


@pytest.mark.django_db
@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b'"x"', b"\xff", b"[" * 60_000])
def test_what_is_no_report_is_refused(reporting: Any, body: bytes) -> None:
    assert report(body) == 400
    assert report(b" " * 300_000) == 413


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["linli-999999", "linli-", "linli-x", "", "7" * 40, None, {"a": 1}, "linli-١"])
def test_reports_of_what_we_dont_know_are_read_and_forgotten(reporting: Any, name: Any) -> None:
    assert report({"id": name, "state": "delivered"}) == 204
    assert report({"state": ["delivered"]}) == 204
    assert states() == [State.SENT]
