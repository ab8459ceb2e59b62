"""A webhook from its secret to what it sent, what the other side wouldn't take, and sending that again."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from linli.foundation.access import selectors as access
from linli.foundation.partners.tests.making import partner
from linli.foundation.webhooks import rules, services
from linli.foundation.webhooks.tests.making import LOOPBACK, STREAM, happened, other_side
from linli.kernel import clock

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_the_secret_to_what_was_sent_again(
    cast: Any, open_browser: Any, shoot: Any, axe: Any, settings: Any
) -> None:
    settings.LINLI_WEBHOOK_NETWORKS = [LOOPBACK]
    partner(cast)
    page = open_browser(access.account_by_id(cast.admin.account_id), width=1440)
    with other_side() as other:
        other.answers = [500, 500]
        page.goto("/console/webhooks/add/")
        page.locator("[name=stream]").select_option(STREAM)
        page.locator("[name=url]").fill(other.url)
        _look(page, "webhooks-add", shoot, axe)
        page.locator("main form button[type=submit]").click()
        _look(page, "webhooks-secret", shoot, axe)
        page.get_by_role("link", name="已抄下").click()
        happened(cast.grid)
        services.send_due()
        with clock.frozen(clock.now() + rules.GIVE_UP):
            services.send_due()
        page.reload()
        _look(page, "webhooks-hook", shoot, axe)
        page.get_by_role("button", name="再次发送", exact=True).click()
        services.send_due()
        page.reload()
        expect(page.locator("table")).to_contain_text("已送达")
        assert len(other.got) == 3
    page.goto("/console/webhooks/")
    _look(page, "webhooks-hooks", shoot, axe)


def _look(page: Any, name: str, shoot: Any, axe: Any) -> None:
    shoot(page, name)
    axe(page)
