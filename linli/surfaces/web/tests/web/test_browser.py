"""The shell in a real browser: accessibility, no overflow, drafts that are neither lost nor sent twice."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from linli.surfaces.web.tests.web import draft_urls

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = [(360, "light", "normal"), (360, "dark", "large"), (1440, "dark", "normal"), (1440, "light", "large")]


@pytest.mark.parametrize(("width", "theme", "text"), LOOKS)
@pytest.mark.parametrize("path", ["/style/", "/no/such/page/", "/field/drafts/"])
def test_axe_finds_nothing_and_nothing_overflows(chromium, live_server, path, width, theme, text):
    context = chromium.new_context(viewport={"width": width, "height": 900})
    context.add_cookies(
        [{"name": f"linli_{k}", "value": v, "url": live_server.url} for k, v in (("theme", theme), ("text", text))]
    )
    page = context.new_page()
    page.goto(live_server.url + path)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    context.close()


def test_the_menu_opens_by_keyboard_and_closes_with_escape(chromium, live_server):
    page = chromium.new_page()
    page.goto(f"{live_server.url}/style/")
    summary = page.locator("details.menu summary")
    summary.press("Enter")
    expect(page.locator(".menu__panel")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".menu__panel")).to_be_hidden()
    expect(summary).to_be_focused()
    page.get_by_role("button", name="打开看看").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.close()


def test_large_text_works_with_script_off(chromium, live_server):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/style/")
    page.locator(".topbar__tools > form").get_by_role("button", name="长辈版").click()
    assert page.locator("html[data-text=large]").count() == 1
    assert page.url == f"{live_server.url}/style/"
    context.close()


def test_bulk_bar_counts_and_ticks_all(chromium, live_server):
    page = chromium.new_page()
    page.goto(f"{live_server.url}/style/")
    words = page.locator("[data-bulk-text]")
    expect(words).to_have_text("已选 1 件")
    page.locator("[data-pick-all]").check()
    expect(words).to_have_text("已选 3 件")
    page.keyboard.press("Tab")
    page.locator("[data-pick-all]").uncheck()
    expect(page.locator("[data-bulk]")).to_be_hidden()
    page.close()


@pytest.fixture
def field(chromium, live_server):
    """The draft form, with its service worker in charge."""
    draft_urls.ARRIVED.clear()
    context = chromium.new_context(base_url=live_server.url)
    page = context.new_page()
    page.goto("/field/note/")
    page.evaluate("navigator.serviceWorker.ready")
    for _ in range(50):  # asked by hand: a wait for a function is an eval, which the page's policy forbids
        if page.evaluate("!!navigator.serviceWorker.controller"):
            break
        page.wait_for_timeout(100)
    page.goto("/field/note/")  # the worker has seen this page now
    yield page
    context.close()


def key_of(page) -> str:
    return page.locator("[name=idempotency_key]").input_value()


def drafts_of(page) -> list[dict]:
    return page.evaluate(
        """() => new Promise((done) => { const ask = indexedDB.open("linli-drafts", 1);
        ask.onsuccess = () => { const all = ask.result.transaction("drafts").objectStore("drafts").getAll();
        all.onsuccess = () => done(all.result.map((d) => ({key: d.key, state: d.state, title: d.title}))); }; })"""
    )


def unheard(route) -> None:
    """The send arrives, its answer is lost."""
    if route.request.method == "POST":
        route.fetch()
        route.abort()
    else:
        route.continue_()


PHOTO = {"name": "灯.txt", "mimeType": "text/plain", "buffer": b"not really a photo"}


@pytest.mark.urls("linli.surfaces.web.tests.web.draft_urls")
def test_what_is_written_without_network_is_sent_later_and_once(field):
    key = key_of(field)
    field.context.set_offline(True)
    field.fill("[name=what]", "路灯不亮")
    field.set_input_files("[name=photo]", [PHOTO])
    field.click("button[name=do]")
    field.wait_for_url("**/field/drafts/")
    expect(field.locator("[data-netline]")).to_contain_text("没有网，1 条草稿存在手机里")
    expect(field.locator(".row__title")).to_have_text("路灯不亮")
    assert draft_urls.ARRIVED == []
    field.context.set_offline(False)
    expect(field.locator("[data-drafts-empty]")).to_be_visible()
    expect(field.locator("[data-netline]")).to_be_hidden()
    assert [(key, "路灯不亮", ["灯.txt"])] == draft_urls.ARRIVED
    field.reload()
    assert drafts_of(field) == []
    assert len(draft_urls.ARRIVED) == 1


@pytest.mark.urls("linli.surfaces.web.tests.web.draft_urls")
def test_two_notes_written_on_the_same_kept_page_are_two(field):
    field.context.set_offline(True)
    for words in ("路灯不亮", "井盖松了"):
        field.goto("/field/note/")
        field.fill("[name=what]", words)
        field.click("button[name=do]")
        field.wait_for_url("**/field/drafts/")
        expect(field.locator(".row__title", has_text=words)).to_be_visible()
    field.context.set_offline(False)
    expect(field.locator("[data-drafts-empty]")).to_be_visible()
    assert [one[1] for one in draft_urls.ARRIVED] == ["路灯不亮", "井盖松了"]
    assert len({one[0] for one in draft_urls.ARRIVED}) == 2


@pytest.mark.urls("linli.surfaces.web.tests.web.draft_urls")
def test_a_send_that_was_not_heard_back_goes_again_under_its_key(field):
    key = key_of(field)
    field.fill("[name=what]", "井盖松了")
    field.route("**/field/note/", unheard)
    field.click("button[name=do]")
    field.wait_for_url("**/field/drafts/")
    field.unroute("**/field/note/")
    field.reload()
    expect(field.locator("[data-drafts-empty]")).to_be_visible()
    assert {arrived[0] for arrived in draft_urls.ARRIVED} == {key}
    assert drafts_of(field) == []


@pytest.mark.urls("linli.surfaces.web.tests.web.draft_urls")
def test_with_network_it_is_sent_at_once_and_nothing_stays(field):
    field.fill("[name=what]", "树倒了")
    field.click("button[name=do]")
    field.wait_for_url("**/style/")
    assert [one[1] for one in draft_urls.ARRIVED] == ["树倒了"]
    assert drafts_of(field) == []


@pytest.mark.urls("linli.surfaces.web.tests.web.draft_urls")
def test_a_refused_form_shows_the_servers_words_and_stays_a_draft(field):
    field.set_input_files("[name=photo]", [PHOTO])
    field.click("button[name=do]")
    expect(field.get_by_text("还没写")).to_be_visible()
    assert draft_urls.ARRIVED == []
    assert [draft["state"] for draft in drafts_of(field)] == ["writing"]


@pytest.mark.urls("linli.surfaces.web.tests.web.draft_urls")
def test_a_half_written_note_comes_back_under_its_key(field):
    key = key_of(field)
    field.fill("[name=what]", "写到一半")
    field.wait_for_timeout(600)
    field.goto("/field/drafts/")
    field.get_by_role("link", name="写到一半").click()
    expect(field.locator("[name=what]")).to_have_value("写到一半")
    assert key_of(field) == key


@pytest.mark.urls("linli.surfaces.web.tests.web.draft_urls")
def test_the_form_works_with_script_off(chromium, live_server):
    draft_urls.ARRIVED.clear()
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/field/note/")
    page.fill("[name=what]", "没有脚本")
    page.click("button[name=do]")
    page.wait_for_url("**/style/")
    assert [one[1] for one in draft_urls.ARRIVED] == ["没有脚本"]
    context.close()
