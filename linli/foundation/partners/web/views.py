"""The console of other systems: who they are, their keys, and how these were used."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.foundation.audit.idempotency import creates, first_time
from linli.foundation.partners import selectors, services
from linli.foundation.partners.states import MANAGE
from linli.foundation.partners.web.forms import AddForm, KeyForm, RevokeForm, RotateForm
from linli.kernel import clock
from linli.kernel.forms import Secret, change, saved, sent, shown_once
from linli.kernel.policy import requires, takes_form
from linli.kernel.stepup import is_proved, proof_url, stepped_up
from linli.kernel.web import page


@requires(MANAGE)
@require_safe
def partners(request: HttpRequest) -> HttpResponse:
    """All other systems of one's county."""
    return page(request, "partners/partners.html", {"rows": selectors.partners_for(_actor(request))})


@requires(MANAGE)
@creates
@takes_form
def add(request: HttpRequest) -> HttpResponse:
    """Write a system down."""
    actor = _actor(request)

    def act(given: dict[str, Any]) -> str:
        where = selectors.place_for(actor, given["county"], given["organization"])
        made = services.add_partner(actor, name=given["name"], kind=given["kind"], **where)
        return _page_of(made.pk)

    form = AddForm(sent(request), **selectors.add_choices(actor))
    return change(request, form, _("Add a system"), act, back=reverse("partners:partners"))


@requires(MANAGE)
@require_safe
def partner(request: HttpRequest, pk: int) -> HttpResponse:
    """One system: its keys, the log of their use, and what was done."""
    found = selectors.partner_for(_actor(request), pk)
    proof = "" if is_proved(request) else proof_url(request.path)
    return page(request, "partners/partner.html", {"partner": found, "proof": proof, **selectors.facts_of(found)})


@requires(MANAGE)
@stepped_up(form="partners:partner")
@require_POST
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Off, so that no key holds, or on again."""
    found = selectors.partner_for(_actor(request), pk)
    services.switch_partner(_actor(request), partner=found, active=request.POST.get("active") == "1")
    return saved(request, "partners:partner", pk)


@requires(MANAGE)
@stepped_up
@never_cache
@takes_form
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """A new key; its secret is shown in the answer and kept nowhere, so there is nothing to redirect to."""
    found = selectors.partner_for(_actor(request), pk)

    def act(given: dict[str, Any]) -> Secret:
        ends, wanted = _end_of(given["until"]), {"kind": given["kind"], "scopes": given["scopes"]}
        with first_time(request):
            return _secret(services.issue(_actor(request), partner=found, expires_at=ends, **wanted))

    form = KeyForm(sent(request), scopes=selectors.scope_choices())
    return shown_once(request, form, _("Issue a key"), act, back=_page_of(pk))


@requires(MANAGE)
@stepped_up
@never_cache
@takes_form
def rotate(request: HttpRequest, pk: int) -> HttpResponse:
    """A new key in the place of another; both hold for some days."""
    key = selectors.key_for(_actor(request), pk)

    def act(given: dict[str, Any]) -> Secret:
        with first_time(request):
            return _secret(services.rotate(_actor(request), key=key, overlap_days=given["overlap"]))

    title = _("Replace key {key}").format(key=key)
    return shown_once(request, RotateForm(sent(request)), title, act, back=_page_of(key.partner_id))


@requires(MANAGE)
@stepped_up
@takes_form
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End a key now."""
    key = selectors.key_for(_actor(request), pk)

    def act(given: dict[str, Any]) -> None:
        services.revoke(_actor(request), key=key, reason=given["reason"])

    title = _("Revoke key {key}").format(key=key)
    return change(request, RevokeForm(sent(request)), title, act, back=_page_of(key.partner_id), danger=True)


def _secret(issued: services.Issued) -> Secret:
    key = issued.key
    return Secret(_("The new key"), key.prefix, issued.secret, _page_of(key.partner_id), key.expires_at)


def _end_of(day: date) -> datetime:
    """The last moment of a day."""
    return datetime.combine(day, time.max, clock.ZONE)


def _page_of(pk: int) -> str:
    return reverse("partners:partner", args=[pk])


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]  # set by access' middleware
