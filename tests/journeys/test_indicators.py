"""Rates and rankings in Chromium: a figure is followed to its case, the case taken out and objected to; all pages at three widths."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from linli.domains.cases import selectors as cases
from linli.domains.cases import services
from linli.domains.indicators import services as indicators
from linli.foundation.organizations import selectors as organizations
from linli.kernel import clock
from tests.journeys import county as counties
from tests.journeys.county import County
from tests.kit.places import SYSTEM

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "10000008888"


@pytest.fixture
def county(transactional_db: None) -> County:
    return counties.build("qihe")


def _solved(county: County) -> Any:
    """A resident's report, solved and confirmed at once."""
    report = services.Report(
        county=county.areas["county"], area=county.areas["grid"], category=cases.category_by_key("social/request/0604"),
        text="楼下垃圾堆了三天没人清", source="console", contact_phone=PHONE,
    )  # fmt: skip
    case = services.open_case(SYSTEM, report=report).case
    services.accept_case(SYSTEM, case=case)
    services.resolve_case(SYSTEM, case=case, text="垃圾已经全部清走", public_words="垃圾已经清走")
    services.verify_case(SYSTEM, case=case)
    services.confirm_case(case.reporters.select_related("case").get(), solved=True, stars=5)
    return case


def _theme(county: County) -> Any:
    month = clock.today().replace(day=1)
    body = organizations.organizations_in(county.areas["county"])[0]
    theme = indicators.set_theme(
        SYSTEM, county=county.areas["county"], month=month, title="物业收费公开", why="来电最多"
    )
    problem = indicators.set_problem(
        SYSTEM, theme=theme, title="收支不公示", lead=body, categories=["social/request/06"], measure="resolution"
    )
    task = indicators.add_task(SYSTEM, problem=problem, words="每季度公示一次收支", due_on=clock.today())
    indicators.finish_task(SYSTEM, task=task, words="已经公示")
    indicators.add_task(SYSTEM, problem=problem, words="公布监督电话", due_on=clock.today() - timedelta(days=3))
    return theme


def test_a_figure_is_followed_to_its_case_and_the_case_taken_out(
    county: County, open_browser: Any, shoot: Any, axe: Any
) -> None:
    case = [_solved(county) for _ in range(5)][-1]
    theme = _theme(county)
    page = open_browser(county.people["county_centre"])
    page.goto("/console/indicators/?period=year")
    page.locator("tbody tr").first.locator("a").nth(1).click()
    page.get_by_role("heading", name="响应率").wait_for()
    page.goto(f"/console/cases/{case.ref}/")
    page.get_by_role("link", name="剔除考核").click()
    page.locator("label.choice", has=page.locator("input[value=unverifiable]")).click()
    page.get_by_label("说两句").fill("三次上门没有找到")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("已剔除").wait_for()
    shoot(page, "indicators-case")
    other = open_browser(county.people["community_office"], width=1440)
    other.goto(f"/console/cases/{case.ref}/")
    other.get_by_role("link", name="提出异议").click()
    other.get_by_label("原因").fill("我们上门见到了人")
    other.get_by_role("button", name="保存").click()
    other.get_by_text("我们上门见到了人").first.wait_for()
    page = open_browser(county.people["county_centre"], width=1440)
    for name, url in {
        "figures": "indicators/?period=year", "work": "indicators/?period=year&table=work&by=grid",
        "doors": "indicators/?period=year&table=doors&by=source", "rows": "indicators/rows/?i=reported&part=counted&period=year",
        "campaigns": "indicators/campaigns/", "campaign": "indicators/campaigns/property/", "callers": "indicators/callers/",
        "themes": "themes/", "theme": f"themes/{theme.pk}/", "problem": f"themes/{theme.pk}/problem/",
        "exclude": f"indicators/exclude/{case.ref}/", "print": "indicators/print/?period=year",
    }.items():  # fmt: skip
        assert page.goto(f"/console/{url}").status == 200, url
        shoot(page, f"indicators-{name}")
        axe(page)
