"""Visits in the field: today's walk, and one page for what came of a visit, which also works without network."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.domains.visits import selectors, services
from linli.domains.visits.permissions import PLACES, RECORD
from linli.domains.visits.web.forms import VisitForm, WalkForm
from linli.foundation.audit.idempotency import creates
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.forms import refusals_into
from linli.kernel.policy import requires, takes_form
from linli.kernel.stepup import is_proved, proof_url, stepped_up
from linli.kernel.web import page, see_other, see_other_url


@requires(PLACES)
@never_cache
@require_safe
def route(request: HttpRequest) -> HttpResponse:
    """Doors and places that are due, in the order of a walk: forty at first, more when asked for."""
    walk = selectors.route_for(request.actor, **WalkForm(request.GET).wanted())
    context = {"route": walk, "today": clock.now(), "may_open": request.actor.can(RECORD), "proof": _proof(request)}
    return page(request, "visits/route.html", context)


@requires(RECORD)
@stepped_up(form="visits:route")
@require_POST
def open_doors(request: HttpRequest) -> HttpResponse:
    """Show the rooms of the walk; each look is written down."""
    form = WalkForm(request.POST)
    services.reveal_doors(request.actor, stops=selectors.doors_to_open(request.actor, **form.wanted()))
    chosen = "&".join(f"{name}={form.cleaned_data[name]}" for name in ("grid", "show") if form.cleaned_data.get(name))
    return see_other_url(reverse("visits:route") + (f"?{chosen}" if chosen else ""))


@requires(PLACES)
@never_cache
@creates
@takes_form
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    """One door or place: what came of it, what was given, what was heard."""
    actor = request.actor
    stop = selectors.stop_for(actor, pk, to="go")
    people = {person.pk: person for person in selectors.people_at(actor, stop)}
    form = _form(request, stop, people)
    if form.is_valid():
        with refusals_into(form):
            done = services.record_visit(actor, stop=stop, draft=form.draft(people))
            messages.success(
                request, _("Noted. Case {ref}.").format(ref=done.case_ref) if done.case_ref else _("Noted.")
            )
            return see_other("visits:route")
    context = {
        "form": form,
        "page": selectors.stop_page(actor, stop, 3),
        "people": list(people.values()),
        "proof": _proof(request),
    }
    return page(request, "visits/visit.html", context, status=422 if form.errors else 200)


@requires(RECORD)
@stepped_up(form="visits:visit")
@require_POST
def open_door(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the room of one door."""
    services.reveal_door(request.actor, stop=selectors.stop_for(request.actor, pk, to="go"))
    return see_other("visits:visit", pk)


def _proof(request: HttpRequest) -> str:
    """The way to a fresh proof and back; "" where the session has one, so that rooms may be opened at once."""
    return "" if is_proved(request) else proof_url(request.get_full_path())


def _form(request: HttpRequest, stop: Any, people: dict[int, Any]) -> VisitForm:
    rules = territory.rules_of(stop.area)
    unseen = [(pk, person.name) for pk, person in people.items() if person.verified_on is None]
    asked = rules.visits.kinds.get(stop.kind)
    return VisitForm(
        request.POST if request.method == "POST" else None, rules=rules.visits, people=unseen,
        cards=rules.cases.categories.cards, is_home=stop.household_id is not None, asks=asked is None or asked.points,
    )  # fmt: skip
