"""Organizations without a territory: the list, one of them, founding together, founders, reviews, the end."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.domains.formations import selectors, services
from linli.domains.formations.permissions import RUN, VIEW
from linli.domains.formations.web import forms
from linli.foundation.audit.idempotency import creates
from linli.kernel.forms import calling, change, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page


@requires(VIEW)
@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    """Organizations without a territory, with how many members each has and when it is looked at again."""
    rules = selectors.county_rules(request.actor)
    form = forms.BodiesForm(request.GET, choices={"form": selectors.options(rules.forms)})
    data = form.cleaned_data if form.is_valid() else {}
    rows = selectors.bodies_page(
        request.actor, rules, form=data.get("form", ""), text=data.get("q", ""), past=data.get("past", False), due=data.get("due", False),
        number=request.GET.get("page"),
    )  # fmt: skip
    may_run = request.actor.can(RUN)
    context = {"form": form, "rows": rows, "rules": rules, "may_run": may_run, "may_found": may_run and rules.joint()}
    return page(request, "formations/bodies.html", context, partial="formations/_bodies.html")


@requires(RUN)
@creates
@takes_form
def found(request: HttpRequest) -> HttpResponse:
    """Party organizations found one together."""
    actor = request.actor
    joint = selectors.county_rules(actor).joint()
    choices = {"form": selectors.options(joint), "area": selectors.area_choices(actor)}

    def act(data: dict[str, Any]) -> str:
        area = selectors.area_in_reach(actor, data.pop("area"))
        founders = [selectors.organization_in_county(actor, pk) for pk in data.pop("founders")]
        made = services.found_jointly(actor, area=area, charter=services.Charter(**data), founders=founders)
        return _one(made.pk)

    form = forms.FoundForm(sent(request), choices=choices, founders=selectors.founder_choices(actor))
    return change(request, form, _("Found a joint organization"), act, back=reverse("formations:bodies"))


@requires(VIEW)
@require_safe
def body(request: HttpRequest, pk: int) -> HttpResponse:
    """One organization without a territory: members, founders and what they brought, reviews."""
    row = selectors.formation_for(request.actor, pk)
    return page(request, "formations/body.html", {"row": row, **selectors.body_page(request.actor, row)})


@requires(RUN)
@creates
@takes_form
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Look whether it goes on."""
    row = selectors.formation_for(request.actor, pk, to=RUN)
    return change(
        request, forms.WordsForm(sent(request)), _("Review"),
        calling(services.review, request.actor, formation=row), back=_one(pk), note=row.organization.name,
    )  # fmt: skip


@requires(RUN)
@takes_form
def dissolve(request: HttpRequest, pk: int) -> HttpResponse:
    """It doesn't exist any more."""
    row = selectors.formation_for(request.actor, pk, to=RUN)
    return change(
        request, forms.ReasonForm(sent(request)), _("Dissolve"),
        calling(services.dissolve, request.actor, formation=row), back=_one(pk), note=row.organization.name,
        danger=True,
    )  # fmt: skip


@requires(RUN)
@creates
@takes_form
def add_founder(request: HttpRequest, pk: int) -> HttpResponse:
    """One more body carries it."""
    actor = request.actor
    row = selectors.formation_for(actor, pk, to=RUN)
    form = forms.BodyForm(sent(request), choices={"organization": selectors.founder_choices(actor)})

    def act(data: dict[str, Any]) -> None:
        body = selectors.organization_in_county(actor, data["organization"])
        services.add_founder(actor, formation=row, organization=body)

    return change(request, form, _("Add a founder"), act, back=_one(pk), note=row.organization.name)


@requires(RUN)
@takes_form
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """A body carries it no longer."""
    row = selectors.founder_for(request.actor, pk, to=RUN)
    note = f"{row.formation.organization.name} · {row.organization.name}"
    return change(
        request, forms.ReasonForm(sent(request)), _("End being a founder"),
        calling(services.leave, request.actor, founder=row), back=_one(row.formation_id), note=note, danger=True,
    )  # fmt: skip


def _one(pk: int) -> str:
    return reverse("formations:body", args=[pk])
