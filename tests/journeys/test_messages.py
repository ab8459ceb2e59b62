"""A report that is told by text, the page behind its link, and the centre's button for what didn't get there."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from linli.domains.notices.states import NO_ANSWER, State
from linli.domains.notices.tests import making
from linli.foundation.access import selectors as access
from linli.kernel import clock

pytestmark = pytest.mark.django_db(transaction=True)


def link_in(text: str) -> str:
    """The path of the link in a message."""
    found = re.search(r"/n/\S+/", text)
    assert found
    return found[0]


def test_from_the_text_to_no_more_of_them(cast: Any, open_browser: Any, shoot: Any, axe: Any, settings: Any) -> None:
    with making.gateway(settings) as way:
        settings.LINLI_MAIL = settings.LINLI_SMS
        case = making.told_received(cast)
        making.change(making.messages()[0], urgent=True, next_at=clock.now())  # whatever the hour of the run
        making.sent()
        page = open_browser(width=390)
        page.goto(link_in(way.texts[0]))
        expect(page.locator("main")).to_contain_text(case.ref)
        page.get_by_role("button", name="怎样告诉您进展").click()
        shoot(page, "messages-wishes")
        axe(page)
        page.get_by_label("用短信告诉我进展").uncheck()
        page.get_by_label("我的邮箱").fill(making.MAIL)
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_label("用短信告诉我进展")).not_to_be_checked()
        expect(page.locator("main")).to_contain_text("还没有确认")
        expect(page.locator("main")).to_contain_text("您反映的事已收到")
        axe(page)
        wishes = page.url
        page.goto(link_in(way.texts[-1]))
        shoot(page, "messages-mailbox")
        axe(page)
        page.get_by_role("button", name="是我的").click()
        expect(page.locator("main")).to_contain_text("邮箱已确认")
        page.goto(wishes)
        expect(page.get_by_label("用邮件告诉我进展")).to_be_checked()
        assert [one.contact_masked for one in making.refusals()] == [making.MASKED]


def test_what_didnt_get_there_is_sent_again(cast: Any, open_browser: Any, shoot: Any, axe: Any, settings: Any) -> None:
    with making.gateway(settings) as way:
        making.told_received(cast)
        making.change(making.messages()[0], state=State.FAILED, reason=NO_ANSWER, urgent=True)
        page = open_browser(access.account_by_id(cast.chen_centre.account_id), width=1440)
        page.goto("/console/messages/")
        expect(page.locator("table")).to_contain_text("未送达")
        shoot(page, "messages-log")
        axe(page)
        page.get_by_role("button", name="再次发送", exact=True).click()
        making.sent()
        page.goto("/console/messages/")
        expect(page.locator("table")).to_contain_text("已发出")
        assert len(way.got) == 1
