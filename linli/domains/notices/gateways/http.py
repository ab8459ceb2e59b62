"""Text messages through any gateway that takes a request over HTTP; settings LINLI_SMS_* say which and how.

Where requests may go is decided as for webhooks (`foundation.webhooks.services.wire`): public addresses only, looked up once, no
redirect, cut off after `SECONDS`. With LINLI_SMS_SECRET requests are signed as other systems sign what they send to us.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from linli.domains.notices.gateways import Handed, NotSent, Parcel
from linli.domains.notices.method import filled
from linli.foundation.partners.rules import signature
from linli.foundation.webhooks.rules import is_taken
from linli.foundation.webhooks.services import wire
from linli.kernel import clock

#: So much of an answer is read.
MOST = 65_536


def send(parcel: Parcel) -> Handed:
    """One request. Raises `NotSent` where no answer comes, or one that isn't a success by LINLI_SMS_TAKEN."""
    how = settings.LINLI_SMS_HTTP
    values = {"to": parcel.to, "text": parcel.text, "id": parcel.name}
    fields = filled_in(how["body"], values)
    url, body = how["url"], _body(how["as"], fields)
    if how["method"] == "GET":
        url, body = f"{url}{'&' if '?' in url else '?'}{urlencode(fields)}", b""
    answer = wire.call(
        how["method"], url, body, {**how["headers"], **_kind(how), **_signed(how, parcel, body)}, most=MOST
    )
    if not answer.status:
        raise NotSent(answer.error)
    said = answer.said
    if not is_taken(answer.status) or not _is_success(how["taken"], said):
        raise NotSent(f"HTTP {answer.status}", answered=True)
    return Handed(handle=str(at(said, how["handle"]) or "") if how["handle"] else "")


def filled_in(shape: Any, values: dict[str, str]) -> Any:
    """A shape of JSON with the holes of its texts filled: what is filled in stays inside its text, whatever signs it holds."""
    if isinstance(shape, dict):
        return {name: filled_in(one, values) for name, one in shape.items()}
    if isinstance(shape, list):
        return [filled_in(one, values) for one in shape]
    return filled(shape, values) if isinstance(shape, str) else shape


def at(said: Any, path: str) -> Any:
    """What stands at "data.0.code" of an answer; None where nothing does."""
    for step in path.split("."):
        if isinstance(said, dict):
            said = said.get(step)
        elif isinstance(said, list) and step.isdigit() and int(step) < len(said):
            said = said[int(step)]
        else:
            return None
    return said


def _is_success(taken: str, said: Any) -> bool:
    """`taken` is "path=value" or "" (the status alone counts)."""
    if not taken:
        return True
    path, _, value = taken.partition("=")
    found = at(said, path)
    return found is not None and str(found) == value


def _body(how: str, fields: Any) -> bytes:
    return urlencode(fields).encode() if how == "form" else json.dumps(fields, ensure_ascii=False).encode()


def _kind(how: dict[str, Any]) -> dict[str, str]:
    if how["method"] == "GET":
        return {"User-Agent": "Linli"}
    kind = "application/x-www-form-urlencoded" if how["as"] == "form" else "application/json; charset=utf-8"
    return {"Content-Type": kind, "User-Agent": "Linli"}


def _signed(how: dict[str, Any], parcel: Parcel, body: bytes) -> dict[str, str]:
    if not how["secret"]:
        return {}
    moment = clock.now()
    time, nonce = str(int(moment.timestamp())), f"{parcel.name}-{moment:%H%M%S%f}"
    return {
        "Linli-Key": how["key"],
        "Linli-Time": time,
        "Linli-Nonce": nonce,
        "Linli-Signature": signature(how["secret"], time, nonce, body),
    }
