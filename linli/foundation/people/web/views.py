"""The register of staff: find, add, appoint, away and back, and the sealed phone number."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.foundation.audit.idempotency import creates
from linli.foundation.people import selectors, services
from linli.foundation.people.web.forms import (
    AbsenceForm,
    AppointForm,
    EndForm,
    FindForm,
    ReasonForm,
    StaffForm,
)
from linli.kernel.forms import refusals_into
from linli.kernel.policy import requires, takes_form
from linli.kernel.scoping import paged
from linli.kernel.stepup import is_proved, proof_url, stepped_up
from linli.kernel.web import page, see_other


@requires("people.view")
@require_safe
def staff(request: HttpRequest) -> HttpResponse:
    """Staff of one's places, fifty to a page."""
    form = FindForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    rows = paged(selectors.staff_for(request.actor, text), request.GET.get("page"))
    context = {
        "form": form,
        "rows": rows,
        "people": selectors.with_posts(list(rows)),
        "may_change": request.actor.can("people.change"),
    }
    return page(request, "people/staff.html", context, partial="people/_staff.html")


@requires("people.change")
@creates
@takes_form
def add(request: HttpRequest) -> HttpResponse:
    """A new card."""
    form = StaffForm(request.POST or None, choices={"area": selectors.area_choices(request.actor)})
    if form.is_valid():
        given = dict(form.cleaned_data)
        area = selectors.area_for_staff(request.actor, int(given.pop("area")))
        with refusals_into(form):
            card = services.add_staff(request.actor, area=area, **given)
            messages.success(request, _("{name} is on the staff.").format(name=card.name))
            return see_other("people:card", card.pk)
    return page(request, "people/add.html", {"form": form}, status=422 if form.errors else 200)


@requires("people.view")
@never_cache
@require_safe
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """One card: posts, absences, history."""
    found = selectors.staff_card_for(request.actor, pk)
    return page(request, "people/card.html", _facts(request, found))


@requires("people.view")
@stepped_up(form="people:card")
@never_cache
@require_POST
def phone(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the sealed number; the look and its reason are written down."""
    found = selectors.staff_card_for(request.actor, pk)
    form = ReasonForm(request.POST)
    context = {**_facts(request, found), "reason_form": form}
    if not form.is_valid():
        return page(request, "people/card.html", context, status=422)
    context["phone"] = services.reveal_phone(request.actor, card=found, reason=form.cleaned_data["reason"])
    return page(request, "people/card.html", context)


@requires("people.change")
@creates
@takes_form
def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody a post."""
    found = selectors.staff_card_for(request.actor, pk, to="people.change")
    form = AppointForm(request.POST or None, choices={"post": selectors.post_choices(request.actor)})
    if form.is_valid():
        given = dict(form.cleaned_data)
        post = selectors.post_for_staff(request.actor, int(given.pop("post")))
        with refusals_into(form):
            services.appoint(request.actor, card=found, post=post, **given)
            messages.success(request, _("{name} is appointed.").format(name=found.name))
            return see_other("people:card", pk)
    context = {"form": form, "card": found}
    return page(request, "people/appoint.html", context, status=422 if form.errors else 200)


@requires("people.change")
@takes_form
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End an appointment."""
    found = selectors.appointment_for(request.actor, pk, to="people.change")
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_into(form):
            services.end_appointment(request.actor, appointment=found, on=form.cleaned_data["on"])
            messages.success(request, _("The appointment has ended."))
            return see_other("people:card", found.card_id)
    context = {"form": form, "appointment": found}
    return page(request, "people/end.html", context, status=422 if form.errors else 200)


@requires("people.change")
@creates
@takes_form
def absence(request: HttpRequest, pk: int) -> HttpResponse:
    """Record days away."""
    found = selectors.staff_card_for(request.actor, pk, to="people.change")
    form = AbsenceForm(request.POST or None, choices={"substitute": selectors.card_choices(request.actor, found)})
    if form.is_valid():
        given = dict(form.cleaned_data)
        chosen = given.pop("substitute")
        substitute = selectors.staff_card_for(request.actor, int(chosen)) if chosen else None
        with refusals_into(form):
            services.record_absence(request.actor, card=found, substitute=substitute, **given)
            messages.success(request, _("The absence is recorded."))
            return see_other("people:card", pk)
    context = {"form": form, "card": found}
    return page(request, "people/absence.html", context, status=422 if form.errors else 200)


@requires("people.change")
@require_POST
def end_absence(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody is back early."""
    found = selectors.absence_for(request.actor, pk, to="people.change")
    card_id = found.card_id
    services.end_absence(request.actor, absence=found)
    messages.success(request, _("Welcome back is noted."))
    return see_other("people:card", card_id)


def _facts(request: HttpRequest, found: Any) -> dict[str, Any]:
    """What a card's page shows."""
    return {
        **selectors.facts_of(found),
        "card": found,
        "reason_form": ReasonForm(),
        "proof": "" if is_proved(request) else proof_url(reverse("people:card", args=[found.pk])),
        "may_change": selectors.may_change(request.actor, found),
    }
