"""Pages of relays: platforms for administrators, passing a case on for offices."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.domains.cases import selectors as cases
from linli.domains.relay import selectors, services
from linli.domains.relay.states import SEND
from linli.domains.relay.web.forms import AddForm, PassForm
from linli.foundation.audit.idempotency import creates
from linli.foundation.partners import selectors as partners
from linli.foundation.partners.states import MANAGE
from linli.kernel.forms import change, saved, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.stepup import is_proved, proof_url, stepped_up
from linli.kernel.web import page


@requires(MANAGE)
@require_safe
def servers(request: HttpRequest) -> HttpResponse:
    """All platforms of one's county."""
    return page(request, "relay/servers.html", {"rows": selectors.servers_for(_actor(request))})


@requires(MANAGE)
@stepped_up
@never_cache
@creates
@takes_form
def add(request: HttpRequest) -> HttpResponse:
    """Write a platform down."""
    actor = _actor(request)

    def act(given: dict[str, Any]) -> str:
        owner = partners.partner_for(actor, int(given["partner"]))
        facts = {name: given[name] for name in ("url", "jurisdiction", "key")}
        return reverse("relay:server", args=[services.add_server(actor, partner=owner, **facts).pk])

    form = AddForm(sent(request), partners=selectors.partner_choices(actor))
    return change(request, form, _("Add a platform"), act, back=reverse("relay:servers"))


@requires(MANAGE)
@require_safe
def server(request: HttpRequest, pk: int) -> HttpResponse:
    """One platform: what it takes, and what was passed on to it."""
    found = selectors.server_for(_actor(request), pk)
    proof = "" if is_proved(request) else proof_url(request.path)
    return page(request, "relay/server.html", {"server": found, "proof": proof, **selectors.facts_of(found)})


@requires(MANAGE)
@stepped_up(form="relay:server")
@require_POST
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Off or on again."""
    found = selectors.server_for(_actor(request), pk)
    services.switch_server(_actor(request), server=found, active=request.POST.get("active") == "1")
    return saved(request, "relay:server", pk)


@requires(SEND)
@creates
@takes_form
def pass_on(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Pass a case on to a platform."""
    actor = _actor(request)
    case = cases.case_for(actor, ref)
    offer = selectors.offer_for(actor, case, pk)
    address, lat, lng = selectors.spot_of(case)

    def act(given: dict[str, Any]) -> None:
        spot = {"lat": lat, "lng": lng} if given.get("position") else {}
        passing = services.Passing(given["service"], given["words"], given["address"], **spot)
        services.pass_on(actor, case=case, server=offer.server, passing=passing)

    first = {"words": case.title, "address": address}
    form = PassForm(sent(request), initial=first, services=offer.services, has_position=lat is not None)
    title = _("Pass on to {platform}").format(platform=offer.server.partner.name)
    return change(request, form, title, act, back=reverse("cases:detail", args=[ref]))


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]  # set by access' middleware
