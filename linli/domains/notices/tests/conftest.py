"""Each test has a gateway of its own, by day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from linli.domains.notices.tests.making import DAY, Gateway, gateway
from linli.kernel import clock


@pytest.fixture
def way(settings: Any) -> Iterator[Gateway]:
    with gateway(settings) as found, clock.frozen(DAY):
        yield found
