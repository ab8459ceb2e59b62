"""Results of selections, for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from linli.domains.selection import selectors
from linli.foundation.territory import selectors as territory
from linli.kernel.policy import public
from linli.kernel.web import page


@require_safe
@public
def notices(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest results of a county."""
    county = territory.county_by_slug(slug)
    return page(request, "selection/notices.html", {"county": county, "rows": selectors.notices_of(county)})


@require_safe
@public
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """One result, masked."""
    found = selectors.notice_for(pk)
    return page(request, "selection/notice.html", {"notice": found, "county": found.county})
