"""All tests of suggestions stand on a Tuesday morning, and no process remembers what another test learned."""

from __future__ import annotations

from typing import Any

import pytest

from linli.domains.suggestions.selectors import lessons
from linli.domains.suggestions.tests.making import MORNING
from linli.kernel import clock


@pytest.fixture(autouse=True)
def morning() -> Any:
    lessons._loaded.clear()
    with clock.frozen(MORNING):
        yield
