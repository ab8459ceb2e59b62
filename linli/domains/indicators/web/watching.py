"""Campaigns before and after, and callers who report again and again."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.domains.indicators import selectors, services
from linli.domains.indicators.states import CALLERS, VIEW
from linli.domains.indicators.web import forms
from linli.kernel.forms import attempt, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page


@requires(VIEW)
@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    """The county's campaigns."""
    here = selectors.here_for(request.actor)
    return page(request, "indicators/campaigns.html", {"rows": selectors.campaigns_at(here) if here else {}})


@requires(VIEW)
@require_safe
def campaign(request: HttpRequest, code: str) -> HttpResponse:
    """One campaign: the same figures before it and since it began."""
    here = selectors.here_for(request.actor)
    if here is None or code not in selectors.campaigns_at(here):
        raise Http404
    found = selectors.campaign_page(request.actor, here, code)
    table = (found.campaign.label, lambda: selectors.campaign_table(found))
    return page(request, "indicators/campaign.html", {"page": found}, table=table)


@requires(CALLERS)
@require_safe
def callers(request: HttpRequest) -> HttpResponse:
    """Numbers from which cases came again and again: how many, never whose."""
    return page(request, "indicators/callers.html", {"page": selectors.callers_page(request.actor)})


@requires(CALLERS)
@takes_form
def caller(request: HttpRequest, pk: int) -> HttpResponse:
    """The cases of one caller, for a reason that the caller can read."""
    reporter = selectors.caller_for(request.actor, pk)

    def act(data: dict[str, Any]) -> list[Any]:
        return services.look_at_caller(request.actor, reporter=reporter, reason=data["reason"])

    def answer(rows: list[Any]) -> HttpResponse:
        response = page(request, "indicators/caller.html", {"rows": rows})
        response.headers["Cache-Control"] = "no-store"
        return response

    context = {"title": _("Cases of one caller"), "back": reverse("indicators:callers")}
    form = forms.LookForm(sent(request))
    return attempt(request, form, act, answer, template="console_form.html", context=context)
