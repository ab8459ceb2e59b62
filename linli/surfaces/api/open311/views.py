"""The seven resources of the specification and its two extensions. A view reads, asks once, and answers."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from linli.domains.cases import selectors as cases
from linli.foundation.partners.services import Caller
from linli.kernel.policy import public, takes_form
from linli.surfaces.api import selectors
from linli.surfaces.api.open311 import asked, keys, sending, shapes, wire
from linli.surfaces.api.open311.asked import georeport
from linli.surfaces.api.open311.wire import Answer, Wrong

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
#: When services, definitions or this interface last changed their shape.
CHANGED = "2026-11-21T00:00:00+08:00"


@public
@georeport
@require_safe
def discovery(request: HttpRequest) -> Answer:
    """Where the interface is, and how to get a key."""
    url = request.build_absolute_uri(reverse("api:about"))
    endpoint = {
        "specification": SPECIFICATION,
        "url": f"{url}v2",
        "changeset": CHANGED,
        "type": "test" if settings.LINLI_DEMO else "production",
        "formats": [kind.partition(";")[0] for kind in wire.TYPES.values()],
    }
    return Answer(
        "discovery",
        {
            "changeset": CHANGED,
            "contact": _("Questions: the county's own centre, or the hotline 12345. More: {url}").format(url=url),
            "key_service": _("Keys are issued by the administrator of the county. More: {url}").format(url=url),
            "endpoints": [endpoint],
        },
    )


@public
@georeport
@require_safe
def service_list(request: HttpRequest) -> Answer:
    """What can be reported."""
    _county, rules = asked.jurisdiction(request.GET)
    return Answer("services", shapes.services(rules))


@public
@georeport
@require_safe
def service_definition(request: HttpRequest, code: str) -> Answer:
    """What is asked for one service."""
    _county, rules = asked.jurisdiction(request.GET)
    return Answer("service_definition", shapes.definition(shapes.category_of(rules, code)))


@csrf_exempt
@public
@georeport
@takes_form
def requests(request: HttpRequest) -> Answer:
    """Query the published cases, or send a report."""
    fields = asked.fields_of(request)
    county, rules = asked.jurisdiction(fields)
    return (sending.file_request if request.method == "POST" else _query)(request, fields, county, rules)


@public
@georeport
@require_safe
def one_request(request: HttpRequest, ref: str) -> Answer:
    """One case. A hidden one is answered like one that never was."""
    county, rules = asked.jurisdiction(request.GET)
    known = _known(keys.caller_of(request, request.GET, county))
    found = cases.published(county, rules, cases.Wanted(refs=(ref,)), known=known)
    if not found:
        raise Wrong(404, _("service_request_id {id} was not found.").format(id=ref[:60]))
    return _requests(found, county, rules)


@public
@georeport
@require_safe
def token(request: HttpRequest, token: str) -> Answer:
    """The number behind the secret of a reporter's link. We answer reports with their number at once, so nobody has to ask."""
    county, rules = asked.jurisdiction(request.GET)
    known = _known(keys.caller_of(request, request.GET, county))
    ref = cases.published_ref(county, rules, token, known=known)
    if not ref:
        raise Wrong(404, _("This token was not found."))
    return Answer("service_requests", [{"service_request_id": ref, "token": token}])


@csrf_exempt
@public
@georeport
@takes_form
def updates(request: HttpRequest) -> Answer:
    """What happened to cases (extension `servicerequestupdates`), or something to add to a report sent before."""
    fields = asked.fields_of(request)
    county, rules = asked.jurisdiction(fields)
    return (sending.add_update if request.method == "POST" else _steps)(request, fields, county, rules)


def _query(request: HttpRequest, fields: QueryDict, county: Any, rules: Any) -> Answer:
    """`service_request_id` overrides all other arguments; without any span the last ninety days are asked."""
    asked.not_too_often(request)
    known = _known(keys.caller_of(request, fields, county))
    refs = asked.list_of(fields, "service_request_id")
    wanted = cases.Wanted(refs=refs) if refs else _wanted(fields, rules)
    first, most = (0, asked.MOST) if refs else asked.page_of(fields)
    return _requests(cases.published(county, rules, wanted, known=known, first=first, most=most), county, rules)


def _wanted(fields: QueryDict, rules: Any) -> Any:
    opened = asked.span_of(fields)
    changed = asked.span_of(fields, "updated_after", "updated_before")
    opened = opened or (None if changed else asked.recent())
    said = set(asked.list_of(fields, "status"))
    if not said <= {"open", "closed"}:
        raise Wrong(400, _("status is open or closed."))
    return cases.Wanted(
        keys=shapes.keys_of(rules, asked.list_of(fields, "service_code")), is_open=None if len(said) != 1 else said == {"open"},
        opened_from=opened and opened.start, opened_to=opened and opened.end,
        changed_from=changed and changed.start, changed_to=changed and changed.end,
    )  # fmt: skip


def _requests(found: list[Any], county: Any, rules: Any) -> Answer:
    agency = shapes.agency(county, rules)
    return Answer("service_requests", [shapes.request(case, agency) for case in found])


def _known(caller: Caller | None) -> Any:
    return selectors.filed_by(caller.partner) if caller else ()


def _steps(request: HttpRequest, fields: QueryDict, county: Any, rules: Any) -> Answer:
    asked.not_too_often(request)
    known = _known(keys.caller_of(request, fields, county))
    span = asked.span_of(fields) or asked.recent()
    first, most = asked.page_of(fields)
    found = cases.published_steps(
        county, rules, refs=asked.list_of(fields, "service_request_id"), since=span.start, until=span.end, known=known,
        first=first, most=most,
    )  # fmt: skip
    return Answer("service_requests_updates", [shapes.update(step) for step in found])
