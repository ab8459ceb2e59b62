"""A client that others wrote reads us over HTTP, as any city's: `georeport` from the package index, in JSON and in XML."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from georeport import GeoReport

from linli.surfaces.api.tests.making import SERVICE, Platform, case_of, load

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("form", ["json", "xml"])
def test_georeport_reads_us(cast: SimpleNamespace, live_server: Any, form: str) -> None:
    load()
    Platform(cast)
    first, second = case_of(cast), case_of(cast, text="北门也有一个松了")
    city = GeoReport(f"{live_server.url}/open311/v2", jurisdiction=cast.county.slug, output_format=form)
    assert SERVICE in {service["service_code"] for service in city.get_service_list()}
    assert city.get_service_definition(SERVICE)["service_code"] == SERVICE
    found = city.get_service_requests(service_code=SERVICE, status="open")
    assert {request["service_request_id"] for request in found} == {first.ref, second.ref}
    assert city.get_service_request(first.ref)["status"] == "open"
    one = city.get_service_requests(service_request_id=first.ref, start_date="2026-01-01T00:00:00Z")
    assert first.ref in str(one)
