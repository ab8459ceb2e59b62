"""What a page costs: statements are bounded, and don't grow with the rows."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.domains.cases.tests.making import open_case
from linli.domains.cases.tests.web.portal import Resident, load_categories, token_on

pytestmark = pytest.mark.django_db
MOST = 12
#: A case in the field shows its clocks, whistles, pictures, history and whom to call, all on one page.
MOST_CASE = 16


def statements(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_field_pages_cost_the_same_for_one_row_and_thirty(
    cast: SimpleNamespace, client_of: Callable[[Any], Client]
) -> None:
    li = client_of(cast.li_grid_worker)
    case = open_case(cast)
    one = statements(li, "/field/")
    for number in range(29):
        open_case(cast, text=f"第 {number} 处垃圾没有清走")
    assert statements(li, "/field/") == one <= MOST
    assert statements(li, f"/field/case/{case.ref}/") <= MOST_CASE


def test_portal_pages_are_cheap(cast: SimpleNamespace) -> None:
    load_categories()
    resident = Resident(cast)
    token = token_on(resident.client.get(resident.report()["Location"]))
    assert statements(resident.client, f"/c/{resident.slug}/") <= MOST
    assert statements(resident.client, f"/f/{token}/") <= MOST
    resident.choose_place()
    assert statements(resident.client, resident.url("what")) <= MOST
    assert statements(resident.client, resident.url("place")) <= MOST
