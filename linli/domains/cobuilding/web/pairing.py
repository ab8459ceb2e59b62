"""Pairings: list, one, new, end, visits, coverage, who hasn't gone."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.domains.cases import selectors as cases
from linli.domains.cobuilding import selectors, services
from linli.domains.cobuilding.permissions import ATTEND, RUN, VIEW
from linli.domains.cobuilding.web import forms
from linli.foundation.audit.idempotency import creates
from linli.foundation.territory import selectors as territory
from linli.kernel.forms import change, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page


@requires(VIEW)
@require_safe
def pairings(request: HttpRequest) -> HttpResponse:
    """Pairings that hold, the newest first."""
    kinds = selectors.county_rules(request.actor).pairings.kinds
    form = forms.PairingsForm(request.GET, kinds=selectors.kind_choices(kinds))
    data = form.cleaned_data if form.is_valid() else {}
    rows = selectors.pairings_page(
        request.actor, kind=data.get("kind", ""), text=data.get("q", ""), past=data.get("past", False),
        area=data.get("area"), number=request.GET.get("page"),
    )  # fmt: skip
    context = {"form": form, "rows": rows, "kinds": kinds, "may_run": request.actor.can(RUN)}
    return page(request, "cobuilding/pairings.html", context, partial="cobuilding/_pairings.html")


@requires(RUN)
@creates
@takes_form
def pair(request: HttpRequest) -> HttpResponse:
    """Attach somebody to one place or several."""
    actor = request.actor
    rules = selectors.county_rules(actor).pairings
    choices = {
        "kind": selectors.kind_choices(rules.kinds), "card": selectors.card_choices(actor),
        "organization": selectors.unit_choices(actor), "areas": selectors.area_choices(actor, above=True),
        "compounds": selectors.compound_choices(actor), "themes": selectors.kind_choices(rules.themes),
    }  # fmt: skip

    def act(data: dict[str, Any]) -> None:
        card, unit = data.pop("card"), data.pop("organization")
        services.pair(
            actor, card=selectors.card_in_reach(actor, card) if card else None,
            organization=selectors.unit_in_reach(actor, unit) if unit else None,
            areas=[selectors.area_in_reach(actor, pk) for pk in data.pop("areas")],
            compounds=selectors.compounds_in_reach(actor, data.pop("compounds")), **data,
        )  # fmt: skip

    form = forms.PairForm(sent(request), choices=choices)
    return change(request, form, _("Pair with a place"), act, back=reverse("cobuilding:pairings"))


@requires(VIEW)
@require_safe
def pairing(request: HttpRequest, pk: int) -> HttpResponse:
    """One pairing with its visits."""
    row = selectors.pairing_for(request.actor, pk)
    return page(request, "cobuilding/pairing.html", {"row": row, **selectors.pairing_page(request.actor, row)})


@requires(RUN)
@takes_form
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Its last day."""
    row = selectors.pairing_for(request.actor, pk, to=RUN)
    return change(
        request, forms.DayForm(sent(request)), _("End the pairing"),
        lambda data: services.end_pairing(request.actor, pairing=row, on=data["on"]),
        back=_one(pk), note=f"{row.holder} · {row.place}", danger=True,
    )  # fmt: skip


@requires(ATTEND)
@creates
@takes_form
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a visit; what was found becomes cases."""
    actor = request.actor
    row = selectors.pairing_for(actor, pk)
    cards = cases.cards_for(territory.rules_of(row.area).cases)
    form = forms.VisitForm(sent(request), cards=[(card.code, card.label) for card in cards])

    def act(data: dict[str, Any]) -> None:
        services.record_visit(actor, pairing=row, words=data["words"], on=data["on"], problems=form.problems())

    return change(request, form, _("Write down a visit"), act, back=_one(pk), note=f"{row.holder} · {row.place}")


@requires(VIEW)
@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """By community: how much there is, and how much nobody is attached to."""
    found = selectors.coverage_page(request.actor, number=request.GET.get("page"))
    return page(request, "cobuilding/coverage.html", found)


@requires(VIEW)
@require_safe
def uncovered(request: HttpRequest) -> HttpResponse:
    """Places to which nobody is attached."""
    kind, area = request.GET.get("kind", ""), request.GET.get("area", "")
    place = int(area) if area.isascii() and area.isdigit() and len(area) < 18 else None
    found = selectors.uncovered_page(request.actor, kind=kind, area=place, number=request.GET.get("page"))
    return page(request, "cobuilding/uncovered.html", {**found, "kind": kind})


@requires(VIEW)
@require_safe
def overdue(request: HttpRequest) -> HttpResponse:
    """Who hasn't gone as often as the method asks, in this cycle or the last one."""
    last = request.GET.get("cycle") == "last"
    found = selectors.overdue_page(request.actor, last=last, number=request.GET.get("page"))
    return page(request, "cobuilding/overdue.html", {**found, "last": last})


def _one(pk: int) -> str:
    return reverse("cobuilding:pairing", args=[pk])
