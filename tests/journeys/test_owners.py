"""Owners in Chromium: a vote is opened, voted on by phone and on paper, closed; the fund pays for the works; everybody reads it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from linli.domains.notices import selectors as notices
from linli.domains.owners import services as owners
from linli.domains.owners.models import FundUse, Unit
from linli.domains.owners.services import UnitRow
from linli.domains.owners.states import Book
from linli.domains.selfservice.models import PhoneCode
from linli.foundation.access import selectors as access
from linli.foundation.privacy import rls
from linli.foundation.residents.models import Person
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from tests.journeys import county as counties
from tests.journeys.county import County
from tests.kit.places import SYSTEM

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "10055501234"


@pytest.fixture
def county(transactional_db: None) -> County:
    return counties.build("xiejiaji")


def test_from_the_vote_to_the_payment_that_everybody_reads(
    county: County, open_browser: Any, shoot: Any, axe: Any
) -> None:
    place = territory.compounds_in(SYSTEM, county.areas["community"])[0]
    phone = open_browser()
    _registered(phone, county)
    _roll(county, place)
    community, street = _desk(open_browser, county, "community_office"), _desk(open_browser, county, "street_office")
    _apply(community, place, shoot, axe)
    _vote(phone, shoot, axe)
    for desk in (community, street):
        _type_paper(desk)
    _close_and_pay(community, street, shoot, axe)
    phone.goto(f"/owners/{place.pk}/")
    assert "5,800.00" in phone.content() and "已验收付款" in phone.content()
    _check(phone, "owners-public", shoot, axe)
    phone.get_by_role("link", name="更换电梯").click()
    assert "180.00 m²" in phone.content()
    _check(phone, "owners-result", shoot, axe)


def _roll(county: County, place: Any) -> None:
    """Two units, the first one's owner being who registered; money in the fund, checked by the street."""
    community, street = (access.actor_for(county.people[name]) for name in ("community_office", "street_office"))
    owners.add_units(community, compound=place, rows=[UnitRow("1-1-101", "100"), UnitRow("1-1-102", "80")])
    with rls.everywhere():
        person = Person.unscoped.select_related("area").get()
    owners.set_owner(community, unit=Unit.unscoped.get(label="1-1-101"), person=person)
    row = owners.enter_booking(
        community, compound=place, book=Book.FUND, amount=1_000_000, words="维修资金归集", evidence="银行回单 1"
    )
    owners.check_booking(street, booking=row)


def _apply(community: Any, place: Any, shoot: Any, axe: Any) -> None:
    community.goto(f"/console/owners/{place.pk}/")
    _check(community, "owners-compound", shoot, axe)
    community.get_by_role("link", name="申请使用维修资金").click()
    for label, words in (("维修项目", "更换电梯"), ("施工范围", "三号楼两部电梯"), ("报价（元）", "6000")):
        community.get_by_label(label).fill(words)
    community.get_by_role("button", name="保存").click()
    community.get_by_role("link", name="请业主表决").click()
    community.get_by_label("表决截止日期").fill(f"{clock.today() + timedelta(days=10):%Y-%m-%d}")
    community.get_by_role("button", name="保存").click()
    community.get_by_text("业主表决中").first.wait_for()


def _vote(phone: Any, shoot: Any, axe: Any) -> None:
    phone.goto("/me/owners/")
    _check(phone, "owners-mine", shoot, axe)
    phone.get_by_role("link", name="更换电梯").click()
    phone.get_by_text("赞成", exact=True).click()
    _check(phone, "owners-vote", shoot, axe)
    phone.get_by_role("button", name="提交我的意见").click()
    phone.get_by_text("我的意见：").wait_for()


def _type_paper(desk: Any) -> None:
    desk.goto(f"/console/owners/votes/{FundUse.unscoped.get().vote_id}/")
    desk.get_by_role("link", name="录入纸质票").click()
    desk.get_by_label("房号").select_option(label="1-1-102")
    desk.get_by_text("赞成", exact=True).click()
    desk.get_by_role("button", name="保存").click()
    desk.get_by_text("投票情况").wait_for()


def _close_and_pay(community: Any, street: Any, shoot: Any, axe: Any) -> None:
    community.reload()
    _check(community, "owners-vote-open", shoot, axe)
    community.get_by_role("button", name="结束表决并计票").click()
    community.get_by_text("结果一致").wait_for()
    _check(community, "owners-vote-closed", shoot, axe)
    use = FundUse.unscoped.get()
    community.goto(f"/console/owners/uses/{use.pk}/")
    community.get_by_role("link", name="施工完成").click()
    community.get_by_label("说两句").fill("两部电梯已经运行")
    community.get_by_role("button", name="保存").click()
    street.goto(f"/console/owners/uses/{use.pk}/")
    street.get_by_role("link", name="验收并付款").click()
    for label, words in (("结算金额（元）", "5800"), ("验收的业主代表人数", "2"), ("说两句", "两名代表到场验收")):
        street.get_by_label(label).fill(words)
    street.get_by_role("button", name="保存").click()
    street.get_by_text("已验收付款").first.wait_for()
    _check(street, "owners-paid", shoot, axe)


def _registered(page: Any, county: County) -> None:
    """By the code of the building, and then signed in by the phone."""
    page.goto(f"/r/{territory.qr_code(county.home)}/")
    page.get_by_text("我住这里，登记").click()
    page.get_by_label("房号").fill("302")
    page.get_by_label("姓名", exact=True).fill("林小雨")
    page.get_by_label("出生日期").fill("1980-05-17")
    page.get_by_label("手机号").fill(PHONE)
    page.get_by_label("我已阅读并同意", exact=True).check()
    page.get_by_role("button", name="下一步").click()
    _prove(page)
    with rls.everywhere():
        PhoneCode.unscoped.update(sent_at=clock.now() - timedelta(minutes=5))  # the minute between two codes
    page.goto(f"/c/{county.root.slug}/me/")
    page.get_by_label("手机号").fill(PHONE)
    page.get_by_role("button", name="发送验证码").click()
    _prove(page)


def _prove(page: Any) -> None:
    found = re.search(r"\d{6}", notices.kept_texts()[0].text)
    assert found
    page.get_by_label("短信验证码").fill(found[0])
    page.get_by_role("button", name="继续").click()


def _desk(open_browser: Any, county: County, who: str) -> Any:
    return open_browser(county.people[who], width=1440)


def _check(page: Any, name: str, shoot: Any, axe: Any) -> None:
    shoot(page, name)
    axe(page)
