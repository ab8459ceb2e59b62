"""Results for everybody, where the card says so."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from linli.engines.scorecards import selectors
from linli.kernel.policy import public
from linli.kernel.web import page


@require_safe
@public
def rounds(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest published rounds of a county."""
    county, rows = selectors.public_rounds(slug)
    return page(request, "scorecards/public_rounds.html", {"county": county, "rows": rows})


@require_safe
@public
def round_(request: HttpRequest, pk: int) -> HttpResponse:
    """One published round."""
    row, card, period, rows = selectors.public_round(pk, request.GET.get("page"))
    context = {"round": row, "county": row.county, "card": card, "period": period, "rows": rows}
    return page(request, "scorecards/public_round.html", context)


@require_safe
@public
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """One published result, with its formula and the reply."""
    found = selectors.public_result(pk)
    return page(request, "scorecards/public_result.html", {"page": found, "county": found.round.county})
