"""The frame of all pages over HTTP: preferences, navigation, health, the living page."""

import gzip
import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from django.urls import reverse

from linli.kernel import health
from linli.kernel.actor import Actor
from linli.surfaces.web import context, nav, preferences

pytestmark = pytest.mark.django_db


def test_the_living_page_shows_every_part(client):
    html = client.get(reverse("web:style")).content.decode()
    assert html.count('class="spec"') == 25
    for part in (
        "errsum",
        "choice",
        "photo-add",
        "track",
        "route",
        "ring",
        "clock",
        "timeline",
        "pager",
        "kpi",
        "cells",
    ):
        assert f'class="{part}' in html, part


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_language_is_the_chosen_one_not_the_browsers(client, language):
    client.cookies["linli_language"] = language
    html = client.get("/style/", headers={"accept-language": "de"}).content.decode()
    assert ('lang="en"' in html[:60]) is (language == "en")
    assert ("Skip to the content" in html) is (language == "en")


def test_chinese_is_spoken_when_nothing_is_chosen(client):
    response = client.get("/style/", headers={"accept-language": "en"})
    assert '<html lang="zh-Hans">' in response.content.decode()
    assert response.headers["Content-Language"] == "zh-hans"


@pytest.mark.parametrize(
    ("name", "value", "mark"),
    [
        ("text", "large", 'data-text="large"'),
        ("theme", "dark", 'data-theme="dark"'),
        ("density", "compact", "data-density"),
    ],
)
def test_a_preference_is_kept_and_seen_without_script(client, name, value, mark):
    response = client.post(reverse("web:preferences"), {name: value, "next": "/style/?page=2"})
    assert (response.status_code, response.headers["Location"]) == (303, "/style/?page=2")
    assert mark in client.get("/style/").content.decode()[:200]


def test_a_preference_that_is_none_changes_nothing(client):
    response = client.post(reverse("web:preferences"), {"theme": "<pink>", "next": "https://evil.example/"})
    assert response.headers["Location"] == "/"
    assert not response.cookies
    client.cookies["linli_theme"] = "pink"
    assert "pink" not in client.get("/style/").content.decode()


def test_a_preference_is_not_set_by_a_link(client):
    assert client.get(reverse("web:preferences"), {"text": "large"}).status_code == 405


def static(name: str) -> bytes:
    return Path(finders.find(name)).read_bytes()


def test_the_page_of_a_visitor_is_light(client):
    """The first page weighs under 100 KB without pictures, even when nothing is compressed but the page itself."""
    html = client.get("/field/drafts/").content
    names = re.findall(rb'(?:href|src)="/static/([^"]+\.(?:css|js))"', html)
    files = [static(name.decode()) for name in names]
    assert len(names) > 8
    assert sum(len(gzip.compress(text)) for text in (html, *files)) < 60_000


def test_the_public_frame_is_under_a_hundred_kilobytes_uncompressed(client):
    html = client.get("/style/").content
    own = {b"tables", b"case", b"figures", b"field", b"board", b"style", b"bulk", b"queue-keys"}
    names = re.findall(rb'(?:href|src)="/static/(web/[^"]+/([^"/]+)\.(?:css|js))"', html)
    frame = [name.decode() for name, short in names if short not in own]
    assert sum(len(static(name)) for name in frame) < 85_000


def test_nothing_comes_from_elsewhere(client):
    html = client.get("/style/").content.decode()
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', html)


def test_health_tells_the_ages(client, monkeypatch):
    monkeypatch.setattr(health, "_ages", {"outbox": lambda: 2.5, "unswept_deadline": lambda: 0})
    answer = client.get(reverse("web:healthz"))
    assert answer.json() == {
        "status": "ok", "database": "ok", "oldest_outbox_seconds": 2.5, "oldest_unswept_deadline_seconds": 0,
    }  # fmt: skip


def test_health_knows_the_four_ages_of_the_product(client):
    ages = client.get(reverse("web:healthz")).json().keys() - {"status", "database"}
    assert ages == {
        "oldest_outbox_seconds", "oldest_uncounted_change_seconds", "oldest_unsent_message_seconds",
        "oldest_unswept_deadline_seconds",
    }  # fmt: skip


def test_health_is_503_without_database(client, monkeypatch):
    def gone():
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", gone)
    answer = client.get(reverse("web:healthz"))
    assert (answer.status_code, answer.json()["database"]) == (503, "unreachable")


def test_the_app_can_be_installed(client):
    answer = client.get(reverse("web:manifest"))
    data = json.loads(answer.content)
    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert data["name"] == "邻里"
    assert {icon["sizes"] for icon in data["icons"]} == {"any", "192x192", "512x512"}
    assert all(finders.find(icon["src"].removeprefix("/static/")) for icon in data["icons"])


def test_what_the_worker_keeps_is_there(client):
    answer = client.get(reverse("web:worker"))
    kept = re.findall(r'"/static/([^"]+)"', answer.content.decode())
    assert len(kept) > 10
    assert all(finders.find(name) for name in kept)
    assert answer.headers["Content-Type"] == "text/javascript"


def test_drafts_have_a_page_that_is_the_same_for_everyone(client):
    html = client.get(reverse("web:drafts")).content.decode()
    assert "data-drafts" in html
    assert "没有草稿" in html
    assert "<noscript>" in html


# ---- navigation


def request_of(actor: Actor | None = None, path: str = "/style/"):
    request = RequestFactory().get(path)
    request.resolver_match = None
    if actor:
        request.actor = actor
    return request


def test_a_way_to_a_page_that_is_not_there_is_not_shown():
    ghost = nav.NavItem("Ghost", "flag", "web:no-such-page")
    assert nav.entries([ghost], request_of()) == []
    assert nav.url_of("web:no-such-page") == ""


def test_a_way_is_shown_to_who_may_go_it(monkeypatch):
    policies = {"a": ("/a", "public"), "b": ("/b", "signed_in"), "c": ("/c", "web.test")}
    monkeypatch.setattr(nav, "page_of", lambda urlconf, name: policies.get(name))
    items = [nav.NavItem(name, "flag", name) for name in "abc"]
    staff = Actor(account_id=1, label="林晓")
    assert [entry.url for entry in nav.entries(items, request_of())] == ["/a"]
    assert [entry.url for entry in nav.entries(items, request_of(staff))] == ["/a", "/b"]
    assert [entry.url for entry in nav.entries(items, request_of(Actor.system()))] == ["/a", "/b", "/c"]


def test_a_way_to_nothing_isnt_shown(monkeypatch):
    monkeypatch.setattr(nav, "page_of", lambda urlconf, name: (f"/{name}", "public"))
    items = [nav.NavItem("A", "home", "a", where=lambda actor: actor.is_anonymous)]
    assert [entry.url for entry in nav.entries(items, request_of())] == ["/a"]
    assert nav.entries(items, request_of(Actor(account_id=1, label="林晓"))) == []


def test_a_group_is_named_once_and_counts_are_asked_of_the_actor(monkeypatch):
    monkeypatch.setattr(nav, "page_of", lambda urlconf, name: (f"/{name}", "public"))
    items = [nav.NavItem("One", "flag", "x", "Work", count=lambda actor: 7), nav.NavItem("Two", "flag", "y", "Work")]
    one, two = nav.entries(items, request_of())
    assert (one.section, two.section, one.count, two.count) == ("Work", "", 7, None)


class Match:
    def __init__(self, view_name):
        self.view_name = view_name


@pytest.mark.parametrize(
    ("here", "lit"), [("cases:queue", True), ("cases:detail", True), ("areas:move", True), ("cases:other", False)]
)
def test_a_way_is_lit_on_its_own_pages(here, lit):
    item = nav.NavItem("Queue", "list", "cases:queue", also=("cases:detail", "areas:"))
    request = request_of()
    request.resolver_match = Match(here)
    assert nav.is_current(item, request) is lit


def test_where_one_came_from_is_believed_only_of_our_own_pages():
    ours = RequestFactory().get("/x/", headers={"referer": "http://testserver/q/?page=2"})
    theirs = RequestFactory().get("/x/", headers={"referer": "https://evil.example/"})
    assert context.Shell(ours).came_from == "http://testserver/q/?page=2"
    assert context.Shell(theirs).came_from == context.Shell(theirs).home_url


def test_after_a_post_one_comes_back_to_the_home_page():
    shell = context.Shell(RequestFactory().post("/x/"))
    assert shell.here == shell.home_url
    assert context.Shell(RequestFactory().get("/x/?a=1")).here == "/x/?a=1"


def test_a_page_without_request_id_shows_a_dash():
    assert context.number_of(RequestFactory().get("/")) == "—"


def test_cookies_are_not_readable_by_script(client):
    response = client.post(reverse("web:preferences"), {"text": "large"})
    morsel = response.cookies[preferences.cookie("text")]
    assert morsel["httponly"]
    assert morsel["samesite"] == "Lax"


def test_a_preference_needs_the_forms_seal():
    assert Client(enforce_csrf_checks=True).post(reverse("web:preferences"), {"text": "large"}).status_code == 403


def test_who_is_signed_in_finds_the_other_surfaces(cast, client_of):
    html = client_of(cast.li_grid_worker).get("/style/").content.decode()
    assert 'href="/field/"' in html
    assert "李春燕" in html
    assert 'action="/sign-out/"' in html
    assert 'href="/field/"' not in Client().get("/style/").content.decode()


def test_a_page_that_names_no_place_shows_the_readers_county(cast, client_of):
    html = client_of(cast.admin).get("/field/drafts/").content.decode()
    assert f'<span class="brand__place">{cast.county.name}</span>' in html


def test_the_console_lists_what_this_account_may_open(cast, client_of):
    html = client_of(cast.admin).get("/console/staff/").content.decode()
    assert 'class="side"' in html
    assert 'href="/console/accounts/"' in html
    assert re.search(r'href="/console/staff/" aria-current="page"', html)
    assert 'class="side"' not in Client().get("/methods/").content.decode()


def test_the_frame_of_a_signed_in_page_asks_little(cast, client_of, django_assert_max_num_queries):
    client = client_of(cast.admin)
    client.get("/style/")
    with django_assert_max_num_queries(4):  # session, account, bell, and the county once a minute
        client.get("/style/")
