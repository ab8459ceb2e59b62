"""The figures of a community's month: what each counts, and the rows behind it without anybody's words."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from linli.domains.cases import selectors
from linli.foundation.territory import selectors as territory
from linli.kernel.policy import public
from linli.kernel.web import page


@public
@require_safe
def month(request: HttpRequest, slug: str, which: str) -> HttpResponse:
    """One figure: received, confirmed, or late; for the community in the address, else for the whole county."""
    county = territory.county_by_slug(slug)
    said = request.GET.get("area", "")
    area = selectors.community_of(county, int(said)) if said.isascii() and said.isdigit() and len(said) < 18 else None
    rows = selectors.month_rows(area or county, which)
    if rows is None:
        raise Http404
    context = {"county": county, "place": county.label, "area": area or county, "which": which, "month": rows}
    return page(request, "cases/portal_month.html", context)
