"""The ledger in Chromium: an office finds a wrong entry in a statement and reverses it; all pages at three widths."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from linli.engines.ledger.models import Entry
from linli.engines.ledger.tests.making import given, has, moved, pool, wallet
from linli.engines.ledger.tests.test_holding import hold
from tests.journeys import county as counties
from tests.journeys.county import County

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def county(transactional_db: None) -> County:
    return counties.build("leshan")


def test_a_wrong_entry_is_found_and_reversed(county: County, open_browser: Any, shoot: Any, axe: Any) -> None:
    ground = SimpleNamespace(county=county.root, community=county.areas["community"])
    mine = wallet(ground, 7)
    given(ground, mine, 85, reason="清扫楼道")
    wrong = moved(mine, pool(ground), 30, reason="毛巾三条")
    hold(mine, 10)
    page = open_browser(county.people["community_office"])
    page.goto("/console/ledger/")
    page.get_by_role("link", name="志愿者7号").click()
    page.get_by_text("清扫楼道").wait_for()
    page.get_by_role("row", name="毛巾三条").get_by_role("link").click()
    page.get_by_role("link", name="冲正这一笔").click()
    page.get_by_label("理由").fill("没有领取")
    page.get_by_role("button", name="冲正这一笔").click()
    page.get_by_text("冲正的是").wait_for()
    assert has(mine) == 75
    page = open_browser(county.people["community_office"], width=1440)
    back = Entry.unscoped.get(reversal_of=wrong)
    for name, url in {
        "accounts": "", "none": "?unit=cny", "statement": f"accounts/{mine.pk}/", "take": f"accounts/{mine.pk}/take/",
        "entry": f"entries/{wrong.pk}/", "reversal": f"entries/{back.pk}/",
        "reverse": f"entries/{Entry.unscoped.get(reason='清扫楼道').pk}/reverse/",
    }.items():  # fmt: skip
        assert page.goto(f"/console/ledger/{url}").status == 200, url
        shoot(page, f"ledger-{name}")
        axe(page)
