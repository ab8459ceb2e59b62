"""Statement budgets: what a page may cost, and that it costs the same for 3 rows and for 30. Inherit `Budgets` in a test class."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

LIMITS: dict[str, int] = json.loads((Path(__file__).parents[1] / "query_budget.json").read_text(encoding="utf-8"))
FEW, MANY = 3, 30


def statements(ask: Callable[[], Any]) -> int:
    """How many SQL statements a request takes, transaction control included."""
    with CaptureQueriesContext(connection) as found:
        response = ask()
    assert response.status_code in (200, 303), response.status_code
    return len(found)


class Budgets:
    """Subclasses say how a row is made (`add_row`) and which pages show them (`pages`: budget name → client, address)."""

    def add_row(self, cast: Any, number: int) -> Any:
        """Make one more row that the pages show."""
        raise NotImplementedError

    def pages(self, cast: Any, client_of: Callable[..., Client]) -> dict[str, tuple[Client, str]]:
        """Pages by the name of their budget."""
        raise NotImplementedError

    def test_pages_keep_their_budget_and_dont_grow_with_the_rows(
        self, cast: Any, client_of: Callable[..., Client]
    ) -> None:
        for number in range(FEW):
            self.add_row(cast, number)
        pages = self.pages(cast, client_of)
        few = self.measured(pages)
        for number in range(FEW, MANY):
            self.add_row(cast, number)
        many = self.measured(pages)
        assert few == many
        assert {name: count for name, count in many.items() if count > LIMITS[name]} == {}

    def measured(self, pages: dict[str, tuple[Client, str]]) -> dict[str, int]:
        """Statements of each page, asked a second time: what is kept per process is kept by then, and on a slow machine too what is
        remembered for some seconds.
        """
        with patch("linli.kernel.memory.monotonic", return_value=0.0):
            for client, url in pages.values():
                client.get(url)
            return {name: statements(partial(client.get, url)) for name, (client, url) in pages.items()}
