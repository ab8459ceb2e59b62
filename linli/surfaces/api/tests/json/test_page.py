"""The page for people: all that the document has, in our own look, without script and without anything from elsewhere."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from linli.surfaces.api.json.deeds import DEEDS

pytestmark = pytest.mark.django_db


def test_every_operation_stands_there_and_every_link_leads_somewhere(client: Client) -> None:
    page = client.get("/api/").content.decode()
    for deed in DEEDS.values():
        path = re.sub(r"{\w+:", "{", deed.path)
        assert f"<code>{deed.method} {path}</code>" in page, deed.name
    anchors = set(re.findall(r'href="#([\w-]+)"', page))
    assert {one for one in anchors if one.startswith("shape-")} and not {
        one for one in anchors if f'id="{one}"' not in page
    }
    assert "http://testserver/api/v1/" in page and not re.findall(r'(?:src|href)="(?:https?:)?//', page)


def test_in_english_too(client: Client) -> None:
    client.cookies["linli_language"] = "en"
    page = client.get("/api/").content.decode()
    assert "What a key may be for" in page and "Read cases, places and organizations" in page and "办件" not in page
