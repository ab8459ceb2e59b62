"""The console of messages: what went out, what didn't and why, sent again; and who asked on the phone not to get any."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.domains.notices import selectors, services
from linli.domains.notices.states import CHANGE, VIEW
from linli.domains.notices.web.forms import StopForm
from linli.kernel.forms import change, saved, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page


@requires(VIEW)
@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    """All messages of one's county, by how they stand."""
    actor = _actor(request)
    log = selectors.messages_page(actor, request.GET.get("state", ""), request.GET.get("page", "1"))
    return page(request, "notices/messages.html", {"log": log, "may_change": actor.can(CHANGE)})


@requires(CHANGE)
@require_POST
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    """Send one message again that was given up."""
    services.resend(_actor(request), message=selectors.message_for(_actor(request), pk))
    return saved(request, "notices:messages")


@requires(CHANGE)
@require_POST
def resend_all(request: HttpRequest) -> HttpResponse:
    """Send everything again that was given up."""
    services.resend_all(_actor(request))
    return saved(request, "notices:messages")


@requires(CHANGE)
@takes_form
def stop(request: HttpRequest) -> HttpResponse:
    """No messages any more to somebody who says so on the phone, or again. The same twice changes nothing."""
    actor = _actor(request)
    counties = {str(one.pk): one for one in selectors.counties_for(actor, CHANGE)}

    def act(given: dict[str, Any]) -> None:
        services.set_by_staff(
            actor, county=counties[given["county"]], contact=given["contact"], wanted=given["wanted"] == "yes"
        )

    form = StopForm(sent(request), counties=[(pk, one.label) for pk, one in counties.items()])
    note = _("It holds for everything that was or will be reported with this number or address.")
    return change(request, form, _("No more messages"), act, back=reverse("notices:messages"), note=note)


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]  # set by access' middleware
