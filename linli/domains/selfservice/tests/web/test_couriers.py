"""The courier's pages as a phone meets them (Q39)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from linli.domains.membership.models import Courier
from linli.domains.membership.tests.making import courier_county
from linli.domains.selfservice.tests.making import DIGITS, OTHER_PHONE, PHONE, Browser, all_of
from linli.kernel import clock


@pytest.fixture
def place(cast: Any) -> Any:
    return courier_county()


@pytest.fixture
def phone(place: Any) -> Browser:
    return Browser(place)


FORM = {"name": "林小哥", "group": "courier", "home": "山县物流园党支部", "phone": PHONE, "agree": "on"}


def report(phone: Browser, place: Any, key: str = "", /, **data: str) -> Any:
    key = key or f"area:{place.grids[1].pk}"
    phone.get("courier", place.county.slug, key)
    return phone.post("courier", place.county.slug, key, **(FORM | data))


def test_the_place_is_found_by_position_by_search_and_down_the_list(phone: Browser, place: Any) -> None:
    slug = place.county.slug
    here = phone.client.post(phone.url("courier-place", slug), {"lat": "36.80", "lng": "116.7441"}).content.decode()
    assert "西网格" in here
    assert phone.url("courier", slug, f"area:{place.grids[1].pk}") in here
    far = phone.client.post(phone.url("courier-place", slug), {"lat": "30", "lng": "100"}).content.decode()
    assert "凭定位认不出" in far
    assert "凭定位认不出" in phone.client.post(phone.url("courier-place", slug), {"lat": "x"}).content.decode()
    found = phone.client.get(phone.url("courier-place", slug), {"q": "东网格"}).content.decode()
    assert phone.url("courier", slug, f"area:{place.grids[0].pk}") in found
    listed = phone.client.get(phone.url("courier-place", slug), {"at": place.community.pk}).content.decode()
    assert all(grid.name in listed for grid in place.grids)


def test_reported_in_read_and_taken_back(phone: Browser, place: Any) -> None:
    assert "西网格党支部" in phone.get("courier", place.county.slug, f"area:{place.grids[1].pk}")
    assert report(phone, place).status_code == 303
    assert phone.post("code", digits=DIGITS).headers["Location"] == phone.url("reported")
    assert "西网格党支部" in phone.get("reported")
    (row,) = all_of(Courier)
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        phone.sign_in()
        mine = phone.get("me")
        for word in ("西网格党支部", "等党支部答复", "快递小哥", "山县物流园党支部", "还没有人看过"):
            assert word in mine
        assert "我是党员" in phone.get("withdraw-courier", row.pk)
        assert phone.post("withdraw-courier", row.pk).status_code == 303
        assert "西网格党支部" not in phone.get("me")
        assert phone.client.get(phone.url("withdraw-courier", row.pk)).status_code == 404


def test_a_form_that_does_not_fit_says_where(phone: Browser, place: Any) -> None:
    for wrong in ({"agree": ""}, {"group": ""}, {"home": " "}, {"phone": "电话"}, {"name": "😀"}):
        assert report(phone, place, **wrong).status_code == 422, wrong
    assert all_of(Courier) == []


def test_another_phone_sees_nothing_and_names_nothing(phone: Browser, place: Any) -> None:
    report(phone, place)
    phone.post("code", digits=DIGITS)
    (row,) = all_of(Courier)
    stranger = Browser(place)
    assert stranger.client.get(stranger.url("withdraw-courier", row.pk)).status_code == 303  # to the sign-in
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        stranger.sign_in(OTHER_PHONE)
        assert "西网格党支部" not in stranger.get("me")
        assert stranger.client.post(stranger.url("withdraw-courier", row.pk)).status_code == 404
    assert all_of(Courier)[0].state == "waiting"


def test_other_counties_have_no_such_page_and_their_places_are_none_here(phone: Browser, place: Any, cast: Any) -> None:
    assert phone.client.get(phone.url("courier-place", cast.county.slug)).status_code == 404
    assert phone.client.get(phone.url("courier", cast.county.slug, f"area:{cast.grid.pk}")).status_code == 404
    foreign = phone.client.get(phone.url("courier", place.county.slug, f"area:{cast.grid.pk}"))
    assert foreign.status_code in (404, 409, 422)
    assert all_of(Courier) == []


def test_the_home_page_leads_there_where_couriers_report_in(phone: Browser, place: Any, cast: Any) -> None:
    assert (
        phone.url("courier-place", place.county.slug) in phone.client.get(f"/c/{place.county.slug}/").content.decode()
    )
    assert "/couriers/" not in phone.client.get(f"/c/{cast.county.slug}/").content.decode()
