"""What is coming up near here, for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from linli.domains.activities import selectors
from linli.domains.cases import selectors as cases
from linli.domains.cases.web import browser
from linli.foundation.territory import selectors as territory
from linli.kernel.policy import public
from linli.kernel.web import page


@public
@require_safe
def near(request: HttpRequest, slug: str) -> HttpResponse:
    """Public activities of the county, those of the community that this browser knows first."""
    county = territory.county_by_slug(slug)
    community = cases.community_of(county, browser.community_id(request))
    context = {"county": county, "community": community, "found": selectors.near(county, community)}
    return page(request, "activities/near.html", context)
