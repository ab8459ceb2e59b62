"""The main job, in a browser, under five methods: the same report takes five different ways to "solved, says the resident"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from linli.domains.cases.models import Case
from linli.domains.cases.states import State
from linli.domains.cases.tests.making import photo
from tests.journeys import county as counties
from tests.journeys.county import County

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "南门外雨水口堵了，下雨积水到脚踝，老人过不去"

#: Method → who gets a report about a building first: each county's own way.
FIRST = {
    "qihe": "building_head",
    "longkou": "unit_worker",
    "huancui": "grid_worker",
    "xiejiaji": "building_head",
    "leshan": "estate_secretary",
}


@pytest.mark.parametrize("method", FIRST)
def test_a_problem_travels_to_solved(
    method: str, open_browser: Any, shoot: Callable[..., None], axe: Callable[..., None]
) -> None:
    county = counties.build(method)
    resident = open_browser()
    if method != "huancui":
        axe = _nothing  # the pages are the same; one county's are looked at for everything
    link = _report(resident, county, shoot if method == "huancui" else None, axe if method == "huancui" else None)
    case = Case.unscoped.get()
    code, handler = county.by_card(case.handler_id)
    assert code == FIRST[method]
    _handle(open_browser(handler), case, method, shoot, axe)
    _verify(county, case, handler, open_browser)
    _confirm(resident, link, method, shoot, axe)
    assert Case.unscoped.get().at is State.CONFIRMED


def test_it_works_with_script_off(open_browser: Any) -> None:
    county = counties.build("huancui")
    resident = open_browser(script=False)
    link = _report(resident, county, None, None)
    case = Case.unscoped.get()
    _, handler = county.by_card(case.handler_id)
    worker = open_browser(handler, script=False)
    worker.goto(f"/field/case/{case.ref}/")
    worker.get_by_role("button", name="我来办").click()
    assert Case.unscoped.get().at is State.HANDLING
    resident.goto(link)
    assert resident.get_by_role("heading", name=case.title).is_visible()


def test_what_was_typed_survives_the_back_button(open_browser: Any) -> None:
    county = counties.build("huancui")
    resident = open_browser()
    _to_step_two(resident, county)
    resident.fill("#id_text", TEXT)
    resident.get_by_text("积水漏水").click()
    resident.get_by_role("button", name="下一步").click()
    resident.go_back()
    resident.reload()
    assert resident.input_value("#id_text") == TEXT


def test_the_same_nearby_is_offered_with_the_way_on_in_sight(open_browser: Any) -> None:
    county = counties.build("huancui")
    _report(open_browser(), county, None, None)
    case = Case.unscoped.get()
    neighbour = open_browser()
    _to_step_two(neighbour, county)
    neighbour.fill("#id_text", TEXT)
    neighbour.get_by_text("积水漏水").click()
    neighbour.get_by_role("button", name="下一步").click()
    offer = neighbour.locator("[role=alert] .offer")
    assert case.category.name in offer.inner_text()
    assert "1 人报过" in offer.inner_text()
    assert "南门外" not in offer.inner_text()  # nobody's own words
    on = neighbour.get_by_role("button", name="我的是另一件")
    box = on.bounding_box()
    assert box["y"] + box["height"] < 800 - neighbour.locator(".tabbar").bounding_box()["height"]
    offer.get_by_role("button").click()
    neighbour.wait_for_url("**/receipt/**")
    assert case.reporters.count() == 2


def _to_step_two(page: Any, county: County) -> None:
    page.goto(f"/c/{county.slug}/")
    page.get_by_role("link", name="报一个问题").first.click()
    page.goto(f"/c/{county.slug}/report/place/?at={county.areas['building'].parent_id}")
    page.locator(f"button[name=place][value='area:{county.home.pk}']").click()
    page.fill("#id_words", "南门外")
    page.get_by_role("button", name="下一步").click()


def _report(page: Any, county: County, shoot: Any, axe: Any) -> str:
    """The four steps; returns the secret link of the receipt."""
    _to_step_two(page, county)
    page.set_input_files("input[name=photos]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    page.fill("#id_text", TEXT)
    page.get_by_text("积水漏水").click()
    _look(page, "portal-report", shoot, axe)
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name="提交", exact=True).click()
    page.wait_for_url("**/receipt/**")
    _look(page, "portal-receipt", shoot, axe)
    link = page.get_by_role("link", name="看进度").get_attribute("href")
    assert link
    return str(link)


def _handle(page: Any, case: Case, method: str, shoot: Any, axe: Any) -> None:
    page.goto("/field/")
    _look(page, f"field-home-{method}", shoot, axe)
    page.get_by_role("link", name=case.title).click()
    _look(page, f"field-case-{method}", shoot, axe)
    page.get_by_role("button", name="我来办").click()
    page.get_by_role("link", name="办好了，拍照").click()
    form = page.locator("#resolve")
    form.locator("input[type=file]").set_input_files(
        {"name": "b.jpg", "mimeType": "image/jpeg", "buffer": photo(color="green")}
    )
    form.get_by_label("怎么办的").fill("雨水口清通了，路面没有积水")
    form.get_by_role("button", name="办好了，交上去").click()
    assert Case.unscoped.get().at is State.RESOLVED


def _verify(county: County, case: Case, handler: Any, open_browser: Any) -> None:
    """The tier's own verifier, on the console."""
    from linli.foundation.methods import selectors as methods

    posts = methods.rules_for(case.release_id).cases.tier(case.tier).verifier_posts
    verifier = next(county.people[code] for code in posts if code in county.people and county.people[code] != handler)
    page = open_browser(verifier, width=1440)
    page.goto(f"/console/cases/{case.ref}/verify/")
    page.locator("main form button[type=submit], main form button:not([type])").last.click()
    assert Case.unscoped.get().at is State.ASKING


def _confirm(page: Any, link: str, method: str, shoot: Any, axe: Any) -> None:
    page.goto(link)
    _look(page, f"portal-case-{method}", shoot, axe)
    page.get_by_role("button", name="解决了").click()
    page.goto("/")
    assert page.get_by_text("已解决").first.is_visible()
    _look(page, f"portal-home-{method}", shoot, axe)


def _nothing(page: Any) -> None:
    """Leave the long look out."""


def _look(page: Any, name: str, shoot: Any, axe: Any) -> None:
    if shoot:
        shoot(page, name)
    if axe:
        axe(page)
