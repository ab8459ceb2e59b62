"""Transfers of members: ask, answer, take back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.domains.membership import selectors, services
from linli.domains.membership.web import forms
from linli.foundation.audit.idempotency import creates
from linli.kernel.forms import change, saved, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page

VIEW, CHANGE = "membership.view", "membership.change"


@requires(VIEW)
@require_safe
def transfers(request: HttpRequest) -> HttpResponse:
    """What comes and goes; open questions unless asked otherwise."""
    form = forms.TransferFindForm(request.GET)
    data = form.cleaned_data if form.is_valid() else {}
    rows = selectors.transfers_page(
        request.actor, box=data.get("box", ""), state=data.get("state") or "asked", number=request.GET.get("page")
    )
    mine = {pk for pk, _name in selectors.body_choices(request.actor, CHANGE)}
    context = {"form": form, "rows": rows, "mine": mine}
    return page(request, "membership/transfers.html", context, partial="membership/_transfers.html")


@requires(CHANGE)
@creates
@takes_form
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a member over."""
    actor = request.actor
    row = selectors.member_for(actor, pk, to=CHANGE)
    form = forms.TransferForm(
        sent(request), choices={"target": selectors.target_choices(actor)}, initial={"target": row.local_id or ""}
    )

    def act(data: dict[str, Any]) -> str:
        if data["target"]:
            target = selectors.target_for(actor, int(data["target"]))
            services.ask_transfer(actor, membership=row, target=target, reason=data["reason"])
        else:
            services.transfer_out(actor, membership=row, target_name=data["target_name"])
        return reverse("membership:transfers")

    back = reverse("membership:member", args=[pk])
    return change(request, form, _("Transfer the membership"), act, back=back, note=row.person.name)


@requires(CHANGE)
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a member."""
    row = selectors.transfer_for(request.actor, pk, end="target")
    services.accept_transfer(request.actor, transfer=row)
    return saved(request, "membership:member", row.membership_id)


@requires(CHANGE)
@takes_form
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Say no, and why."""
    row = selectors.transfer_for(request.actor, pk, end="target")
    return change(
        request, forms.ReasonForm(sent(request)), _("Refuse the transfer"),
        lambda data: services.refuse_transfer(request.actor, transfer=row, reason=data["reason"]),
        back=reverse("membership:transfers"), note=row.membership.person.name, danger=True,
    )  # fmt: skip


@requires(CHANGE)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the question back."""
    row = selectors.transfer_for(request.actor, pk, end="source")
    services.withdraw_transfer(request.actor, transfer=row)
    return saved(request, "membership:transfers")
