"""The console and the board in a browser: every page at three widths, and what an office does all day."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from linli.domains.cases.models import Approval, Case
from linli.domains.cases.states import State
from tests.journeys import offices
from tests.journeys.county import County

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = "table[data-queue] tbody tr"


@pytest.fixture
def work(transactional_db: None) -> tuple[County, list[Case]]:
    return offices.at_work()


def test_pages_of_the_console_and_the_board(
    work: tuple[County, list[Case]], open_browser: Any, shoot: Any, axe: Any
) -> None:
    county, cases = work
    page = open_browser(county.people["county_centre"], width=1440)
    for name, url in _pages(county, cases).items():
        _check(page, url, f"console-{name}", shoot, axe)
    page = open_browser(county.people["county_administrator"], width=1440)
    for name, url in {"accounts": "/console/accounts/", "staff-add": "/console/staff/add/"}.items():
        _check(page, url, f"console-{name}", shoot, axe)
    page = open_browser(county.people["grid_worker"])
    _check(page, "/notices/", "field-notices", shoot, axe)
    _check(page, "/console/accounts/", "error-403", shoot, axe, status=403)


#: Where the entry stands and how wide its strip is shown; which strips, or entries of one, moved after they were seen. (A row of
#: buttons that is painted while half of it has arrived moves too; that is how a browser shows a page that is still coming.)
STANDS = """() => [".tabs", ".side"].map((name) => {
  const strip = document.querySelector(name), one = strip.querySelector("[aria-current]");
  const box = one.getBoundingClientRect(), frame = strip.getBoundingClientRect();
  return [box.left - frame.left, frame.right - box.right];
})"""
MOVED = """() => new Promise((done) => {
  const strips = [...document.querySelectorAll(".tabs, .side")], moved = [];
  const inStrip = (node) => strips.some((strip) => strip.contains(node));
  new PerformanceObserver((list) => list.getEntries().forEach((shift) => moved.push(
    ...shift.sources.map((source) => source.node).filter(inStrip).map((node) => node.outerHTML ?? node.textContent))))
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(moved), 300);
})"""


def test_the_current_tab_of_a_strip_is_in_sight_on_a_phone(work: tuple[County, list[Case]], open_browser: Any) -> None:
    county, _ = work
    page = open_browser(county.people["county_centre"], width=360)
    for tab in ("", "?tab=watched", "?tab=ended", "?tab=any"):
        page.goto(f"/console/{tab}")
        assert page.evaluate("() => document.querySelector('.tabs').scrollWidth") > 360, (
            "the strip is wider than the phone"
        )
        assert all(beside >= 0 for pair in page.evaluate(STANDS) for beside in pair), tab
        assert page.evaluate("() => [scrollX, scrollY]") == [0, 0]
        assert page.evaluate(MOVED) == []


def _pages(county: County, cases: list[Case]) -> dict[str, str]:
    body = Case.unscoped.get(pk=cases[1].pk).whistles.get().calls.first().organization_id
    return {
        "queue": "/console/",
        "queue-filtered": "/console/?tab=all&due=3",
        "queue-empty": "/console/?tab=watched",
        "case-late": f"/console/cases/{cases[0].ref}/",
        "case-whistled": f"/console/cases/{cases[1].ref}/",
        "case-printed": f"/console/cases/{cases[1].ref}/print/",
        "dispatch": f"/console/cases/{cases[0].ref}/dispatch/",
        "register": "/console/new/",
        "export": "/console/export/",
        "whistles": "/console/whistles/",
        "arbitration": "/console/arbitration/",
        "decide": f"/console/arbitration/{Approval.objects.get().pk}/",
        "notices": "/notices/",
        "messages": "/console/messages/",
        "messages-stop": "/console/messages/stop/",
        "territory": "/console/territory/",
        "area": f"/console/territory/{county.areas['community'].pk}/",
        "organizations": "/console/organizations/",
        "organization": f"/console/organizations/{body}/",
        "vacancies": "/console/organizations/vacancies/",
        "duties": "/console/organizations/duties/",
        "staff": "/console/staff/",
        "card": f"/console/staff/{county.people['grid_worker'].card_id}/",
        "devices": "/me/devices/",
        "methods": "/methods/",
        "board": "/board/",
        "board-community": f"/board/{county.areas['community'].pk}/",
        "wall": "/board/?wall=1",
    }


def test_pages_of_nobody_in_particular(transactional_db: None, open_browser: Any, shoot: Any, axe: Any) -> None:
    page = open_browser(width=1440)
    _check(page, "/sign-in/", "sign-in", shoot, axe)
    _check(page, "/no/such/page/", "error-404", shoot, axe, status=404)


def test_a_day_at_the_centre(work: tuple[County, list[Case]], open_browser: Any) -> None:
    county, cases = work
    page = open_browser(county.people["county_centre"], width=1440)
    _filter_and_keep(page, len(cases))
    _walk_by_keyboard(page)
    _look_at_the_case(page, late=cases[0], whistled=cases[1])
    _decide(page, cases[2])
    _give_away(page, [cases[0], cases[3]])
    leader = open_browser(county.people["county_leader"], width=1440)
    _drill_down(leader, county, cases[0])


def _filter_and_keep(page: Any, total: int) -> None:
    """A filter stands in the address, takes effect at once, and can be kept as a view."""
    page.goto("/console/?tab=all")
    expect(page.locator(ROWS)).to_have_count(total)
    page.locator("#id_state").select_option("whistled")
    page.wait_for_url("**state=whistled**")
    expect(page.locator(ROWS)).to_have_count(1)
    page.locator("#id_name").fill("在响的哨")
    page.locator("form[action='/console/views/'] button").click()
    page.goto("/console/")
    page.get_by_role("link", name="在响的哨").click()
    expect(page.locator(ROWS)).to_have_count(1)


def _walk_by_keyboard(page: Any) -> None:
    """J goes down, X ticks, Enter opens, a slash searches."""
    page.goto("/console/?tab=all")
    for key in ("j", "j", "x"):
        page.keyboard.press(key)
    expect(page.locator(ROWS).nth(1).locator(".pick")).to_be_checked()
    expect(page.locator("[data-bulk]")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/cases/**")
    page.keyboard.press("/")
    expect(page.locator("[data-search]")).to_be_focused()


def _look_at_the_case(page: Any, *, late: Case, whistled: Case) -> None:
    """The line travelled, the ring of the called, and every clock."""
    page.goto(f"/console/cases/{whistled.ref}/")
    assert page.locator(".route li").count() >= 3
    expect(page.locator(".ring__seg")).to_have_count(2)
    expect(page.locator(".ring__big").first).to_have_text("1 / 2")
    page.goto(f"/console/cases/{late.ref}/")
    assert page.locator(".clock[data-state=late]").count() >= 1


def _decide(page: Any, case: Case) -> None:
    """What was given back is decided in a dialog over the list."""
    page.goto("/console/arbitration/")
    page.get_by_role("link", name=case.title).click()
    sheet = page.get_by_role("dialog")
    sheet.locator("[name=granted][value=no]").check()
    sheet.locator("[name=words]").fill("按责任清单由你处办理")
    sheet.locator("button.btn--primary").click()
    page.wait_for_url("**/console/arbitration/")
    expect(page.get_by_role("link", name=case.title)).to_have_count(0)
    assert Case.unscoped.get(pk=case.pk).at is not State.RETURNED


def _give_away(page: Any, cases: list[Case]) -> None:
    """Ticked cases are given to one department at once."""
    page.goto("/console/?tab=all")
    for case in cases:
        page.locator(f".pick[value='{case.ref}']").check()
    expect(page.locator("[data-bulk-text]")).to_contain_text("2")
    page.locator("button[formaction='/console/assign/']").click()
    department = page.locator("[name=target] option[value^='o:']").first.get_attribute("value")
    page.locator("[name=target]").select_option(department)
    page.locator("form[action='/console/assign/'] button.btn--primary").click()
    page.wait_for_url("**/console/?**")
    given = Case.unscoped.filter(pk__in=[case.pk for case in cases])
    assert {f"o:{case.handler_org_id}" for case in given} == {department}


def _drill_down(page: Any, county: County, late: Case) -> None:
    """From the county to the community by its cells, and from a figure to the rows that it counts."""
    page.goto("/board/")
    for rank in ("township", "community"):
        page.locator(f"a[href^='/board/{county.areas[rank].pk}/']").first.click()
        page.wait_for_url(f"**/board/{county.areas[rank].pk}/**")
    figure = page.locator(".kpi--late")
    counted = int(re.sub(r"\D", "", figure.locator(".kpi__fig").inner_text()))
    figure.click()
    expect(page.locator(ROWS)).to_have_count(counted)
    expect(page.get_by_role("link", name=late.title)).to_be_visible()


def _check(page: Any, url: str, name: str, shoot: Any, axe: Any, status: int = 200) -> None:
    assert page.goto(url).status == status, url
    shoot(page, name)
    axe(page)
