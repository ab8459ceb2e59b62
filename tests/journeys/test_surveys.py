"""Surveys of compounds in Chromium: a survey is written down on a phone, and all pages at three widths."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from linli.domains.surveys import services as surveys
from linli.domains.surveys.models import Survey
from linli.domains.surveys.tests.making import facts
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from tests.journeys import county as counties
from tests.journeys.county import County
from tests.kit.places import SYSTEM

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def county(transactional_db: None) -> County:
    return counties.build("leshan")


def test_a_compound_is_surveyed_and_its_pages_are_shown(
    county: County, open_browser: Any, shoot: Any, axe: Any
) -> None:
    place = territory.compounds_in(SYSTEM, county.areas["community"])[0]
    page = open_browser(county.people["community_office"])
    page.goto("/console/surveys/")
    page.get_by_role("link", name=place.name).click()
    page.get_by_role("link", name="开始调研").click()
    for label, words in (("总户数", "320"), ("空置户数", "18"), ("楼栋数", "8"), ("住在小区的党员（名）", "21")):
        page.get_by_label(label).fill(words)
    for choice in ("parking", "lift"):
        page.locator("label.choice", has=page.locator(f"input[name=q_wishes][value={choice}]")).click()
    page.get_by_label("小区党建可行性").select_option("ready")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("具备条件").wait_for()
    made = Survey.unscoped.get()
    assert (made.homes, made.answers) == (320, {"wishes": ["parking", "lift"], "members": 21, "feasible": "ready"})
    surveys.record_survey(
        SYSTEM, compound=place, facts=facts(), answers={"wishes": ["lift"]}, on=clock.today() - timedelta(days=365)
    )
    page = open_browser(county.people["community_office"], width=1440)
    for name, url in {
        "all": "", "never": "?which=never", "figures": "figures/", "one": f"at/{place.pk}/", "add": f"at/{place.pk}/add/",
        "correct": f"{made.pk}/correct/",
    }.items():  # fmt: skip
        assert page.goto(f"/console/surveys/{url}").status == 200, url
        shoot(page, f"surveys-{name}")
        axe(page)
