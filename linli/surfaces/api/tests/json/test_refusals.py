"""Whatever is wrong is answered as a problem, and changes nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from linli.foundation.partners import services as partners
from linli.foundation.partners.models import KeyUse
from linli.surfaces.api.permissions import READ
from linli.surfaces.api.tests.json.making import System, code, open_case

pytestmark = pytest.mark.django_db


def test_nobody_without_a_key(cast: Any, client_of: Any) -> None:
    for client in (Client(), client_of(cast.chen_centre)):
        for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": "Basic eA=="}, {"Linli-Key": "x"}):
            answer = client.get("/api/v1/cases", headers=headers)
            assert code(answer) == (401, "partners.refused") and answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_key_that_doesnt_hold(cast: Any) -> None:
    system = System(cast)
    partners.revoke(cast.admin.actor, key=system.issued.key, reason="不用了")
    assert code(system.get("cases")) == (401, "partners.refused")
    far = System(cast, name="停用的系统")
    partners.switch_partner(cast.admin.actor, partner=far.owner, active=False)
    assert code(far.get("cases")) == (401, "partners.refused")


def test_a_missing_scope_is_told_and_logged(cast: Any) -> None:
    case, system = open_case(cast), System(cast, READ)
    answer = system.post(f"cases/{case.ref}/say", {"words": "x"})
    assert code(answer) == (403, "partners.not_for") and "RateLimit" not in answer.headers
    assert KeyUse.objects.filter(key=system.issued.key, outcome="scope").count() == 1


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("诉求".encode("gbk"), "application/json", 400),
        (b'{"words": ', "application/json", 400),
        (b"[1]", "application/json", 400),
        (b'{"words": NaN}', "application/json", 400),
        (b'{"words": "\\ud800"}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"words": "a"}', "text/plain", 415),
        (b'{"words": "a"}', "application/json; charset=gbk", 415),
        (b"words=a", "application/x-www-form-urlencoded", 415),
        (b"a" * 10_000_000, "application/json", 413),
        (b'{"words": "\\u0000"}', "application/json", 422),
        (b'{"words": "a", "more": 1}', "application/json", 422),
        (b'{"words": 1}', "application/json", 422),
        (b"", "application/json", 422),
    ],
)
def test_bodies_that_nobody_reads(cast: Any, body: bytes, kind: str, status: int) -> None:
    case, system = open_case(cast), System(cast)
    answer = system.post(f"cases/{case.ref}/say", body, kind=kind)
    assert code(answer)[0] == status == answer.json()["status"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("PUT", "cases", 405),
        ("DELETE", "cases/x", 405),
        ("BREW", "cases", 405),
        ("POST", "cases/x", 405),
        ("GET", "cases/x/say", 405),
        ("OPTIONS", "cases", 405),
        ("GET", "nothing", 404),
        ("GET", "cases/%00", 404),
        ("GET", "cases?text=%00", 400),
        ("GET", "calls/x/answer", 404),
        ("GET", "", 404),
    ],
)
def test_what_middleware_refuses_is_a_problem_too(cast: Any, method: str, path: str, status: int) -> None:
    system = System(cast)
    answer = system.client.generic(method, f"/api/v1/{path}", headers=system.headers())
    assert code(answer)[0] == status
    assert answer.headers["X-Request-Id"] and ("Allow" in answer.headers) == (status == 405)


def test_numbers_that_nothing_has(cast: Any) -> None:
    system = System(cast, "api.calls", body=cast.bureau)
    for pk in (987654321, 2**63 - 1):
        assert code(system.post(f"calls/{pk}/answer")) == (404, "not_found")
    assert code(system.post(f"calls/{10**30}/answer")) == (422, "api.bad_fields")
    assert code(system.post("calls/0/answer")) == (422, "api.bad_fields")


def test_too_often(cast: Any, settings: Any) -> None:
    settings.LINLI_KEY_REQUESTS = 3
    system = System(cast)
    answers = [system.get("categories") for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert answers[0].headers["RateLimit-Policy"] == '"key";q=3;w=3600'
    assert [one.headers["RateLimit"].partition(";t=")[0] for one in answers] == [f'"key";r={n}' for n in (2, 1, 0, 0)]
    assert code(answers[3]) == (429, "partners.too_often") and 0 < int(answers[3].headers["Retry-After"]) <= 3600
    assert System(cast, READ, name="另一个系统").get("categories").status_code == 200
    cache.clear()


def test_a_fault_of_ours_says_nothing(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **named: Any) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("linli.domains.cases.selectors.case_for", broken)
    system = System(cast)
    system.client.raise_request_exception = False
    answer = system.get("cases/x")
    assert code(answer) == (500, "failed") and "secret" not in answer.content.decode()
