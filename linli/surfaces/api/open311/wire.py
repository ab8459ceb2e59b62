"""How an answer is written: XML or JSON with the same content (the specification's Spark convention), in UTF-8."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.etree import ElementTree as ET

from django.http import HttpResponse

from linli.kernel import clock

TYPES = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}

#: What the items of a list are called in XML; JSON has them without a name.
_ITEMS = {
    "services": "service",
    "attributes": "attribute",
    "values": "value",
    "service_requests": "request",
    "service_requests_updates": "request_update",
    "service_request_updates": "request_update",
    "endpoints": "endpoint",
    "formats": "format",
    "errors": "error",
}
#: As the specification writes it, double quotes and all.
_DECLARATION = b'<?xml version="1.0" encoding="utf-8"?>\n'
#: XML 1.0 has no way to write these.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Answer:
    """An element by name with its content (a list or a mapping), and the HTTP status."""

    root: str
    content: Any
    status: int = 200


class Wrong(Exception):
    """A request that can't be met; each problem is a sentence. All of them carry the HTTP status as their code."""

    def __init__(self, status: int, *problems: str) -> None:
        super().__init__(status, *problems)
        self.answer = Answer("errors", [{"code": status, "description": one} for one in problems], status)


def respond(answer: Answer, form: str) -> HttpResponse:
    """The answer in `form` ("xml" or "json"; anything else gets XML, which everybody reads)."""
    form = form if form in TYPES else "xml"
    body = _json(answer) if form == "json" else _xml(answer)
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Access-Control-Allow-Origin": "*"}
    return HttpResponse(body, status=answer.status, content_type=TYPES[form], headers=headers)


def moment(at: datetime) -> str:
    """A moment in W3C format, in the civil time of China with its offset, to the second."""
    return at.astimezone(clock.ZONE).isoformat(timespec="seconds")


def _json(answer: Answer) -> bytes:
    return json.dumps(answer.content, ensure_ascii=False).encode()


def _xml(answer: Answer) -> bytes:
    written: bytes = ET.tostring(_element(answer.root, answer.content), encoding="utf-8", xml_declaration=False)
    return _DECLARATION + written


def _element(name: str, content: Any) -> ET.Element:
    element = ET.Element(name)
    if isinstance(content, Mapping):
        element.extend(_element(key, value) for key, value in content.items())
    elif isinstance(content, list):
        element.extend(_element(_ITEMS[name], value) for value in content)
    elif content is not None:
        element.text = _UNWRITABLE.sub("", _plain(content))
    return element


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
