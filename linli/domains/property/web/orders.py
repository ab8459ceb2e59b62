"""Pages of the black list: orders to put things right, proofs, votes, the next contract."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.domains.property import selectors, services
from linli.domains.property.states import ANSWER, MANAGE, VIEW
from linli.domains.property.web import forms
from linli.domains.property.web.contracts import kinds_of
from linli.foundation.audit.idempotency import creates
from linli.foundation.territory import selectors as territory
from linli.kernel import clock, pictures
from linli.kernel.forms import change, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page


@requires(VIEW)
@require_safe
def orders(request: HttpRequest) -> HttpResponse:
    """The black list of one's ground."""
    tabs, rows = selectors.orders_page(
        request.actor, state=request.GET.get("state", ""), number=request.GET.get("page")
    )
    return page(request, "property/orders.html", {"tabs": tabs, "rows": rows})


@requires(VIEW)
@require_safe
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """One order with its proofs and its course."""
    found = selectors.order_page(request.actor, selectors.order_for(request.actor, pk))
    return page(request, "property/order.html", {"page": found})


@requires(VIEW)
@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A picture of a proof."""
    return pictures.served(selectors.picture_for(request.actor, pk))


@requires(ANSWER)
@creates
@takes_form
def prove(request: HttpRequest, pk: int) -> HttpResponse:
    """The company shows what it put right."""
    row = selectors.order_for(request.actor, pk, ANSWER)
    form = forms.ProofForm(sent(request), request.FILES or None)
    limits = territory.rules_of(row.contract.county).cases.limits

    def act(data: dict[str, Any]) -> None:
        photos = pictures.clean_all(pictures.read_uploads(data["photos"], limits), limits)
        services.prove(request.actor, order=row, words=data["words"], photos=photos)

    return change(
        request, form, _("Prove what was put right"), act, back=_one(pk), note=row.contract.compound.name, files=True
    )


@requires(MANAGE)
@takes_form
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Things were put right."""
    row = selectors.order_for(request.actor, pk, MANAGE)

    def act(data: dict[str, Any]) -> None:
        services.accept_proof(request.actor, order=row, why=data["why"])

    return _asked(request, row, forms.WhyForm(sent(request)), _("Accept the proof"), act)


@requires(MANAGE)
@takes_form
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Things weren't put right."""
    row = selectors.order_for(request.actor, pk, MANAGE)

    def act(data: dict[str, Any]) -> None:
        services.refuse_proof(request.actor, order=row, why=data["why"])

    return _asked(request, row, forms.WhyForm(sent(request)), _("Refuse the proof"), act, danger=True)


@requires(MANAGE)
@creates
@takes_form
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the owners whether the company is dismissed."""
    row = selectors.order_for(request.actor, pk, MANAGE)

    def act(data: dict[str, Any]) -> None:
        services.call_vote(request.actor, order=row, **_until(data))

    return _asked(request, row, forms.VoteForm(sent(request)), _("Let the owners vote on dismissal"), act)


@requires(MANAGE)
@creates
@takes_form
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the owners about the next company."""
    row = selectors.order_for(request.actor, pk, MANAGE)
    place = row.contract.compound
    form = forms.ProposeForm(sent(request), companies=selectors.companies_for(place, without=row.contract.holder))

    def act(data: dict[str, Any]) -> None:
        firm = selectors.company_in(place, int(data.pop("company")))
        services.propose_company(request.actor, order=row, company=firm, **_until(data))

    return _asked(request, row, form, _("Let the owners vote on the next company"), act)


@requires(MANAGE)
@creates
@takes_form
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """The contract with the company that was chosen."""
    row = selectors.order_for(request.actor, pk, MANAGE)
    form = forms.TermsForm(sent(request), kinds=kinds_of(row.contract.county))

    def act(data: dict[str, Any]) -> None:
        services.sign_successor(request.actor, order=row, **data)

    return _asked(request, row, form, _("Sign the new contract"), act)


def _until(data: dict[str, Any]) -> dict[str, Any]:
    """The last day as the moment at which it is over, by the county's own midnight."""
    day: date = data["closes_on"]
    closes_at = datetime.combine(day + timedelta(days=1), time(), clock.ZONE)
    return {"title": data["title"], "body": data["body"], "closes_at": closes_at}


def _asked(request: HttpRequest, row: Any, form: Any, title: str, act: Any, **more: Any) -> HttpResponse:
    note = f"{row.contract.compound.name} · {row.contract.company.name}"
    return change(request, form, title, act, back=_one(row.pk), note=note, **more)


def _one(pk: int) -> str:
    return reverse("property:order", args=[pk])
