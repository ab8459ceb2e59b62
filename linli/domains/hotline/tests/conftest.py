"""All tests of the hotline stand on a Tuesday morning, under a method whose crosswalk knows one category."""

from __future__ import annotations

from typing import Any

import pytest

from linli.domains.hotline.tests.making import MORNING, OURS, THEIRS
from linli.kernel import clock


@pytest.fixture(autouse=True)
def morning() -> Any:
    with clock.frozen(MORNING):
        yield


@pytest.fixture(autouse=True)
def crosswalk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The counties' own crosswalks are empty until somebody connects a hotline."""
    monkeypatch.setattr(
        "linli.domains.hotline.method.HotlineRules.category_of", lambda self, word: OURS if word == THEIRS else None
    )
