"""Property services in Chromium: a quarterly rating by link on a phone down to the public strip; and from the black list to its end."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from linli.domains.cases.tests.making import photo
from linli.domains.property import services
from linli.domains.property.models import Contract, Order
from linli.domains.property.states import State
from linli.domains.property.tests import making
from linli.engines.scorecards import selectors as rounds
from linli.engines.scorecards import services as scoring
from linli.engines.scorecards.models import Round
from linli.engines.scorecards.services import Mark
from linli.foundation.access import selectors as access
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from tests.journeys import county as counties
from tests.journeys.county import County, actor_of
from tests.kit.places import SYSTEM

pytestmark = pytest.mark.django_db(transaction=True)
CRITERIA = ("clean", "safety", "repair", "manner")


@pytest.fixture
def county(transactional_db: None) -> County:
    return counties.build("qihe")


def served(county: County) -> Contract:
    """The compound is served, and three of its residents agreed to rate."""
    place = territory.compounds_in(SYSTEM, county.areas["community"])[0]
    office = actor_of(county.people["community_office"])
    firm = making.company(None, "安居物业", area=county.root)
    made = services.sign_contract(office, compound=place, company=firm, form="market", starts_on=date(2025, 1, 1))
    for name in ("林小满", "夏至", "秋分"):
        one = making.person(None, name, area=county.home, phone="")
        services.add_panellist(office, compound=place, person=one)
    return made


def opened(county: County, on: date) -> Round:
    return scoring.open_round(SYSTEM, county=county.root, card="property", on=on)


def finished(county: County, on: date, mark: str) -> None:
    """A quarter in which everybody gives the same."""
    row = opened(county, on)
    for seat, subjects in rounds.seats_of_round(row):
        token = scoring.give_link(SYSTEM, seat=seat)
        said = {one.pk: {code: Mark(mark) for code in CRITERIA} for one in subjects}
        scoring.rate(Actor.public(), seat=seat, marks=said, token=token)
    scoring.publish_round(SYSTEM, round_=scoring.close_round(SYSTEM, round_=row))


def test_a_quarter_is_rated_by_link_and_everybody_sees_its_colour(
    county: County, open_browser: Any, shoot: Any, axe: Any
) -> None:
    made = served(county)
    finished(county, clock.today() - timedelta(days=100), "16")
    row = opened(county, clock.today())
    office = open_browser(county.people["community_office"], width=1440)
    office.goto(f"/console/property/compounds/{made.compound_id}/panel/")
    shoot(office, "property-panel")
    axe(office)
    office.locator("a[href*='/draws/']").first.click()
    shoot(office, "property-draw")
    axe(office)
    office.get_by_role("button", name="制作打分链接").click()
    office.get_by_text("只显示这一次").wait_for()
    links = [office.locator("code").nth(number).inner_text() for number in range(3)]
    for number, link in enumerate(links):
        _rate(open_browser(), link, shoot if number == 0 else None)
    centre = open_browser(county.people["county_centre"], width=1440)
    centre.goto(f"/console/scorecards/{row.pk}/")
    centre.get_by_role("button", name="结束评分并计算").click()
    centre.get_by_role("button", name="公布").click()
    guest = open_browser()
    guest.goto(f"/c/{county.slug}/")
    guest.get_by_role("link", name="物业服务怎么评的").click()
    guest.get_by_text("95.00").wait_for()
    shoot(guest, "property-public-county")
    axe(guest)
    guest.get_by_role("link", name="一号院").click()
    guest.get_by_text("怎么算的").first.wait_for()
    shoot(guest, "property-public-compound")
    axe(guest)
    guest.get_by_role("link", name="安居物业").click()
    guest.get_by_role("heading", name="安居物业").wait_for()
    shoot(guest, "property-public-company")
    axe(guest)


def _rate(page: Any, link: str, shoot: Any) -> None:
    page.goto("/" + link.split("/", 3)[3])
    for field in page.locator("input[name^=m]").all():
        field.fill("19")
    if shoot:
        shoot(page, "property-rate")
    page.get_by_role("button", name="保存本页全部打分").click()
    page.get_by_text("已保存").first.wait_for()


def test_from_the_black_list_to_its_end(county: County, open_browser: Any, shoot: Any, axe: Any) -> None:
    made = served(county)
    for days in (200, 100):
        finished(county, clock.today() - timedelta(days=days), "11")
    order = Order.objects.get()
    clerk = making.employee(None, made.company)
    firm = open_browser(access.account_by_id(clerk.account_id))
    firm.goto("/console/property/orders/")
    shoot(firm, "property-orders")
    axe(firm)
    firm.get_by_role("link", name="安居物业").click()
    firm.get_by_role("link", name="交整改证明").click()
    firm.get_by_label("整改了什么").fill("楼道灯全部换新")
    firm.get_by_label("照片").set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    firm.get_by_role("button", name="保存").click()
    firm.get_by_text("楼道灯全部换新").first.wait_for()
    office = open_browser(county.people["community_office"], width=1440)
    office.goto(f"/console/property/orders/{order.pk}/")
    shoot(office, "property-order")
    axe(office)
    office.get_by_role("link", name="接受整改证明", exact=True).click()
    office.get_by_label("原因").fill("现场看过，都好了")
    office.get_by_role("button", name="保存").click()
    office.get_by_text("整改到位").first.wait_for()
    assert Order.objects.get().state == State.ACCEPTED
    for name, address in {
        "contracts": "", "figures": "figures/", "unserved": "unserved/", "reports": "reports/",
        "contract": f"contracts/{made.pk}/", "compound": f"compounds/{made.compound_id}/", "sign": f"compounds/{made.compound_id}/sign/",
        "company": f"companies/{made.company_id}/", "complaints": f"compounds/{made.compound_id}/complaints/",
    }.items():  # fmt: skip
        assert office.goto(f"/console/property/{address}").status == 200, address
        shoot(office, f"property-{name}")
        axe(office)
