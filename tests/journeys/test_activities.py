"""Themed activities in Chromium: a community plans its quarterly one and its project, writes down how they went; a resident sees what comes."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from linli.domains.activities import services
from linli.domains.activities.models import Activity
from linli.kernel import clock
from tests.journeys import county as counties
from tests.journeys.county import County
from tests.kit.places import SYSTEM

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def county(transactional_db: None) -> County:
    return counties.build("longkou")


def picture(folder: Path) -> str:
    out = BytesIO()
    Image.new("RGB", (320, 240), "seagreen").save(out, "JPEG")
    path = folder / "day.jpg"
    path.write_bytes(out.getvalue())
    return str(path)


def test_a_community_holds_its_activity_and_everybody_reads_what_is_next(
    county: County, open_browser: Any, shoot: Any, axe: Any, tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    place, page = county.areas["community"], open_browser(county.people["community_office"])
    page.goto("/console/activities/")
    page.get_by_role("main").get_by_role("link", name="我爱我家").first.click()
    page.get_by_label("开展单位").select_option(label=place.name)
    page.get_by_label("标题").fill("邻里百家宴")
    page.get_by_label("日期").fill(clock.today().isoformat())
    page.get_by_label("地点").fill("中心广场")
    page.get_by_label("自选内容").fill("百家宴\n义诊")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("已计划").first.wait_for()
    visitor = open_browser()
    visitor.goto(f"/{county.root.slug}/activities/")
    visitor.get_by_text("邻里百家宴").wait_for()
    shoot(visitor, "activities-near")
    axe(visitor)
    page.get_by_role("link", name="填写开展情况").click()
    page.get_by_label("百家宴").fill("摆了三十桌")
    page.get_by_label("参加人数").fill("120")
    page.locator("input[type=file]").first.set_input_files(picture(tmp_path))
    shoot(page, "activities-hold")
    axe(page)
    page.get_by_role("button", name="保存").click()
    page.get_by_text("120 人参加").first.wait_for()
    made = Activity.unscoped.get()
    assert (made.state, made.came, made.pictures.count()) == ("held", 120, 1)
    project = services.plan_activity(
        SYSTEM,
        programme="hundred_scenes",
        area=place,
        on=clock.today(),
        title="口袋公园",
        place="三号院",
        own=["设计", "栽树"],
    )
    wide = open_browser(county.people["community_office"], width=1440)
    wide.goto(f"/console/activities/{project.pk}/")
    wide.get_by_role("button", name="项目开工").click()
    wide.get_by_text("已开工").first.wait_for()
    for name, url in {
        "all": "", "coverage": "of/our_home/", "project-coverage": "of/hundred_scenes/", "plan": "of/our_home/plan/",
        "held": f"{made.pk}/", "project": f"{project.pk}/", "change": f"{made.pk}/cancel/",
    }.items():  # fmt: skip
        assert wide.goto(f"/console/activities/{url}").status == 200, url
        shoot(wide, f"activities-{name}")
        axe(wide)
