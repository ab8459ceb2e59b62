"""Where the gateway says what became of texts: signed as other systems sign what they send to us, with the gateway's own secret."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from linli.domains.notices import services
from linli.domains.notices.gateways.http import at, read
from linli.foundation.partners import rules as signing
from linli.kernel import clock
from linli.kernel.policy import public
from linli.kernel.web import problem

#: Most bytes and most reports of one request (assumed: a report is a hundred bytes).
MOST_BYTES = 64 * 1024
MOST = 500


@csrf_exempt
@public
@require_POST
def reports(request: HttpRequest) -> HttpResponse:
    """One report, or a list of them: 204 when they were read, whatever they said of messages that are long gone; 401 for what the
    gateway didn't sign within five minutes. The same report again changes nothing.
    """
    body = _body(request)
    if body is None:
        return problem(413, "too_large", _("This is too much at once."))
    if not _is_theirs(request, body):
        return problem(401, "unsigned", _("Not signed by the gateway, or not now."))
    said = read(body)
    rows = said if isinstance(said, list) else [said]
    if len(rows) > MOST or not all(isinstance(one, dict) for one in rows):
        return problem(400, "not_json", _("This isn't a report."))
    for one in rows:
        _note(one)
    return HttpResponse(status=204)


def _body(request: HttpRequest) -> bytes | None:
    """The bytes, as far as they may be read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > MOST_BYTES:
        return None
    try:
        return request.body
    except (RequestDataTooBig, UnreadablePostError):
        return None


def _is_theirs(request: HttpRequest, body: bytes) -> bool:
    secret, said = settings.LINLI_SMS_HTTP["secret"], request.headers
    signed = signing.Signed(*(said.get(f"Linli-{name}", "") for name in ("Key", "Time", "Nonce", "Signature")))
    if not (secret and signed.is_whole) or signing.seconds_off(signed.at, clock.now()):
        return False
    return signing.fits(signed, secret, body)


def _note(one: dict[str, Any]) -> None:
    """A state that says neither that it came nor that it got lost is news of the way; nothing is written for it."""
    how = settings.LINLI_SMS_REPORT
    state = str(at(one, how["state"]))
    if state in how["there"] or state in how["lost"]:
        name, error = str(at(one, how["id"])), str(at(one, how["error"]) or "")
        services.note_report(name, is_there=state in how["there"], error=error)
