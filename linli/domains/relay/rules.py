"""Decisions of relays: what another platform's answer says, and when it is asked again. Pure; nothing that it says is believed unread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from linli.kernel.lines import one_line

if TYPE_CHECKING:
    from linli.domains.relay.method import Asking

#: So many services of another platform are kept.
MOST_SERVICES = 2_000
#: What a platform takes is read anew once a day (assumed); so is a case asked after where the method is older than its section.
READ_EVERY = timedelta(days=1)
_TRANSIENT = frozenset({0, 408, 425, 429})
_SERVER_ERROR = 500


@dataclass(frozen=True, slots=True)
class Created:
    """What a platform gave for a new request: its number, or a token that will lead to one."""

    number: str
    token: str


@dataclass(frozen=True, slots=True)
class Report:
    """How a request stands there: `status` is open or closed ("" where it doesn't say)."""

    status: str
    notes: str


def rows_of(said: Any, wrapped_as: str = "") -> list[dict[str, Any]]:
    """The objects of an answer: GeoReport gives a list, some servers an object around it."""
    if isinstance(said, dict):
        said = said.get(wrapped_as, [said])
    return [one for one in said if isinstance(one, dict)] if isinstance(said, list) else []


def services_of(said: Any) -> list[tuple[str, str]]:
    """What a platform takes: (code, name), of those that have a code."""
    rows = rows_of(said, "services")[:MOST_SERVICES]
    found = ((text(one.get("service_code"), 80), text(one.get("service_name"), 120)) for one in rows)
    return [(code, name or code) for code, name in found if code]


def created_of(said: Any) -> Created | None:
    """Number or token of a new request; None where the answer has neither."""
    for one in rows_of(said, "service_requests"):
        made = Created(text(one.get("service_request_id"), 80), text(one.get("token"), 120))
        if made.number or made.token:
            return made
    return None


def report_of(said: Any, number: str) -> Report | None:
    """How the request of this number stands; None where the answer isn't about it."""
    for one in rows_of(said, "service_requests"):
        if text(one.get("service_request_id"), 80) == number:
            return Report(text(one.get("status"), 20).lower(), text(one.get("status_notes"), 500))
    return None


def refusal_of(said: Any, status: int) -> str:
    """Why a request was refused, in the platform's words."""
    words = "; ".join(text(one.get("description"), 150) for one in rows_of(said, "errors"))
    return (words or f"HTTP {status}")[:200]


def is_final(status: int) -> bool:
    """Whether a refusal will stay one, however often it is tried."""
    return status not in _TRANSIENT and status < _SERVER_ERROR


def ask_again_after(since_taken: timedelta, asking: Asking | None) -> timedelta:
    """How long to wait before a platform is asked again about what it took so long ago; a day without the method's word."""
    if asking is None:
        return READ_EVERY
    if since_taken < asking.often_for.length:
        return asking.often.length
    return asking.seldom.length if since_taken < asking.seldom_for.length else asking.rarely.length


def text(value: Any, most: int) -> str:
    """Words of another platform: one line of what can be seen, no longer than they may be; "" for what is no word."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return one_line(str(value)[: most * 4], most)


def labels(services: Sequence[Sequence[str]]) -> dict[str, str]:
    """Code → name, as the table keeps them."""
    return {str(code): str(name) for code, name in services}
