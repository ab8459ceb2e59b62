"""What comes by mistake or on purpose: an answer in the specification's own words, never a failure, nothing half written."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.db import OperationalError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.domains.cases import selectors
from linli.domains.cases.models import Case
from linli.foundation.territory.models import Area
from linli.surfaces.api.open311 import asked
from linli.surfaces.api.open311.forms import RequestForm
from linli.surfaces.api.tests import schemas
from linli.surfaces.api.tests.making import FORM, SERVICE, WORDS, Platform, load, problems, xml

pytestmark = pytest.mark.django_db


@pytest.fixture
def platform(cast: SimpleNamespace) -> Platform:
    load()
    return Platform(cast)


def refused(answer: Any, status: int) -> None:
    assert answer.status_code == status, answer.content.decode()
    schemas.check(list[schemas.Error], answer.content)
    assert {code for code, _ in problems(answer)} == {status}


@pytest.mark.parametrize(
    "path", ["services", f"services/{SERVICE}", "requests", "requests/HC-1", "tokens/x", "servicerequestupdates"]
)
def test_a_county_must_be_named_and_known(platform: Platform, path: str) -> None:
    for said, status in (({}, 400), ({"jurisdiction_id": ""}, 400), ({"jurisdiction_id": "atlantis"}, 404)):
        refused(platform.client.get(f"/open311/v2/{path}.json", said), status)
        answer = platform.client.get(f"/open311/v2/{path}.xml", said)
        found = xml(answer)
        assert (answer.status_code, found.tag, found.findtext("error/code")) == (status, "errors", str(status))
        assert "jurisdiction_id" in found.findtext("error/description", "")


@pytest.mark.parametrize("form", ["yaml", "html", "JSON", "json.xml", "%00", "xml "])
def test_an_unknown_format_is_said_in_xml(platform: Platform, form: str) -> None:
    answer = platform.client.get(f"/open311/v2/services.{form}", {"jurisdiction_id": platform.county})
    if form == "%00":
        assert answer.status_code in (400, 404)
        return
    assert answer.status_code == 400
    assert xml(answer).findtext("error/code") == "400"


@pytest.mark.parametrize(
    ("asked_for", "status"),
    [
        ({"start_date": "2026-01-01T00:00:00"}, 400),
        ({"start_date": "2026-01-01"}, 400),
        ({"start_date": "gestern"}, 400),
        ({"end_date": "0001-01-01T00:00:00Z"}, 400),
        ({"end_date": "9999-12-31T23:59:59-12:00"}, 400),
        ({"start_date": "2026-02-01T00:00:00Z", "end_date": "2026-01-01T00:00:00Z"}, 400),
        ({"updated_after": "9" * 30}, 400),
        ({"start_date": "2026-01-01T00:00:00 08:00"}, 200),  # a plus that nobody escaped
        ({"status": "late"}, 400),
        ({"status": "open,late"}, 400),
        ({"service_code": "nope"}, 404),
        ({"service_code": f"{SERVICE},../../etc"}, 404),
        ({"page": "0"}, 400),
        ({"page": "-1"}, 400),
        ({"page": "9" * 30}, 400),
        ({"page": "二"}, 400),
        ({"page_size": "1001"}, 400),
        ({"page_size": "1000"}, 200),
        ({"page": "100000"}, 200),
        ({"service_request_id": ",".join(f"HC-{n}" for n in range(201))}, 400),
        ({"service_request_id": "'; DROP TABLE cases_case; --"}, 200),
        ({"service_request_id": "字" * 3000}, 200),
        ({"unknown": "1", "callback": "alert"}, 200),
    ],
)
def test_queries(platform: Platform, asked_for: dict[str, str], status: int) -> None:
    answer = platform.get("requests.json", **asked_for)
    assert answer.status_code == status, answer.content.decode()
    if status != 200:
        refused(answer, status)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"service_code": None}, 400),
        ({"service_code": "nope"}, 404),
        ({"service_code": "\ud800".encode("utf-8", "surrogatepass")}, 400),
        ({"description": None}, 400),
        ({"description": "短"}, 400),
        ({"description": "长" * 4001}, 400),
        ({"description": "长" * 3000}, 400),
        ({"description": "井盖\x00松了很危险"}, 400),
        ({"address_id": None}, 400),
        ({"address_id": "zzzzzz"}, 400),
        ({"address_id": None, "lat": "36.5"}, 400),
        ({"lat": "91", "long": "0"}, 400),
        ({"lat": "三十六", "long": "116"}, 400),
        ({"lat": "nan", "long": "inf"}, 400),
        ({"lat": "1e400", "long": "116"}, 400),
        ({"lat": "36.5", "long": "116.5", "datum": "bd09"}, 400),
        ({"attribute[danger]": "maybe"}, 400),
        ({"phone": "call me", "contact_consent": "true"}, 400),
        ({"media_url": "javascript:alert(1)"}, 400),
        ({"media_url": "http://" + "a" * 600}, 400),
        ({"first_name": "三" * 41}, 400),
        ({"jurisdiction_id": "shan"}, 403),
    ],
)
def test_reports(platform: Platform, said: dict[str, Any], status: int) -> None:
    refused(platform.report(**said), status)
    assert Case.unscoped.count() == 0


def test_places_outside_of_the_county_and_in_the_sea(platform: Platform, cast: SimpleNamespace) -> None:
    Area.unscoped.filter(pk=cast.grid.pk).update(lat=36.5, lng=116.5)

    def status(lat: float, long: float) -> int:
        return platform.report(address_id=None, lat=lat, long=long, description=f"{WORDS} {lat} {long}").status_code

    assert (status(36.55, 116.55), status(39.9, 116.4), status(36.0, 123.0)) == (200, 400, 400)
    ring = [[116.4, 36.4], [116.6, 36.4], [116.6, 36.6], [116.4, 36.6], [116.4, 36.4]]
    hole = [[116.55, 36.55], [116.57, 36.55], [116.57, 36.57], [116.55, 36.57], [116.55, 36.55]]
    Area.unscoped.filter(pk=cast.county.pk).update(boundary={"type": "Polygon", "coordinates": [ring, hole]})
    assert (status(36.45, 116.45), status(36.56, 116.56), status(36.61, 116.5)) == (200, 400, 400)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<request><service_code>1</service_code></request>", "text/xml"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "application/xml"),
        (b'{"service_code": "1"}', "application/json"),
        ("jurisdiction_id=jiang&description=井盖坏了".encode("gbk"), FORM),
        (b"jurisdiction_id=jiang&description=%BE%AE%B8%C7", FORM),
        (b"jurisdiction_id=jiang&description=x", f"{FORM}; charset=gbk"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=y"),
        (b"x", "multipart/form-data"),
    ],
)
def test_other_bodies_and_charsets(platform: Platform, body: bytes, kind: str) -> None:
    for path in ("requests.json", "servicerequestupdates.json"):
        answer = platform.client.post(f"/open311/v2/{path}", body, content_type=kind)
        refused(answer, 400)


def test_ten_megabytes_of_words(platform: Platform) -> None:
    refused(platform.report(description="长" * 3_400_000), 413)
    body = b"jurisdiction_id=jiang&description=" + b"a" * 10_000_000
    refused(platform.client.post("/open311/v2/requests.json", body, content_type=FORM), 413)


def test_thousands_of_fields(platform: Platform) -> None:
    body = "&".join(f"attribute[{number}]=1" for number in range(4000))
    refused(platform.client.post("/open311/v2/requests.json", body, content_type=FORM), 400)


def test_no_cookie_opens_the_door(platform: Platform, cast: SimpleNamespace, client_of: Any) -> None:
    said = {"jurisdiction_id": platform.county, "service_code": SERVICE, "description": WORDS}
    for member in (cast.admin, cast.li_grid_worker):
        refused(client_of(member, enforce_csrf_checks=True).post("/open311/v2/requests.json", said), 403)
    assert Case.unscoped.count() == 0


def test_who_asks_too_often_is_told(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked, "MOST_ASKED", 2)
    assert [platform.get("requests.json").status_code for _ in range(3)] == [200, 200, 429]
    assert platform.get("services.json").status_code == 200


def test_a_lost_database_is_said(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*args: Any, **options: Any) -> Any:
        raise OperationalError

    monkeypatch.setattr(selectors, "published", lost)
    refused(platform.get("requests.json"), 503)


ANYTHING = st.one_of(st.text(max_size=40), st.floats().map(str), st.integers().map(str), st.binary(max_size=9))
ASKED = [
    "service_request_id",
    "service_code",
    "start_date",
    "end_date",
    "updated_after",
    "status",
    "page",
    "page_size",
    "api_key",
]
SENT = [*RequestForm.base_fields, "service_code", "attribute[danger]", "attribute[]", "update_id", "service_request_id"]


@given(asked_for=st.dictionaries(st.sampled_from(ASKED), ANYTHING, max_size=4))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_question_is_answered(platform: Platform, asked_for: dict[str, Any]) -> None:
    cache.clear()
    for path in ("requests.json", "servicerequestupdates.xml"):
        query = urlencode({"jurisdiction_id": platform.county} | asked_for)
        assert platform.client.get(f"/open311/v2/{path}?{query}").status_code in (200, 400, 403, 404)


@given(said=st.dictionaries(st.sampled_from(SENT), ANYTHING, max_size=6))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_report_is_answered(platform: Platform, said: dict[str, Any]) -> None:
    cache.clear()
    for path in ("requests.json", "servicerequestupdates.json"):
        asked_for = {"service_code": SERVICE, "description": WORDS, "address_string": "x"} | said
        with transaction.atomic():
            assert platform.post(path, **asked_for).status_code in (200, 400, 404)
            transaction.set_rollback(True)


def test_updates(platform: Platform) -> None:
    ref = platform.filed().ref
    refused(platform.add("HC-000000-0000", "没有这个号"), 404)
    refused(platform.add(ref, ""), 400)
    refused(platform.add("", "没有号码"), 400)
    refused(platform.add(ref, "长" * 2001), 400)
    refused(platform.add(ref, "没有钥匙", api_key=None), 403)
