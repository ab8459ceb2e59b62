"""Links that only their owners know: tokens, the six signs that stand in for one, and the brake on guessing."""

from __future__ import annotations

import base64
import re
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac

from linli.domains.cases import selectors
from linli.kernel import brake

_SALT = "linli.cases.looked-up"
#: A page found by number and code stays open this long; the receipt's own link never ends.
HOURS_OPEN = 2
#: Tries per browser address and hour, and per number and hour.
MOST_TRIES = 20
_HOUR = 3600
_LINK = re.compile(r"/f/([0-9A-Za-z_-]{16,80})")


def link(token: str) -> str:
    """The path of a reporter's page."""
    return reverse("cases:follow", args=[token])


def reporter_of(token: str) -> Any:
    """The reporter behind a token, or behind a page opened by number and code; Http404 for anything else."""
    reporter = selectors.reporter_by_id(_opened(token)) if not is_lasting(token) else selectors.reporter_for(token)
    if reporter is None:
        raise Http404
    return reporter


def is_lasting(token: str) -> bool:
    """Whether this is a reporter's own secret, not a stand-in that ends after two hours."""
    return ":" not in token


def _opened(token: str) -> int | None:
    try:
        return int(signing.loads(token, salt=_SALT, max_age=HOURS_OPEN * _HOUR))
    except signing.BadSignature:
        return None


def code_of(reporter: Any) -> str:
    """Six signs without letters that look alike; made from the hash of the token, so that nothing more is stored."""
    digest = salted_hmac("linli.cases.code", reporter.token_hash, algorithm="sha256").digest()
    return base64.b32encode(digest)[:6].decode().translate(str.maketrans("IO", "89"))


def find(said: dict[str, str]) -> str:
    """The token (or a stand-in for two hours) that a pasted link, or number and code, lead to; empty when none."""
    pasted = token_in(said["link"])
    if pasted:
        return pasted if selectors.reporter_for(pasted) else ""
    for reporter in selectors.reporters_of(said["ref"]):
        if code_of(reporter) == said["code"].upper():
            return stand_in(reporter.pk)
    return ""


def stand_in(reporter_pk: int) -> str:
    """A token that opens a reporter's page for two hours, for whoever has shown that it is theirs."""
    return signing.dumps(reporter_pk, salt=_SALT)


def page_of(reporter_pk: int) -> str:
    """The path of a reporter's page for whoever holds the link of a message to them, open for two hours; "" where there is none."""
    return link(stand_in(reporter_pk)) if selectors.reporter_by_id(reporter_pk) is not None else ""


def token_in(text: str) -> str:
    """The secret inside of a link; empty where there is none."""
    found = _LINK.search(text)
    return found[1] if found else ""


def too_often(request: HttpRequest, ref: str) -> bool:
    """Count a try; whether there were too many in this hour."""
    who = request.META.get("REMOTE_ADDR", "")
    return any([brake.too_often(f"try:{who}", MOST_TRIES), brake.too_often(f"try:{ref}", MOST_TRIES)])
