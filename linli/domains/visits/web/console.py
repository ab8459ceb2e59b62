"""Visits in the office: figures by area, lists, plans, one door with its history."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.domains.visits import selectors, services
from linli.domains.visits.permissions import FIGURES, PLACES, PLAN, VIEW
from linli.domains.visits.web import forms
from linli.foundation.audit.idempotency import creates
from linli.kernel.forms import refusals_into
from linli.kernel.policy import requires, takes_form
from linli.kernel.stepup import stepped_up
from linli.kernel.web import page, see_other


@requires(FIGURES)
@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """How far visits have come, from the own ground down to the grids."""
    form = _find(request)
    found = selectors.coverage(request.actor, area=_number(request, "area"), kind=form.wanted()["kind"])
    context = {
        "form": form,
        "found": found,
        "helps": selectors.helps_given(request.actor, found.area) if found else [],
        "may_view": request.actor.can(VIEW),
        "may_plan": request.actor.can(PLAN),
    }
    table = (_("Visits"), lambda: selectors.table_of(found)) if found else None
    return page(request, "visits/coverage.html", context, table=table)


@requires(VIEW)
@require_safe
def stops(request: HttpRequest, area: int) -> HttpResponse:
    """Doors and places of an area: late, due, never visited, or all."""
    form = _find(request)
    here, rows = selectors.stops_page(request.actor, area=area, number=request.GET.get("page", 1), **form.wanted())
    return page(request, "visits/stops.html", {"form": form, "area": here, "rows": rows}, partial="visits/_stops.html")


@requires(PLACES)
@never_cache
@require_safe
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """One door or place with its visits."""
    return _stop(request, selectors.stop_for(request.actor, pk))


@requires(PLAN)
@require_POST
def own_cycle(request: HttpRequest, pk: int) -> HttpResponse:
    """This one is visited otherwise than its area."""
    found = selectors.stop_for(request.actor, pk, to="plan")
    form = _cycle_form(found, request.POST)
    if form.is_valid():
        with refusals_into(form):
            services.set_own_cycle(request.actor, stop=found, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return see_other("visits:stop", pk)
    return _stop(request, found, cycle_form=form)


@requires(PLAN)
@require_POST
def plain_cycle(request: HttpRequest, pk: int) -> HttpResponse:
    """As its area again."""
    services.clear_own_cycle(request.actor, stop=selectors.stop_for(request.actor, pk, to="plan"))
    messages.success(request, _("Saved."))
    return see_other("visits:stop", pk)


@requires(VIEW)
@stepped_up
@never_cache
@takes_form
def read_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a note, for a reason; the look is written down."""
    visit = selectors.visit_for(request.actor, pk)
    form, note = forms.ReasonForm(request.POST if request.method == "POST" else None), ""
    if form.is_valid():
        with refusals_into(form):
            note = services.read_note(request.actor, visit=visit, reason=form.cleaned_data["reason"])
    found = selectors.stop_for(request.actor, visit.stop_id)
    return _stop(request, found, reason_form=form, note=note, read=visit.pk)


@requires(PLAN)
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """What is planned where."""
    return page(request, "visits/plans.html", {"rows": selectors.plans_of(request.actor)})


@requires(PLAN)
@creates
@takes_form
def add_plan(request: HttpRequest) -> HttpResponse:
    """A kind of visit for an area."""
    actor = request.actor
    form = forms.PlanForm(
        request.POST if request.method == "POST" else None, areas=selectors.area_choices(actor),
        kinds=selectors.kind_options(actor), cycles=selectors.cycle_choices(),
    )  # fmt: skip
    if form.is_valid():
        data: dict[str, Any] = form.cleaned_data
        area = selectors.plan_area(actor, data.pop("area"))
        with refusals_into(form):
            services.set_plan(actor, area=area, **data)
            messages.success(request, _("Planned."))
            return see_other("visits:plans")
    return page(request, "visits/add_plan.html", {"form": form}, status=422 if form.errors else 200)


@requires(PLAN)
@require_POST
def end_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Planned no more."""
    services.end_plan(request.actor, plan=selectors.plan_for(request.actor, pk, to="plan"))
    messages.success(request, _("The plan has ended."))
    return see_other("visits:plans")


def _find(request: HttpRequest) -> forms.FindForm:
    return forms.FindForm(request.GET, kinds=selectors.kind_choices(request.actor))


def _number(request: HttpRequest, name: str) -> int | None:
    said = request.GET.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 18 else None


def _cycle_form(found: Any, sent: Any = None) -> forms.CycleForm:
    return forms.CycleForm(sent, cycles=selectors.cycle_choices(), reasons=selectors.reason_choices(found))


def _stop(request: HttpRequest, found: Any, **more: Any) -> HttpResponse:
    own = {"cycle_form": _cycle_form(found), "reason_form": forms.ReasonForm(), "note": "", "read": None}
    context = {"page": selectors.stop_page(request.actor, found), **own, **more, "may_read": request.actor.can(VIEW)}
    wrong = any(form.errors for name, form in more.items() if name.endswith("_form"))
    return page(request, "visits/stop.html", context, status=422 if wrong else 200)
