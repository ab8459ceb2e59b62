"""Registrations of units and people in service, and the report of both halves of Q6."""

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
from linli.kernel.forms import change, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page


@requires(VIEW)
@require_safe
def registrations(request: HttpRequest) -> HttpResponse:
    """Registrations, the newest first."""
    form = forms.RegistrationsForm(request.GET)
    data = form.cleaned_data if form.is_valid() else {}
    rows = selectors.registrations_page(
        request.actor, only=data.get("only", ""), text=data.get("q", ""), number=request.GET.get("page")
    )
    rule = selectors.county_rules(request.actor).registration
    context = {"form": form, "rows": rows, "rule": rule, "may_act": request.actor.can(ACT)}
    return page(request, "cobuilding/registrations.html", context, partial="cobuilding/_registrations.html")


@requires(ACT)
@creates
@takes_form
def register_unit(request: HttpRequest) -> HttpResponse:
    """A unit registers."""
    actor = request.actor
    units = selectors.unit_choices(actor, own=not actor.paths(RUN))
    ground = _ground(actor, "units")

    def act(data: dict[str, Any]) -> str:
        unit = selectors.unit_in_reach(actor, data.pop("organization"))
        made = services.register_unit(actor, organization=unit, **_place(actor, ground, data.pop("place")), **data)
        return _one(made.pk)

    form = forms.RegisterForm(sent(request), units=units, places=_places(actor, ground), kinds=_kinds(actor))
    return change(request, form, _("Register a unit"), act, back=reverse("cobuilding:registrations"))


@requires(ACT)
@creates
@takes_form
def register_self(request: HttpRequest) -> HttpResponse:
    """Somebody in service registers themselves."""
    actor = request.actor
    ground = _ground(actor, "members")

    def act(data: dict[str, Any]) -> str:
        return _one(services.register_member(actor, **_place(actor, ground, data.pop("place")), **data).pk)

    form = forms.RegisterForm(sent(request), units=None, places=_places(actor, ground), kinds=_kinds(actor))
    return change(request, form, _("Register myself"), act, back=reverse("cobuilding:registrations"))


@requires(VIEW)
@require_safe
def registration(request: HttpRequest, pk: int) -> HttpResponse:
    """One registration with what was done."""
    row = selectors.registration_for(request.actor, pk)
    return page(
        request, "cobuilding/registration.html", {"row": row, **selectors.registration_page(request.actor, row)}
    )


@requires(RUN)
@takes_form
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The community confirms or refuses."""
    row = selectors.registration_for(request.actor, pk, to=RUN)

    def act(data: dict[str, Any]) -> None:
        if data["answer"] == "confirm":
            services.confirm(request.actor, registration=row)
        else:
            services.refuse(request.actor, registration=row, reason=data["reason"])

    form = forms.AnswerForm(sent(request))
    return change(request, form, _("Answer a registration"), act, back=_one(pk), note=f"{row.who} · {row.place}")


@requires(RUN)
@takes_form
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """It doesn't hold any more."""
    row = selectors.registration_for(request.actor, pk, to=RUN)
    return change(
        request, forms.ReasonForm(sent(request)), _("End the registration"),
        lambda data: services.end_registration(request.actor, registration=row, **data),
        back=_one(pk), note=f"{row.who} · {row.place}", danger=True,
    )  # fmt: skip


@requires(RUN)
@creates
@takes_form
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what somebody who registered did."""
    row = selectors.registration_for(request.actor, pk, to=RUN)
    return change(
        request, forms.DoneForm(sent(request)), _("Write down an activity"),
        lambda data: services.add_activity(request.actor, registration=row, **data),
        back=_one(pk), note=f"{row.who} · {row.place}",
    )  # fmt: skip


@requires(RUN)
@require_safe
def gaps(request: HttpRequest) -> HttpResponse:
    """People without posts, posts without people."""
    return page(request, "cobuilding/gaps.html", selectors.gaps(request.actor))


def _ground(actor: Any, whose: str) -> str:
    rule = selectors.county_rules(actor).registration
    return getattr(rule, whose) if rule else "community"


def _places(actor: Any, ground: str) -> list[tuple[Any, str]]:
    """Everything of the county that a unit may register with; an office's own ground for offices."""
    if actor.paths(ACT):
        return selectors.compound_choices(actor, ACT) if ground == "compound" else selectors.area_choices(actor, ACT)
    return selectors.open_places(actor, ground)


def _place(actor: Any, ground: str, pk: int) -> dict[str, Any]:
    if ground == "compound":
        return {"compound": selectors.open_compound(actor, pk)}
    return {"area": selectors.place_for(actor, pk)}


def _kinds(actor: Any) -> list[tuple[Any, str]]:
    return selectors.kind_choices(selectors.county_rules(actor).entry_kinds)


def _one(pk: int) -> str:
    return reverse("cobuilding:registration", args=[pk])
