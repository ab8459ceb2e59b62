"""What reading costs: the same for three rows and for thirty, and no more than the pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.test import Client

from linli.domains.hotline.tests.making import order
from linli.domains.surveys.tests.making import compound, surveyed
from linli.surfaces.api.permissions import ESTATES, VISIT, WALKS
from linli.surfaces.api.tests.json.making import ALL, System, deliver_all, open_case, whistled
from tests.kit.budgets import LIMITS, Budgets, statements

pytestmark = pytest.mark.django_db


class TestReading(Budgets):
    def add_row(self, cast: Any, number: int) -> Any:
        order(cast, f"GD{number}")
        surveyed(cast, compound(cast, f"小区{number}"))
        return (
            whistled(cast)
            if number % 3 == 0
            else open_case(cast, area=cast.building if number % 2 else cast.other_grid)
        )

    def pages(self, cast: Any, client_of: Callable[..., Client]) -> dict[str, tuple[Client, str]]:
        system = System(cast, *ALL, ESTATES, WALKS, VISIT)
        client = Client(headers=system.headers())
        ref = whistled(cast)[0].ref
        deliver_all()
        lists = (
            "cases?size=100", "orders", "whistles", "areas", "organizations", "categories", "changes?size=100", "estates", "visits", "stops",
        )  # fmt: skip
        return {f"api:json-{one.partition('?')[0]}": (client, f"/api/v1/{one}") for one in lists} | {
            "api:json-case": (client, f"/api/v1/cases/{ref}"), "api:json": (client, "/api/"),
        }  # fmt: skip


def test_a_change_costs_little(cast: Any) -> None:
    system, spent = System(cast), []
    for number in range(2):  # what is kept per process is kept by then
        ref = open_case(cast, text=f"第 {number} 处垃圾没人清").ref
        spent.append(statements(partial(system.post, f"cases/{ref}/say", {"words": "看过了"}, Idempotency_Key=ref)))
    assert spent[1] <= LIMITS["POST api:json-case-say"], spent
