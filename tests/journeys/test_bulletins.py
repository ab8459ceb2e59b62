"""Bulletins in Chromium: drafted, commented and handed in by the centre, signed by a leader, read by a grid worker and by everybody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from linli.domains.bulletins import services
from linli.domains.bulletins.models import Bulletin
from linli.kernel import clock
from tests.journeys import county as counties
from tests.journeys.county import County

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def county(transactional_db: None) -> County:
    return counties.build("longkou")


def test_from_a_period_that_is_over_to_everybody(county: County, open_browser: Any, shoot: Any, axe: Any) -> None:
    services.draft_due()
    centre, leader = open_browser(county.people["county_centre"]), open_browser(county.people["county_leader"])
    row = Bulletin.unscoped.get(county=county.root, kind="quarterly")
    centre.goto("/console/bulletins/")
    shoot(centre, "bulletins-list")
    axe(centre)
    centre.get_by_role("link", name=row.title).click()
    centre.get_by_role("link", name="写点评").first.click()
    centre.get_by_label("点评").fill("响应率平稳\n下季度重点看重办")
    centre.get_by_role("button", name="保存").click()
    centre.get_by_role("button", name="送签").click()
    centre.get_by_text("待签发").first.wait_for()
    leader.goto(f"/console/bulletins/{row.pk}/")
    leader.get_by_role("button", name="签发", exact=True).click()
    leader.get_by_text("签发人").first.wait_for()
    shoot(leader, "bulletins-one")
    axe(leader)
    worker = open_browser(county.people["grid_worker"])
    worker.goto("/console/bulletins/")
    worker.get_by_role("link", name=row.title).click()
    worker.get_by_text("下季度重点看重办").wait_for()
    anybody = open_browser()
    anybody.goto(f"/{county.root.slug}/bulletins/")
    shoot(anybody, "bulletins-county")
    anybody.get_by_role("link", name=row.title).click()
    anybody.get_by_text("下季度重点看重办").wait_for()
    with anybody.expect_download() as taken:
        anybody.get_by_role("link", name="下载 CSV 表").click()
    assert taken.value.suggested_filename.endswith(f"{clock.today():%Y%m%d}.csv")
    shoot(anybody, "bulletins-read")
    axe(anybody)
    look(county, open_browser, shoot, axe, row)


def look(county: County, open_browser: Any, shoot: Any, axe: Any, row: Bulletin) -> None:
    """The other pages, also on a phone; a recalled one says why."""
    leader = open_browser(county.people["county_leader"], width=1440)
    for name, url in {"print": f"{row.pk}/print/", "recall": f"{row.pk}/recall/"}.items():
        assert leader.goto(f"/console/bulletins/{url}").status == 200
        shoot(leader, f"bulletins-{name}")
        axe(leader)
    leader.get_by_label("原因").fill("漏统计了一个社区")
    leader.get_by_role("button", name="撤回通报").click()
    leader.get_by_text("已撤回，不再有效").wait_for()
    anybody = open_browser(width=360)
    anybody.goto(f"/bulletins/{row.pk}/")
    anybody.get_by_text("漏统计了一个社区").wait_for()
    centre = open_browser(county.people["county_centre"], width=360)
    centre.goto("/console/bulletins/draft/")
    centre.get_by_label("类别").select_option("monthly")
    centre.get_by_label("所属周期").fill((clock.today().replace(day=1) - timedelta(days=40)).isoformat())
    centre.get_by_role("button", name="保存").click()
    centre.get_by_role("button", name="送签").wait_for()
    shoot(centre, "bulletins-draft-phone")
    axe(centre)
