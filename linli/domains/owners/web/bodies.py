"""Pages of committees, joint bodies, party coverage, and services to households."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.domains.owners import services
from linli.domains.owners.selectors import compounds as places
from linli.domains.owners.selectors import roll
from linli.domains.owners.states import BODIES, MONEY, VIEW
from linli.domains.owners.web import forms
from linli.foundation.audit.idempotency import creates
from linli.foundation.organizations.selectors import PARTY_KINDS
from linli.kernel.forms import change, saved, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page


@requires(BODIES)
@creates
@takes_form
def seat_committee(request: HttpRequest, pk: int) -> HttpResponse:
    """A compound has a committee for a term."""
    found = places.compound_for(request.actor, pk, BODIES)
    committees = places.organizations_of(found.county, places.kinds_of(found.area)[0])
    parties = places.organizations_of(found.county, PARTY_KINDS)
    form = forms.CommitteeForm(sent(request), committees=committees, parties=parties)

    def act(data: dict[str, Any]) -> None:
        organization, party = committees[data.pop("organization")], parties.get(data.pop("party"))
        services.seat_committee(request.actor, compound=found, organization=organization, party=party, **data)

    return change(request, form, _("Enter the owners' committee"), act, back=_compound(pk), note=found.name)


@requires(BODIES)
@takes_form
def set_joint(request: HttpRequest, pk: int) -> HttpResponse:
    """Who manages a compound together."""
    found = places.compound_for(request.actor, pk, BODIES)
    seats = places.joint_seats(found.area)
    form = forms.JointForm(sent(request), seats=seats, initial=places.joint_set(found))
    act = partial(services.set_joint_body, request.actor, compound=found)
    note = _("Names of bodies, not of people.")
    return change(
        request, form, _("Set the joint body"), lambda data: act(seats=data) and None, back=_compound(pk), note=note
    )


@requires(VIEW)
@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """Party organizations in property companies and owners' committees."""
    county = places.county_of(request.actor)
    return page(request, "owners/coverage.html", {"county": county, "rows": places.coverage(request.actor, county)})


@requires(MONEY)
@require_safe
def services_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Services that companies did for households of a compound."""
    found = places.compound_for(request.actor, pk, MONEY)
    rows = places.services_of(request.actor, found)
    return page(request, "owners/services.html", {"compound": found, "rows": rows})


@requires(MONEY)
@creates
@takes_form
def offer_service(request: HttpRequest, pk: int) -> HttpResponse:
    """A company offers a household something."""
    found = places.compound_for(request.actor, pk, MONEY)
    companies = places.organizations_of(found.county, places.kinds_of(found.area)[1])
    homes = {one.pk: one for one in roll.open_units(found)}
    form = forms.ServiceForm(sent(request), units=homes.values(), companies=companies)

    def act(data: dict[str, Any]) -> None:
        unit, company = homes[data.pop("unit")], companies[data.pop("company")]
        services.offer_service(request.actor, unit=unit, company=company, **data)

    return change(request, form, _("Offer a service"), act, back=_services(pk), note=found.name)


@requires(MONEY)
@require_POST
def finish_service(request: HttpRequest, pk: int) -> HttpResponse:
    """It is done; the household says whether it is satisfied."""
    row = services.finish_service(request.actor, service=places.service_for(request.actor, pk))
    return saved(request, "owners:services", row.compound_id)


def _compound(pk: int) -> str:
    return reverse("owners:compound", args=[pk])


def _services(pk: int) -> str:
    return reverse("owners:services", args=[pk])
