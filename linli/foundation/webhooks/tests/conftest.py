"""Tests may call loopback, which isn't public."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from linli.foundation.webhooks.tests.making import LOOPBACK, Other, other_side, silent


@pytest.fixture(autouse=True)
def loopback(settings: Any) -> Iterator[None]:
    settings.LINLI_WEBHOOK_NETWORKS = [LOOPBACK]
    yield
    silent.clear()


@pytest.fixture
def other() -> Iterator[Other]:
    with other_side() as found:
        yield found
