"""Activities in the console: lists, plans, how they went, and who is late."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.domains.activities import selectors, services
from linli.domains.activities.permissions import ACT, VIEW
from linli.domains.activities.web import forms
from linli.foundation.audit.idempotency import creates
from linli.foundation.territory import selectors as territory
from linli.kernel.forms import change, saved, sent
from linli.kernel.pictures import read_uploads, served
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page


@requires(VIEW)
@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    """Activities that one sees, the latest day first."""
    actor, rules = request.actor, selectors.county_rules(request.actor)
    form = forms.ActivitiesForm(request.GET, programmes=[(code, one.label) for code, one in rules.programmes.items()])
    data = form.cleaned_data if form.is_valid() else {}
    rows = selectors.activities_page(
        actor, programme=data.get("programme", ""), state=data.get("state", ""), text=data.get("q", ""),
        number=request.GET.get("page"),
    )  # fmt: skip
    context = {
        "form": form, "rows": rows, "rules": rules, "to_plan": selectors.programmes_to_plan(actor, rules.programmes),
    }  # fmt: skip
    return page(request, "activities/activities.html", context, partial="activities/_activities.html")


@requires(VIEW)
@require_safe
def coverage(request: HttpRequest, code: str) -> HttpResponse:
    """Who holds what in a period of a programme."""
    programme = selectors.programme_for(request.actor, code)
    form = forms.CoverageForm(request.GET)
    data = form.cleaned_data if form.is_valid() else {}
    found = selectors.coverage(
        request.actor, programme, code, day=data.get("day"), only=data.get("only", ""), number=request.GET.get("page")
    )
    context = {"form": form, "found": found, "code": code, "rows": found.rows}
    return page(request, "activities/coverage.html", context, partial="activities/_coverage.html")


@requires(ACT)
@creates
@takes_form
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """A new activity or project of a programme."""
    actor, programme = request.actor, selectors.programme_for(request.actor, code)
    form = forms.PlanForm(
        sent(request), holders=selectors.holder_choices(actor, programme), own=programme.own,
        is_project=programme.is_project,
    )  # fmt: skip

    def act(data: dict[str, Any]) -> str:
        holder = selectors.holder_for(actor, programme, data["holder"])
        return _one(services.plan_activity(actor, programme=code, **holder, **form.facts()).pk)

    fixed = "、".join(one.label for one in programme.fixed.values())
    text = _("Always part of it: {items}").format(items=fixed) if fixed else ""
    back = reverse("activities:activities")
    return change(request, form, _("Plan: {name}").format(name=programme.label), act, back=back, text=text)


@requires(VIEW)
@require_safe
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """One activity with its items, pictures and history."""
    row = selectors.activity_for(request.actor, pk)
    context = {"row": row, "sheet": selectors.sheet_of(request.actor, row)}
    return page(request, "activities/activity.html", context)


@requires(ACT)
@takes_form
def change_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Another day, place or own items."""
    row = selectors.activity_for(request.actor, pk, to=ACT)
    programme = selectors.programme_of(row)
    own = "\n".join(item.label for item in selectors.items_of(row) if not item.code)
    form = forms.PlanForm(
        sent(request), holders=None, own=programme.own, is_project=programme.is_project,
        initial={"title": row.title, "on": row.on, "place": row.place, "own": own},
    )  # fmt: skip

    def act(data: dict[str, Any]) -> None:
        services.change_plan(request.actor, activity=row, **form.facts())

    return change(request, form, _("Change the plan"), act, back=_one(pk), note=f"{row.label} · {row.holder}")


@requires(ACT)
@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Work on a project begins."""
    services.begin_project(request.actor, activity=selectors.activity_for(request.actor, pk, to=ACT))
    return saved(request, "activities:activity", pk)


@requires(ACT)
@creates
@takes_form
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down how it went."""
    row = selectors.activity_for(request.actor, pk, to=ACT)
    limits = territory.rules_of(row.area).cases.limits
    form = forms.HoldForm(sent(request), request.FILES or None, items=selectors.items_of(row))

    def act(data: dict[str, Any]) -> None:
        photos = read_uploads(data["photos"], limits)
        services.hold_activity(request.actor, activity=row, photos=photos, **form.facts())

    note = f"{row.label} · {row.holder}"
    return change(
        request, form, _("Write down how it went"), act, back=_one(pk), note=note, files=True, most=limits.photos
    )


@requires(ACT)
@takes_form
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """It isn't held."""
    row = selectors.activity_for(request.actor, pk, to=ACT)
    return change(
        request, forms.ReasonForm(sent(request)), _("Call the activity off"),
        lambda data: services.cancel_activity(request.actor, activity=row, **data), back=_one(pk), note=row.title, danger=True,
    )  # fmt: skip


@requires(VIEW)
@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A picture of an activity."""
    return served(selectors.picture_for(request.actor, pk))


def _one(pk: int) -> str:
    return reverse("activities:activity", args=[pk])
