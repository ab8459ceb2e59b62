"""Step-up: what reaches far waits for a fresh proof, and the way there and back can't be abused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from linli.foundation.access.models import Account, ExtraGrant, Session, SignIn
from linli.foundation.privacy import rls
from linli.foundation.privacy.models import Look
from linli.foundation.residents.tests.making import dwelling, person
from linli.kernel import clock
from tests.access.matrix import MATRIX
from tests.access.test_matrix import views_by_name
from tests.kit.people import PASSWORD

AGAIN = "/sign-in/again/"
LATE = timedelta(minutes=10)

#: Routes that ask for a fresh proof: whoever adds an export or another far-reaching route adds it here.
GUARDED = {
    "access:open-account", "access:lock", "access:unlock", "access:reset", "access:grant", "access:end-grant",
    "access:reset-second-factor", "access:second-factor", "access:renew-codes", "access:turn-off",
    "residents:reveal", "residents:reveal-address", "residents:erase", "cases:reveal", "cases:export",
    "visits:open-doors", "visits:open-door", "visits:read-note", "people:phone",
}  # fmt: skip


def signed_in(username: str, at: Any) -> Client:
    client = Client()
    with clock.frozen(at):
        assert client.post("/sign-in/", {"username": username, "password": PASSWORD}).status_code == 303
    return client


def asked(answer: Any) -> dict[str, list[str]]:
    """The query of the page to which somebody was led to prove themselves."""
    assert answer.status_code == 303, answer.status_code
    parts = urlsplit(answer.headers["Location"])
    assert parts.path == AGAIN
    return parse_qs(parts.query)


def looks() -> int:
    with rls.everywhere():
        return Look.unscoped.count()


def test_the_routes_that_reach_far_are_guarded() -> None:
    marked = {name for name, view in views_by_name() if _is_marked(view)}
    assert marked >= GUARDED
    assert marked <= set(MATRIX)


def _is_marked(view: Any) -> bool:
    while view is not None:
        if getattr(view, "stepped_up", False):
            return True
        view = getattr(view, "__wrapped__", None)
    return False


def test_a_field_is_opened_at_once_after_the_sign_in_and_not_ten_minutes_later(cast: Any) -> None:
    now, made = clock.now(), person(cast)
    client = signed_in("li-grid-worker", now)
    url, form = f"/console/residents/{made.pk}/reveal/", {"field": "phone", "reason": "回访"}
    with clock.frozen(now + LATE - timedelta(seconds=1)):
        assert "10000001234" in client.post(url, form).content.decode()
    with clock.frozen(now + LATE):
        query = asked(client.post(url, form, headers={"Referer": "https://evil.example/"}))
        assert query == {"next": [f"/console/residents/{made.pk}/"], "sent": ["1"]}
    assert looks() == 1


def test_an_address_waits_too_and_the_page_shows_the_way(cast: Any) -> None:
    now, home = clock.now(), dwelling(cast, "1907")
    client = signed_in("li-grid-worker", now)
    with clock.frozen(now + LATE):
        assert asked(client.post(f"/console/dwellings/{home.pk}/address/", {"reason": "上门"}))
        shown = client.get(f"/console/dwellings/{home.pk}/").content.decode()
    assert looks() == 0
    assert f"{AGAIN}?next=%2Fconsole%2Fdwellings%2F{home.pk}%2F" in shown
    assert "address/" not in shown


def test_the_password_leads_back_and_the_session_has_a_new_key(cast: Any) -> None:
    now, made = clock.now(), person(cast)
    client = signed_in("li-grid-worker", now)
    old, page = client.session.session_key, f"/console/residents/{made.pk}/"
    with clock.frozen(now + LATE):
        shown = client.get(AGAIN, {"next": page, "sent": "1"}).content.decode()
        assert "没有生效" in shown
        answer = client.post(AGAIN, {"next": page, "secret": PASSWORD})
        assert (answer.status_code, answer.headers["Location"]) == (303, page)
        assert "10000001234" in client.post(page + "reveal/", {"field": "phone", "reason": "回访"}).content.decode()
        assert client.get(AGAIN, {"next": page}).headers["Location"] == page
    assert client.session.session_key != old
    assert Session.objects.get().key == client.session.session_key
    stolen = Client(headers={"Cookie": f"sessionid={old}"})
    assert stolen.get("/me/devices/").status_code == 302
    assert SignIn.objects.first().outcome == "again"


def test_a_page_is_led_back_to_with_its_query_and_a_late_form_to_its_page(cast: Any) -> None:
    now = clock.now()
    client, card = signed_in("admin", now), cast.he_building.card_id
    url = f"/console/accounts/open/?card={card}"
    with clock.frozen(now + LATE):
        assert asked(client.get(url)) == {"next": [url]}
        form = {"card": card, "username": "x", "password": PASSWORD + "x"}
        assert asked(client.post(url, form)) == {"next": [url], "sent": ["1"]}
        partial = client.get(url, headers={"HX-Request": "true"})
    assert (partial.status_code, partial.headers["HX-Redirect"][: len(AGAIN)]) == (204, AGAIN)


def test_rights_and_passwords_wait_for_a_proof(cast: Any) -> None:
    now = clock.now()
    client, of = signed_in("admin", now), f"/console/accounts/{cast.li_grid_worker.account_id}/"
    before = Account.unscoped.get(pk=cast.li_grid_worker.account_id)
    with clock.frozen(now + LATE):
        grant = {"role": "office", "area": cast.street.pk, "reason": "支援"}
        assert asked(client.post(of + "grant/", grant))["next"] == [of + "grant/"]
        for verb in ("reset", "lock", "unlock"):
            assert asked(client.post(of + verb + "/", {"reason": "x"}))["next"] == [of]
        shown = client.get(of).content.decode()
    after = Account.unscoped.get(pk=before.pk)
    assert (after.password, after.is_active) == (before.password, True)
    assert not ExtraGrant.unscoped.exists()
    assert AGAIN in shown and of + "reset/" not in shown


def test_the_guard_stands_behind_the_permission(cast: Any) -> None:
    now = clock.now()
    client = signed_in("li-grid-worker", now)
    with clock.frozen(now + LATE):
        assert client.post(f"/console/accounts/{cast.admin.account_id}/reset/").status_code == 403
        assert client.get(f"/console/accounts/{cast.admin.account_id}/reset/").status_code == 403
    assert Client().get(AGAIN).status_code == 302


def test_wrong_passwords_are_logged_and_lock_as_at_the_sign_in(cast: Any) -> None:
    now = clock.now()
    client = signed_in("li-grid-worker", now)
    with clock.frozen(now + LATE):
        for _ in range(5):
            assert client.post(AGAIN, {"next": "/console/residents/", "secret": "not-my-password"}).status_code == 422
        locked = client.post(AGAIN, {"next": "/console/residents/", "secret": PASSWORD})
        assert "15" in " ".join(locked.context["form"].non_field_errors())
        assert Client().post("/sign-in/", {"username": "li-grid-worker", "password": PASSWORD}).status_code == 422
    outcomes = list(SignIn.objects.filter(account_id=cast.li_grid_worker.account_id).values_list("outcome", flat=True))
    assert outcomes == ["locked", "locked", "wrong", "wrong", "wrong", "wrong", "wrong", "ok"]


@pytest.mark.parametrize(
    "where",
    ["//evil.example", "https://evil.example/", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)", "https:evil",
     "\thttps://evil.example", "http://testserver/console/", "evil", ""],
)  # fmt: skip
def test_the_way_back_never_leads_away(cast: Any, where: str) -> None:
    now = clock.now()
    client = signed_in("li-grid-worker", now)
    home = client.get(AGAIN, {"next": where}).headers["Location"]
    with clock.frozen(now + LATE):
        assert client.get(AGAIN, {"next": where}).context["onward"] == home
        answer = client.post(AGAIN, {"next": where, "secret": PASSWORD})
    assert answer.headers["Location"] == home == "/field/"


def test_a_persona_of_the_demo_counts_as_proved_in_the_demo_only(cast: Any, settings: Any) -> None:
    settings.LINLI_DEMO, now, made = True, clock.now(), person(cast)
    Account.unscoped.filter(pk=cast.li_grid_worker.account_id).update(is_persona=True)
    client, url = Client(), f"/console/residents/{made.pk}/reveal/"
    client.post("/demo/switch/", {"account": cast.li_grid_worker.account_id})
    with clock.frozen(now + timedelta(hours=2)):
        assert client.post(url, {"field": "phone", "reason": "回访"}).status_code == 200
        settings.LINLI_DEMO = False
        assert asked(client.post(url, {"field": "phone", "reason": "回访"}))


def test_how_long_a_proof_holds_is_a_setting(cast: Any, settings: Any) -> None:
    settings.LINLI_PROOF_MINUTES, now = 2, clock.now()
    client = signed_in("admin", now)
    with clock.frozen(now + timedelta(minutes=2)):
        assert asked(client.get("/console/accounts/open/"))
