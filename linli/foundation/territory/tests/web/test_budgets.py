"""The pages of boundaries and tables keep their statement budgets (tests/query_budget.json)."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from linli.foundation.organizations import services as organizations
from linli.foundation.territory import services
from linli.foundation.territory.tests.ground import SYSTEM
from linli.foundation.territory.tests.test_boundaries import square
from tests.kit.budgets import Budgets


class TestGround(Budgets):
    def add_row(self, cast: Any, number: int) -> Any:
        """A neighbour with a boundary, a compound, house numbers, an organization."""
        shape = square(116.0 + number, 36.0)
        services.create_area(SYSTEM, parent=cast.community, kind="grid", name=f"{number}格", boundary=shape)
        services.set_facts(SYSTEM, area=cast.grid, boundary=square(116.0, 36.5))
        services.create_compound(SYSTEM, community=cast.community, name=f"{number}园")
        services.assign_address(SYSTEM, grid=cast.grid, road="东街", first=number + 1, last=number + 1)
        return organizations.create_organization(SYSTEM, area=cast.county, kind="station", name=f"{number}站")

    def pages(self, cast: Any, client_of: Callable[..., Client]) -> dict[str, tuple[Client, str]]:
        admin = client_of(cast.admin)
        addresses = {
            "territory:area": cast.grid,
            "territory:boundary": cast.grid,
            "territory:remove-boundary": cast.grid,
            "territory:import": cast.county,
            "territory:import-compounds": cast.county,
            "territory:import-addresses": cast.county,
            "organizations:import": cast.county,
        }
        return {name: (admin, reverse(name, args=[area.pk])) for name, area in addresses.items()}
