"""The machine's own Chromium: one for all tests of a worker, since Playwright allows one loop in a thread."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

import pytest

#: No look-ups of its own, no sandbox (the suite may run as root), no GPU.
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
)  # fmt: skip
#: What is done to a part of a page and may lead to another page.
LEADING = ("click", "press")
NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A running browser; tests that need one are left out, in one line, where there is none.

    Playwright goes on as soon as the answer to a click begins, when the new page may not have a body yet; here it goes on when the
    page is loaded.
    """
    program = os.environ.get("LINLI_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), "")
    if not program:
        pytest.skip("no Chromium on this machine: install Debian's package chromium to run the browser tests")
    from playwright.sync_api import Locator, sync_playwright

    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps a loop in this thread; our code is not async
    with pytest.MonkeyPatch.context() as changed, sync_playwright() as play:
        for name in LEADING:
            changed.setattr(Locator, name, _until_loaded(getattr(Locator, name)))
        browser = play.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def _until_loaded(act: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(act)
    def acted(part: Any, *args: Any, **options: Any) -> Any:
        done = act(part, *args, **options)
        if not part.page.is_closed():
            part.page.wait_for_load_state()
        return done

    return acted
