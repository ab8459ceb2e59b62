"""A courier reports in on a phone, the branch of the nearest grid takes them in, and the courier reads it (Q39)."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from linli.domains.membership.models import Courier
from linli.domains.notices import selectors as notices
from linli.domains.selfservice.models import PhoneCode
from linli.foundation.access import selectors as access
from linli.foundation.access import services as accounts
from linli.foundation.organizations import services as organizations
from linli.foundation.people import services as people
from linli.foundation.privacy import rls
from linli.foundation.territory import services as territory
from linli.kernel import clock
from tests.journeys import county as counties
from tests.journeys.county import County
from tests.kit.people import PASSWORD
from tests.kit.places import SYSTEM, post

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "10055501234"


@pytest.fixture
def county(transactional_db: None) -> County:
    """With a branch in its grid, which has a position, and somebody who keeps the branch's lists."""
    found = counties.build("qihe")
    grid = territory.set_facts(SYSTEM, area=found.areas["grid"], lat=36.80, lng=116.75).area
    branch = organizations.create_organization(SYSTEM, area=grid, kind="party_branch", name="井县第一网格党支部")
    row = people.StaffRow("井支书", grid.pk, (post("party_affairs", organization=branch),))
    (card,) = people.import_staff(SYSTEM, county=found.root, rows=[row])
    wanted = [accounts.AccountRow("j-branch", card)]
    (found.people["branch"],) = accounts.import_accounts(SYSTEM, county=found.root, rows=wanted, password=PASSWORD)
    assert access.actor_for(found.people["branch"]).can("membership.change")
    return found


@pytest.mark.parametrize("script", [True, False])
def test_a_courier_reports_in_and_is_taken_in(
    script: bool, county: County, open_browser: Any, shoot: Any, axe: Any
) -> None:
    phone = open_browser(script=script)
    see = _looker(shoot, axe) if script else _nothing
    _report(phone, county, see, script=script)
    office = open_browser(county.people["branch"], width=1440)
    _take_in(office, see)
    assert "已经答复" in notices.kept_texts()[0].text
    _a_while_later()
    phone.get_by_role("link", name="我的信息").first.click()
    phone.get_by_label("手机号").fill(PHONE)
    phone.get_by_role("button", name="发送验证码").click()
    phone.get_by_label("短信验证码").fill(_code())
    phone.get_by_role("button", name="继续").click()
    assert "已由党支部联系" in phone.content()
    see(phone, "courier-me")
    phone.get_by_role("link", name="撤回").first.click()
    see(phone, "courier-withdraw")
    phone.get_by_role("button", name="撤回").click()
    assert "您填写的内容已删除" in phone.content()
    assert (_row().state, _row().name) == ("withdrawn", "")


def _report(page: Any, county: County, see: Any, *, script: bool) -> None:
    """By the phone's position where there is script, else by a search."""
    page.goto(f"/c/{county.slug}/")
    see(page, "courier-home")
    page.get_by_role("link", name="小哥报到").click()
    see(page, "courier-place")
    if script:
        page.context.grant_permissions(["geolocation"])
        page.context.set_geolocation({"latitude": 36.8001, "longitude": 116.7501})
        page.get_by_role("button", name="我现在的位置").click()
        page.get_by_role("link", name="对，就在这里").click()
    else:
        page.get_by_label("找地方").fill("一号院")
        page.get_by_role("button", name="搜索").click()
        page.get_by_role("link", name="就在这里 一号院", exact=True).click()
    assert "井县第一网格党支部" in page.content()
    see(page, "courier-form")
    page.get_by_label("姓名").fill("林小哥")
    page.get_by_label("从事的工作").select_option("快递小哥")
    page.get_by_label("组织关系所在党组织").fill("山县物流园党支部")
    page.get_by_label("手机号").fill(PHONE)
    page.get_by_label("我已阅读并同意").check()
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("短信验证码").fill(_code())
    page.get_by_role("button", name="继续").click()
    page.get_by_text("报到成功").wait_for()
    see(page, "courier-done")


def _take_in(office: Any, see: Any) -> None:
    office.goto("/console/members/")
    see(office, "courier-members")
    office.get_by_role("link", name="小哥报到").click()
    see(office, "courier-list")
    office.get_by_role("link", name="林小哥").click()
    office.get_by_label("原因").fill("约见面")
    office.get_by_role("button", name="看号码").click()
    assert PHONE in office.content()
    see(office, "courier-one")
    office.get_by_role("button", name="接收").click()
    office.get_by_role("button", name="不在这里工作了").wait_for()
    assert _row().state == "confirmed"


def _looker(shoot: Any, axe: Any) -> Any:
    def see(page: Any, name: str) -> None:
        shoot(page, name)
        axe(page)

    return see


def _nothing(*_: Any) -> None:
    """The same page was looked at with script on."""


def _code() -> str:
    found = re.search(r"\d{6}", notices.kept_texts()[0].text)
    assert found
    return found[0]


def _row() -> Courier:
    with rls.everywhere():
        found: Courier = Courier.unscoped.get()
    return found


def _a_while_later() -> None:
    """The minute between two codes has passed."""
    with rls.everywhere():
        PhoneCode.unscoped.update(sent_at=clock.now() - timedelta(minutes=5))
