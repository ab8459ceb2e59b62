"""Alliances for everybody: which there are, with their member units, and which units are honoured."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from linli.domains.alliances import selectors
from linli.foundation.territory import selectors as territory
from linli.kernel.policy import public
from linli.kernel.web import page


@require_safe
@public
def county(request: HttpRequest, slug: str) -> HttpResponse:
    """Alliances of a county; units, never people."""
    found = territory.county_by_slug(slug)
    return page(request, "alliances/county.html", {"county": found, **selectors.county_page(found)})
