"""All tests of the JSON API stand on a Tuesday morning."""

from __future__ import annotations

from typing import Any

import pytest

from linli.domains.cases.tests.making import MORNING
from linli.kernel import clock


@pytest.fixture(autouse=True)
def morning() -> Any:
    with clock.frozen(MORNING):
        yield
