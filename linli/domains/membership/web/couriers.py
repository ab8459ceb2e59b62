"""Couriers who reported in: the branch's list, one of them, and the answers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.domains.membership import selectors, services
from linli.domains.membership.web import forms
from linli.foundation.audit.selectors import timeline
from linli.kernel.forms import change, refusals_into, saved, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.stepup import is_proved, proof_url, stepped_up
from linli.kernel.web import page

VIEW, CHANGE, CONTACT = "membership.view", "membership.change", "membership.contact"


@requires(VIEW)
@require_safe
def couriers(request: HttpRequest) -> HttpResponse:
    """Couriers of one's branches; those who wait for an answer unless asked otherwise."""
    actor, rules = request.actor, selectors.rules_for(request.actor)
    with selectors.in_county(actor):  # said once for both
        form = forms.CourierFindForm(request.GET, counts=selectors.courier_counts(actor))
        state = (form.is_valid() and form.cleaned_data["state"]) or "waiting"
        rows = selectors.couriers_page(actor, state=state, number=request.GET.get("page"))
    context = {"form": form, "rows": rows, "label": rules.couriers.label if rules.couriers else _("Couriers")}
    return page(request, "membership/couriers.html", context, partial="membership/_couriers.html")


@requires(VIEW)
@never_cache
@require_safe
def courier(request: HttpRequest, pk: int) -> HttpResponse:
    """One courier with what may be done."""
    return _show(request, selectors.courier_for(request.actor, pk), forms.ReasonForm())


@requires(CONTACT)
@stepped_up(form="membership:courier")
@never_cache
@require_POST
def phone(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the number; the look and its reason are written down for the courier to see."""
    row = selectors.courier_for(request.actor, pk, to=CONTACT)
    form = forms.ReasonForm(request.POST)
    if form.is_valid():
        with refusals_into(form, {"membership.reason_needed": "reason"}):
            plain = services.reveal_courier_phone(request.actor, courier=row, reason=form.cleaned_data["reason"])
            return _show(request, row, form, phone=plain)
    return _show(request, row, form, status=422)


@requires(CHANGE)
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a courier in."""
    row = selectors.courier_for(request.actor, pk, to=CHANGE)
    services.confirm_courier(request.actor, courier=row)
    return saved(request, "membership:courier", pk)


@requires(CHANGE)
@takes_form
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Say no, and why."""
    row = selectors.courier_for(request.actor, pk, to=CHANGE)
    return change(
        request, forms.ReasonForm(sent(request)), _("Don't take in"),
        lambda data: services.decline_courier(request.actor, courier=row, reason=data["reason"]),
        back=_one(pk), note=row.name, text=_("The courier reads the reason."), danger=True,
    )  # fmt: skip


@requires(CHANGE)
@takes_form
def pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Another branch fits better."""
    actor = request.actor
    row = selectors.courier_for(actor, pk, to=CHANGE)
    form = forms.BranchForm(sent(request), choices={"target": selectors.target_choices(actor)})

    def act(data: dict[str, Any]) -> str:
        services.pass_on_courier(actor, courier=row, target=selectors.target_for(actor, int(data["target"])))
        return reverse("membership:couriers")

    return change(request, form, _("Pass on to another branch"), act, back=_one(pk), note=row.name)


@requires(CHANGE)
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """The courier works here no more."""
    row = selectors.courier_for(request.actor, pk, to=CHANGE)
    services.end_courier(request.actor, courier=row)
    return saved(request, "membership:courier", pk)


def _show(request: HttpRequest, row: Any, form: Any, *, phone: str = "", status: int = 200) -> HttpResponse:
    context = {
        "row": row,
        "group": selectors.group_label(row),
        "history": timeline(row),
        "may_change": selectors.may_answer(request.actor, row),
        "may_open": selectors.may_answer(request.actor, row, CONTACT),
        "form": form,
        "phone": phone,
        "proof": "" if is_proved(request) else proof_url(_one(row.pk)),
    }
    return page(request, "membership/courier.html", context, status=status)


def _one(pk: int) -> str:
    return reverse("membership:courier", args=[pk])
