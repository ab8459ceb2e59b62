"""A resident registers on a phone and later reads who looked: in a real browser, at three widths, with and without script."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from linli.domains.notices import selectors as notices
from linli.domains.selfservice.models import PhoneCode
from linli.foundation.privacy import rls
from linli.foundation.residents.models import Person
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from tests.journeys import county as counties
from tests.journeys.county import County

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "10055501234"


@pytest.fixture
def county(transactional_db: None) -> County:
    return counties.build("huancui")


@pytest.mark.parametrize("script", [True, False])
def test_registered_by_the_buildings_code(
    script: bool, county: County, open_browser: Any, shoot: Any, axe: Any
) -> None:
    page = open_browser(script=script)
    _register(page, county, shoot if script else _nothing, axe if script else _nothing)
    person = _person()
    assert (person.source, person.verified_on, person.area_id) == ("self", None, county.home.pk)


def test_a_look_is_read_by_the_person(county: County, open_browser: Any, shoot: Any, axe: Any) -> None:
    phone = open_browser()
    _register(phone, county, _nothing, _nothing)
    office = open_browser(county.people["community_office"], width=1440)
    office.goto(f"/console/residents/{_person().pk}/")
    office.get_by_text("查看一项").click()
    office.get_by_label("为什么要看").fill("约上门时间")
    office.get_by_role("button", name="显示").click()
    assert PHONE in office.content()
    _a_while_later()
    phone.get_by_role("link", name="我的信息").click()
    phone.get_by_label("手机号").fill(PHONE)
    phone.get_by_role("button", name="发送验证码").click()
    phone.get_by_label("短信验证码").fill(_code())
    phone.get_by_role("button", name="继续").click()
    assert "约上门时间" in phone.content()
    _check(phone, "self-me", shoot, axe)
    for name in ("要求更正", "撤回", "要求删除"):
        phone.get_by_role("link", name=name).first.click()
        _check(phone, f"self-{name}", shoot, axe)
        if name != "要求删除":
            phone.go_back()
    phone.get_by_label("原因").fill("搬走了")
    phone.get_by_role("button", name="提交给社区").click()
    assert "等社区答复" in phone.content()
    _answer(office, shoot, axe)
    phone.reload()
    assert "居住期间依法保留" in phone.content()
    phone.goto("/privacy/numbers/")
    _check(phone, "self-numbers", shoot, axe)


def _answer(office: Any, shoot: Any, axe: Any) -> None:
    """The office reads what was asked, which is a look, and refuses with a reason."""
    office.goto("/console/requests/")
    _check(office, "desk-requests", shoot, axe)
    office.get_by_role("link", name="删除").click()
    office.get_by_role("button", name="查看请求内容").click()
    assert "搬走了" in office.content()
    _check(office, "desk-request", shoot, axe)
    office.get_by_text("未办理，理由如下").click()
    office.get_by_label("给本人的答复").fill("居住期间依法保留")
    office.get_by_role("button", name="答复").click()
    assert "居住期间依法保留" not in office.content()


def _register(page: Any, county: County, shoot: Any, axe: Any) -> None:
    page.goto(f"/r/{territory.qr_code(county.home)}/")
    _check(page, "self-scanned", shoot, axe)
    page.get_by_text("我住这里，登记").click()
    _check(page, "self-join", shoot, axe)
    page.get_by_label("房号").fill("302")
    page.get_by_label("姓名", exact=True).fill("林小雨")
    page.get_by_label("出生日期").fill("1980-05-17")
    page.get_by_label("手机号").fill(PHONE)
    page.get_by_label("我已阅读并同意", exact=True).check()
    page.get_by_role("button", name="下一步").click()
    _check(page, "self-code", shoot, axe)
    page.get_by_label("短信验证码").fill(_code())
    page.get_by_role("button", name="继续").click()
    page.get_by_text("谢谢您的登记").wait_for()
    _check(page, "self-joined", shoot, axe)


def _check(page: Any, name: str, shoot: Any, axe: Any) -> None:
    if shoot is not _nothing:
        shoot(page, name)
        axe(page)


def _nothing(*_: Any) -> None:
    """No pictures and no axe: the same page was looked at with script on."""


def _code() -> str:
    found = re.search(r"\d{6}", notices.kept_texts()[0].text)
    assert found
    return found[0]


def _person() -> Person:
    with rls.everywhere():
        found: Person = Person.unscoped.get()
    return found


def _a_while_later() -> None:
    """The minute between two codes has passed."""
    with rls.everywhere():
        PhoneCode.unscoped.update(sent_at=clock.now() - timedelta(minutes=5))
