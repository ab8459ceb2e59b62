"""Where the gateway says what became of texts: signed as other systems sign what they send to us, with the gateway's own secret."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.domains.notices import services
from linli.domains.notices.gateways.http import at
from linli.foundation.partners.errors import NotJson
from linli.foundation.partners.web.door import signed_with
from linli.foundation.webhooks.services.wire import read

#: Most reports of one request (assumed).
MOST = 500


@signed_with(lambda: settings.LINLI_SMS_HTTP["secret"])
@require_POST
def reports(request: HttpRequest) -> HttpResponse:
    """One report, or a list of them: 204 when they were read, whatever they said of messages that are long gone. The same report
    again changes nothing.
    """
    said = read(request.body)
    rows = said if isinstance(said, list) else [said]
    if len(rows) > MOST or not all(isinstance(one, dict) for one in rows):
        raise NotJson(_("it holds something else"))
    for one in rows:
        _note(one)
    return HttpResponse(status=204)


def _note(one: dict[str, Any]) -> None:
    """A state that says neither that it came nor that it got lost is news of the way; nothing is written for it."""
    how = settings.LINLI_SMS_REPORT
    state = str(at(one, how["state"]))
    if state in how["there"] or state in how["lost"]:
        name, error = str(at(one, how["id"])), str(at(one, how["error"]) or "")
        services.note_report(name, is_there=state in how["there"], error=error)
