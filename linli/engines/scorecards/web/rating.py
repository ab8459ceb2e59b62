"""Rating in the field: what waits for one's marks, and all subjects of a seat on one page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.engines.scorecards import selectors, services
from linli.engines.scorecards.web import forms
from linli.foundation.audit.idempotency import creates
from linli.kernel.forms import attempt, sent, sent_files
from linli.kernel.policy import public, signed_in, takes_form
from linli.kernel.web import page, see_other_url


@signed_in
@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What waits for one's marks."""
    return page(request, "scorecards/mine.html", {"tasks": selectors.tasks_of(request.actor)})


@signed_in
@never_cache
@creates
@takes_form
def rate(request: HttpRequest, pk: int) -> HttpResponse:
    """The subjects of one seat; all marks of the page are saved at once."""
    here, ahead = reverse("scorecards:rate", args=[pk]), reverse("scorecards:mine")
    return _rated(request, selectors.seat_for(request.actor, pk), here, ahead)


@public
@never_cache
@creates
@takes_form
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The same for whoever has no account, but a link."""
    here = reverse("scorecards:by-link", args=[token])
    return _rated(request, selectors.seat_by_link(token), here, here, token)


def _rated(request: HttpRequest, seat: Any, here: str, ahead: str, token: str = "") -> HttpResponse:
    found = selectors.rating_page(seat, request.GET.get("page"))
    limits = selectors.picture_limits(seat.round.county)
    form = forms.RatingForm(sent(request), sent_files(request), page=found, limits=limits)

    def act(data: dict[str, Any]) -> int:
        return services.rate(request.actor, seat=seat, marks=form.marks(), seen=data["seen"], token=token)

    def answer(changed: int) -> HttpResponse:
        messages.success(request, ngettext("Saved: {n} mark.", "Saved: {n} marks.", changed).format(n=changed))
        more = f"{here}?page={found.rows.next_page_number()}" if found.rows.has_next() else ahead
        return see_other_url(more)

    template = "scorecards/by_link.html" if token else "scorecards/rate.html"
    context = {"page": found, "here": here, "county": seat.round.county}
    return attempt(request, form, act, answer, template=template, context=context)
