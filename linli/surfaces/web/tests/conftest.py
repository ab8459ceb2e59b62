"""What the web tests share: drawing a template text with the tags."""

from __future__ import annotations

import os
import shutil

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from playwright.sync_api import sync_playwright


@pytest.fixture(autouse=True)
def chinese():
    """All words are checked in the language people read them in."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def draw():
    """`draw(source, path="/", **context)` → HTML with the ui tags loaded."""

    def _draw(source: str, path: str = "/", **context: object) -> str:
        request = RequestFactory().get(path)
        return Template("{% load ui %}" + source).render(Context({"request": request, **context}))

    return _draw


FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
)  # fmt: skip


@pytest.fixture(scope="session")
def chromium():
    """The machine's own Chromium; browser tests are left out without one (`./run test` says how to get it)."""
    program = os.environ.get("LINLI_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        pytest.skip("no Chromium on this machine")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs a loop in this thread; nothing else does
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()
