"""Pages of those who may be drawn to rate, of draws, and of links for who was drawn."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.domains.property import selectors, services
from linli.domains.property.states import MANAGE
from linli.domains.property.web import forms
from linli.foundation.audit.idempotency import creates
from linli.foundation.residents import selectors as residents
from linli.kernel.forms import change, saved, sent
from linli.kernel.policy import requires, takes_form
from linli.kernel.web import page


@requires(MANAGE)
@never_cache
@require_safe
def panel(request: HttpRequest, pk: int) -> HttpResponse:
    """Who agreed to rate in a compound, and its draws."""
    place = selectors.compound_for(request.actor, pk, MANAGE)
    context = {"compound": place, "page": selectors.panel_page(request.actor, place)}
    return page(request, "property/panel.html", context)


@requires(MANAGE)
@never_cache
@creates
@takes_form
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody agreed."""
    actor, place = request.actor, selectors.compound_for(request.actor, pk, MANAGE)
    find = forms.NameForm(request.GET)
    name = find.cleaned_data["name"] if find.is_valid() else ""
    form = forms.AgreeForm(sent(request), people=selectors.people_for(actor, place, name))

    def act(data: dict[str, Any]) -> None:
        services.add_panellist(actor, compound=place, person=residents.person_for(actor, int(data["person"])))

    back = reverse("property:panel", args=[pk])
    return change(request, form, _("Somebody agreed to rate"), act, back=back, note=place.name, find=find)


@requires(MANAGE)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody doesn't want to any more."""
    one = selectors.panellist_for(request.actor, pk)
    services.withdraw_panellist(request.actor, panellist=one)
    return saved(request, "property:panel", one.compound_id)


@requires(MANAGE)
@never_cache
@require_safe
def draw(request: HttpRequest, pk: int) -> HttpResponse:
    """A draw, to be done again by whoever doubts it."""
    found = selectors.draw_page(request.actor, selectors.draw_for(request.actor, pk))
    return page(request, "property/draw.html", {"page": found})


@requires(MANAGE)
@never_cache
@require_POST
def links(request: HttpRequest, pk: int) -> HttpResponse:
    """Links for those who were drawn: shown once."""
    found = selectors.draw_for(request.actor, pk)
    made = services.give_links(request.actor, draw=found)
    rows = [(one, request.build_absolute_uri(reverse("scorecards:by-link", args=[one.token]))) for one in made]
    return page(request, "property/links.html", {"draw": found, "rows": rows})
