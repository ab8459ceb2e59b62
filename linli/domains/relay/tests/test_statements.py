"""What pages of relays cost, whatever they show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from linli.domains.cases.tests.making import open_case
from linli.domains.relay.models import Server
from linli.domains.relay.tests.making import listed, passed
from tests.kit.budgets import Budgets

pytestmark = pytest.mark.django_db


class TestRelays(Budgets):
    """Platforms and the cases that are with them."""

    def add_row(self, cast: Any, number: int) -> Any:
        first = Server.unscoped.select_related("partner").first() or listed(cast)
        passed(cast, open_case(cast), first)
        Server.unscoped.create(
            county=cast.county, area=cast.county, partner=first.partner, url=f"https://example.org/{number}",
            added_at=first.added_at, next_at=first.next_at,
        )  # fmt: skip

    def pages(self, cast: Any, client_of: Callable[..., Client]) -> dict[str, tuple[Client, str]]:
        admin = client_of(cast.admin)
        server = Server.unscoped.earliest("pk")
        return {
            "relay:servers": (admin, reverse("relay:servers")),
            "relay:server": (admin, reverse("relay:server", args=[server.pk])),
        }
