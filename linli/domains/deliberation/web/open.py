"""What everybody reads: matters of a county, one with its track, and whether a vote was counted."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from linli.domains.deliberation import selectors
from linli.domains.deliberation.web import forms
from linli.foundation.territory import selectors as territory
from linli.kernel.forms import sent
from linli.kernel.policy import public, takes_form
from linli.kernel.web import page


@public
@require_safe
def matters(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest matters of a county."""
    county = territory.county_by_slug(slug)
    context = {"county": county, "place": county.label, "rows": selectors.public_matters(county)}
    return page(request, "deliberation/public_matters.html", context)


@public
@require_safe
def matter(request: HttpRequest, pk: int) -> HttpResponse:
    """One matter: its track, notices, what was done, and what those concerned say."""
    row = selectors.public_matter(pk)
    context = {"row": row, "county": row.county, "place": row.county.label, **selectors.public_facts(row)}
    return page(request, "deliberation/public_matter.html", context)


@public
@takes_form
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether a vote with this receipt was counted: yes or no, never how."""
    row = selectors.public_matter(pk)
    ballots = selectors.public_facts(row)["ballots"]
    if not ballots:
        raise Http404
    form = forms.ReceiptForm(sent(request))
    found = None
    if form.is_valid():
        found = any(selectors.is_counted(ballot, form.cleaned_data["receipt"]) for ballot in ballots)
    context = {"row": row, "form": form, "found": found, "county": row.county, "place": row.county.label}
    return page(request, "deliberation/receipt.html", context, status=422 if form.errors else 200)
