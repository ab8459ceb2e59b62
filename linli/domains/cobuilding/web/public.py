"""The lists for everybody, and the page on which those served say how it was."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.domains.cobuilding import selectors, services
from linli.domains.cobuilding.web import forms
from linli.foundation.audit.idempotency import creates
from linli.foundation.territory import selectors as territory
from linli.kernel.forms import refusals_into, sent
from linli.kernel.policy import public, takes_form
from linli.kernel.web import page, see_other


@require_safe
@public
def county(request: HttpRequest, slug: str) -> HttpResponse:
    """Communities whose lists have entries."""
    found = territory.county_by_slug(slug)
    return page(request, "cobuilding/county.html", {"county": found, "rows": selectors.county_lists(found)})


@require_safe
@public
def community(request: HttpRequest, pk: int) -> HttpResponse:
    """The three lists of a community, and who claimed what: units and communities, never people."""
    area = selectors.community_for(pk)
    return page(request, "cobuilding/community.html", {"area": area, "county": area.county, **selectors.lists_of(area)})


@public
@creates
@takes_form
def feedback(request: HttpRequest, token: str) -> HttpResponse:
    """Say how a delivery was; whoever has its link may, as often as people were served."""
    delivery = selectors.delivery_by_token(token)
    wishes = selectors.kind_choices(territory.rules_of(delivery.area).cobuilding.wishes)
    form = forms.FeedbackForm(sent(request), wishes=wishes)
    if form.is_valid():
        with refusals_into(form):
            services.give_feedback(delivery=delivery, **form.cleaned_data)
            messages.success(request, _("Thank you. It is counted."))
            return see_other("cobuilding:community", delivery.area_id)
    context = {"form": form, "delivery": delivery, "county": delivery.area.county}
    return page(request, "cobuilding/feedback.html", context, status=422 if form.errors else 200)
