"""A claim from claiming a part to its end: agreement, signatures, deliveries with proof."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.domains.cobuilding import selectors, services
from linli.domains.cobuilding.permissions import ACT, VIEW
from linli.domains.cobuilding.web import forms
from linli.foundation.audit.idempotency import creates
from linli.foundation.territory import selectors as territory
from linli.kernel.forms import change, saved, sent
from linli.kernel.pictures import read_uploads, served
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page


@requires(ACT)
@creates
@takes_form
def claim_part(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a part on, for one's unit or community."""
    actor = request.actor
    part = selectors.part_for(actor, pk)

    def act(data: dict[str, Any]) -> str:
        made = services.claim_part(actor, part=part, **selectors.claimant_for(actor, data["claimant"]))
        return _one(made.pk)

    form = forms.ClaimForm(sent(request), claimants=selectors.claimant_choices(actor, part.entry))
    back = reverse("cobuilding:entry", args=[part.entry_id])
    return change(request, form, _("Claim"), act, back=back, note=f"{part.entry.title} · {part.title}")


@requires(VIEW)
@require_safe
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """One claim with its agreement and deliveries."""
    row = selectors.claim_for(request.actor, pk)
    return page(request, "cobuilding/claim.html", {"row": row, **selectors.claim_page(request.actor, row)})


@requires(ACT)
@takes_form
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what is agreed, and sign it."""
    row = selectors.claim_for(request.actor, pk, "any")
    return change(
        request, forms.AgreementForm(sent(request)), _("Write the agreement"),
        lambda data: services.agree(request.actor, claim=row, **data), back=_one(pk), note=row.part.title,
    )  # fmt: skip


@requires(ACT)
@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign what the other side wrote."""
    services.sign(request.actor, claim=selectors.claim_for(request.actor, pk, "any"))
    return saved(request, "cobuilding:claim", pk)


@requires(ACT)
@takes_form
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it back before delivery began."""
    row = selectors.claim_for(request.actor, pk, "any")
    return change(
        request, forms.ReasonForm(sent(request)), _("Give back"),
        lambda data: services.release_claim(request.actor, claim=row, **data), back=_one(pk), note=row.part.title, danger=True,
    )  # fmt: skip


@requires(ACT)
@takes_form
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End what was begun."""
    row = selectors.claim_for(request.actor, pk, "any")
    return change(
        request, forms.ReasonForm(sent(request)), _("End before its time"),
        lambda data: services.end_claim(request.actor, claim=row, **data), back=_one(pk), note=row.part.title, danger=True,
    )  # fmt: skip


@requires(ACT)
@creates
@takes_form
def deliver(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a delivery with its proof."""
    row = selectors.claim_for(request.actor, pk, "any")
    form = forms.DeliveryForm(sent(request), request.FILES or None)

    def act(data: dict[str, Any]) -> None:
        limits = territory.rules_of(row.part.entry.area).cases.limits
        data["photos"] = read_uploads(data["photos"], limits)
        services.deliver(request.actor, claim=row, **data)

    return change(request, form, _("Write down a delivery"), act, back=_one(pk), note=row.part.title, files=True)


@requires(ACT)
@require_POST
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever posted it says that it is delivered."""
    services.finish_claim(request.actor, claim=selectors.claim_for(request.actor, pk, "owner"))
    return saved(request, "cobuilding:claim", pk)


@requires(VIEW)
@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A picture of a delivery."""
    return served(selectors.picture_for(request.actor, pk))


def _one(pk: int) -> str:
    return reverse("cobuilding:claim", args=[pk])
