"""What tests call is on loopback, which isn't public."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from linli.domains.relay.tests.making import City, city
from linli.foundation.webhooks.tests.making import LOOPBACK


@pytest.fixture(autouse=True)
def loopback(settings: object) -> None:
    settings.LINLI_WEBHOOK_NETWORKS = (LOOPBACK,)  # type: ignore[attr-defined]


@pytest.fixture
def there() -> Iterator[City]:
    with city() as running:
        yield running
