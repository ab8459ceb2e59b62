"""Calls for an honour and what was conferred, in the console."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.domains.honours import selectors, services
from linli.domains.honours.permissions import RUN, VIEW
from linli.domains.honours.web import forms
from linli.foundation.audit.idempotency import creates
from linli.kernel.forms import change, saved, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page


@requires(VIEW)
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """Calls of the county, the newest first."""
    form = forms.CallsForm(request.GET)
    state = form.cleaned_data["state"] if form.is_valid() else ""
    rows = selectors.calls_page(request.actor, state=state, number=request.GET.get("page"))
    context = {"form": form, "rows": rows, "may_run": request.actor.can(RUN)}
    return page(request, "honours/calls.html", context, partial="honours/_calls.html")


@requires(RUN)
@creates
@takes_form
def open_call(request: HttpRequest) -> HttpResponse:
    """A new call."""
    actor = request.actor
    kinds = [(code, one.label) for code, one in selectors.county_rules(actor).kinds.items()]

    def act(data: dict[str, Any]) -> str:
        area = selectors.place_in_reach(actor, data.pop("area"))
        return _one(services.open_call(actor, area=area, **data).pk)

    form = forms.CallForm(sent(request), places=selectors.place_choices(actor), kinds=kinds)
    return change(request, form, _("Call for an honour"), act, back=reverse("honours:calls"))


@requires(VIEW)
@require_safe
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """One call with its nominations."""
    row = selectors.call_for(request.actor, pk)
    return page(request, "honours/call.html", {"row": row, **selectors.call_page(request.actor, row)})


@requires(RUN)
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the chosen names on public notice."""
    services.publish(request.actor, call=selectors.call_for(request.actor, pk, to=RUN))
    return saved(request, "honours:call", pk)


@requires(RUN)
@require_POST
def confer(request: HttpRequest, pk: int) -> HttpResponse:
    """Confer what stood on notice."""
    services.confer(request.actor, call=selectors.call_for(request.actor, pk, to=RUN))
    return saved(request, "honours:call", pk)


@requires(RUN)
@takes_form
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a call up."""
    row = selectors.call_for(request.actor, pk, to=RUN)
    return change(
        request, forms.ReasonForm(sent(request)), _("Give the call up"),
        lambda data: services.cancel_call(request.actor, call=row, **data), back=_one(pk),
        note=selectors.kind_of(row).label, danger=True,
    )  # fmt: skip


@requires(VIEW)
@require_safe
def given(request: HttpRequest) -> HttpResponse:
    """Honours of the county."""
    form = forms.HonoursForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    rows = selectors.honours_page(request.actor, text=text, number=request.GET.get("page"))
    return page(request, "honours/given.html", {"form": form, "rows": rows}, partial="honours/_given.html")


@requires(RUN)
@takes_form
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an honour back."""
    row = selectors.honour_for(request.actor, pk, to=RUN)
    return change(
        request, forms.ReasonForm(sent(request)), _("Withdraw the honour"),
        lambda data: services.withdraw_honour(request.actor, honour=row, **data), back=reverse("honours:given"),
        note=f"{row.label} · {row.name}", danger=True,
    )  # fmt: skip


def _one(pk: int) -> str:
    return reverse("honours:call", args=[pk])
