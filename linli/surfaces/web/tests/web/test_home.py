"""The portal's home: which county, which community, and what the browser remembers."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_it_asks_for_the_county_once(cast: SimpleNamespace) -> None:
    browser = Client()
    page = browser.get("/").content.decode()
    assert "江县" in page and "山县" in page
    browser.get(f"/c/{cast.county.slug}/")
    assert "家门口的事" in browser.get("/").content.decode() and "山县" not in browser.get("/").content.decode()
    assert "山县" in browser.get("/?choose=1").content.decode()


def test_it_works_without_any_county(db: None) -> None:
    assert Client().get("/").status_code == 200


def test_an_unknown_county_is_404(cast: SimpleNamespace) -> None:
    assert Client().get("/c/nowhere/").status_code == 404


def test_a_community_is_found_down_the_list_or_by_name(cast: SimpleNamespace) -> None:
    browser, base = Client(), f"/c/{cast.county.slug}/place/"
    assert f"?at={cast.street.pk}" in browser.get(base).content.decode()
    assert "柳园社区" in browser.get(base, {"at": cast.street.pk}).content.decode()
    assert "柳园社区" in browser.get(base, {"q": "柳园"}).content.decode()
    assert "没找到" in browser.get(base, {"q": "没有这个地方"}).content.decode()


def test_the_chosen_community_is_remembered(cast: SimpleNamespace) -> None:
    browser = Client()
    kept = browser.post(f"/c/{cast.county.slug}/place/keep/", {"community": cast.community.pk})
    assert kept.status_code == 303
    assert "柳园社区这个月" in browser.get(f"/c/{cast.county.slug}/").content.decode()


@pytest.mark.parametrize("said", ["", "x", "999999999999999999999", "-1"])
def test_a_strange_community_is_404_and_harmless_as_a_cookie(cast: SimpleNamespace, said: str) -> None:
    browser = Client()
    assert browser.post(f"/c/{cast.county.slug}/place/keep/", {"community": said}).status_code == 404
    browser.cookies["linli_community"] = said
    assert browser.get(f"/c/{cast.county.slug}/").status_code == 200


def test_a_community_of_another_county_is_not_kept(cast: SimpleNamespace) -> None:
    foreign = {"community": cast.other_county_community.pk}
    assert Client().post(f"/c/{cast.county.slug}/place/keep/", foreign).status_code == 404


def test_emergency_numbers_are_the_countys_own(cast: SimpleNamespace) -> None:
    page = Client().get(f"/c/{cast.county.slug}/").content.decode()
    assert all(f'href="tel:{number}"' in page for number in (110, 119, 120))


def test_choosing_needs_get_and_keeping_post(cast: SimpleNamespace) -> None:
    assert Client().post(f"/c/{cast.county.slug}/place/").status_code == 405
    assert Client().get(f"/c/{cast.county.slug}/place/keep/").status_code == 405
