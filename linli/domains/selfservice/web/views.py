"""The office's list of requests, and the numbers that everybody may read."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.domains.cases.web import browser
from linli.domains.selfservice import selectors, services
from linli.domains.selfservice.states import DECIDE
from linli.domains.selfservice.web import forms
from linli.foundation.territory import selectors as territory
from linli.kernel.policy import public, requires
from linli.kernel.stepup import is_proved, proof_url, stepped_up
from linli.kernel.web import page, see_other


@requires(DECIDE)
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """What residents ask about their data, by due time."""
    form = forms.FindForm(request.GET)
    state = (form.is_valid() and form.cleaned_data["state"]) or "open"
    context = {
        "form": form,
        "rows": selectors.requests_page(request.actor, state, request.GET.get("page", 1)),  # type: ignore[attr-defined]
        "late": selectors.late_count(request.actor),  # type: ignore[attr-defined]
    }
    return page(request, "selfservice/requests.html", context, partial="selfservice/_requests.html")


@requires(DECIDE)
@require_safe
def one_request(request: HttpRequest, pk: int) -> HttpResponse:
    """One request; its words are opened by a button, since that is a look."""
    found = selectors.request_for(request.actor, pk)  # type: ignore[attr-defined]
    return _show(request, found, forms.DecideForm())


@requires(DECIDE)
@stepped_up(form="selfservice:request")
@require_POST
def words(request: HttpRequest, pk: int) -> HttpResponse:
    """What was asked, in clear; the person can see who read it."""
    found = selectors.request_for(request.actor, pk)  # type: ignore[attr-defined]
    plain = services.read_words(request.actor, request=found)  # type: ignore[attr-defined]
    return _show(request, found, forms.DecideForm(), words=plain)


@requires(DECIDE)
@stepped_up(form="selfservice:request")
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The office's answer."""
    actor = request.actor  # type: ignore[attr-defined]
    found = selectors.request_for(actor, pk)
    form = forms.DecideForm(request.POST)
    if form.is_valid():
        with forms.refusals_into(form):
            granted = form.cleaned_data["granted"] == "yes"
            services.decide_request(actor, request=found, granted=granted, answer=form.cleaned_data["words"])
            messages.success(request, _("Answered. The person reads it on their page."))
            return see_other("selfservice:requests")
    return _show(request, found, form, status=422)


@public
@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """How many entries are kept and how many were erased; numbers only. `county` chooses among several."""
    counties = territory.counties()
    asked = request.GET.get("county", "") or browser.county_slug(request)
    county = next((one for one in counties if one.slug == asked), counties[0] if counties else None)
    context: dict[str, Any] = {"counties": counties, "county": county}
    if county is not None:
        context |= {"place": county.label, **selectors.numbers_for(county)}
    return page(request, "selfservice/numbers.html", context)


def _show(request: HttpRequest, found: Any, form: Any, *, status: int = 200, words: str = "") -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    may_open = found.person is not None and actor.reaches("residents.view", found.person.area.path)
    context = {"row": found, "form": form, "words": words, "may_open": may_open}
    context["proof"] = "" if is_proved(request) else proof_url(reverse("selfservice:request", args=[found.pk]))
    response = page(request, "selfservice/request.html", context, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    return response
