"""Ratings in Chromium: the ten standards of the model grid on a phone, the result for everybody who may read it, an appeal; a public strip over
two quarters; and an appeal with a picture that changes what everybody reads.
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


def test_an_appeal_with_a_picture_changes_what_everybody_reads(
    county: County, open_browser: Any, shoot: Any, axe: Any
) -> None:
    """Rated on a phone with a picture, published, replied to and appealed against by the rated, decided by somebody who had no hand in it."""
    raters = {"community": cards.raters(posts=["community_office"])}
    criteria = {
        "clean": cards.criterion(label="楼道整洁", weight=60, evidence="wanted", about="每层都看一看"),
        "open": cards.criterion(label="公开到位", weight=40),
    }
    said = cards.tables(
        subject="grid", raters=raters, criteria=criteria, shows_evidence=True, bands=_COLOURS, runs=()
    )  # fmt: skip
    making.install(county.root, colours=said)
    row = services.open_round(SYSTEM, county=county.root, card="colours")
    rater = open_browser(county.people["community_office"])
    rater.goto("/ratings/")
    rater.get_by_role("link", name="四色评价").click()
    rater.get_by_label("楼道整洁").fill("30")
    rater.get_by_label("看到的情况").fill("三楼堆了杂物")
    rater.locator("input[type=file]").set_input_files(_picture(200))
    rater.get_by_label("公开到位").fill("29.5")
    shoot(rater, "scorecards-rate-evidence")
    axe(rater)
    rater.get_by_role("button", name="保存本页全部打分").click()
    rater.get_by_text("已打完").wait_for()
    services.publish_round(SYSTEM, round_=services.close_round(SYSTEM, round_=row))
    one = Subject.unscoped.get(round=row)
    rated = open_browser(county.people["grid_worker"])
    rated.goto(f"/console/scorecards/results/{one.pk}/")
    rated.get_by_text("三楼堆了杂物").wait_for()
    for name, words in (("回应", "杂物已经清走"), ("申诉", "杂物是当天搬家的，请看照片")):
        rated.get_by_role("link", name=name).click()
        rated.get_by_label("您想说的").fill(words)
        rated.locator("input[type=file]").set_input_files(_picture(len(words)))
        shoot(rated, f"scorecards-say-{name}")
        rated.get_by_role("button", name="保存").click()
    assert rated.locator(".photo img").count() == 3
    shoot(rated, "scorecards-result-evidence")
    axe(rated)
    guest = open_browser()
    guest.goto(f"/scores/result/{one.pk}/")
    guest.get_by_text("59.50").first.wait_for()
    guest.get_by_text("待处理").wait_for()
    _upheld(open_browser(county.people["county_leader"], width=1440), one, shoot, axe)
    guest.reload()
    guest.get_by_text("79.50").first.wait_for()
    guest.get_by_text("这个结果已在").wait_for()
    assert guest.locator(".photo").count() == 0, "pictures are for staff"
    shoot(guest, "scorecards-public-upheld")
    axe(guest)


_COLOURS = (
    cards.band("green", 75, label="绿", tone="solved"),
    cards.band("yellow", 0, label="黄", tone="soon"),
)


def _picture(shade: int) -> dict[str, Any]:
    return {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": making.photo(shade)}


def _upheld(page: Any, one: Subject, shoot: Any, axe: Any) -> None:
    page.goto("/console/scorecards/appeals/")
    page.get_by_role("link", name=one.name).click()
    assert page.locator(".photo img").count() == 3, "who decides sees what raters saw, the reply's and the appeal's"
    page.get_by_role("link", name="作出决定").click()
    page.get_by_label("楼道整洁").fill("50")
    page.get_by_text("成立，予以更正").click()
    page.get_by_label("原因").fill("照片属实")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("照片属实").first.wait_for()
    shoot(page, "scorecards-upheld")
    axe(page)
