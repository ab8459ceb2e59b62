"""The three lists: entries, one of them, new ones, reviews with their versions, suggestions."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.domains.cobuilding import selectors, services
from linli.domains.cobuilding.permissions import ACT, RUN, VIEW
from linli.domains.cobuilding.web import forms
from linli.foundation.audit.idempotency import creates
from linli.kernel import panels
from linli.kernel.forms import change, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page


@requires(VIEW)
@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """Entries of the county, the newest first."""
    form = forms.EntriesForm({"state": "open", **request.GET.dict()})
    data = form.cleaned_data if form.is_valid() else {}
    rows = selectors.entries_page(
        request.actor, list_kind=data.get("list_kind", ""), state=data.get("state") or "open", text=data.get("q", ""),
        only=data.get("only", ""), area=data.get("area"), number=request.GET.get("page"),
    )  # fmt: skip
    context = {"form": form, "rows": rows, "may_act": request.actor.can(ACT)}
    return page(request, "cobuilding/entries.html", context, partial="cobuilding/_entries.html")


@requires(ACT)
@creates
@takes_form
def add(request: HttpRequest) -> HttpResponse:
    """A new need, resource or project."""
    actor = request.actor
    rules = selectors.county_rules(actor)
    is_office = bool(actor.paths(ACT))
    choices = {
        "area": selectors.area_choices(actor, ACT) if is_office else selectors.open_places(actor, "community"),
        "organization": selectors.unit_choices(actor, own=True), "kind": selectors.kind_choices(rules.entry_kinds),
        "resource": selectors.kind_choices(rules.sharing.resources),
    }  # fmt: skip
    form = forms.EntryForm(sent(request), choices=choices, is_office=is_office)

    def act(data: dict[str, Any]) -> str:
        unit, area = data.pop("organization"), selectors.place_for(actor, data.pop("area"))
        data["parts"] = form.named_parts()
        made = services.post_entry(
            actor, area=area, organization=selectors.unit_in_reach(actor, unit) if unit else None, **data
        )
        return _one(made.pk)

    return change(request, form, _("Put into a list"), act, back=reverse("cobuilding:lists"))


@requires(VIEW)
@require_safe
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry with its parts and who claimed them."""
    row = selectors.entry_for(request.actor, pk)
    added = panels.panels_for("cobuilding.entry", request.actor, row)
    return page(
        request, "cobuilding/entry.html", {"row": row, "panels": added, **selectors.entry_page(request.actor, row)}
    )


@requires(ACT)
@takes_form
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an entry off its list."""
    row = selectors.entry_for(request.actor, pk, own=True)
    return change(
        request, forms.ReasonForm(sent(request)), _("Take off the list"),
        lambda data: services.withdraw_entry(request.actor, entry=row, **data), back=_one(pk), note=row.title, danger=True,
    )  # fmt: skip


@requires(VIEW)
@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """Communities with their newest version and whether they are due; all versions of one community."""
    area = request.GET.get("area", "")
    place = int(area) if area.isascii() and area.isdigit() and len(area) < 18 else None
    found = selectors.reviews_page(request.actor, area=place, number=request.GET.get("page"))
    return page(request, "cobuilding/reviews.html", found)


@requires(RUN)
@creates
@takes_form
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze the lists of a community for this cycle."""
    area = selectors.area_in_reach(request.actor, pk)

    def act(data: dict[str, Any]) -> str:
        made = services.review_lists(request.actor, area=area, **data)
        return reverse("cobuilding:version", args=[made.pk])

    form = forms.ReviewForm(sent(request))
    return change(request, form, _("Review the lists"), act, back=reverse("cobuilding:reviews"), note=area.name)


@requires(VIEW)
@require_safe
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """A frozen version, with what changed since the one before."""
    row = selectors.version_for(request.actor, pk)
    return page(request, "cobuilding/version.html", {"row": row, "lines": selectors.version_rows(row)})


@requires(ACT)
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Open parts of one's own entries with who suits them, and why."""
    rows = selectors.suggestions_page(request.actor, number=request.GET.get("page"))
    return page(request, "cobuilding/suggestions.html", {"rows": rows})


def _one(pk: int) -> str:
    return reverse("cobuilding:entry", args=[pk])
