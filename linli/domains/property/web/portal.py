"""Property services for everybody: colours over the quarters, reasons, replies. Nothing in it is about a resident."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from linli.domains.property import selectors
from linli.kernel.policy import public
from linli.kernel.web import page


@require_safe
@public
def county(request: HttpRequest, slug: str) -> HttpResponse:
    """Who serves which compound of a county, with the colours of the last quarters."""
    here, rows = selectors.public_county(slug, request.GET.get("page"))
    return page(
        request, "property/public_county.html", {"county": here, "rows": rows, "legend": selectors.legend(here)}
    )


@require_safe
@public
def compound(request: HttpRequest, pk: int) -> HttpResponse:
    """One compound: its newest result with formula, reply and appeal, and everybody who served it."""
    place, rows, newest = selectors.public_compound(pk)
    context = {
        "compound": place, "county": place.county, "rows": rows, "newest": newest, "legend": selectors.legend(place.county),
    }  # fmt: skip
    return page(request, "property/public_compound.html", context)


@require_safe
@public
def company(request: HttpRequest, pk: int) -> HttpResponse:
    """One company across its compounds, under all its names."""
    found = selectors.public_company(pk)
    context = {"page": found, "county": found.company.county, "legend": selectors.legend(found.company.county)}
    return page(request, "property/public_company.html", context)
