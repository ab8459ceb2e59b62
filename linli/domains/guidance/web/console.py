"""What was asked for, as the centre, offices, helpers and units work on it; and the figures."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.domains.guidance import selectors, services
from linli.domains.guidance.permissions import ACT, RUN, VIEW
from linli.domains.guidance.web import forms
from linli.kernel.forms import change, refusals_into, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.stepup import is_proved, proof_url, stepped_up
from linli.kernel.web import page


@requires(VIEW)
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """Services that were asked for, by where they stand; what is overdue has a list of its own."""
    actor = request.actor
    with selectors.in_county(actor):  # said once for all three
        form = forms.RequestsForm(request.GET, counts=selectors.help_counts(actor))
        data = form.cleaned_data if form.is_valid() else {}
        rows = selectors.help_page(
            actor, only=data.get("state", ""), month=data.get("month"), number=request.GET.get("page")
        )
    rules = selectors.rules_for(actor)
    selectors.help_rows(actor, rows, rules)
    context = {"form": form, "rows": rows, "rules": rules}
    return page(request, "guidance/requests.html", context, partial="guidance/_requests.html")


@requires(VIEW)
@never_cache
@require_safe
def request_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them, with what may be done."""
    return _show(request, selectors.help_for(request.actor, pk), forms.ReasonForm())


@requires(ACT)
@stepped_up(form="guidance:request")
@never_cache
@require_POST
def phone(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the number; the look and its reason are written down for the person to see."""
    row = selectors.help_for(request.actor, pk, to=ACT)
    form = forms.ReasonForm(request.POST)
    if form.is_valid():
        with refusals_into(form, forms.AT_FIELDS):
            plain = services.reveal_help_phone(request.actor, request=row, reason=form.cleaned_data["reason"])
            return _show(request, row, form, phone=plain)
    return _show(request, row, form, status=422)


@requires(RUN)
@takes_form
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it to a helper or a unit."""
    row = selectors.help_for(request.actor, pk, to=RUN)
    form = forms.GiveForm(sent(request), doers=selectors.doer_choices(row))

    def act(data: dict[str, Any]) -> None:
        doer = selectors.doer_for(row, data["doer"])
        services.give_help(request.actor, request=row, until=data["until"], **doer)

    return change(request, form, _("Give it to somebody"), act, back=_one(pk), note=row.title)


@requires(RUN)
@takes_form
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """It can't be done."""
    row = selectors.help_for(request.actor, pk, to=RUN)
    return change(
        request, forms.ReasonForm(sent(request)), _("It can't be done"),
        lambda data: services.decline_help(request.actor, request=row, **data) and None,
        back=_one(pk), note=row.title, text=_("Whoever asked reads the reason."), danger=True,
    )  # fmt: skip


@requires(ACT)
@takes_form
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """It is done."""
    row = selectors.help_for(request.actor, pk, to=ACT)
    return change(
        request, forms.ResultForm(sent(request)), _("It is done"),
        lambda data: services.finish_help(request.actor, request=row, **data) and None, back=_one(pk), note=row.title,
    )  # fmt: skip


@requires(VIEW)
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """How new-employment groups take part, month by month."""
    area = selectors.here_for(request.actor, request.GET.get("place", ""))
    found = selectors.figures_of(request.actor, area) if area is not None else None
    return page(request, "guidance/figures.html", {"found": found})


def _show(request: HttpRequest, row: Any, form: Any, *, phone: str = "", status: int = 200) -> HttpResponse:
    context = {
        "row": row, "form": form, "phone": phone, "proof": "" if is_proved(request) else proof_url(_one(row.pk)),
        **selectors.help_facts(request.actor, row),
    }  # fmt: skip
    return page(request, "guidance/request.html", context, status=status)


def _one(pk: int) -> str:
    return reverse("guidance:request", args=[pk])
