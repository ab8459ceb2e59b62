"""The door itself: what comes through, and what everybody else is answered."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.test import RequestFactory

from linli.foundation.partners.tests.making import SCOPE, issued, signed
from linli.foundation.partners.web.door import MOST_BYTES, json_of, keyed
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken


@keyed(SCOPE)
def view(request: HttpRequest) -> JsonResponse:
    """Says back what it was sent, and by whom."""
    said = json_of(request)
    raised = {"404": Http404(), "403": PermissionDenied(), "scope": OutOfScope(), "rule": RuleBroken("cases.bad_place")}
    if said.get("raise") in raised:
        raise raised[said["raise"]]
    return JsonResponse({"who": request.actor.label, "said": said})  # type: ignore[attr-defined]


only_signed = keyed(SCOPE, signed=True)(view.__wrapped__)  # type: ignore[attr-defined]


def sent(door: Any, body: bytes, headers: dict[str, str], kind: str = "application/json") -> Any:
    request = RequestFactory().post("/x", body, content_type=kind, headers=headers)
    request.actor = Actor.public()
    return door(request)


def test_both_kinds_of_keys_come_in(cast: Any) -> None:
    body = json.dumps({"a": "好"}).encode()
    bearer = issued(cast, "bearer")
    for door, headers in (
        (view, signed(issued(cast), body)),
        (only_signed, signed(issued(cast), body)),
        (view, {"Authorization": f"Bearer {bearer.secret}"}),
    ):
        answer = sent(door, body, headers)
        assert json.loads(answer.content) == {"who": "12345 热线平台", "said": {"a": "好"}}
    assert sent(only_signed, body, {"Authorization": f"Bearer {bearer.secret}"}).status_code == 401


def test_nobody_else_does(cast: Any) -> None:
    for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": "Basic eA=="}, {"Linli-Key": "x"}):
        answer = sent(view, b"{}", headers)
        assert answer.status_code == 401 and answer.headers["Content-Type"] == "application/problem+json"
        assert json.loads(answer.content)["code"] == "partners.refused"


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("诉求".encode("gbk"), "application/json", 400),
        (b'{"a": ', "application/json", 400),
        (b"[1]", "application/json", 400),
        (b'{"a": NaN}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"{}", "text/plain", 415),
        (b"{}", "application/json; charset=gbk", 415),
        (b"", "application/json", 415),
        (b"a" * (MOST_BYTES + 1), "application/json", 413),
        (b"a" * 10_000_000, "application/json", 413),
    ],
)
def test_bodies_that_nobody_reads(cast: Any, body: bytes, kind: str, status: int) -> None:
    answer = sent(view, body, signed(issued(cast), body), kind)
    assert answer.status_code == status, answer.content
    assert json.loads(answer.content)["status"] == status


@pytest.mark.parametrize(("what", "status"), [("404", 404), ("403", 403), ("scope", 404), ("rule", 409)])
def test_refusals_are_problems(cast: Any, what: str, status: int) -> None:
    body = json.dumps({"raise": what}).encode()
    answer = sent(view, body, signed(issued(cast), body))
    assert answer.status_code == status and json.loads(answer.content)["detail"]


def test_a_fault_of_ours_stays_one(cast: Any) -> None:
    @keyed(SCOPE)
    def broken(request: HttpRequest) -> JsonResponse:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        sent(broken, b"{}", signed(issued(cast), b"{}"))
