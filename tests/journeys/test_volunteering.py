"""A shift, from signing up on a phone to a reward at a partner's counter: in a real browser."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest

from linli.domains.notices import selectors as notices
from linli.domains.volunteering import services
from linli.domains.volunteering.models import Shift
from linli.foundation.access import selectors as access
from linli.foundation.organizations import selectors as organizations
from linli.foundation.residents import services as register
from linli.foundation.residents.rules import PersonDraft
from linli.kernel import clock
from linli.kernel.actor import Actor
from tests.journeys import county as counties
from tests.journeys.county import County

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "10055507701"
SYSTEM = Actor.system()


@pytest.fixture
def county(transactional_db: None) -> County:
    return counties.build("qihe")


def test_shift_points_and_a_reward_at_the_counter(county: County, open_browser: Any, shoot: Any, axe: Any) -> None:
    one = _planned(county)
    phone = open_browser()
    _sign_in(phone, county)
    phone.goto("/me/volunteering/")
    _look(phone, "volunteer-before", shoot, axe)
    phone.get_by_role("link", name="成为志愿者").click()
    phone.get_by_label("队伍", exact=True).select_option(index=1)
    phone.get_by_label("我已阅读并同意").check()
    _look(phone, "volunteer-join", shoot, axe)
    phone.get_by_role("button", name="继续").click()
    office = open_browser(county.people["community_office"], width=1440)
    office.goto("/console/volunteering/")
    _look(office, "volunteer-figures", shoot, axe)
    office.get_by_role("link", name="志愿队", exact=True).first.click()
    _look(office, "volunteer-teams", shoot, axe)
    office.get_by_role("link", name="红齐小哥").click()
    office.get_by_role("link", name="作出决定").click()
    office.get_by_text("同意加入", exact=True).click()
    office.get_by_role("button", name="保存").click()
    _look(office, "volunteer-team", shoot, axe)
    phone.goto(f"/volunteering/activities/{one.activity_id}/")
    phone.get_by_role("button", name="报名").click()
    _look(phone, "volunteer-activity", shoot, axe)
    _moved(one)
    keeper = open_browser(county.people["community_office"])
    keeper.goto("/field/volunteering/")
    _look(keeper, "keeper-today", shoot, axe)
    keeper.get_by_role("link", name="送菜上门").click()
    _look(keeper, "keeper-list", shoot, axe)
    keeper.get_by_role("link", name="现场签到码").click()
    _look(keeper, "keeper-code", shoot, axe)
    code = keeper.locator(".kpi__fig").inner_text()
    phone.goto(f"/me/volunteering/shifts/{one.pk}/check-in/")
    _look(phone, "volunteer-check-in", shoot, axe)
    phone.get_by_label("负责人在现场出示的签到码").fill(code)
    phone.get_by_role("button", name="我到了").click()
    keeper.goto(f"/field/volunteering/shifts/{one.pk}/confirm/")
    keeper.get_by_label("分钟").fill("105")
    keeper.get_by_label("配送蔬菜（公斤）").fill("35")
    _look(keeper, "keeper-confirm", shoot, axe)
    keeper.get_by_role("button", name="确认时数").click()
    phone.goto("/me/volunteering/")
    assert "1:45" in phone.content()
    _look(phone, "volunteer-me", shoot, axe)
    phone.get_by_role("link", name=re.compile("积分")).first.click()
    _look(phone, "volunteer-pool", shoot, axe)
    phone.get_by_role("button", name="兑换").click()
    _look(phone, "volunteer-reward", shoot, axe)
    said = phone.locator(".kpi__fig").inner_text()
    counter = open_browser(county.people["department_duty"])
    counter.goto("/counter/")
    counter.get_by_label("志愿者手机上的兑换码").fill(said)
    counter.get_by_role("button", name="核对兑换码").click()
    counter.get_by_text("请兑付").first.wait_for()
    _look(counter, "counter", shoot, axe)
    phone.reload()
    assert "已领取" in phone.content()


def _planned(county: County) -> Any:
    """A resident, a team with an activity that comes, and a partner's towels, by services."""
    draft = PersonDraft("王小红", phone=PHONE, born_on=date(1980, 5, 17))
    register.add_person(SYSTEM, area=county.home, draft=draft)
    team = services.make_team(SYSTEM, area=county.areas["community"], kind="riders", name="“红齐小哥”志愿队")
    plan = services.Plan("community", "送菜上门", "菜站门口")
    begin = clock.now() + timedelta(days=1)
    made = services.make_activity(SYSTEM, team=team, plan=plan, shifts=[(begin, begin + timedelta(hours=2), 5)])
    partner = access.actor_for(county.people["department_duty"])
    (organization,) = [one for one in organizations.organizations_in(county.root) if one.pk in partner.organizations]
    services.make_offer(
        SYSTEM, organization=organization, kind="goods", title="毛巾一条", price=1, stock=5, starts_on=clock.today()
    )
    return Shift.unscoped.get(activity=made)


def _moved(one: Any) -> None:
    """Tomorrow has come: the shift is nearly over."""
    begin = clock.now() - timedelta(minutes=110)
    Shift.unscoped.filter(pk=one.pk).update(starts_at=begin, ends_at=begin + timedelta(hours=2))


def _sign_in(phone: Any, county: County) -> None:
    phone.goto(f"/c/{county.root.slug}/me/")
    phone.get_by_label("手机号").fill(PHONE)
    phone.get_by_role("button", name="发送验证码").click()
    found = re.search(r"\d{6}", notices.kept_texts()[0].text)
    assert found
    phone.get_by_label("短信验证码").fill(found[0])
    phone.get_by_role("button", name="继续").click()
    phone.goto("/me/who/")
    phone.get_by_label("姓名").fill("王小红")
    phone.get_by_label("出生日期").fill("1980-05-17")
    phone.get_by_role("button", name="继续").click()


def _look(page: Any, name: str, shoot: Any, axe: Any) -> None:
    shoot(page, name)
    axe(page)
