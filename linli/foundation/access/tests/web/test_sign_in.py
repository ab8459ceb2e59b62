"""Signing in over HTTP: works, refuses alike, locks, and can't be tricked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client

from linli.foundation.access.models import Account, Session, SignIn, TryCount
from linli.kernel import clock
from tests.kit.people import PASSWORD

URL = "/sign-in/"


def attempt(username: str, password: str, client: Client | None = None, **more: Any) -> Any:
    client = client or Client()
    return client.post(URL, {"username": username, "password": password, **more})


def words(response: Any) -> str:
    return " ".join(response.context["form"].non_field_errors())


def test_the_right_password_signs_in_and_leads_home(cast: Any) -> None:
    client = Client()
    response = attempt("li-grid-worker", PASSWORD, client)
    assert response.status_code == 303
    assert client.session[SESSION_KEY] == str(cast.li_grid_worker.account_id)
    session = Session.objects.get()
    assert (session.account_id, session.key) == (cast.li_grid_worker.account_id, client.session.session_key)
    assert SignIn.objects.get().outcome == "ok"


def test_the_name_may_be_written_in_any_case_and_width(cast: Any) -> None:
    assert attempt("  ＬＩ-Grid-Worker ", PASSWORD).status_code == 303


def test_an_unknown_name_a_wrong_password_and_a_locked_account_read_alike(cast: Any) -> None:
    Account.unscoped.filter(pk=cast.wu_leader.account_id).update(is_active=False)
    answers = [
        attempt("nobody-here", PASSWORD),
        attempt("li-grid-worker", "wrong-password"),
        attempt("wu-leader", PASSWORD),
    ]
    assert {answer.status_code for answer in answers} == {422}
    assert len({words(answer) for answer in answers}) == 1


def test_an_unknown_name_is_not_kept_in_the_log(cast: Any) -> None:
    attempt("my-secret-password", "x" * 12)
    line = SignIn.objects.get()
    assert (line.account_id, line.outcome) == (None, "wrong")
    assert not TryCount.objects.filter(subject__contains="secret").exists()


@pytest.mark.parametrize("username", ["li-grid-worker", "nobody-here"])
def test_five_wrong_tries_lock_for_a_quarter_of_an_hour(cast: Any, username: str) -> None:
    start = clock.now()
    with clock.frozen(start):
        for _ in range(5):
            assert "15" not in words(attempt(username, "wrong-password"))
        locked = attempt(username, PASSWORD)
    assert locked.status_code == 422
    assert "15" in words(locked)
    with clock.frozen(start + timedelta(minutes=15)):
        expected = 303 if username == "li-grid-worker" else 422
        assert attempt(username, PASSWORD).status_code == expected


def test_a_success_starts_the_count_again(cast: Any) -> None:
    for _ in range(4):
        attempt("li-grid-worker", "wrong-password")
    assert attempt("li-grid-worker", PASSWORD).status_code == 303
    for _ in range(4):
        attempt("li-grid-worker", "wrong-password")
    assert attempt("li-grid-worker", PASSWORD).status_code == 303


def test_an_address_is_locked_after_twenty_names(cast: Any) -> None:
    for number in range(20):
        attempt(f"guess-{number}", "wrong-password")
    assert attempt("li-grid-worker", PASSWORD).status_code == 422
    other = Client(REMOTE_ADDR="127.0.0.9")
    assert attempt("li-grid-worker", PASSWORD, other).status_code == 303


def test_an_office_behind_one_address_is_not_locked_by_working(cast: Any) -> None:
    for _ in range(25):
        assert attempt("li-grid-worker", PASSWORD).status_code == 303


def test_a_forged_forwarded_address_is_not_believed(cast: Any, settings: Any) -> None:
    settings.LINLI_PROXY_HOPS = 1
    client = Client(headers={"X-Forwarded-For": "10.9.9.9, 192.0.2.7"})
    attempt("li-grid-worker", PASSWORD, client)
    assert SignIn.objects.get().network == "192.0.2.0/24"
    settings.LINLI_PROXY_HOPS = 0
    attempt("li-grid-worker", PASSWORD, Client(headers={"X-Forwarded-For": "192.0.2.7"}))
    assert SignIn.objects.first().network == "127.0.0.0/24"


def test_a_planted_session_key_is_worth_nothing(cast: Any) -> None:
    client = Client()
    planted = client.session
    planted["planted"] = True
    planted.save()
    client.cookies["sessionid"] = planted.session_key
    attempt("li-grid-worker", PASSWORD, client)
    assert client.session.session_key != planted.session_key
    assert Client(headers={"Cookie": f"sessionid={planted.session_key}"}).get("/me/devices/").status_code == 302


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "http:evil"]
)
def test_next_never_leads_away(cast: Any, target: str) -> None:
    response = attempt("li-grid-worker", PASSWORD, next=target)
    assert response.status_code == 303
    assert "evil" not in response.headers["Location"]
    assert response.headers["Location"].startswith("/")


def test_next_leads_back_to_where_one_was(cast: Any) -> None:
    client = Client()
    asked = client.get("/console/staff/?q=%E6%9D%8E")
    assert asked.status_code == 302
    form = client.get(asked.headers["Location"]).context["form"]
    response = attempt("wang-community", PASSWORD, client, next=form.initial["next"])
    assert response.headers["Location"] == "/console/staff/?q=%E6%9D%8E"


@pytest.mark.parametrize("size", [129, 1_000_000])
def test_a_huge_password_is_refused_before_it_is_hashed(cast: Any, size: int) -> None:
    response = attempt("li-grid-worker", "x" * size)
    assert response.status_code == 422
    assert response.context["form"].errors["password"]
    assert not SignIn.objects.exists()


@pytest.mark.parametrize("name", ["", "\x00", "李" * 61, "🐼", "' OR 1=1 --", "\u202eniard"])
def test_strange_names_get_words(cast: Any, name: str) -> None:
    assert attempt(name, PASSWORD).status_code == 422


def test_a_first_password_must_be_replaced_before_anything_else(cast: Any) -> None:
    Account.unscoped.filter(pk=cast.wang_community.account_id).update(must_change_password=True)
    client = Client()
    assert attempt("wang-community", PASSWORD, client).headers["Location"] == "/me/password/"
    assert client.get("/console/staff/").headers["Location"] == "/me/password/"
    answer = client.get("/console/staff/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/me/password/")
    new = "四只纸船漂在河上-3"
    changed = client.post("/me/password/", {"old": PASSWORD, "new": new, "again": new})
    assert changed.status_code == 303
    assert client.get("/console/staff/").status_code == 200
    assert Session.objects.get().key == client.session.session_key


def test_sign_out_takes_a_post_and_ends_the_session(cast: Any) -> None:
    client = Client()
    attempt("li-grid-worker", PASSWORD, client)
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").status_code == 303
    assert client.get("/me/devices/").status_code == 302
    assert not Session.objects.exists()


def test_sign_in_is_guarded_against_forgery(cast: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    assert attempt("li-grid-worker", PASSWORD, client).status_code == 403
