"""A contract in Chromium: a resident signs on a phone, an office enters, another confirms, the resident objects, it is upheld and taken
back, the resident withdraws; all pages at three widths.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from linli.domains.credit import selectors, services
from linli.domains.credit.models import Entry, Objection, Party
from linli.domains.notices import selectors as notices
from linli.foundation.access import selectors as access
from linli.foundation.privacy import rls
from linli.foundation.residents import services as residents
from linli.foundation.residents.rules import PersonDraft
from linli.kernel import clock
from linli.kernel.actor import Actor
from tests.journeys import county as counties
from tests.journeys.county import County

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "10055509876"


@pytest.fixture
def county(transactional_db: None) -> County:
    """A county whose rules hold since yesterday, and somebody who registered themselves."""
    made = counties.build("huancui")
    centre = access.actor_for(made.people["county_centre"])
    with clock.frozen(clock.now() - timedelta(days=8)):
        services.load_starter(centre, county=made.root)
        table = selectors.tables_for(centre)[0].table
        services.enforce_table(centre, table=table, first=clock.today() + timedelta(days=7))
    draft = PersonDraft("林小雨", phone=PHONE, source="self")
    residents.add_person(Actor.system(), area=made.home, draft=draft)
    return made


def test_from_signing_to_withdrawing(county: County, open_browser: Any, shoot: Any, axe: Any) -> None:
    phone = open_browser()
    _sign_in(phone, county)
    phone.get_by_role("link", name="我的契约", exact=True).click()
    _check(phone, "credit-mine-before", shoot, axe)
    phone.get_by_role("link", name="阅读并签订 普通居民").click()
    _check(phone, "credit-sign", shoot, axe)
    phone.get_by_role("button", name="我愿意签订").click()
    phone.get_by_text("您没有上光荣榜").wait_for()
    office = open_browser(county.people["community_office"], width=1440)
    _enter(office, shoot, axe)
    _confirm(open_browser(county.people["street_office"], width=1440), shoot, axe)
    phone.reload()
    phone.get_by_role("link", name="提出异议 主动化解一起邻里矛盾").click()
    phone.get_by_label("您想说的").fill("那天我不在")
    phone.get_by_role("button", name="提交异议").click()
    _check(phone, "credit-mine-objected", shoot, axe)
    _uphold(open_browser(county.people["county_centre"], width=1440), shoot, axe)
    phone.reload()
    assert "核对过了，记错了人" in phone.content()
    _check(phone, "credit-mine-reversed", shoot, axe)
    phone.get_by_role("link", name="撤回 普通居民").click()
    _check(phone, "credit-withdraw", shoot, axe)
    phone.get_by_role("button", name="撤回").click()
    phone.get_by_role("link", name="阅读并签订 普通居民").wait_for()
    with rls.everywhere():
        (party,) = Party.unscoped.all()
        (entry,) = Entry.unscoped.all()
    assert party.ended_at is not None and entry.state == "reversed" and not bytes(entry.words_sealed)
    phone.goto(f"/credit/{county.slug}/")
    _check(phone, "credit-about", shoot, axe)


def _enter(page: Any, shoot: Any, axe: Any) -> None:
    page.goto("/console/credit/contracts/")
    _check(page, "credit-parties", shoot, axe)
    page.get_by_role("link", name="林小雨").click()
    page.get_by_label("查看事由").fill("电话答复本人")
    page.get_by_role("button", name="查看诚信账户").click()
    _check(page, "credit-account", shoot, axe)
    page.get_by_role("link", name="录入一条").click()
    page.get_by_label("项目").select_option(label="邻里和睦 · 主动化解一起邻里矛盾 (+3)")
    page.get_by_label("凭据", exact=True).fill("调解记录第 3 页")
    _check(page, "credit-enter", shoot, axe)
    page.get_by_role("button", name="保存").click()
    page.get_by_text("要由录入人以外的人确认").wait_for()


def _confirm(page: Any, shoot: Any, axe: Any) -> None:
    page.goto("/console/credit/entries/")
    _check(page, "credit-entries", shoot, axe)
    page.get_by_role("link", name="主动化解一起邻里矛盾").click()
    page.get_by_role("button", name="查看凭据").click()
    assert "调解记录第 3 页" in page.content()
    _check(page, "credit-entry", shoot, axe)
    page.get_by_role("button", name="确认", exact=True).click()
    page.get_by_text("没有待办").wait_for()


def _uphold(page: Any, shoot: Any, axe: Any) -> None:
    page.goto("/console/credit/objections/")
    _check(page, "credit-objections", shoot, axe)
    page.get_by_role("link", name="主动化解一起邻里矛盾").click()
    page.get_by_role("button", name="查看异议").click()
    assert "那天我不在" in page.content()
    _check(page, "credit-objection", shoot, axe)
    page.get_by_label("成立：撤销这一条记录").check()
    page.get_by_label("答复").fill("核对过了，记错了人")
    page.get_by_role("button", name="答复").click()
    page.get_by_text("没有待办").wait_for()
    for name in ("", "rules/", "rules/load/", "rules/starter/"):
        page.goto(f"/console/credit/{name}")
        _check(page, f"credit-console-{name.strip('/').replace('/', '-') or 'figures'}", shoot, axe)
    with rls.everywhere():
        (objection,) = Objection.unscoped.all()
    assert objection.state == "upheld"


def _sign_in(page: Any, county: County) -> None:
    page.goto(f"/c/{county.slug}/me/")
    page.get_by_label("手机号").fill(PHONE)
    page.get_by_role("button", name="发送验证码").click()
    page.get_by_label("短信验证码").fill(_code())
    page.get_by_role("button", name="继续").click()
    page.get_by_text("我的事").first.wait_for()


def _code() -> str:
    found = re.search(r"\d{6}", notices.kept_texts()[0].text)
    assert found
    return found[0]


def _check(page: Any, name: str, shoot: Any, axe: Any) -> None:
    shoot(page, name)
    axe(page)
