"""Tenders of projects: the call, sealed offers, their opening, judging, the award with objections, and the agreement."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.domains.cobuilding import selectors, services
from linli.domains.cobuilding.permissions import ACT, VIEW
from linli.domains.cobuilding.web import tender_forms as forms
from linli.domains.cobuilding.web.forms import ReasonForm
from linli.foundation.audit.idempotency import creates
from linli.kernel.forms import change, saved, sent
from linli.kernel.policy import public, requires, takes_form
from linli.kernel.web import page


@requires(VIEW)
@require_safe
def tenders(request: HttpRequest) -> HttpResponse:
    """Tenders of the county, the newest first."""
    kinds = selectors.tender_choices(request.actor)
    form = forms.TendersForm(request.GET, kinds=kinds)
    data = form.cleaned_data if form.is_valid() else {}
    rows = selectors.tenders_page(
        request.actor, state=data.get("state", ""), kind=data.get("kind", ""), number=request.GET.get("page")
    )
    context = {"form": form, "rows": rows, "kinds": kinds}
    return page(request, "cobuilding/tenders.html", context, partial="cobuilding/_tenders.html")


@requires(ACT)
@creates
@takes_form
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """Call for a project of one's own."""
    row = selectors.entry_for(request.actor, pk, own=True)
    form = forms.CallForm(
        sent(request), kinds=selectors.tender_choices(request.actor), bodies=selectors.body_choices(row.area)
    )
    return change(
        request, form, _("Call for offers"), lambda data: _one(services.call_tender(request.actor, entry=row, **data).pk),
        back=reverse("cobuilding:entry", args=[pk]), note=row.title,
    )  # fmt: skip


@requires(VIEW)
@require_safe
def tender(request: HttpRequest, pk: int) -> HttpResponse:
    """One tender, with what may be read of its offers now."""
    row = selectors.tender_for(request.actor, pk)
    return page(request, "cobuilding/tender.html", {"row": row, **selectors.tender_page(request.actor, row)})


@requires(ACT)
@creates
@takes_form
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand in an offer, sealed."""
    actor = request.actor
    row = selectors.tender_for(actor, pk)

    def act(data: dict[str, Any]) -> None:
        unit = selectors.own_unit(actor, data.pop("organization"))
        services.hand_in_offer(actor, tender=row, organization=unit, **data)

    form = forms.OfferForm(sent(request), units=selectors.offering_choices(actor, row))
    return change(request, form, _("Hand in an offer"), act, back=_one(pk), note=row.entry.title)


@requires(ACT)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own offer back."""
    row = selectors.offer_for(request.actor, pk, to="own")
    services.withdraw_offer(request.actor, offer=row)
    return saved(request, "cobuilding:tender", row.tender_id)


@requires(ACT)
@creates
@require_POST
def open_offers(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the offers, as one of two people."""
    services.open_offers(request.actor, tender=selectors.tender_for(request.actor, pk, to="runs"))
    return saved(request, "cobuilding:tender", pk)


@requires(ACT)
@takes_form
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an offer points."""
    row = selectors.offer_for(request.actor, pk, to="runs")
    form = forms.JudgeForm(sent(request), criteria=selectors.kind_of(row.tender).criteria)

    def act(data: dict[str, Any]) -> None:
        services.judge_offer(request.actor, offer=row, points=form.points(), reason=data["reason"])

    return change(request, form, _("Judge an offer"), act, back=_one(row.tender_id), note=row.organization.name)


@requires(ACT)
@takes_form
def set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """An offer counts no more."""
    row = selectors.offer_for(request.actor, pk, to="runs")
    return change(
        request, ReasonForm(sent(request)), _("Set aside"),
        lambda data: _none(services.set_aside_offer(request.actor, offer=row, **data)), back=_one(row.tender_id),
        note=row.organization.name, danger=True,
    )  # fmt: skip


@requires(ACT)
@takes_form
def award(request: HttpRequest, pk: int) -> HttpResponse:
    """Award it, on public notice."""
    row = selectors.tender_for(request.actor, pk, to="runs")

    def act(data: dict[str, Any]) -> None:
        best = selectors.offer_for(request.actor, data["offer"], to="runs")
        services.award_tender(request.actor, tender=row, offer=best, reason=data["reason"])

    form = forms.AwardForm(sent(request), offers=selectors.awardable(row))
    return change(request, form, _("Award the project"), act, back=_one(pk), note=row.entry.title)


@requires(ACT)
@creates
@takes_form
def object_to(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit objects while the notice runs."""
    actor = request.actor
    row = selectors.tender_for(actor, pk)

    def act(data: dict[str, Any]) -> None:
        unit = selectors.own_unit(actor, data["organization"])
        services.object_to_award(actor, tender=row, organization=unit, words=data["words"])

    form = forms.ObjectForm(sent(request), units=selectors.unit_choices(actor, own=True))
    return change(request, form, _("Object to the award"), act, back=_one(pk), note=row.entry.title)


@requires(ACT)
@takes_form
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer an objection."""
    row = selectors.objection_for(request.actor, pk)
    return change(
        request, forms.AnswerObjectionForm(sent(request)), _("Answer the objection"),
        lambda data: _none(services.answer_objection(request.actor, objection=row, **data)), back=_one(row.tender_id),
        note=f"{row.organization.name}：{row.words}",
    )  # fmt: skip


@requires(ACT)
@takes_form
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """The winner claims the project on the terms of its offer."""
    row = selectors.tender_for(request.actor, pk, to="owner")
    return change(
        request, forms.SettleForm(sent(request)), _("Agree with the winner"),
        lambda data: _none(services.settle_tender(request.actor, tender=row, **data)), back=_one(pk), note=row.entry.title,
    )  # fmt: skip


@requires(ACT)
@takes_form
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody gets it."""
    row = selectors.tender_for(request.actor, pk, to="owner")
    return change(
        request, ReasonForm(sent(request)), _("End without an award"),
        lambda data: _none(services.end_tender(request.actor, tender=row, **data)), back=_one(pk), note=row.entry.title, danger=True,
    )  # fmt: skip


@require_safe
@public
def public_tender(request: HttpRequest, pk: int) -> HttpResponse:
    """A tender as everybody reads it."""
    found = selectors.public_tender(pk)
    return page(request, "cobuilding/public_tender.html", {**found, "county": found["row"].county})


def _one(pk: int) -> str:
    return reverse("cobuilding:tender", args=[pk])


def _none(_made: Any) -> None:
    """Back to the tender, whatever was made."""
