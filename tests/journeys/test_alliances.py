"""Alliances in Chromium: one is founded, a unit joins, gets points from two people, objects and is answered; every page is looked at."""

from __future__ import annotations

from typing import Any

import pytest

from linli.domains.alliances import services
from linli.domains.alliances.models import Alliance, Meeting, Member, Resolution, Score
from linli.foundation.access import services as accounts
from linli.foundation.organizations import services as organizations
from linli.foundation.people import services as people
from linli.foundation.privacy import rls
from linli.kernel import clock
from tests.journeys import county as counties
from tests.journeys.county import County
from tests.kit.people import PASSWORD
from tests.kit.places import SYSTEM, post

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def county(transactional_db: None) -> County:
    return counties.build("leshan")


def unit(county: County) -> tuple[Any, Any]:
    """A resident department and the account of its duty."""
    body = organizations.create_organization(
        SYSTEM, area=county.root, kind="department", name="市场监管局", serves_county=True
    )
    row = people.StaffRow("单位一号", county.root.pk, (post("department_duty", organization=body),))
    (card,) = people.import_staff(SYSTEM, county=county.root, rows=[row])
    (account,) = accounts.import_accounts(
        SYSTEM, county=county.root, rows=[accounts.AccountRow("unit-1", card)], password=PASSWORD
    )
    return body, account


def test_from_founding_to_the_answered_objection(county: County, open_browser: Any, shoot: Any, axe: Any) -> None:
    body, account = unit(county)
    place = county.areas["community"]
    office = open_browser(county.people["community_office"])
    office.goto("/console/alliances/")
    office.get_by_role("link", name="成立联盟").click()
    office.get_by_label("联盟类型").select_option("regional")
    office.get_by_label("名称", exact=True).fill("滨河商圈联盟")
    office.get_by_label("在哪里").select_option(str(place.pk))
    office.get_by_label("依托").select_option("circle")
    office.get_by_label("地名").fill("滨河商圈")
    office.get_by_role("button", name="保存").click()
    office.get_by_role("heading", name="滨河商圈联盟").wait_for()
    row = Alliance.unscoped.get()
    office.get_by_role("link", name="邀请成员").click()
    office.get_by_label("单位").select_option(str(body.pk))
    office.get_by_label("身份").select_option("department")
    office.get_by_role("button", name="保存").click()
    office.get_by_text("已邀请，待答复").wait_for()

    member = open_browser(account)
    member.goto("/console/alliances/mine/")
    member.get_by_role("link", name="答复").click()
    member.locator("label.choice", has=member.locator("input[name=accepts][value=yes]")).click()
    member.get_by_role("button", name="保存").click()
    member.get_by_text("驻地区级部门").first.wait_for()

    office.goto(f"/console/alliances/{row.pk}/points/enter/")
    with rls.everywhere():
        sitting = Member.unscoped.get()
    office.get_by_label("单位").select_option(str(sitting.pk))
    office.get_by_label("参与了什么").select_option("resource/leading")
    office.get_by_label("依据").fill("开放车位台账")
    office.get_by_role("button", name="保存").click()
    office.get_by_text("待另一人复核").first.wait_for()
    score = Score.unscoped.get()

    street = open_browser(county.people["street_office"])
    street.goto(f"/console/alliances/points/entries/{score.pk}/")
    street.get_by_role("link", name="复核").click()
    street.locator("label.choice", has=street.locator("input[name=counts][value=yes]")).click()
    street.get_by_role("button", name="保存").click()
    member.goto(f"/console/alliances/points/entries/{score.pk}/")
    member.get_by_role("link", name="提出异议").click()
    member.get_by_label("哪里不对").fill("我们开放了两处")
    member.get_by_role("button", name="保存").click()
    member.get_by_text("由没有经手的人答复").wait_for()
    district = open_browser(county.people["district_centre"])
    district.goto(f"/console/alliances/points/entries/{score.pk}/answer/")
    district.locator("label.choice", has=district.locator("input[name=upheld][value=no]")).click()
    district.get_by_label("给单位的答复").fill("第二处另记一项")
    district.get_by_role("button", name="保存").click()
    member.goto(f"/console/alliances/points/entries/{score.pk}/")
    member.get_by_text("第二处另记一项").first.wait_for()
    look(county, open_browser, shoot, axe, {"alliance": row.pk, "score": score.pk, "member": sitting.pk}, body)


def look(county: County, open_browser: Any, shoot: Any, axe: Any, keys: dict[str, int], body: Any) -> None:
    """Every page at three widths, with something on it."""
    row = Alliance.unscoped.get(pk=keys["alliance"])
    services.plan_rota(SYSTEM, alliance=row, members=[keys["member"]], turns=4)
    meeting = Meeting.unscoped.create(
        county=county.root,
        area=row.area,
        alliance=row,
        on=clock.today(),
        came=3,
        written_by="甲",
        written_at=clock.now(),
    )
    meeting.topics.create(kind="common", words="楼下停车")
    resolution = Resolution.unscoped.create(
        county=county.root, area=row.area, meeting=meeting, words="划二十个车位", organization=body, due_on="2020-01-01"
    )
    page = open_browser(county.people["community_office"], width=1440)
    for name, url in {
        "alliances": "", "found": "found/", "alliance": f"{row.pk}/", "ask": f"{row.pk}/ask/", "chair": f"{row.pk}/chair/",
        "topic": f"{row.pk}/topics/add/", "trades": "trades/", "mine": "mine/", "meeting": f"meetings/{meeting.pk}/",
        "resolve": f"meetings/{meeting.pk}/resolve/", "resolutions": "resolutions/?only=late",
        "settle": f"resolutions/{resolution.pk}/settle/", "units": "points/", "unit": f"points/units/{body.pk}/",
        "scores": "points/entries/?only=", "enter": f"{row.pk}/points/enter/", "score": f"points/entries/{keys['score']}/",
    }.items():  # fmt: skip
        assert page.goto(f"/console/alliances/{url}").status == 200, url
        shoot(page, f"alliances-{name}")
        axe(page)
    assert page.goto(f"/{county.root.slug}/alliances/").status == 200
    shoot(page, "alliances-public")
    axe(page)
