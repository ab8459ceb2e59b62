"""A department reads its place, and comes to its own cases."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from linli.domains.indicators.tests.test_standing import ranking
from linli.foundation.access import selectors as access

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_department_reads_its_place(cast: Any, open_browser: Any, shoot: Any, axe: Any) -> None:
    ranking(cast)
    page = open_browser(access.account_by_id(cast.zhou_department.account_id), width=1440)
    page.goto("/console/indicators/standing/?period=month&on=2026-11-01")
    expect(page.locator("main")).to_contain_text("共 2 家")
    expect(page.locator("main")).to_contain_text(cast.other_bureau.label)
    shoot(page, "standing")
    axe(page)
    page.locator("tbody tr").first.locator("a").first.click()
    expect(page.locator(".table__title").first).to_be_visible()
    axe(page)
