"""Every page of the portal and the field, in both text sizes: nothing that axe finds, nothing that scrolls sideways."""

from __future__ import annotations

from typing import Any

import pytest

from linli.domains.cases import services
from linli.domains.cases.models import Case
from linli.domains.cases.tests.making import category
from linli.kernel.actor import Actor
from tests.journeys import county as counties
from tests.journeys.county import County

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def county(transactional_db: None) -> County:
    return counties.build("huancui")


def file(county: County, text: str = "楼下垃圾堆了三天没人清") -> Any:
    """A report with a phone number, about the home building."""
    report = services.Report(
        county=county.root, area=county.home, category=category(), text=text, contact_phone="10000009999"
    )
    return services.open_case(Actor.public(), report=report)


@pytest.mark.parametrize("text", ["normal", "large"])
def test_portal_pages(text: str, county: County, open_browser: Any, shoot: Any, axe: Any) -> None:
    opened = file(county)
    page = open_browser()
    _size(page, county, text)
    slug = county.slug
    for name, url in {
        "counties": "/?choose=1",
        "home": f"/c/{slug}/",
        "choose-place": f"/c/{slug}/place/",
        "month": f"/c/{slug}/month/received/",
        "look-up": "/follow/",
        "place": f"/c/{slug}/report/place/",
        "found": f"/c/{slug}/report/place/?q=一",
        "follow": f"/f/{opened.token}/",
        "open311": "/open311/",
        "json": "/api/",
    }.items():
        _check(page, url, f"portal-{name}-{text}", shoot, axe)


@pytest.mark.parametrize("text", ["normal", "large"])
def test_field_pages(text: str, county: County, open_browser: Any, shoot: Any, axe: Any) -> None:
    case = file(county).case
    _, handler = county.by_card(case.handler_id)
    services.accept_case(counties.actor_of(handler), case=case)
    page = open_browser(handler)
    _size(page, county, text)
    for name, url in {"home": "/field/", "report": "/field/report/", "case": f"/field/case/{case.ref}/"}.items():
        _check(page, url, f"field-{name}-{text}", shoot, axe)


def test_a_note_written_without_network_is_sent_once_later(county: County, open_browser: Any) -> None:
    worker = open_browser(county.people["grid_worker"])
    worker.goto("/field/report/")
    worker.evaluate("navigator.serviceWorker && navigator.serviceWorker.ready")
    worker.context.set_offline(True)
    worker.get_by_text("垃圾卫生").click()
    worker.get_by_text("照片说不清").click()
    worker.get_by_label("看到什么").fill("楼道里堆了旧家具")
    worker.get_by_role("button", name="记下").click()
    worker.wait_for_timeout(1500)
    assert not Case.unscoped.exists()
    worker.context.set_offline(False)
    worker.goto("/field/drafts/")
    for _ in range(20):
        if Case.unscoped.exists():
            break
        worker.wait_for_timeout(500)
    assert Case.unscoped.get().text == "楼道里堆了旧家具"
    worker.goto("/field/drafts/")
    worker.wait_for_timeout(1000)
    assert Case.unscoped.count() == 1


def _size(page: Any, county: County, text: str) -> None:
    """Choose the size of text as a person does."""
    page.goto(f"/c/{county.slug}/")
    if text == "large":
        page.get_by_role("button", name="长辈版").click()


def _check(page: Any, url: str, name: str, shoot: Any, axe: Any) -> None:
    assert page.goto(url).ok, url
    shoot(page, name)
    axe(page)
