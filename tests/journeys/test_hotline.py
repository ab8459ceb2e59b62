"""A work order from the key of the hotline to the caller's word, with an objection, a return and more time on the way."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from linli.domains.cases import services as cases
from linli.domains.cases.models import Case
from linli.domains.cases.tests.making import again, category
from linli.domains.hotline.models import Order
from linli.domains.hotline.tests.making import OURS, coded, delivered, get, post, unit, with_bureau
from linli.foundation.access import selectors as access
from linli.foundation.partners.models import PartnerKey
from linli.foundation.partners.services import Issued
from linli.kernel import clock

pytestmark = pytest.mark.django_db(transaction=True)

NUMBER = "GD20261121001"


def test_an_order_with_objection_return_and_more_time(
    cast: Any, open_browser: Any, shoot: Any, axe: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    category(OURS)
    monkeypatch.setattr("linli.domains.hotline.method.HotlineRules.category_of", lambda self, word: OURS)
    admin = open_browser(access.account_by_id(cast.admin.account_id), width=1440)
    key = _key_from_the_console(admin, shoot, axe)
    said = {"number": NUMBER, "text": "河东街道南门外的水沟堵了一周", "kind": "求助", "area_code": coded(cast.grid)}
    assert post(key, "orders", said).status_code == 201
    order = Order.objects.select_related("worked").get()
    bureau, other = unit(cast), unit(cast, cast.other_bureau)
    with_bureau(cast, order)
    assert post(bureau, f"orders/{NUMBER}/return", {"reason": "排水归水务局"}).status_code == 200

    centre = open_browser(access.account_by_id(cast.chen_centre.account_id), width=1440)
    _uphold(centre, order.worked, cast.other_bureau)
    assert post(bureau, f"orders/{NUMBER}/sign").status_code == 404
    assert post(other, f"orders/{NUMBER}/sign").status_code == 200
    _ask_for_more_time(centre, shoot, axe)
    assert post(key, f"orders/{NUMBER}/decision", {"about": "extension", "granted": True}).status_code == 200
    _reads(centre, order, "同意")

    assert post(other, f"orders/{NUMBER}/reply", {"words": "水沟已经疏通，周边也冲洗了"}).status_code == 200
    cases.verify_case(cast.chen_centre.actor, case=again(order.worked))
    assert post(key, f"orders/{NUMBER}/call-back", {"content": True, "stars": 5}).status_code == 200
    _reads(centre, order, "满意")
    delivered()
    told = [one["kind"] for one in json.loads(get(key, "changes").content)["changes"]]
    wanted = ["received", "returned", "return_upheld", "signed", "extension_asked", "extended", "replied", "solved"]
    assert [word for word in told if word in wanted] == wanted
    _open(admin, "/console/partners/", "partners", shoot, axe)


def _key_from_the_console(page: Any, shoot: Any, axe: Any) -> Issued:
    """A system is added, and its key read off the one page that shows it."""
    page.goto("/console/partners/add/")
    page.locator("[name=name]").fill("12345 热线平台")
    page.locator("[name=kind]").select_option("hotline")
    page.locator("main form button[type=submit]").click()
    page.get_by_role("link", name="发放密钥").click()
    page.locator("[name=scopes][value='hotline.orders']").check()
    page.locator("[name=until]").fill((clock.today() + timedelta(days=90)).isoformat())
    _look(page, "partners-issue", shoot, axe)
    page.locator("main form button[type=submit]").click()
    _look(page, "partners-secret", shoot, axe)
    secret = page.locator("dl code").nth(1).inner_text()
    page.get_by_role("link", name="已抄下").click()
    _look(page, "partners-partner", shoot, axe)
    expect(page.get_by_text(secret)).to_have_count(0)
    return Issued(PartnerKey.objects.select_related("partner__county").get(), secret)


def _uphold(page: Any, case: Case, instead: Any) -> None:
    """The centre agrees with the objection and names who takes it."""
    page.goto("/console/arbitration/")
    page.get_by_role("link", name=case.title).click()
    sheet = page.get_by_role("dialog")
    sheet.locator("[name=granted][value=yes]").check()
    sheet.locator("[name=target]").select_option(f"o:{instead.pk}")
    sheet.locator("button.btn--primary").click()
    page.wait_for_url("**/console/arbitration/")
    assert Case.unscoped.get(pk=case.pk).handler_org_id == instead.pk


def _ask_for_more_time(page: Any, shoot: Any, axe: Any) -> None:
    _open(page, "/console/hotline/", "hotline-orders", shoot, axe)
    page.locator("table[data-queue] a").first.click()
    page.get_by_role("link", name="延期").click()
    page.locator("[name=reason]").fill("要等雨停")
    _look(page, "hotline-more-time", shoot, axe)
    page.locator("main form button[type=submit]").click()
    expect(page.get_by_text("要等雨停").first).to_be_visible()
    _look(page, "hotline-order", shoot, axe)


def _reads(page: Any, order: Order, word: str) -> None:
    page.goto(f"/console/hotline/{order.pk}/")
    expect(page.locator("main")).to_contain_text(word)


def _open(page: Any, url: str, name: str, shoot: Any, axe: Any) -> None:
    assert page.goto(url).status == 200
    _look(page, name, shoot, axe)


def _look(page: Any, name: str, shoot: Any, axe: Any) -> None:
    shoot(page, name)
    axe(page)
