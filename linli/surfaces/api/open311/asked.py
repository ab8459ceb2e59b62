"""Reading a request: format, county, key, moments, pages. What can't be read is refused in the specification's own way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from linli.foundation.access.services.sessions import client_address
from linli.foundation.territory import selectors as territory
from linli.kernel import brake, clock
from linli.kernel.errors import OutOfScope, RuleBroken
from linli.kernel.words import N_
from linli.surfaces.api.open311 import wire
from linli.surfaces.api.open311.wire import Answer, Wrong

#: The specification's limits: a span of ninety days, the first thousand.
SPAN = timedelta(days=90)
MOST = 1000
#: Pages of lists asked from one address in an hour (assumed: one every three seconds).
MOST_ASKED = 1200
_LAST_PAGE = 100_000
_MOST_IDS = 200
_EARLIEST, _LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
_UNREADABLE = N_("This request can't be read. Please send form fields in UTF-8.")
_LOST = N_("The database can't be reached. Please try again later.")
#: What goes wrong below a view, the narrower kinds first, and how it is answered.
_FAULTS: dict[type[Exception], tuple[int, str]] = {
    RequestDataTooBig: (413, N_("This is more than is read at once.")),
    BadRequest: (400, _UNREADABLE),
    SuspiciousOperation: (400, _UNREADABLE),
    MultiPartParserError: (400, _UNREADABLE),
    UnreadablePostError: (400, _UNREADABLE),
    PermissionDenied: (403, N_("This key doesn't allow that.")),
    Http404: (404, N_("There is no such thing here.")),
    OutOfScope: (404, N_("There is no such thing here.")),
    OperationalError: (503, _LOST),
    InterfaceError: (503, _LOST),
}
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data", "")


def georeport(view: Callable[..., Any]) -> Callable[..., HttpResponse]:
    """A view that gives an `Answer`: write it in the format of the address, and whatever is wrong as well."""

    @wraps(view)
    def answered(request: HttpRequest, form: str, **named: str) -> HttpResponse:
        if form not in wire.TYPES:
            return wire.respond(Wrong(400, _("This format isn't offered: please ask for xml or json.")).answer, "xml")
        answer = _tried(lambda: view(request, **named))
        return wire.respond(answer, form) if isinstance(answer, Answer) else answer

    return answered


def _tried(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except Wrong as wrong:
        return wrong.answer
    except RuleBroken as refused:
        return Wrong(refused.status if refused.status == 413 else 400, refused.message).answer
    except tuple(_FAULTS) as fault:
        status, words = next(said for kind, said in _FAULTS.items() if isinstance(fault, kind))
        return Wrong(status, gettext(words)).answer


def fields_of(request: HttpRequest) -> QueryDict:
    """What was asked: the form's fields of a POST, else those of the address. Refuses other bodies and other charsets."""
    if request.method != "POST":
        return request.GET
    if request.content_type not in _FORMS:
        raise Wrong(400, gettext(_UNREADABLE))
    sent = request.POST
    if request.content_type == _FORMS[0]:
        _check_utf8(request.body)  # Django would read other bytes as Latin-1
    if any("\ufffd" in word for name, words in sent.lists() for word in (name, *words)):
        raise Wrong(400, gettext(_UNREADABLE))
    return sent


def _check_utf8(body: bytes) -> None:
    try:
        body.decode()
    except UnicodeDecodeError:
        raise Wrong(400, gettext(_UNREADABLE)) from None


def jurisdiction(fields: QueryDict) -> tuple[Any, Any]:
    """The county and its rules. 400 where several are served and none is named, 404 for an unknown one."""
    said = fields.get("jurisdiction_id", "")
    counties = [] if said else territory.counties()
    if not said and len(counties) != 1:
        raise Wrong(400, _("jurisdiction_id was not provided."))
    try:
        return territory.county_with_rules(said or counties[0].slug)
    except Http404:
        raise Wrong(404, _("jurisdiction_id {id} was not found.").format(id=said[:60])) from None


def not_too_often(request: HttpRequest) -> None:
    """Count one more page of a list for this address; 429 after too many in an hour."""
    if brake.too_often(f"open311:{client_address(request)}", MOST_ASKED):
        raise Wrong(429, _("That is too often. Please go on in an hour."))


@dataclass(frozen=True, slots=True)
class Span:
    """From one moment to another."""

    start: datetime
    end: datetime


def span_of(fields: QueryDict, first: str = "start_date", last: str = "end_date") -> Span | None:
    """The span between two fields; None where neither is given. One end alone reaches ninety days; a longer span is cut there."""
    start, end = moment_of(fields, first), moment_of(fields, last)
    if start is None and end is None:
        return None
    if start is None:
        start = (end or clock.now()) - SPAN
    if end is not None and end < start:
        raise Wrong(400, _("{first} lies after {last}.").format(first=first, last=last))
    return Span(start, min(end or start + SPAN, start + SPAN))


def recent() -> Span:
    """The ninety days until now."""
    now = clock.now()
    return Span(now - SPAN, now)


def moment_of(fields: QueryDict, name: str) -> datetime | None:
    """A field with a W3C moment and its zone; None where it is empty."""
    said = fields.get(name, "").strip()
    if not said:
        return None
    try:
        found = datetime.fromisoformat(said.replace(" ", "+"))  # a plus that nobody escaped arrives as a blank
        if found.tzinfo is None or not _EARLIEST <= found <= _LATEST:
            raise ValueError
    except (ValueError, OverflowError):
        raise Wrong(
            400, _("{name} isn't a moment with a zone, such as 2026-01-01T00:00:00Z.").format(name=name)
        ) from None
    return found


def page_of(fields: QueryDict) -> tuple[int, int]:
    """(how many to skip, how many to give): extension `page` (from 1) and `page_size` (at most, and by default, 1,000)."""
    size = _number(fields, "page_size", MOST, MOST)
    return (_number(fields, "page", 1, _LAST_PAGE) - 1) * size, size


def _number(fields: QueryDict, name: str, default: int, most: int) -> int:
    said = fields.get(name, "").strip()
    if not said:
        return default
    if not (said.isascii() and said.isdigit() and len(said) < 10 and 1 <= int(said) <= most):
        raise Wrong(400, _("{name} is a number from 1 to {most}.").format(name=name, most=most))
    return int(said)


def list_of(fields: QueryDict, name: str) -> tuple[str, ...]:
    """The parts of a field with commas; at most two hundred."""
    parts = tuple(dict.fromkeys(part.strip() for part in fields.get(name, "").split(",") if part.strip()))
    if len(parts) > _MOST_IDS:
        raise Wrong(400, _("{name}: at most {most} at once.").format(name=name, most=_MOST_IDS))
    return parts
