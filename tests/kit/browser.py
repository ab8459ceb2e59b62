"""The machine's own Chromium: one for all tests of a worker, since Playwright allows one loop in a thread."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

#: No look-ups of its own, no sandbox (the suite may run as root), no GPU.
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
)  # fmt: skip
NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A running browser; tests that need one are left out, in one line, where there is none."""
    program = os.environ.get("LINLI_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), "")
    if not program:
        pytest.skip("no Chromium on this machine: install Debian's package chromium to run the browser tests")
    from playwright.sync_api import sync_playwright

    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps a loop in this thread; our code is not async
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
