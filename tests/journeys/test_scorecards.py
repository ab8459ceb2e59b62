"""Ratings in Chromium: the ten standards of the model grid on a phone, the result for everybody who may read it, an appeal; and a public strip
over two quarters.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from linli.engines.scorecards import services
from linli.engines.scorecards.models import Result, Round, Seat, Subject
from linli.engines.scorecards.services import Mark
from linli.engines.scorecards.tests import cards, making
from linli.kernel import clock
from tests.journeys import county as counties
from tests.journeys.county import County, actor_of
from tests.kit.places import SYSTEM

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def county(transactional_db: None) -> County:
    return counties.build("longkou")


def test_a_model_grid_from_a_phone_to_an_appeal(county: County, open_browser: Any, shoot: Any, axe: Any) -> None:
    centre = open_browser(county.people["county_centre"], width=1440)
    centre.goto("/console/scorecards/")
    centre.get_by_role("link", name="发起一轮").click()
    shoot(centre, "scorecards-open")
    centre.get_by_role("button", name="保存").click()
    row = Round.unscoped.get()
    for post in ("community_secretary", "community_office", "street_office"):
        _tick(open_browser(county.people[post]), row, shoot if post == "street_office" else None)
    centre.reload()
    shoot(centre, "scorecards-round")
    axe(centre)
    centre.get_by_role("button", name="结束评分并计算").click()
    centre.get_by_role("button", name="公布").click()
    one = Subject.unscoped.get()
    rated = open_browser(county.people["grid_worker"])
    rated.goto(f"/console/scorecards/results/{one.pk}/")
    rated.get_by_text("示范网格", exact=True).first.wait_for()
    shoot(rated, "scorecards-result")
    axe(rated)
    rated.get_by_role("link", name="回应").click()
    rated.get_by_label("您想说的").fill("居民代表那天没来齐")
    rated.get_by_role("button", name="保存").click()
    rated.get_by_role("link", name="申诉").click()
    rated.get_by_label("您想说的").fill("请再看一次居民认可这一项")
    rated.get_by_role("button", name="保存").click()
    _decided(open_browser(county.people["county_leader"], width=1440), one, shoot, axe)
    assert Result.objects.get(subject=one, current=True).exact == "100"


def _tick(page: Any, row: Round, shoot: Any) -> None:
    """Everything met but the last standard."""
    page.goto("/ratings/")
    page.get_by_role("link", name=row.label).click()
    fields = page.locator("fieldset.field")
    for number in range(10):
        fields.nth(number).get_by_text("未达到" if number == 9 else "达到", exact=True).click()
    if shoot:
        shoot(page, "scorecards-rate")
    page.get_by_role("button", name="保存本页全部打分").click()
    page.get_by_text("已打完").wait_for()
    if shoot:
        shoot(page, "scorecards-mine")


def _decided(page: Any, one: Subject, shoot: Any, axe: Any) -> None:
    page.goto("/console/scorecards/appeals/")
    page.get_by_role("link", name=one.name).click()
    page.get_by_role("link", name="作出决定").click()
    page.get_by_label("居民认可").fill("1")
    page.get_by_text("成立，予以更正").click()
    page.get_by_label("原因").fill("补录后全部认可")
    shoot(page, "scorecards-decide")
    axe(page)
    page.get_by_role("button", name="保存").click()
    page.get_by_text("补录后全部认可").first.wait_for()
    shoot(page, "scorecards-decided")


def test_a_public_strip_over_two_quarters(county: County, open_browser: Any, shoot: Any, axe: Any) -> None:
    raters = {"community": cards.raters(posts=["community_office"])}
    making.install(county.root, colours=cards.tables(subject="grid", raters=raters))
    for on in (clock.today() - timedelta(days=100), clock.today()):
        row = services.open_round(SYSTEM, county=county.root, card="colours", on=on)
        one = Subject.unscoped.get(round=row)
        rater = actor_of(county.people["community_office"])
        services.rate(rater, seat=Seat.objects.get(round=row), marks={one.pk: {"work": Mark("59.99")}})
        services.publish_round(SYSTEM, round_=services.close_round(SYSTEM, round_=row))
    guest = open_browser()
    guest.goto(f"/scores/{county.slug}/")
    guest.get_by_role("link", name="四色评价").first.click()
    axe(guest)
    guest.get_by_role("link", name=one.name).click()
    guest.get_by_text("59.99").first.wait_for()
    guest.get_by_text("black").first.wait_for()
    shoot(guest, "scorecards-public")
    axe(guest)
