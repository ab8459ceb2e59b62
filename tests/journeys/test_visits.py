"""Door visits in Chromium: the walk is kept on the phone, a visit is noted without network and sent once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from linli.domains.visits import services as visiting
from linli.domains.visits.models import Stop, Visit
from linli.foundation.privacy import rls
from linli.foundation.residents import services as residents
from linli.kernel import clock
from linli.kernel.actor import Actor
from tests.journeys import county as counties
from tests.journeys.county import County

pytestmark = pytest.mark.django_db(transaction=True)
SYSTEM = Actor.system()

#: How many pages of single visits the phone keeps.
KEPT = """async () => { let kept = 0;
for (const name of await caches.keys()) for (const one of await (await caches.open(name)).keys()) kept += /visits\\/\\d+\\/$/.test(one.url);
return kept; }"""


@pytest.fixture
def county(transactional_db: None) -> County:
    made = counties.build("huancui")
    rows = [
        residents.ImportRow(
            n, made.home.pk, residents.PersonDraft(f"郝{'一二三'[n]}", source="self"), room=f"{n + 1}01"
        )
        for n in range(3)
    ]
    residents.import_people(SYSTEM, county=made.root, rows=rows)
    office = counties.actor_of(made.people["community_office"])
    visiting.set_plan(office, area=made.areas["grid"], kind="home", cycle="daily")
    visiting.set_plan(office, area=made.areas["grid"], kind="patrol")
    with rls.everywhere():  # due today, also on a day that isn't worked
        Stop.unscoped.update(due_on=clock.today())
    return made


def noted() -> int:
    with rls.everywhere():
        return Visit.unscoped.count()


def until(page: Any, happened: Callable[[], bool]) -> None:
    for _ in range(40):
        if happened():
            return
        page.wait_for_timeout(300)
    pytest.fail("it didn't happen")


def test_a_visit_noted_without_network_is_sent_once(county: County, open_browser: Any, shoot: Any, axe: Any) -> None:
    worker = open_browser(county.people["grid_worker"])
    worker.goto("/field/visits/")
    worker.get_by_role("button", name="显示这一路的房号").click()
    worker.wait_for_url("**/field/visits/*")
    worker.get_by_role("link", name="101").wait_for()
    shoot(worker, "visits-route")
    axe(worker)
    worker.evaluate("navigator.serviceWorker.ready")
    until(worker, lambda: worker.evaluate("!!navigator.serviceWorker.controller"))
    worker.reload()
    until(worker, lambda: worker.evaluate(KEPT) >= 4)
    worker.context.set_offline(True)
    for room in ("101", "201"):  # two homes, one after the other, never opened before
        worker.goto("/field/visits/")
        worker.get_by_role("link", name=room).click()
        worker.get_by_role("button", name="记下这次走访").click()
        worker.wait_for_url("**/field/drafts/")
        worker.get_by_text(room).first.wait_for()
    assert noted() == 0
    worker.context.set_offline(False)
    until(worker, lambda: noted() == 2)
    worker.goto("/field/drafts/")
    worker.get_by_text("没有草稿").wait_for()
    assert noted() == 2
    worker.goto("/field/visits/")
    assert worker.get_by_role("link", name="301").is_visible()
    assert not worker.get_by_role("link", name="101").is_visible()


@pytest.mark.parametrize("text", ["normal", "large"])
def test_pages_of_visits(text: str, county: County, open_browser: Any, shoot: Any, axe: Any) -> None:
    page = open_browser(county.people["community_office"])
    page.goto(f"/c/{county.slug}/")
    if text == "large":
        page.get_by_role("button", name="长辈版").click()
    page.goto(f"/field/visits/?grid={county.areas['grid'].pk}")
    first = page.locator("a[data-keep]").last.get_attribute("href")
    for name, url in {
        "visit": first,
        "coverage": "/console/visits/",
        "list": f"/console/visits/in/{county.areas['grid'].pk}/?which=all",
        "plans": "/console/visits/plans/",
        "plan": "/console/visits/plans/add/",
        "door": first.replace("/field/visits/", "/console/visits/at/"),
    }.items():
        assert page.goto(url).ok, url
        shoot(page, f"visits-{name}-{text}")
        axe(page)
