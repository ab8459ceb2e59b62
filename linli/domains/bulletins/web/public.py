"""Bulletins for everybody, small numbers hidden."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from linli.domains.bulletins import selectors
from linli.foundation.territory import selectors as territory
from linli.kernel.policy import public
from linli.kernel.web import page


@require_safe
@public
def county(request: HttpRequest, slug: str) -> HttpResponse:
    """Public bulletins of a county."""
    found = territory.county_by_slug(slug)
    context = {"county": found, "rows": selectors.public_bulletins(found, request.GET.get("page"))}
    return page(request, "bulletins/county.html", context)


@require_safe
@public
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """A public bulletin; its table as open data."""
    found = selectors.public_bulletin(pk)
    table = (found["row"].title, lambda: selectors.table_of(found["row"], found["sections"]))
    return page(request, "bulletins/read.html", {**found, "county": found["row"].county}, table=table)
