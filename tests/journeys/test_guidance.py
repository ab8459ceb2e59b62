"""A rider asks for a service on a phone, the centre gives it to a helper who does it, the rider has the last word; then the rider
applies to a call and is taken on (Q63, L48, L50).
"""

from __future__ import annotations

from typing import Any

import pytest

from linli.domains.guidance.models import Applicant, HelpRequest
from linli.foundation.access import services as accounts
from linli.foundation.organizations import services as organizations
from linli.foundation.people import services as people
from linli.foundation.privacy import rls
from tests.journeys import county as counties
from tests.journeys.county import County
from tests.kit.people import PASSWORD
from tests.kit.places import SYSTEM

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "10055502468"


@pytest.fixture
def county(transactional_db: None) -> County:
    """With a centre, its head and a helper."""
    found = counties.build("longkou")
    street = found.areas["township"]  # nearer than the ones that the builder seats at the county
    body = organizations.create_organization(SYSTEM, area=street, kind="guidance_centre", name="井县先锋中心")
    organizations.create_post(SYSTEM, kind="part_time_worker", area=found.areas["grid"], title="一网格新帮手", seats=3)
    for kind, name in (("guidance_leader", "梅主任"), ("guidance_helper", "柏助人")):
        seat = organizations.create_post(SYSTEM, kind=kind, organization=body)
        (card,) = people.import_staff(SYSTEM, county=found.root, rows=[people.StaffRow(name, street.pk, (seat,))])
        row = accounts.AccountRow(f"j-{kind.replace('_', '-')}", card)
        (found.people[kind],) = accounts.import_accounts(SYSTEM, county=found.root, rows=[row], password=PASSWORD)
    return found


@pytest.mark.parametrize("script", [True, False])
def test_asked_done_confirmed_and_taken_on(
    script: bool, county: County, open_browser: Any, shoot: Any, axe: Any
) -> None:
    def see(page: Any, name: str) -> None:
        if script:  # the same page is looked at once
            shoot(page, f"guidance-{name}")
            axe(page)

    phone = open_browser(script=script)
    _ask(phone, county, see)
    mine = phone.url
    _give(open_browser(county.people["guidance_leader"], script=script, width=1440), see)
    _do(open_browser(county.people["guidance_helper"], script=script, width=1440), see)
    _confirm(phone, mine, see)
    office = open_browser(county.people["street_office"], script=script, width=1440)
    _call(office, county, see)
    _apply(phone, county, see)
    _take(office, see)


def _ask(page: Any, county: County, see: Any) -> None:
    page.goto(f"/c/{county.slug}/")
    page.get_by_role("link", name="城市先锋·幸福驿站服务中心").click()
    see(page, "catalogue")
    page.get_by_role("link", name="停车和换电点协调").click()
    see(page, "ask")
    page.get_by_label("在哪里工作？").select_option(index=1)
    page.get_by_label("需要办什么？").fill("街口没处换电")
    page.get_by_label("外卖骑手").check()
    _who(page)
    page.get_by_role("button", name="提交").click()
    page.get_by_text("请保存这个链接").wait_for()
    see(page, "receipt")
    page.get_by_role("link", name="看进度").click()
    assert "等中心安排" in page.content()
    see(page, "mine-asked")


def _who(page: Any) -> None:
    page.get_by_label("姓名").fill("林骑手")
    page.get_by_label("手机号").fill(PHONE)
    page.get_by_label("我同意").check()


def _give(page: Any, see: Any) -> None:
    page.goto("/console/guidance/")
    see(page, "requests")
    page.get_by_role("link", name="停车和换电点协调").click()
    see(page, "request")
    page.get_by_label("原因").fill("约时间")
    page.get_by_role("button", name="看号码").click()
    assert PHONE in page.content()
    page.get_by_role("link", name="交办").click()
    page.get_by_label("谁来办").select_option("柏助人")
    see(page, "give")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("正在办").first.wait_for()


def _do(page: Any, see: Any) -> None:
    page.goto("/console/guidance/")
    page.get_by_role("link", name="停车和换电点协调").click()
    page.get_by_role("link", name="办好了").click()
    page.get_by_label("怎么办的").fill("街口装了两个换电柜")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("已办好，等您确认").first.wait_for()
    see(page, "request-done")


def _confirm(page: Any, mine: str, see: Any) -> None:
    page.goto(mine)
    assert "街口装了两个换电柜" in page.content() and "约时间" in page.content()
    see(page, "mine-done")
    page.get_by_label("很满意").check()
    page.get_by_role("button", name="办好了").click()
    page.get_by_text("已办结、已确认").first.wait_for()
    with rls.everywhere():
        assert HelpRequest.unscoped.get().mark == 5


def _call(page: Any, county: County, see: Any) -> None:
    page.goto("/console/guidance/calls/")
    page.get_by_role("link", name="发布招募").click()
    page.get_by_label("标题").fill("网格新帮手")
    page.get_by_label("名额").fill("2")
    page.get_by_label("报名截止").fill("2099-12-31")
    see(page, "call-form")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("还没有人报名").wait_for()
    page.goto("/console/guidance/figures/")
    see(page, "figures")


def _apply(page: Any, county: County, see: Any) -> None:
    page.goto(f"/c/{county.slug}/guidance/")
    page.get_by_role("link", name="网格新帮手").click()
    see(page, "apply")
    page.get_by_label("外卖骑手").check()
    _who(page)
    page.get_by_role("button", name="报名").click()
    page.get_by_role("link", name="看进度").click()
    see(page, "applied")


def _take(page: Any, see: Any) -> None:
    page.goto("/console/guidance/calls/")
    see(page, "calls")
    page.get_by_role("link", name="网格新帮手").click()
    see(page, "call")
    page.get_by_role("link", name="林骑手").click()
    see(page, "applicant")
    page.get_by_role("link", name="录用", exact=True).click()
    page.get_by_label("岗位").select_option("一网格新帮手 · 网格一")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("一网格新帮手").first.wait_for()
    with rls.everywhere():
        assert Applicant.unscoped.get().state == "taken"
