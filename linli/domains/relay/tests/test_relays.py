"""A case on another platform: sent once, followed to its end, and nothing of it believed unread."""

from __future__ import annotations

import threading
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from linli.domains.cases.services import withdraw_case
from linli.domains.cases.tests.making import open_case
from linli.domains.notices.models import Notice
from linli.domains.relay import rules, selectors, services
from linli.domains.relay.models import Relay, Server
from linli.domains.relay.services import Passing
from linli.domains.relay.states import State
from linli.domains.relay.tests.making import PASSING, City, passed, platform
from linli.foundation.audit.models import Event
from linli.foundation.partners.tests.making import issued, partner
from linli.foundation.webhooks.rules import GIVE_UP
from linli.kernel import clock
from linli.kernel.errors import OutOfScope, RuleBroken
from linli.surfaces.api.permissions import SCOPE
from linli.surfaces.api.tests.making import SERVICE, load

pytestmark = pytest.mark.django_db


def later(**much: float) -> Any:
    return clock.frozen(clock.now() + timedelta(**much))


def lines(case: Any) -> list[str]:
    found = Event.objects.filter(subject_kind="cases.case", subject_id=case.pk, code__startswith="relay.")
    return list(found.order_by("pk").values_list("code", flat=True))


def again(relay: Relay) -> Relay:
    return Relay.objects.select_related("server").get(pk=relay.pk)


def test_a_case_is_sent_followed_and_closed_there(cast: Any, there: City) -> None:
    server, case = platform(cast, there.url, jurisdiction="shi"), open_case(cast)
    assert server.services == [["001", "井盖"], ["002", "路灯"]]
    relay = passed(cast, case, server)
    assert services.work() == 1
    (headers, form), *more = there.posted
    assert more == []
    assert headers["Idempotency-Key"] == f"linli-{relay.pk}"
    assert form["api_key"] == ["key-of-ours"]
    assert form["jurisdiction_id"] == ["shi"]
    assert form["description"] == [f"{PASSING.words}\n本平台编号：{case.ref}"]
    assert (form["lat"], form["long"], form["address_string"]) == (["36.8"], ["116.75"], [PASSING.address])
    relay = again(relay)
    assert (relay.state, relay.number) == (State.SENT, "71")
    assert (relay.words, relay.address, relay.lat) == ("", "", None), "they have it; we needn't"
    assert services.work() == 0, "asked again later only"
    there.says("requests/71.json", [{"service_request_id": "71", "status": "open", "status_notes": "派人去了"}])
    with later(minutes=16):
        assert services.work() == 1
        assert services.work() == 0
    there.says("requests/71.json", [{"service_request_id": "71", "status": "closed", "status_notes": "已换新井盖"}])
    with later(minutes=40):
        assert services.work() == 1
    relay = again(relay)
    assert (relay.state, relay.notes) == (State.CLOSED, "已换新井盖")
    case.refresh_from_db()
    assert case.is_open, "whether it is solved is said here"
    assert lines(case) == ["relay.passed_on", "relay.taken", "relay.said", "relay.closed"]
    assert Notice.objects.filter(key__contains=f"relay:{relay.pk}").exists()
    assert not any("key-of-ours" in path for path in there.asked), "no key in an address"
    with later(days=30):
        assert [path for path in there.asked if "requests" in path] == there.asked[1:]


def test_a_token_leads_to_a_number(cast: Any, there: City) -> None:
    there.says("requests.json", [{"token": "a/b"}])
    there.says("tokens/a%2Fb.json", [{"token": "a/b"}])
    relay = passed(cast, open_case(cast), platform(cast, there.url))
    services.work()
    assert (again(relay).token, again(relay).number) == ("a/b", "")
    with later(minutes=16):
        services.work()
    assert again(relay).number == ""
    there.says("tokens/a%2Fb.json", [{"token": "a/b", "service_request_id": "71"}])
    with later(minutes=40):
        services.work()
    assert (again(relay).state, again(relay).number) == (State.SENT, "71")


def test_a_refusal_is_final_and_a_failure_isnt(cast: Any, there: City) -> None:
    server = platform(cast, there.url)
    there.says("requests.json", [{"code": 400, "description": "service_code 不对"}], 400)
    refused = passed(cast, open_case(cast), server)
    services.work()
    assert (again(refused).state, again(refused).error, again(refused).words) == (State.FAILED, "service_code 不对", "")
    there.says("requests.json", b"<html>", 503)
    failing = passed(cast, open_case(cast), server)
    services.work()
    assert (again(failing).state, again(failing).error) == (State.WAITING, "HTTP 503")
    there.says("requests.json", b"<html>", 200)
    with later(hours=1):
        services.work()
    assert again(failing).state == State.FAILED, "what says that it took something must say what"


def test_nobody_answers_for_days(cast: Any, there: City) -> None:
    relay = passed(cast, open_case(cast), platform(cast, there.url))
    there.says("requests.json", b"", 500)
    tries = 0
    with later(seconds=GIVE_UP.total_seconds() - 60):
        tries += services.work()
    assert again(relay).state == State.WAITING
    with later(seconds=GIVE_UP.total_seconds() + 3600):
        tries += services.work()
    assert (again(relay).state, again(relay).error) == (State.FAILED, "HTTP 500")
    assert len(there.posted) == 2
    assert {headers["Idempotency-Key"] for headers, _form in there.posted} == {f"linli-{relay.pk}"}


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("ftp://example.org", "relay.bad_url"),
        ("https://user:word@example.org/v2", "relay.bad_url"),
        ("https://example.org/v2?x=1", "relay.bad_url"),
        ("http://example.org/v2", "relay.not_sealed"),
    ],
)
def test_addresses_that_arent_called(cast: Any, settings: Any, url: str, code: str) -> None:
    settings.LINLI_WEBHOOK_NETWORKS = ()
    with pytest.raises(RuleBroken) as refused:
        platform(cast, url)
    assert refused.value.code == code


def test_an_address_of_the_own_network_is_never_called(cast: Any, there: City, settings: Any) -> None:
    server = platform(cast, there.url)
    settings.LINLI_WEBHOOK_NETWORKS = ()
    relay = passed(cast, open_case(cast), server)
    services.work()
    assert there.posted == []
    assert "isn't public" in again(relay).error


def test_who_may_pass_on_what(cast: Any, there: City) -> None:
    server, case = platform(cast, there.url), open_case(cast)
    for member in (cast.li_grid_worker, cast.zhou_department):
        with pytest.raises(OutOfScope):
            services.pass_on(member.actor, case=case, server=server, passing=PASSING)
    wang = cast.wang_community.actor

    def refusal(passing: Passing = PASSING) -> str:
        with pytest.raises(RuleBroken) as refused:
            services.pass_on(wang, case=case, server=server, passing=passing)
        return refused.value.code

    assert refusal(Passing("099", "x", "y")) == "relay.unknown_service"
    assert refusal(Passing("001", "井盖裂了")) == "relay.no_place"
    assert refusal(Passing("001", " \x00 ", "y")) == "cases.needs_words"
    assert refusal(Passing("001", "x", "", 91.0, 116.0)) == "cases.bad_place"
    passed(cast, case, server)
    assert refusal() == "relay.sent_already"
    services.switch_server(cast.admin.actor, server=server, active=False)
    server.refresh_from_db()
    assert refusal() == "relay.stopped"
    assert services.work() == 0, "what is switched off isn't called"
    over = open_case(cast)
    withdraw_case(cast.wang_community.actor, case=over, reason="重复登记")
    over.refresh_from_db()
    services.switch_server(cast.admin.actor, server=server, active=True)
    server.refresh_from_db()
    with pytest.raises(RuleBroken):
        services.pass_on(wang, case=over, server=server, passing=PASSING)


def test_a_platform_of_another_county_is_out_of_reach(cast: Any, there: City) -> None:
    server = platform(cast, there.url)
    Server.unscoped.filter(pk=server.pk).update(county=cast.other_county, area=cast.other_county)
    server.refresh_from_db()
    case = open_case(cast)
    assert selectors.offers_for(cast.wang_community.actor, case) == []
    with pytest.raises(OutOfScope):
        passed(cast, case, server)


def test_a_platform_that_is_away_is_tried_less_and_less(cast: Any, there: City) -> None:
    there.says("services.json", b"", 500)
    server = platform(cast, there.url)
    assert (server.services, server.error) == ([], "HTTP 500: no services")
    there.says("services.json", [{"service_code": "9", "service_name": "新的"}])
    with later(minutes=1):
        services.work()
    server.refresh_from_db()
    assert (server.services, server.error) == ([["9", "新的"]], "")
    there.says("services.json", b"[]")
    with later(days=2):
        services.work()
    server.refresh_from_db()
    assert server.services == [["9", "新的"]], "an empty list forgets nothing"


def test_keys_go_in_time(cast: Any, there: City) -> None:
    server = platform(cast, there.url)
    assert b"key-of-ours" not in bytes(Server.unscoped.get(pk=server.pk).key_sealed)
    services.switch_server(cast.admin.actor, server=server, active=False)
    with later(days=730):
        assert services.forget_keys() == 0
    with later(days=732):
        assert services.forget_keys() == 1
    assert bytes(Server.unscoped.get(pk=server.pk).key_sealed) == b""


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_it_once(cast: Any, there: City) -> None:
    passed(cast, open_case(cast), platform(cast, there.url))
    there.hang_seconds = 0.3

    def working() -> None:
        services.work()
        connection.close()

    both = [threading.Thread(target=working) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(there.posted) == 1


@pytest.mark.django_db(transaction=True)
def test_linli_itself_is_such_a_platform(cast: SimpleNamespace, live_server: Any) -> None:
    """From one county to another of the same house, over HTTP: filed there, followed by its number, doubled never."""
    load()
    key = issued(cast, "bearer", (SCOPE,), of=partner(cast, "来处")).secret
    of = partner(cast, "邻里自己")
    server = services.add_server(
        cast.admin.actor, partner=of, url=f"{live_server.url}/open311/v2", jurisdiction=cast.county.slug, key=key
    )
    services.work()
    server = Server.unscoped.select_related("partner").get(pk=server.pk)
    assert SERVICE in rules.labels(server.services)
    case = open_case(cast)
    relay = passed(cast, case, server, Passing(SERVICE, "南门外雨水井盖裂了，很危险", "", 36.8, 116.75))
    services.work()
    relay = again(relay)
    assert relay.state == State.SENT, relay.error
    Relay.objects.filter(pk=relay.pk).update(
        state=State.WAITING, words="南门外雨水井盖裂了，很危险", lat=36.8, lng=116.75, number="", next_at=clock.now()
    )
    services.work()
    assert again(relay).number == relay.number, "sent again after a kill, it is the same request"
    with later(minutes=16):
        services.work()
    assert again(relay).status == "open"
