"""Whose turn the chair is, joint meetings, resolutions, topics for deliberation."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.domains.alliances import selectors, services
from linli.domains.alliances.permissions import RUN, VIEW
from linli.domains.alliances.web import forms
from linli.foundation.audit.idempotency import creates
from linli.kernel.forms import change, sent
from linli.kernel.policy import requires, signed_in, takes_form
from linli.kernel.web import page


@requires(RUN)
@takes_form
def rota(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan whose turn the chair is."""
    row = selectors.alliance_for(request.actor, pk, to=RUN)
    form = forms.RotaForm(sent(request), members=selectors.member_choices(request.actor, row))
    return change(
        request, form, _("Plan the chair"),
        lambda data: services.plan_rota(request.actor, alliance=row, **data) and None, back=_alliance(pk), note=row.name,
    )  # fmt: skip


@requires(RUN)
@creates
@takes_form
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a joint meeting."""
    actor = request.actor
    row = selectors.alliance_for(actor, pk, to=RUN)
    kinds = selectors.options(selectors.rules_at(row.area).topics)
    form = forms.MeetingForm(sent(request), members=selectors.member_choices(actor, row), kinds=kinds)

    def act(data: dict[str, Any]) -> str:
        made = services.record_meeting(
            actor, alliance=row, topics=form.topics(), came=data["came"], on=data["on"], where=data["where"],
            chair=data["chair"],
        )  # fmt: skip
        return _meeting(made.pk)

    return change(request, form, _("Write down a meeting"), act, back=_alliance(pk), note=row.name)


@requires(VIEW)
@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting with its topics and resolutions."""
    row = selectors.meeting_for(request.actor, pk)
    return page(request, "alliances/meeting.html", {"row": row, **selectors.meeting_page(request.actor, row)})


@requires(RUN)
@creates
@takes_form
def resolve(request: HttpRequest, pk: int) -> HttpResponse:
    """What a meeting resolved."""
    actor = request.actor
    row = selectors.meeting_for(actor, pk, to=RUN)

    def act(data: dict[str, Any]) -> None:
        unit = selectors.unit_in_county(actor, data.pop("organization"))
        services.resolve(actor, meeting=row, organization=unit, **data)

    form = forms.ResolveForm(sent(request), units=selectors.unit_choices(actor))
    return change(request, form, _("Write down a resolution"), act, back=_meeting(pk), note=row.alliance.name)


@requires(VIEW)
@require_safe
def resolutions(request: HttpRequest) -> HttpResponse:
    """Resolutions of the county, by their last day."""
    form = forms.ResolutionsForm({"only": "open", **request.GET.dict()})
    data = form.cleaned_data if form.is_valid() else {}
    rows = selectors.resolutions_page(
        request.actor, only=data.get("only", ""), text=data.get("q", ""), number=request.GET.get("page")
    )
    context = {"form": form, "rows": rows}
    return page(request, "alliances/resolutions.html", context, partial="alliances/_resolutions.html")


@signed_in
@takes_form
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """It is done, or given up."""
    actor = request.actor
    row = selectors.resolution_for(actor, pk)
    form = forms.SettleForm(sent(request), outcomes=selectors.outcomes_of(actor, row))
    return change(
        request, form, _("What came of it"), lambda data: services.settle(actor, resolution=row, **data) and None,
        back=_meeting(row.meeting_id), note=row.words,
    )  # fmt: skip


@requires(RUN)
@creates
@takes_form
def put_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a topic into deliberation."""
    row = selectors.alliance_for(request.actor, pk, to=RUN)
    kinds = selectors.options(selectors.rules_at(row.area).topics)
    form = forms.RaiseForm(sent(request), kinds=kinds, topics=selectors.deliberation_topics(row.area))
    return change(
        request, form, _("Put a topic into deliberation"),
        lambda data: services.raise_topic(request.actor, alliance=row, **data) and None, back=_alliance(pk), note=row.name,
    )  # fmt: skip


def _alliance(pk: int) -> str:
    return reverse("alliances:alliance", args=[pk])


def _meeting(pk: int) -> str:
    return reverse("alliances:meeting", args=[pk])
