"""What platforms send: a report, or something to add to one. Each is taken once, however often it is sent."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import Http404, HttpRequest, QueryDict
from django.utils.translation import gettext as _

from linli.domains.cases import selectors as cases
from linli.domains.cases import services as case_services
from linli.domains.cases.web import secret
from linli.foundation.audit import idempotency
from linli.foundation.partners.services import Caller
from linli.kernel import clock
from linli.surfaces.api import selectors, services
from linli.surfaces.api.open311 import keys, shapes
from linli.surfaces.api.open311.forms import RequestForm, UpdateForm, cleaned
from linli.surfaces.api.open311.wire import Answer, Wrong

#: Equal reports of one platform within ten to twenty minutes are one (assumed); with the header `Idempotency-Key`, within a week.
WINDOW_SECONDS = 600


def file_request(request: HttpRequest, fields: QueryDict, county: Any, rules: Any) -> Answer:
    """Sent twice, a report is one case: the second answer names the first one's number."""
    caller = keys.caller_with_key(request, fields, county)
    category = shapes.category_of(rules, fields.get("service_code", ""))
    form = RequestForm(fields)
    said = cleaned(form)
    photos = case_services.read_uploads(request.FILES.getlist("media"), rules.cases.limits)
    report = _report(county, category, said, photos, danger=form.danger == shapes.YES)
    made: list[Any] = []

    def make() -> str:
        made.append(services.file_report(caller.actor, partner=caller.partner, report=report, rules=rules))
        return str(made[0].case.ref)

    ref, _new = idempotency.once(_keys(request, fields, caller, photos), make)
    notice = _notice(request, made[0], said, rules, report) if made else _("This report was received before.")
    return Answer(
        "service_requests",
        [{"service_request_id": ref, "service_notice": notice, "account_id": said["account_id"] or None}],
    )


def _report(county: Any, category: Any, said: dict[str, Any], photos: tuple[bytes, ...], *, danger: bool) -> Any:
    area = selectors.place_of(county, said)
    if area is None:
        raise Wrong(400, _("This place lies outside of {county}.").format(county=county.label))
    agreed = said["contact_consent"]
    text = said["description"]
    if said["media_url"]:  # not fetched: another server's address proves nothing, and may lead anywhere
        text = "\n".join([text, _("Picture: {url}").format(url=said["media_url"])])
    return case_services.Report(
        county=county, area=area, category=category, text=text, source="open311",
        urgency="danger" if danger else "normal", place_words=said["address_string"], lat=said["lat"], lng=said["long"],
        contact_name=f"{said['last_name']} {said['first_name']}".strip() if agreed else "",
        contact_phone=said["phone"] if agreed else "", photos=photos,
    )  # fmt: skip


def _keys(request: HttpRequest, fields: QueryDict, caller: Caller, photos: tuple[bytes, ...]) -> list[str]:
    """Under what a report is known again: the platform's own key, or its content in this window and the one before."""
    given = request.headers.get(idempotency.HEADER, "")[:200]
    if given:
        return [idempotency.key_of("open311", caller.partner.pk, request.path, given)]
    content = sorted((name, words) for name, words in fields.lists() if name != "api_key")
    pictures = [hashlib.sha256(photo).hexdigest() for photo in photos]
    window = int(clock.now().timestamp()) // WINDOW_SECONDS
    return [idempotency.key_of("open311", caller.partner.pk, content, pictures, each) for each in (window - 1, window)]


def _notice(request: HttpRequest, opened: Any, said: dict[str, Any], rules: Any, report: Any) -> str:
    """What the person who reported should read: numbers to call, the link to follow, and what wasn't kept."""
    numbers = cases.danger_numbers(rules, report.text, danger=report.urgency == "danger")
    link = request.build_absolute_uri(secret.link(opened.token))
    lines = [
        _("In danger, call {number} ({label}) at once.").format(number=one.number, label=one.label) for one in numbers
    ]
    lines.append(_("Received. Follow it here, and say there whether it is solved: {link}").format(link=link))
    if not said["contact_consent"] and any(said[name] for name in ("phone", "first_name", "last_name")):
        lines.append(_("Name and phone number weren't kept, since contact_consent wasn't given."))
    return " ".join(lines)


def add_update(request: HttpRequest, fields: QueryDict, county: Any, rules: Any) -> Answer:
    """The platform's own number of an update makes it one, however often it is sent."""
    caller = keys.caller_with_key(request, fields, county)
    said = cleaned(UpdateForm(fields))
    ref = said["service_request_id"]
    try:
        case = selectors.filed_case(caller.partner, ref)
    except Http404:
        raise Wrong(404, _("service_request_id {id} was not found.").format(id=ref)) from None
    sent = said["update_id_ext"] or said["update_id"] or said["description"]

    def make() -> str:
        return str(services.add_words(caller.actor, case=case, words=said["description"]))

    line, _new = idempotency.once([idempotency.key_of("open311-update", caller.partner.pk, ref, sent)], make)
    return Answer("service_request_updates", [{"update_id": line}])
