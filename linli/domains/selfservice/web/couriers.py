"""Couriers report in: where they work, what they say, the word that it is done, and taking it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.domains.cases import selectors as cases
from linli.domains.cases.web import browser
from linli.domains.cases.web.forms.report import PositionForm
from linli.domains.selfservice import selectors, services
from linli.domains.selfservice.web import forms, session
from linli.foundation.access.services.sessions import client_address
from linli.foundation.audit.idempotency import creates
from linli.foundation.territory import selectors as territory
from linli.kernel.policy import public, takes_form
from linli.kernel.web import page, see_other


@public
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """Where somebody works: by the phone's position, by search, or down the list. A position is used and not kept."""
    counter = selectors.counter_at(slug)
    text, at = request.GET.get("q", ""), request.GET.get("at", "")
    start_at = int(at) if at.isascii() and at.isdigit() and len(at) < 18 else browser.community_id(request)
    context = {
        "counter": counter, "county": counter.county, "place": counter.county.label, "q": text,
        "found": territory.search_places(counter.county, text) if text else [],
        "level": cases.level_at(counter.county, start_at),
    }  # fmt: skip
    if request.method == "POST":
        context |= {"located": True, "near": _near(request, counter.county)}
    return page(request, "selfservice/courier_place.html", context)


@public
@creates
@takes_form
def courier(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Who reports in at this place; the branch is named before anything is said."""
    counter = selectors.counter_at(slug)
    chosen = territory.place_by_key(counter.county, key)
    area = territory.area_by_id(chosen.area_id)
    branch = selectors.branch_near(area)
    form = forms.CourierForm(request.POST if request.method == "POST" else None, groups=counter.groups)
    if request.method == "POST" and form.is_valid():
        with forms.refusals_into(form):
            agreed, caller = form.cleaned_data["agree"], client_address(request)
            session.keep_code(request, services.begin_courier(area, form.said(), agreed=agreed, address=caller))
            response = see_other("selfservice:code")
            browser.keep_county(response, counter.county.slug)
            return response
    context = {
        "form": form, "counter": counter, "county": counter.county, "place": counter.county.label, "chosen": chosen,
        "branch": branch,
    }  # fmt: skip
    return page(request, "selfservice/courier.html", context, status=422 if form.errors else 200)


@public
@require_safe
def reported(request: HttpRequest) -> HttpResponse:
    """It is done, and what happens next. Shown to the browser that reported in, and to no other."""
    area = session.done_at(request)
    if area is None:
        return see_other("web:home")
    context = {"county": area.county, "place": area.county.label, "branch": selectors.branch_near(area)}
    return session.private(page(request, "selfservice/courier_done.html", context))


@public
@takes_form
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back; what that leads to is said first."""
    mine = session.session_of(request)
    if mine is None:
        return session.to_sign_in(request)
    found = selectors.courier_of(mine, pk)
    if request.method == "POST":
        services.withdraw_courier(found)
        messages.success(request, _("Withdrawn. What you said is gone."))
        return see_other("selfservice:me")
    context = {"row": found, "county": mine.county, "place": mine.county.label}
    return session.private(page(request, "selfservice/courier_withdraw.html", context))


def _near(request: HttpRequest, county: Any) -> Any:
    """The ground under a position as a place; None where it can't be told, or lies outside of the county."""
    where = PositionForm(request.POST)
    if not where.is_valid():
        return None
    area = territory.ground_at(county, where.cleaned_data["lat"], where.cleaned_data["lng"])
    return territory.place_of(area) if area is not None and area.pk != county.pk else None
