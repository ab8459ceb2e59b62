"""Pages of a real browser for journeys, at three widths."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from tests.kit.people import PROVED

WIDTHS = (360, 768, 1440)
#: A picture of a longer page costs ten times as much, and nobody looks at its end.
TALLEST = 2000
LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")

Open = Callable[..., Any]


@pytest.fixture
def open_browser(chromium: Any, live_server: Any) -> Iterator[Open]:
    """`open_browser(account=None, script=True)`: a page of a browser of its own, signed in as that account.

    A page that complains in its console, or whose script breaks, fails the test.
    """
    contexts, complaints = [], []

    def make(account: Any = None, *, script: bool = True, width: int = 360) -> Any:
        context = chromium.new_context(
            locale="zh-CN", timezone_id="Asia/Shanghai", java_script_enabled=script, base_url=live_server.url,
            viewport={"width": width, "height": 800},
        )  # fmt: skip
        contexts.append(context)
        context.on("console", lambda said: complaints.extend(_complaint(said)))
        context.on("weberror", lambda broken: complaints.append(str(broken.error)))
        if account is not None:
            context.add_cookies([_signed_in(account, live_server.url)])
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def shoot() -> Callable[[Any, str], None]:
    """`shoot(page, name)`: no sideways scrolling at three widths, and a picture of each, down to 2,000 px, to be looked at; the whole
    suite, whose pictures nobody looks at, takes none (`LINLI_SHOTS=no`).
    """
    folder = Path(settings.VAR) / "shots"
    folder.mkdir(parents=True, exist_ok=True)
    wanted = os.environ.get("LINLI_SHOTS") != "no"

    def take(page: Any, name: str) -> None:
        size = page.viewport_size
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if wanted:
                height = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
                part = {"x": 0, "y": 0, "width": width, "height": height}
                page.screenshot(path=folder / f"{name}-{width}.png", full_page=True, clip=part)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
                f"{name} scrolls sideways at {width}"
            )
        page.set_viewport_size(size)

    return take


@pytest.fixture
def axe() -> Callable[[Any], None]:
    """`axe(page)`: nothing that axe-core finds wrong."""
    from axe_playwright_python.sync_playwright import Axe

    def check(page: Any) -> None:
        found = Axe().run(page, options={"runOnly": list(LEVELS), "resultTypes": ["violations"], "preload": False})
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"

    return check


def _complaint(said: Any) -> list[str]:
    """What a page complains of; an answer that isn't 200 (which the browser also notes) is the test's own business."""
    if said.type != "error" or said.text.startswith("Failed to load resource"):
        return []
    return [f"{said.page.url if said.page else ''}: {said.text}"]


def _signed_in(account: Any, url: str) -> dict[str, str]:
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session["proved_at"] = PROVED
    session.save()
    return {"name": settings.SESSION_COOKIE_NAME, "value": str(session.session_key), "url": url}
