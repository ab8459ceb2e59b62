"""Each county's form in Chromium, from the proposal to the judgement: the office walks it by its own pages, on a phone's width."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse

from linli.demo.deliberation import Walk
from linli.domains.deliberation import selectors, services
from linli.domains.deliberation.models import Ballot, Matter, Meeting, Notice, Step
from linli.domains.deliberation.permissions import RUN
from linli.domains.deliberation.rules import codes
from linli.domains.owners import services as owners
from linli.domains.owners.selectors.roll import open_units
from linli.domains.owners.services import UnitRow
from linli.domains.selfservice.models import ResidentSession
from linli.foundation.access import selectors as access
from linli.foundation.privacy import rls
from linli.foundation.residents import services as residents
from linli.foundation.residents.rules import PersonDraft
from linli.kernel import clock
from tests.journeys import county as counties
from tests.kit.places import SYSTEM

pytestmark = pytest.mark.django_db(transaction=True)

NAMES = "甲乙丙丁"
#: county → form, size, level; what decides differs.
WALKS = {
    "qihe": ("six", "big", ""), "longkou": ("two_lines", "", ""), "huancui": ("steps", "", "several"),
    "xiejiaji": ("station", "", ""), "leshan": ("yard", "", ""),
}  # fmt: skip


def neighbours(county: Any) -> list[Any]:
    """Four people of the building, each with a number."""
    return [
        residents.add_person(SYSTEM, area=county.home, draft=PersonDraft(f"邻{name}", phone=f"1005550020{number}"))
        for number, name in enumerate(NAMES)
    ]


class Office:
    """A browser in the office, and a second one where two people are needed."""

    def __init__(self, county: Any, first: Any, second: Any) -> None:
        self.county, self.first, self.second = county, first, second

    def add(self, form: str) -> Matter:
        page = self.first
        page.goto(reverse("deliberation:add"))
        page.get_by_label("涉及范围").select_option(str(self.county.home.pk))
        page.get_by_label("议事形式").select_option(form)
        page.get_by_label("事项类别").select_option("parking")
        page.get_by_label("一句话标题").fill("院里划夜间停车位")
        page.get_by_label("要商量什么？").fill("晚上车位不够，请大家商量。")
        self.person(0)
        return Matter.unscoped.get()

    def person(self, number: int) -> None:
        """Name somebody, and send."""
        page = self.first
        page.get_by_label("姓名").fill(f"邻{NAMES[number]}")
        page.get_by_label("手机号").fill(f"1005550020{number}")
        page.get_by_role("button", name="保存").click()

    def leave(self, matter: Matter, stage: Any, size: str, level: str) -> None:
        """Do what the stage asks for by its buttons, and leave it."""
        for verb in stage.verbs:
            self.open(matter)
            if act := getattr(self, f"_{verb}", None):
                act(matter, stage, size, level)
        self.open(matter)
        section = self.first.locator("section", has=self.first.get_by_role("heading", name=stage.label, exact=True))
        section.get_by_role("button", name="完成这一步").first.click()

    def open(self, matter: Matter) -> None:
        self.first.goto(reverse("deliberation:matter", args=[matter.pk]))

    def press(self, name: str) -> None:
        self.first.get_by_role("link", name=name, exact=True).first.click()

    def save(self) -> None:
        self.first.get_by_role("button", name="保存").click()

    def _support(self, matter: Matter, stage: Any, size: str, level: str) -> None:
        for number in (1, 2):
            self.open(matter)
            self.press("代录附议")
            self.person(number)

    def _sort(self, matter: Matter, stage: Any, size: str, level: str) -> None:
        if not size and not level:
            return
        self.press("分类定级")
        if size:
            self.first.get_by_label("大小").select_option(size)
        if level:
            self.first.get_by_label("协商层级").select_option(level)
        self.save()

    def _hear(self, matter: Matter, stage: Any, size: str, level: str) -> None:
        self.press("记录听到的意见")
        self.first.get_by_label("人数").fill("12")
        self.first.get_by_label("说了什么").fill("多数赞成，担心太吵。")
        self.save()

    def _meet(self, matter: Matter, stage: Any, size: str, level: str) -> None:
        page = self.first
        self.press("召集会议")
        page.get_by_label("会议地点").fill("居民活动室")
        self.save()
        page.get_by_role("button", name="开始会议").click()
        self.press("到会人员")
        for label in page.locator("label.choice").all():
            label.click()
        self.save()
        self.press("结束会议")
        for box in page.locator("input[name^=agreed_]").all():
            box.fill("3")
        for box in page.locator("textarea[name^=words_]").all():
            box.fill("同意划线。")
        self.save()
        page.get_by_role("button", name="主持人确认记录").click()
        meeting = Meeting.unscoped.order_by("-pk").first()
        self.second.goto(reverse("deliberation:meeting", args=[meeting.pk]))
        self.second.get_by_role("button", name="第二人确认记录").click()

    def _vote(self, matter: Matter, stage: Any, size: str, level: str) -> None:
        page = self.first
        page.get_by_role("button", name="开始投票").click()
        ballot = Ballot.unscoped.get()
        for number in range(3):
            page.goto(reverse("deliberation:hand-out", args=[ballot.pk]))
            self.person(number)
            paper = codes.new_receipt()
            for who in (self.first, self.second):
                who.goto(reverse("deliberation:type-in", args=[ballot.pk]))
                who.get_by_label("选票编号").fill(paper)
                who.get_by_label("票面意见").select_option("yes")
                who.get_by_role("button", name="保存").click()
        now = clock.now()
        Ballot.unscoped.filter(pk=ballot.pk).update(
            opens_at=now - timedelta(days=5), closes_at=now - timedelta(minutes=1)
        )
        page.goto(reverse("deliberation:ballot", args=[ballot.pk]))
        page.get_by_role("button", name="计票").click()
        page.get_by_text("同意 3，不同意 0，弃权 0").wait_for()

    def _publish(self, matter: Matter, stage: Any, size: str, level: str) -> None:
        self.press("发布公示")
        self.first.get_by_label("公示内容").fill("同意划线，晚八点后可停。")
        self.save()
        Notice.unscoped.filter(matter=matter).update(until=clock.now() - timedelta(minutes=1))

    def _execute(self, matter: Matter, stage: Any, size: str, level: str) -> None:
        page = self.first
        self.press("交办任务")
        page.get_by_label("要做什么").fill("划线")
        page.get_by_label("谁来办").fill("物业")
        page.get_by_label("到哪一天").fill((clock.today() + timedelta(days=7)).isoformat())
        self.save()
        self.press("划线")
        page.get_by_label("进度（%）").fill("100")
        self.save()

    def _judge(self, matter: Matter, stage: Any, size: str, level: str) -> None:
        for number in (0, 1, 2):
            self.open(matter)
            self.press("代录评议")
            self.first.get_by_label("对办理结果").select_option("yes")
            self.person(number)
        Step.unscoped.filter(matter=matter, code=stage.code).update(due_at=clock.now())


@pytest.mark.parametrize("slug", sorted(WALKS))
def test_a_countys_form_from_the_proposal_to_the_judgement(
    transactional_db: None, slug: str, open_browser: Any, shoot: Any, axe: Any
) -> None:
    county = counties.build(slug)
    neighbours(county)
    form, size, level = WALKS[slug]
    second = next(
        one for code, one in county.people.items()
        if code != "community_office" and access.actor_for(one).reaches(RUN, county.areas["community"].path)
    )  # fmt: skip
    office = Office(county, open_browser(county.people["community_office"]), open_browser(second))
    matter = office.add(form)
    while (matter := selectors.again(matter)).state == "running":
        office.leave(matter, selectors.open_stages(matter)[0], size, level)
    assert matter.state == "settled"
    office.open(matter)
    office.first.get_by_text("办成").first.wait_for()
    shoot(office.first, f"deliberation-{slug}")
    axe(office.first)


def test_a_residents_phone(transactional_db: None, live_server: Any, open_browser: Any, shoot: Any, axe: Any) -> None:
    """Near me, one matter, a vote with its receipt, and what everybody sees."""
    county = counties.build("huancui")
    people = neighbours(county)
    offices = [access.actor_for(county.people[code]) for code in ("community_office", "county_centre")]
    walk = Walk(SYSTEM, *offices, people, clock.now() - timedelta(days=60))
    matter = walk.to(walk.begin(county.home, "steps"), "ballot", level="residents")
    ballot = services.open_ballot(SYSTEM, matter=matter)
    page = resident(open_browser(), live_server.url, county, people[0])
    page.goto(reverse("deliberation:near"))
    page.get_by_role("link", name=matter.title).click()
    page.get_by_role("link", name="去投票").click()
    page.locator("label.choice", has=page.locator("input[name=choice][value=yes]")).click()
    page.get_by_role("button", name="投票").click()
    receipt = page.locator("code").inner_text()
    shoot(page, "deliberation-voted")
    axe(page)
    page.goto(reverse("deliberation:receipt", args=[matter.pk]))
    page.get_by_label("回执编号").fill(receipt)
    page.get_by_role("button", name="查一查").click()
    page.get_by_text("这张票已经计入").wait_for()
    assert selectors.is_counted(ballot, receipt)
    for name, args in (
        ("near", []),
        ("propose", []),
        ("mine", [matter.pk]),
        ("public-matter", [matter.pk]),
        ("public", ["jing"]),
    ):
        assert page.goto(reverse(f"deliberation:{name}", args=args)).status == 200, name
        shoot(page, f"deliberation-{name}")
        axe(page)
    office = open_browser(county.people["community_office"])
    for name in ("matters", "figures", "meetings"):
        assert office.goto(reverse(f"deliberation:{name}")).status == 200
        shoot(office, f"deliberation-office-{name}")
        axe(office)


def test_owners_decide_and_partners_carry_it_out(
    transactional_db: None, open_browser: Any, shoot: Any, axe: Any
) -> None:
    """A stage that owners decide, by area and heads; then the decision becomes a project of the list."""
    county = counties.build("qihe")
    people = neighbours(county)
    offices = [access.actor_for(county.people[code]) for code in ("community_office", "county_centre")]
    walk = Walk(SYSTEM, *offices, people, clock.now() - timedelta(days=60))
    matter = walk.to(walk.begin(county.home, "six"), "owners_ballot", size="owners")
    compound = county.home.compound
    owners.add_units(offices[0], compound=compound, rows=[UnitRow(str(101 + at), "90") for at in range(3)])
    page, anybody = open_browser(county.people["community_office"]), open_browser()
    page.goto(reverse("deliberation:matter", args=[matter.pk]))
    page.get_by_role("link", name="请业主表决").click()
    page.get_by_label("小区").select_option(str(compound.pk))
    page.get_by_label("依法由业主决定的事项").select_option("use_fund")
    shoot(page, "deliberation-ask-owners")
    axe(page)
    page.get_by_role("button", name="保存").click()
    page.get_by_role("heading", name="业主表决（按面积和人数）").wait_for()
    vote = selectors.owners_vote(matter.pk, "owners_ballot")
    for unit in open_units(compound):
        for one in offices:
            owners.enter_paper_ballot(one, vote=vote, unit=unit, choice="for")
    owners.close_vote(offices[0], vote=vote)
    page.get_by_role("button", name="完成这一步").click()
    anybody.goto(reverse("deliberation:public-matter", args=[matter.pk]))
    anybody.get_by_text("看表决结果").wait_for()
    shoot(anybody, "deliberation-owners-voted")
    axe(anybody)
    walk.at = clock.now()
    matter = walk.to(selectors.again(matter), "act")
    page.goto(reverse("deliberation:matter", args=[matter.pk]))
    page.get_by_role("link", name="交共建单位").click()
    page.get_by_label("要做什么").fill("更换单元门")
    page.get_by_label("分份").fill("东楼\n西楼")
    page.get_by_label("到哪一天").fill((clock.today() + timedelta(days=30)).isoformat())
    page.get_by_role("button", name="保存").click()
    page.get_by_text("共2份").wait_for()
    shoot(page, "deliberation-partners")
    axe(page)
    page.get_by_role("link", name="在清单上").click()
    page.get_by_text("落实的议事决定").wait_for()
    shoot(page, "cobuilding-carries-out")
    axe(page)


def resident(page: Any, url: str, county: Any, person: Any) -> Any:
    """The page, signed in as a resident: the session that a proven phone would have made."""
    with rls.everywhere():
        row = ResidentSession.unscoped.create(
            county_id=county.root.pk, area_id=county.root.pk, person=person, began_at=clock.now(),
            ends_at=clock.now() + timedelta(minutes=30),
        )  # fmt: skip
    session = SessionStore()
    session["selfservice.me"] = row.pk
    session.save()
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": url}])
    return page
