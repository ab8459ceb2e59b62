"""Each resource in both formats: media type, fields, names of elements; and JSON and XML say the same."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from linli.domains.cases.services.intake import add_reporter
from linli.surfaces.api.tests import schemas
from linli.surfaces.api.tests.making import DRAIN, SERVICE, Platform, case_of, load, rows, xml

pytestmark = pytest.mark.django_db
JSON, XML = "application/json; charset=utf-8", "text/xml; charset=utf-8"


@pytest.fixture
def platform(cast: SimpleNamespace) -> Platform:
    load()
    return Platform(cast)


@pytest.fixture
def paths(cast: SimpleNamespace, platform: Platform) -> dict[str, Any]:
    """Path without format → what its JSON is, and the names of its elements in XML."""
    case = case_of(cast)
    token, _row = add_reporter(case, "", "", "", source="portal", is_first=False)
    return {
        "discovery": (schemas.Discovery, "discovery", None),
        "services": (list[schemas.Service], "services", "service"),
        f"services/{SERVICE}": (schemas.Definition, "service_definition", None),
        "requests": (list[schemas.Request], "service_requests", "request"),
        f"requests/{case.ref}": (list[schemas.Request], "service_requests", "request"),
        f"tokens/{token}": (list[schemas.Token], "service_requests", "request"),
        "servicerequestupdates": (list[schemas.Update], "service_requests_updates", "request_update"),
    }


def test_json_is_what_the_specification_says(platform: Platform, paths: dict[str, Any]) -> None:
    for path, (schema, _, _) in paths.items():
        answer = platform.get(f"{path}.json")
        assert (answer.status_code, answer["Content-Type"]) == (200, JSON), path
        schemas.check(schema, answer.content)


def test_xml_says_the_same_under_the_right_names(platform: Platform, paths: dict[str, Any]) -> None:
    for path, (_, root, item) in paths.items():
        answer = platform.get(f"{path}.xml")
        assert (answer.status_code, answer["Content-Type"]) == (200, XML), path
        assert answer.content.startswith(b'<?xml version="1.0" encoding="utf-8"?>')
        found = xml(answer)
        assert found.tag == root
        said = platform.get(f"{path}.json").json()
        if item is None:
            assert {one.tag for one in found} == set(said)
        else:
            assert [one.tag for one in found] == [item] * len(said) and said
            assert [plain(one) for one in found] == [{name: text(value) for name, value in row.items()} for row in said]


def plain(element: ET.Element) -> dict[str, str]:
    return {child.tag: child.text or "" for child in element}


def text(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_a_definition_in_xml_has_its_lists_in_their_own_elements(platform: Platform) -> None:
    found = xml(platform.get(f"services/{SERVICE}.xml"))
    assert [one.text for one in found.findall("attributes/attribute/code")] == ["danger"]
    assert [one.text for one in found.findall("attributes/attribute/values/value/key")] == ["no", "yes"]


def test_discovery_leads_to_an_endpoint_that_answers(platform: Platform) -> None:
    said = platform.client.get("/open311/v2/discovery.json").json()
    url = said["endpoints"][0]["url"]
    assert url == "http://testserver/open311/v2"
    assert platform.client.get(f"{url}/services.json", {"jurisdiction_id": platform.county}).status_code == 200


def test_services_are_the_categories_in_force(platform: Platform) -> None:
    found = {row["service_code"]: row for row in rows(platform.get("services.json"))}
    assert found[SERVICE]["service_name"] == "雨水井盖异常"
    assert found[SERVICE]["keywords"] == "积水漏水"
    from linli.domains.cases.models import Category

    Category.objects.filter(code="01003").update(retired=True)
    assert SERVICE not in {row["service_code"] for row in rows(platform.get("services.json"))}
    assert platform.get(f"services/{SERVICE}.json").status_code == 404


def test_markup_and_signs_that_xml_cannot_hold_are_harmless(platform: Platform, cast: SimpleNamespace) -> None:
    from linli.domains.cases.models import Category

    Category.objects.filter(code="01003").update(name='<b>井盖</b> & "x" \x0b\ud7ff😀')
    found = xml(platform.get("services.xml"))
    assert '<b>井盖</b> & "x" \ud7ff😀' in [one.text for one in found.iter("service_name")]


def test_head_and_other_methods(platform: Platform) -> None:
    assert platform.client.head("/open311/v2/discovery.json").status_code == 200
    assert platform.client.put("/open311/v2/requests.json").status_code == 405
    assert platform.client.post("/open311/v2/services.json").status_code == 405


def test_one_county_needs_no_name(platform: Platform, monkeypatch: pytest.MonkeyPatch, cast: SimpleNamespace) -> None:
    from linli.foundation.territory import selectors

    assert platform.client.get("/open311/v2/services.json").status_code == 400
    monkeypatch.setattr(selectors, "counties", lambda: [cast.county])
    assert platform.client.get("/open311/v2/services.json").status_code == 200
    assert DRAIN.rsplit("/", 1)[1] in platform.client.get("/open311/v2/services.json").content.decode()
