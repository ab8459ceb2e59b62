"""A platform with its key, asking as programs do."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

from django.core.cache import cache
from django.test import Client

from linli.domains.cases.models import Case
from linli.domains.cases.tests.making import category, open_case
from linli.foundation.partners.tests.making import issued, partner
from linli.surfaces.api.permissions import SCOPE

BASE = "/open311/v2/"
FORM = "application/x-www-form-urlencoded"
#: Kinds that the base method publishes, and one that it doesn't.
DRAIN = "gbt47678_5_2026/matter/01003"
LAMP = "gbt47678_5_2026/matter/01037"
QUARREL = "social/request/0601"
SERVICE = DRAIN.replace("/", "-")
WORDS = "南门外雨水井盖裂了，晚上看不见，很危险"
SECRET_WORDS = "我住二单元三楼"
PHONE = "10000009999"


class Platform:
    """Another city's app. It names the county in each request; `key` is sent where it is asked for."""

    def __init__(self, cast: SimpleNamespace, name: str = "邻市随手报", **options: Any) -> None:
        cache.clear()  # brakes count per process
        self.cast = cast
        self.county = cast.county.slug
        self.owner = partner(cast, name, kind="app")
        self.key = issued(cast, "bearer", (SCOPE,), of=self.owner).secret
        self.client = Client(**options)

    def get(self, path: str, **asked: Any) -> Any:
        """Ask as anybody."""
        return self.client.get(BASE + path, {"jurisdiction_id": self.county} | asked)

    def own(self, path: str, **asked: Any) -> Any:
        """Ask with the key."""
        return self.get(path, api_key=self.key, **asked)

    def post(self, path: str = "requests.json", headers: dict[str, str] | None = None, **said: Any) -> Any:
        """Send with the key."""
        asked = {"jurisdiction_id": self.county, "api_key": self.key} | said
        fields = {name: value for name, value in asked.items() if value is not None}
        if any(hasattr(value, "read") for value in fields.values()):
            return self.client.post(BASE + path, fields, headers=headers)
        return self.client.post(BASE + path, urlencode(fields), content_type=FORM, headers=headers)

    def report(self, **said: Any) -> Any:
        """A report from the cast's building."""
        fields = {"service_code": SERVICE, "description": WORDS, "address_id": place_code(self.cast.building)} | said
        return self.post(**fields)

    def filed(self, **said: Any) -> Case:
        """The case of a report."""
        answer = self.report(**said)
        assert answer.status_code == 200, answer.content.decode()
        return Case.unscoped.get(ref=answer.json()[0]["service_request_id"])

    def add(self, ref: str, words: str, **said: Any) -> Any:
        """Something to add to a report."""
        return self.post("servicerequestupdates.json", service_request_id=ref, description=words, **said)


def place_code(area: Any) -> str:
    """What a sticker in that area says."""
    from linli.foundation.territory import selectors

    return selectors.qr_code(area)


def load(*keys: str) -> None:
    """The categories of these tests."""
    names = {DRAIN: "雨水井盖异常", LAMP: "路灯异常", QUARREL: "邻里纠纷"}
    for key in keys or names:
        category(key, names[key])


def case_of(cast: SimpleNamespace, key: str = DRAIN, **facts: Any) -> Case:
    """A resident's report from the portal, of a published kind."""
    load(key)
    return open_case(
        cast, category=category(key), **({"text": f"{WORDS}，{SECRET_WORDS}", "contact_phone": PHONE} | facts)
    )


def rows(answer: Any) -> list[dict[str, Any]]:
    """A list in JSON."""
    assert answer.status_code == 200, answer.content.decode()
    found: list[dict[str, Any]] = json.loads(answer.content)
    return found


def refs(answer: Any) -> list[str]:
    """The numbers in a list of requests."""
    return [row["service_request_id"] for row in rows(answer)]


def xml(answer: Any) -> ET.Element:
    """A well-formed answer."""
    return ET.fromstring(answer.content)


def problems(answer: Any) -> list[tuple[int, str]]:
    """(code, sentence) of an error body in JSON."""
    return [(one["code"], one["description"]) for one in json.loads(answer.content)]
