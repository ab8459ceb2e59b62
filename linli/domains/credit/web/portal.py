"""For everybody: the texts, the rules with their versions, figures, thanks; and pictures by an address that ends soon."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from linli.domains.credit import selectors
from linli.foundation.territory import selectors as territory
from linli.kernel.pictures import served
from linli.kernel.policy import public
from linli.kernel.web import page

_SALT = "linli.credit.picture"
#: An address of a picture is good for so long after the page was opened.
SECONDS_OPEN = 600


@require_safe
@public
def about(request: HttpRequest, slug: str) -> HttpResponse:
    """What may be signed, by which rules thanks are given, and how many signed; nobody's balance."""
    county = territory.county_by_slug(slug)
    section = selectors.section_of(county)
    if section is None:
        raise Http404
    context = {
        "county": county,
        "place": county.label,
        "section": section,
        "tables": selectors.public_tables(county),
        "figures": selectors.public_figures(county),
        "honoured": selectors.honoured(county),
    }
    return page(request, "credit/about.html", context)


@require_safe
@public
def picture(request: HttpRequest, token: str) -> HttpResponseBase:
    """A picture whose address stood on a page that somebody could open."""
    try:
        pk = int(signing.loads(token, salt=_SALT, max_age=SECONDS_OPEN))
    except (signing.BadSignature, ValueError):
        raise Http404 from None
    return served(selectors.picture_file(pk))


def address_of(pk: Any) -> str:
    """The address of a picture, for who may see it now."""
    return reverse("credit:picture", args=[signing.dumps(pk, salt=_SALT)])
