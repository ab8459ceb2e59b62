"""What everybody reads of a compound, and what an owner does who signed in by phone: votes, services."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.domains.owners import services
from linli.domains.owners.selectors import compounds as places
from linli.domains.owners.selectors import roll, votes
from linli.domains.owners.web import forms
from linli.domains.selfservice.web.session import own_page
from linli.foundation.audit.idempotency import creates
from linli.kernel.forms import change, sent
from linli.kernel.policy import public, takes_form
from linli.kernel.web import page


@require_safe
@public
def compounds(request: HttpRequest, slug: str) -> HttpResponse:
    """Compounds of a county whose money and votes are disclosed."""
    form = forms.FindForm(request.GET)
    county, rows = places.public_compounds(slug, form.wanted(), request.GET.get("page"))
    return page(request, "owners/public_compounds.html", {"county": county, "rows": rows, "form": form})


@require_safe
@public
def compound(request: HttpRequest, pk: int) -> HttpResponse:
    """Both books of a compound in a quarter, uses of the fund, votes."""
    found = places.public_page(pk, request.GET.get("quarter", ""))
    return page(request, "owners/public_compound.html", {"page": found, "county": found.compound.county})


@require_safe
@public
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    """One vote with its figures once it is closed."""
    found = votes.public_vote(pk)
    return page(request, "owners/public_vote.html", {"page": found, "county": found.vote.county})


@public
@require_safe
@own_page
def mine(request: HttpRequest, session: Any) -> HttpResponse:
    """My units, the votes in which I may vote, and services to me."""
    units = roll.units_of(session.person)
    context = {
        "county": session.county,
        "units": units,
        "votes": votes.own_votes(session.person),
        "services": places.own_services(session.person),
    }
    return page(request, "owners/mine.html", context)


@public
@creates
@takes_form
@own_page
def own_vote(request: HttpRequest, session: Any, pk: int) -> HttpResponse:
    """The plan, my units, my answer, and the receipt."""
    found = votes.own_vote(session.person, pk)
    form = forms.OwnBallotForm(sent(request), units=[(one.unit_id, one.label) for one, _r, _a in found.units])

    def act(data: dict[str, Any]) -> None:
        services.cast_ballot(person=session.person, vote=found.vote, **data)

    context = {"page": found, "county": session.county}
    here = reverse("owners:own-vote", args=[pk])
    return change(request, form, found.vote.title, act, back=here, template="owners/own_vote.html", **context)


@public
@require_safe
@own_page
def own_service(request: HttpRequest, session: Any, pk: int) -> HttpResponse:
    """One service to me: accept, complain, or do without."""
    found = places.own_service(session.person, pk)
    return page(request, "owners/own_service.html", {"row": found, "county": session.county})


@public
@creates
@takes_form
@own_page
def accept_service(request: HttpRequest, session: Any, pk: int) -> HttpResponse:
    """I am satisfied: charge it."""
    found = places.own_service(session.person, pk).service

    def act(data: dict[str, Any]) -> None:
        services.accept_service(person=session.person, service=found)

    return _said(request, session, pk, forms.NoForm(sent(request)), _("I am satisfied: charge it"), act)


@public
@creates
@takes_form
@own_page
def complain(request: HttpRequest, session: Any, pk: int) -> HttpResponse:
    """I am not satisfied: nothing is charged."""
    found = places.own_service(session.person, pk).service

    def act(data: dict[str, Any]) -> None:
        services.complain_about(person=session.person, service=found, words=data["why"])

    return _said(request, session, pk, forms.WhyForm(sent(request)), _("I am not satisfied"), act)


@public
@creates
@takes_form
@own_page
def decline(request: HttpRequest, session: Any, pk: int) -> HttpResponse:
    """I don't want it: nothing is charged."""
    found = places.own_service(session.person, pk).service

    def act(data: dict[str, Any]) -> None:
        services.decline_service(person=session.person, service=found, words=data["why"])

    return _said(request, session, pk, forms.WhyForm(sent(request)), _("I don't want it"), act)


def _said(request: HttpRequest, session: Any, pk: int, form: Any, title: str, act: Any) -> HttpResponse:
    back = reverse("owners:own-service", args=[pk])
    return change(request, form, title, act, back=back, template="owners/own_form.html", county=session.county)
