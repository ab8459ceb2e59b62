"""Monthly items, and projects of secretaries with their commitments."""

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
from linli.kernel import clock
from linli.kernel.forms import change, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page


@requires(VIEW)
@require_safe
def items(request: HttpRequest) -> HttpResponse:
    """Items of a month: taken on, done, and who has none."""
    form = forms.ItemsForm({"month": f"{clock.today():%Y-%m}", **request.GET.dict()})
    data = form.cleaned_data if form.is_valid() else {}
    month, state, number = data.get("month") or clock.today(), data.get("state", ""), request.GET.get("page")
    bare = state == "none"
    rows = (
        selectors.without_item(request.actor, month=month, number=number)
        if bare
        else selectors.items_page(request.actor, month=month, state=state, number=number)
    )
    context = {
        "form": form, "rows": rows, "bare": bare, "month": month, "rule": selectors.county_rules(request.actor).items,
        "is_now": (month.year, month.month) == (clock.today().year, clock.today().month),
    }  # fmt: skip
    return page(request, "cobuilding/items.html", context, partial="cobuilding/_items.html")


@requires(ACT)
@creates
@takes_form
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """A paired unit takes an item of this month on."""
    row = selectors.pairing_for(request.actor, pk)
    return change(
        request, forms.TitleForm(sent(request)), _("Take an item on"),
        lambda data: services.take_item(request.actor, pairing=row, title=data["title"]) and None,
        back=reverse("cobuilding:items"), note=f"{row.holder} · {row.place}",
    )  # fmt: skip


@requires(ACT)
@takes_form
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """It is done."""
    row = selectors.item_for(request.actor, pk)
    return change(
        request, forms.ResultForm(sent(request)), _("Item is done"),
        lambda data: services.finish_item(request.actor, item=row, **data), back=reverse("cobuilding:items"), note=row.title,
    )  # fmt: skip


@requires(VIEW)
@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """Projects of a year, with how their commitments are kept."""
    levels = selectors.kind_choices(selectors.county_rules(request.actor).projects)
    form = forms.ProjectsForm({"year": str(clock.today().year), **request.GET.dict()}, levels=levels)
    data = form.cleaned_data if form.is_valid() else {}
    year = data.get("year") or clock.today().year
    rows = selectors.projects_page(
        request.actor, year=year, level=data.get("level", ""), number=request.GET.get("page")
    )
    context = {"form": form, "rows": rows, "year": year, "levels": levels, "may_run": request.actor.can(RUN) and levels}
    return page(request, "cobuilding/projects.html", context, partial="cobuilding/_projects.html")


@requires(RUN)
@creates
@takes_form
def add_project(request: HttpRequest) -> HttpResponse:
    """A secretary takes a project on."""
    actor = request.actor
    choices = {
        "area": selectors.area_choices(actor, above=True), "card": selectors.card_choices(actor),
        "level": selectors.kind_choices(selectors.county_rules(actor).projects),
    }  # fmt: skip

    def act(data: dict[str, Any]) -> str:
        area = selectors.area_in_reach(actor, data.pop("area"))
        made = services.set_project(actor, area=area, card=selectors.card_in_reach(actor, data.pop("card")), **data)
        return _one(made.pk)

    form = forms.ProjectForm(sent(request), choices=choices)
    return change(request, form, _("Set a project"), act, back=reverse("cobuilding:projects"))


@requires(VIEW)
@require_safe
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """One project with its commitments."""
    row = selectors.project_for(request.actor, pk)
    return page(request, "cobuilding/project.html", {"row": row, **selectors.project_page(request.actor, row)})


@requires(RUN)
@creates
@takes_form
def promise(request: HttpRequest, pk: int) -> HttpResponse:
    """A commitment within a project."""
    row = selectors.project_for(request.actor, pk, to=RUN)
    return change(
        request, forms.CommitmentForm(sent(request)), _("Add a commitment"),
        lambda data: services.add_commitment(request.actor, project=row, **data), back=_one(pk), note=row.title,
    )  # fmt: skip


@requires(RUN)
@takes_form
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """It was kept."""
    row = selectors.commitment_for(request.actor, pk, to=RUN)
    return change(
        request, forms.ResultForm(sent(request)), _("Commitment is kept"),
        lambda data: services.keep_commitment(request.actor, commitment=row, **data), back=_one(row.project_id), note=row.words,
    )  # fmt: skip


def _one(pk: int) -> str:
    return reverse("cobuilding:project", args=[pk])
