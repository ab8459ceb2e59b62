"""Pages of privacy: the auditor's log of looks, and what is kept of people and why."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from linli.foundation.privacy import selectors
from linli.foundation.privacy.web.forms import LooksForm
from linli.kernel.policy import public, requires
from linli.kernel.web import page


@requires("privacy.audit")
@require_safe
def looks(request: HttpRequest) -> HttpResponse:
    """Who looked at what, newest first: by person, place, part and days, all of it in the address."""
    form = LooksForm(request.GET)
    chosen, before = form.chosen()
    found = selectors.looks_page(request.actor, chosen, before)  # type: ignore[attr-defined]
    form.offer(found, chosen)
    return page(request, "privacy/looks.html", {"form": form, "page": found}, partial="privacy/_looks.html")


@public
@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """What a county keeps of people, for which purpose, on which ground and how long; `county` chooses among several."""
    counties = selectors.kept()
    asked = request.GET.get("county", "")
    shown = next((one for one in counties if one.slug == asked), counties[0] if counties else None)
    frame = "base_public.html" if request.actor.is_anonymous else "base_console.html"  # type: ignore[attr-defined]
    return page(request, "privacy/kept.html", {"counties": counties, "county": shown, "frame": frame})
