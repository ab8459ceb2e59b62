"""The registers in a browser: residents, members, selections and what is said of privacy, at three widths; a look and who reads it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from linli.domains.membership import services as parties
from linli.domains.membership.states import SignKind
from linli.domains.selection import services as choosing
from linli.domains.selection.models import Candidate, Selection
from linli.foundation.access import services as accounts
from linli.foundation.organizations import selectors as bodies
from linli.foundation.organizations import services as organizations
from linli.foundation.privacy import rls
from linli.foundation.residents import services as registers
from linli.foundation.residents.models import Person
from linli.foundation.residents.tests import making
from linli.foundation.territory import services as territory
from tests.journeys import county as counties
from tests.journeys.county import County
from tests.kit.places import SYSTEM

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "10055501234"


@pytest.fixture
def county(transactional_db: None) -> County:
    return counties.build("huancui")


def _registers(county: County) -> tuple[Person, Any]:
    """A family, somebody registered elsewhere, two who look alike, an empty home, a household without a head."""
    at = SimpleNamespace(building=county.home)
    household, people = making.family(at, "古丽娜·买买提", "买买提·小明")
    making.person(at, "周远行", registered="elsewhere", phone=PHONE, id_number=making.number(3))
    making.alike(at)
    making.dwelling(at, "102")
    registers.form_household(SYSTEM, dwelling=making.dwelling(at, "103"))
    registers.verify_person(SYSTEM, person=people[0])
    with rls.everywhere():
        return Person.unscoped.get(name="周远行"), (household, people[0])


def test_pages_of_the_registers(county: County, open_browser: Any, shoot: Any, axe: Any) -> None:
    page = open_browser(county.people["community_office"], width=1440)
    _check(page, "/console/residents/", "register-empty", shoot, axe)
    _check(page, "/console/residents/lists/duplicates/", "register-duplicates-empty", shoot, axe)
    far, (household, head) = _registers(county)
    with rls.everywhere():
        pair = list(Person.unscoped.filter(name="赵双双").order_by("pk"))
    pages = {
        "all": "residents/",
        "searched": "residents/?q=王&registered=elsewhere",
        "places": "residents/places/",
        "add": f"residents/add/{county.home.pk}/",
        "person": f"residents/{head.pk}/",
        "far": f"residents/{far.pk}/",
        "change": f"residents/{head.pk}/change/",
        "death": f"residents/{far.pk}/death/",
        "erase": f"residents/{far.pk}/erase/",
        "dwellings": f"dwellings/in/{county.home.pk}/",
        "dwelling": f"dwellings/{household.dwelling_id}/",
        "household": f"households/{household.pk}/",
        "merge": f"residents/{pair[0].pk}/merge/{pair[1].pk}/",
        **{name: f"residents/lists/{name}/" for name in ("elsewhere", "unregistered", "headless", "unverified")},
        "duplicates": "residents/lists/duplicates/",
    }
    for name, url in pages.items():
        _check(page, f"/console/{url}", f"register-{name}", shoot, axe)


def test_a_look_is_read_by_the_auditor(county: County, open_browser: Any, shoot: Any, axe: Any) -> None:
    far, _family = _registers(county)
    office = open_browser(county.people["community_office"], width=1440)
    office.goto("/console/residents/?q=周")
    office.get_by_role("link", name="周远行").click()
    assert PHONE not in office.content()
    office.get_by_text("查看一项").click()
    office.get_by_label("内容").select_option("phone")
    office.get_by_label("为什么要看").fill("约上门时间")
    _shot(office, "register-reveal", shoot, axe)
    office.get_by_role("button", name="显示").click()
    assert PHONE in office.content()
    _shot(office, "register-revealed", shoot, axe)
    auditor = county.people["county_administrator"]
    accounts.grant_role(SYSTEM, account=auditor, role="auditor", area=county.root, reason="查阅记录")
    log = open_browser(auditor, width=1440)
    _check(log, "/console/looks/", "privacy-looks", shoot, axe)
    shown = log.content()
    assert "约上门时间" in shown and far.area.name in shown and PHONE not in shown
    _check(log, "/console/looks/?part=residents.address", "privacy-looks-none", shoot, axe)
    _check(open_browser(), "/privacy/", "privacy-kept", shoot, axe)


def test_a_death_is_noted_and_taken_back(county: County, open_browser: Any, shoot: Any, axe: Any) -> None:
    far, _family = _registers(county)
    worker = open_browser(county.people["grid_worker"])
    worker.goto(f"/console/residents/{far.pk}/")
    worker.get_by_role("link", name="登记去世").click()
    worker.get_by_label("家属已告知，或见到死亡证明").check()
    worker.get_by_role("button", name="确认登记去世").click()
    _shot(worker, "register-died", shoot, axe)
    worker.get_by_role("button", name="撤回登记").click()
    worker.get_by_role("link", name="登记去世").wait_for()


def test_pages_of_members(county: County, open_browser: Any, shoot: Any, axe: Any) -> None:
    page = open_browser(county.people["party_affairs"], width=1440)
    _check(page, "/console/members/", "members-empty", shoot, axe)
    row = _member(county)
    for name, url in {
        "all": "members/", "one": f"members/{row.pk}/", "add": "members/add/", "figures": "members/figures/",
        "coverage": "members/coverage/", "uncovered": f"members/coverage/{county.areas['grid'].pk}/",
        "quota": "members/quota/", "transfers": "members/transfers/",
    }.items():  # fmt: skip
        _check(page, f"/console/{url}", f"members-{name}", shoot, axe)


def _member(county: County) -> Any:
    """A member with two households, a check-in and a sign at the door."""
    _registers(county)
    at = SimpleNamespace(building=county.home)
    branch = bodies.organization_by_id(
        min(counties.actor_of(county.people["party_affairs"]).org_ids("membership.view"))
    )
    rules = counties.methods.current_rules("huancui").membership
    who = making.person(at, "梁柏", phone="10066601234")
    row = parties.add_member(SYSTEM, organization=branch, person=who, kind=next(iter(rules.kinds)))
    for room in ("301", "302"):
        household, _people = making.family(at, f"邻居{'甲乙'[room == '302']}", room=room)
        parties.link_household(SYSTEM, membership=row, household=household)
    parties.check_in(SYSTEM, membership=row, compound=territory.create_compound(
        SYSTEM, community=county.areas["community"], name="柳园小区"
    ))  # fmt: skip
    parties.agree_sign(SYSTEM, membership=row, kind=SignKind.DOORPLATE, agreed=True)
    return row


def test_pages_of_selections(county: County, open_browser: Any, shoot: Any, axe: Any) -> None:
    page = open_browser(county.people["community_office"], width=1440)
    _check(page, "/console/selections/", "selections-empty", shoot, axe)
    row = _at_notice(county)
    for name, url in {
        "all": "/console/selections/", "one": f"/console/selections/{row.pk}/", "open": "/console/selections/open/",
        "notice": f"/selections/{row.pk}/", "notices": f"/{county.slug}/selections/",
    }.items():  # fmt: skip
        _check(page, url, f"selections-{name}", shoot, axe)


def test_an_objection_is_sent_by_phone_and_answered(county: County, open_browser: Any, shoot: Any, axe: Any) -> None:
    row = _at_notice(county)
    anybody = open_browser()
    anybody.goto(f"/selections/{row.pk}/")
    anybody.get_by_role("link", name="提出异议").click()
    _shot(anybody, "selections-object", shoot, axe)
    anybody.get_by_label("异议理由").fill("他不住在本社区")
    anybody.get_by_role("button", name="提交").click()
    anybody.get_by_text("已提交").wait_for()
    office = open_browser(county.people["community_office"], width=1440)
    office.goto(f"/console/selections/{row.pk}/")
    _shot(office, "selections-objected", shoot, axe)
    office.locator("a[href^='/console/selections/objections/']").click()
    office.get_by_role("button", name="查看内容").click()
    office.get_by_text("他不住在本社区").wait_for()
    _shot(office, "selections-objection", shoot, axe)
    office.get_by_label("核实结果").fill("查过登记，住在本社区")
    office.get_by_role("button", name="答复").click()
    office.get_by_text("查过登记").first.wait_for()


def _at_notice(county: County) -> Selection:
    """Two stood, one was chosen."""
    post = organizations.create_post(SYSTEM, kind="lane_steward", area=county.areas["community"])
    row = choosing.open_selection(SYSTEM, post=post)
    for name in ("刘小梅", "孙旺"):
        choosing.nominate(SYSTEM, selection=row, name=name, words="愿意为大家做事")
    with rls.everywhere():
        first, second = Candidate.unscoped.filter(selection=row).order_by("pk")
        while row.state != "notice":
            if row.state in ("recommendation", "review"):
                for one in (first, second):
                    choosing.let_through(SYSTEM, candidate=one)
            if row.state == "meeting":
                choosing.record_votes(
                    SYSTEM, selection=row, entitled=50, present=40, votes={first.pk: 30, second.pk: 9}
                )
            row = choosing.advance(SYSTEM, selection=row)
    return row


def _check(page: Any, url: str, name: str, shoot: Any, axe: Any) -> None:
    assert page.goto(url).status == 200, url
    _shot(page, name, shoot, axe)


def _shot(page: Any, name: str, shoot: Any, axe: Any) -> None:
    shoot(page, name)
    axe(page)
