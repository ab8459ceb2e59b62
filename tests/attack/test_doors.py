"""Doors and locks of the whole house: forged forms, ways out, headers, cookies, brakes, and what the logs keep."""

from __future__ import annotations

import json
import logging
import os
import re
import subprocess
import sys
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from linli.config.logs import JsonFormatter
from tests.access.matrix import MATRIX, PERSONAS
from tests.attack.test_junk import door, thing_of
from tests.attack.world import World, routes, undone

_WRITES = re.compile(r"(INSERT|UPDATE|DELETE)\b")
ELSEWHERE = [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "https:evil.example",
    "\thttps://evil.example",
]


def test_every_post_needs_the_forms_seal(world: World, cast: Any, client_of: Any, bare_pages: None) -> None:
    clients = {who: client_of(getattr(cast, member), enforce_csrf_checks=True) for who, member in PERSONAS.items()}
    for name, row in MATRIX.items():
        kwargs = thing_of(cast, world, row)
        if "POST" in row.methods and kwargs is not None and row.sealed:
            answer = undone(clients[door(row)], "POST", reverse(name, kwargs=kwargs), {"words": "x"})
            assert answer.status_code == 403, f"{name}: {answer.status_code}"


def test_no_view_leaves_the_seal_out() -> None:
    """Doors that are opened by a key and by no cookie have nothing to seal."""
    unsealed = {name for name, view in routes().items() if getattr(view, "csrf_exempt", False)}
    assert unsealed == {name for name, row in MATRIX.items() if not row.sealed}


def test_other_methods_than_those_of_forms_are_refused(cast: Any, client_of: Any) -> None:
    client = client_of(cast.chen_centre)
    for method in ("PUT", "DELETE", "PATCH", "TRACE", "BREW"):
        assert client.generic(method, "/console/").status_code == 405


def test_looking_changes_nothing(world: World, cast: Any, client_of: Any, bare_pages: None) -> None:
    """Whatever a route does on POST, asking for it by GET (a link in a mail, a preview) writes no row."""
    clients = {who: client_of(getattr(cast, member)) for who, member in PERSONAS.items()}
    written = []
    for name, row in MATRIX.items():
        kwargs = thing_of(cast, world, row)
        if kwargs is None or "POST" not in row.methods:
            continue
        with CaptureQueriesContext(connection) as found:
            undone(clients[door(row)], "GET", reverse(name, kwargs=kwargs))
        written += [
            f"{name}: {one['sql'][:80]}" for one in found if _WRITES.match(one["sql"]) and "_session" not in one["sql"]
        ]
    assert not written, "\n".join(written)


@pytest.mark.parametrize("where", ELSEWHERE)
def test_nobody_is_sent_elsewhere(cast: Any, client_of: Any, where: str) -> None:
    from tests.kit.people import PASSWORD

    sent = {
        "sign-in": Client().post(
            "/sign-in/", {"username": cast.li_grid_worker.username, "password": PASSWORD, "next": where}
        ),
        "signed in": client_of(cast.li_grid_worker).get("/sign-in/", {"next": where}),
        "proved": client_of(cast.li_grid_worker).get("/sign-in/again/", {"next": where}),
        "second step": Client().get("/sign-in/code/", {"next": where}),
        "preferences": Client().post("/preferences/", {"text": "large", "next": where}),
        "queue": client_of(cast.chen_centre).post("/console/urge/", {"back": where}),
        "view": client_of(cast.chen_centre).post("/console/views/", {"name": "x", "query": where}),
        "scan": Client().get("/scan/", {"text": where}),
    }
    for name, answer in sent.items():
        assert answer.status_code in (302, 303), name
        assert answer["Location"].startswith("/") and not answer["Location"].startswith(("//", "/\\")), name


def test_every_answer_carries_the_headers(world: World, cast: Any, client_of: Any) -> None:
    client = client_of(cast.zhao_dispatcher)
    for url in ("/", "/console/", "/nothing-here/", reverse("cases:photo", args=[world.here.things["photo"]["pk"]])):
        headers = client.get(url).headers
        assert (
            "default-src" in headers["Content-Security-Policy"] and "unsafe" not in headers["Content-Security-Policy"]
        )
        assert headers["X-Frame-Options"] == "DENY" and headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin" and headers["X-Request-Id"]


def test_production_is_strict(tmp_path: Any) -> None:
    asked = [
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SESSION_COOKIE_HTTPONLY",
        "CSRF_COOKIE_HTTPONLY",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
        "DEBUG",
        "LINLI_DEMO",
        "ALLOWED_HOSTS",
        "SESSION_COOKIE_SAMESITE",
    ]
    code = f"import json; from linli.config import settings as s; print(json.dumps({{n: getattr(s, n) for n in {asked!r}}}))"
    env = os.environ | {
        "LINLI_MODE": "production", "SECRET_KEY": "s" * 50, "LINLI_DATA_KEY": "0" * 64, "LINLI_HOSTS": "a.example",
        "DATABASE_URL": "postgres://u:p@db/linli", "LINLI_VAR": str(tmp_path), "LINLI_TEST": "",
    }  # fmt: skip
    made = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    found = json.loads(made.stdout)
    assert all(found[name] for name in asked[:6]) and found["ALLOWED_HOSTS"] == ["a.example"]
    assert not found["DEBUG"] and not found["LINLI_DEMO"] and found["SESSION_COOKIE_SAMESITE"] == "Lax"


def test_the_demos_doors_are_shut_outside_of_the_demo(cast: Any, client_of: Any, settings: Any) -> None:
    settings.LINLI_DEMO = False
    assert client_of(cast.sun_resident).get("/demo/").status_code == 404
    answer = client_of(cast.sun_resident).post("/demo/switch/", {"account": cast.admin.account_id})
    assert answer.status_code == 404


def test_guessing_a_number_and_code_is_braked(world: World, cast: Any) -> None:
    guess = {"ref": world.here.case.ref, "code": "AAAAAA"}
    answers = [Client().post("/follow/", guess, REMOTE_ADDR=f"10.0.0.{n}").status_code for n in range(25)]
    assert 429 in answers and 303 not in answers


def test_guessing_a_password_is_braked(cast: Any) -> None:
    from tests.kit.people import PASSWORD

    name = cast.li_grid_worker.username
    for number in range(30):
        Client().post("/sign-in/", {"username": name, "password": f"falsch-{number}"}, REMOTE_ADDR=f"10.1.0.{number}")
    assert Client().post("/sign-in/", {"username": name, "password": PASSWORD}).status_code != 303


@pytest.mark.parametrize("forged", ["x", "1:1:1", "[]:1:1", "WzFd:abc", '"', "%00"])
def test_forged_cookies_count_as_none(world: World, cast: Any, forged: str) -> None:
    client = Client()
    for name in (
        "linli_county",
        "linli_community",
        "linli_mine",
        "linli_text",
        "linli_language",
        "sessionid",
        "messages",
    ):
        client.cookies[name] = forged
    for url in ("/", f"/c/{cast.county.slug}/", f"/c/{cast.county.slug}/report/place/", "/follow/", "/console/"):
        assert client.get(url).status_code in (200, 302, 303), url


def test_logs_hold_no_number_no_name_and_no_secret(
    world: World, cast: Any, client_of: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="linli.request")
    logging.getLogger("linli.request").addHandler(caplog.handler)
    url = reverse("cases:reveal", args=[world.here.case.ref])
    client = client_of(cast.zhao_dispatcher)
    client.post(url, {"reason": "回电核实地点", "reporter": "1"})
    client.post(f"/field/case/{world.here.case.ref}/phone/", {"words": "回电核实地点"})
    Client().post(f"/c/{cast.county.slug}/report/contact/", {"called": "孙女士", "phone": "10000009999", "agree": "on"})
    Client().get(f"/f/{world.here.token}/")
    Client().get("/f/wrongwrongwrongwrong/")
    Client().post("/sign-in/", {"username": "孙", "password": "geheim-geheim-1"})
    logging.getLogger("linli.request").removeHandler(caplog.handler)
    written = "\n".join(
        JsonFormatter().format(record) for record in caplog.records if not record.name.startswith("django.db")
    )
    assert "request" in written
    for secret in ("10000009999", "女士", "李春燕", "赵敏", world.here.token, "geheim", "wrongwrong"):
        assert secret not in written, secret
