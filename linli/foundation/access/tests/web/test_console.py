"""The accounts' console over HTTP, and the demo's switch."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from linli.foundation.access.models import Account, ExtraGrant
from linli.foundation.people import services as staff
from linli.kernel.actor import Actor

GOOD = "三把旧雨伞在门后-7"


def of(member: Any, *more: str) -> str:
    return "/".join(["/console/accounts", str(member.account_id), *more]) + "/"


def test_the_list_shows_ones_own_county_only(cast: Any, client_of: Any) -> None:
    found = client_of(cast.admin).get("/console/accounts/").context["rows"].object_list
    names = {account.username for account in found}
    assert "li-grid-worker" in names
    assert "feng-other-county" not in names


def test_the_list_is_searched_by_name_and_costs_the_same_with_more_rows(
    cast: Any, client_of: Any, django_assert_max_num_queries: Any
) -> None:
    client = client_of(cast.admin)
    client.get("/console/accounts/")
    with django_assert_max_num_queries(8):
        page = client.get("/console/accounts/?q=春燕")
    assert [account.username for account in page.context["rows"]] == ["li-grid-worker"]
    partial = client.get("/console/accounts/?q=无此人", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in partial


def test_an_account_is_opened_once(cast: Any, client_of: Any) -> None:
    card, client = staff.add_staff(Actor.system(), area=cast.grid, name="高新"), client_of(cast.admin)
    form = {"card": card.pk, "username": "gao", "password": GOOD, "idempotency_key": "k1"}
    first, again = (client.post("/console/accounts/open/", form) for _ in range(2))
    assert first.status_code == again.status_code == 303
    assert first.headers["Location"] == again.headers["Location"]
    assert Account.unscoped.filter(username="gao").count() == 1


def test_a_weak_password_comes_back_with_the_form(cast: Any, client_of: Any) -> None:
    card = staff.add_staff(Actor.system(), area=cast.grid, name="高新")
    form = {"card": card.pk, "username": "gao", "password": "1234567890", "idempotency_key": "k1"}
    answer = client_of(cast.admin).post("/console/accounts/open/", form)
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors()


def test_a_foreign_card_is_no_choice(cast: Any, client_of: Any) -> None:
    card = staff.add_staff(Actor.system(), area=cast.other_county_grid, name="外人")
    form = {"card": card.pk, "username": "gao", "password": GOOD}
    assert client_of(cast.admin).post("/console/accounts/open/", form).status_code == 422


def test_lock_reset_and_unlock_by_click(cast: Any, client_of: Any) -> None:
    client = client_of(cast.admin)
    assert client.post(of(cast.li_grid_worker, "lock"), {"reason": ""}).status_code == 422
    assert client.post(of(cast.li_grid_worker, "lock"), {"reason": "离职"}).status_code == 303
    assert client.post(of(cast.li_grid_worker, "unlock")).status_code == 303
    page = client.post(of(cast.li_grid_worker, "reset"))
    first = page.context["password"]
    assert first in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    assert Client().post("/sign-in/", {"username": "li-grid-worker", "password": first}).status_code == 303


def test_rights_are_given_once_and_ended(cast: Any, client_of: Any) -> None:
    client = client_of(cast.admin)
    form = {"role": "office", "area": cast.street.pk, "reason": "支援", "idempotency_key": "k1"}
    for _ in range(2):
        assert client.post(of(cast.li_grid_worker, "grant"), form).status_code == 303
    again = client.post(of(cast.li_grid_worker, "grant"), {**form, "idempotency_key": "k2"})
    assert again.status_code == 422
    made = ExtraGrant.unscoped.get()
    assert (made.role, made.area_id, made.given_by_id) == ("office", cast.street.pk, cast.admin.account_id)
    end = f"/console/grants/{made.pk}/end/"
    assert client.get(end).status_code == 200
    assert ExtraGrant.unscoped.get().ended_at is None
    assert client.post(end).status_code == 303
    assert client.post(end).status_code in (409, 422)
    assert client.get(of(cast.li_grid_worker)).status_code == 200


def test_a_role_for_an_organization(cast: Any, client_of: Any) -> None:
    form = {"role": "department", "organization": cast.bureau.pk, "reason": "轮岗"}
    assert client_of(cast.admin).post(of(cast.li_grid_worker, "grant"), form).status_code == 303
    assert ExtraGrant.unscoped.get().organization_id == cast.bureau.pk


@pytest.mark.parametrize("bad", [{"area": "999999999"}, {"area": "x"}, {"until": "2001-01-01"}, {"reason": "x" * 201}])
def test_bad_grants_come_back_with_words(cast: Any, client_of: Any, bad: dict[str, str]) -> None:
    form = {"role": "office", "area": cast.street.pk, "reason": "支援", **bad}
    assert client_of(cast.admin).post(of(cast.li_grid_worker, "grant"), form).status_code == 422


def test_the_switch_is_not_found_outside_the_demo(cast: Any, settings: Any) -> None:
    settings.LINLI_DEMO = False
    Account.unscoped.update(is_persona=True)
    assert Client().get("/demo/").status_code == 404
    assert Client().post("/demo/switch/", {"account": cast.li_grid_worker.account_id}).status_code == 404


@pytest.mark.parametrize("account", ["", "x", "-1", "999999999", "9" * 40, "１"])
def test_a_switch_to_nobody_is_not_found(cast: Any, settings: Any, account: str) -> None:
    settings.LINLI_DEMO = True
    assert Client().post("/demo/switch/", {"account": account}).status_code == 404


def test_the_switch_knows_personas_only(cast: Any, settings: Any) -> None:
    settings.LINLI_DEMO = True
    Account.unscoped.filter(pk=cast.li_grid_worker.account_id).update(is_persona=True)
    client = Client()
    page = client.get("/demo/").content.decode()
    assert "李春燕" in page
    assert "吴建国" not in page
    assert client.post("/demo/switch/", {"account": cast.wu_leader.account_id}).status_code == 404
    assert client.post("/demo/switch/", {"account": cast.li_grid_worker.account_id}).status_code == 303
    assert client.get("/me/devices/").status_code == 200


def test_no_page_speaks_english_to_chinese_readers(cast: Any, client_of: Any) -> None:
    client = client_of(cast.admin)
    for path in ("/console/accounts/", "/console/accounts/open/", of(cast.li_grid_worker), "/console/staff/"):
        page = client.get(path).content.decode()
        assert "Accounts" not in page
        assert "Open an account" not in page
