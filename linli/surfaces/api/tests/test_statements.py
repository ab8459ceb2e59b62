"""What a list costs: the same for three rows and for thirty."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from linli.surfaces.api.tests.making import Platform, case_of, load
from tests.kit.budgets import LIMITS, Budgets, statements

pytestmark = pytest.mark.django_db


class TestLists(Budgets):
    def add_row(self, cast: Any, number: int) -> Any:
        return case_of(cast, area=cast.building if number % 2 else cast.other_grid, text=f"第 {number} 个井盖松了")

    def pages(self, cast: Any, client_of: Callable[..., Client]) -> dict[str, tuple[Client, str]]:
        client = client_of(cast.sun_resident)
        base, county = "/open311/v2/", f"?jurisdiction_id={cast.county.slug}"
        return {
            "api:georeport-services": (client, f"{base}services.json{county}"),
            "api:georeport-requests": (client, f"{base}requests.json{county}"),
            "api:georeport-updates": (client, f"{base}servicerequestupdates.xml{county}"),
            "api:about": (client, "/open311/"),
        }


def test_a_report_is_taken_in_few_statements(cast: Any) -> None:
    load()
    platform = Platform(cast)
    platform.filed()  # what is kept per process is kept by then
    assert (
        statements(lambda: platform.report(description="北门外的井盖也松了")) <= LIMITS["POST api:georeport-requests"]
    )
