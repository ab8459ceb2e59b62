"""Step 1 of a report: where. By search, down the list, by the phone's position, or by a building's sticker."""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from linli.domains.cases import selectors
from linli.domains.cases.web import browser, draft, secret
from linli.domains.cases.web.draft import Draft
from linli.domains.cases.web.forms.report import PlaceForm, PositionForm
from linli.domains.cases.web.report_page import go_on, posted, show
from linli.foundation.territory import selectors as territory
from linli.kernel.policy import public
from linli.kernel.web import page, see_other, see_other_url

_STICKER = re.compile(r"/r/([0-9a-z]{2,12})\b")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """Step 1: search, go down the list, or take the phone's position; then say it more exactly."""
    county = territory.county_by_slug(slug)
    written = draft.load(request, slug)
    form = PlaceForm(posted(request), initial={"words": written.words})
    if request.method == "POST" and request.POST.get("place"):
        return _choose(request, county, written)
    if request.method == "POST" and request.POST.get("do") == "locate":
        return _locate(request, county, written, form)
    if request.method == "POST" and written.place and form.is_valid():
        written.words = form.cleaned_data["words"]
        return go_on(request, slug, written, "place")
    return show(request, county, written, "place", {"form": form} | _choices(request, county, written))


def _choices(request: HttpRequest, county: Any, written: Draft) -> dict[str, Any]:
    """What may be chosen: hits of a search, and where the chooser stands (the remembered community at first)."""
    text = request.GET.get("q", "")
    at = request.GET.get("at", "")
    if written.place and not (text or at or "other" in request.GET):
        return {}
    start_at = int(at) if at.isascii() and at.isdigit() and len(at) < 18 else browser.community_id(request)
    found = territory.search_places(county, text) if text else []
    return {"q": text, "found": found, "level": selectors.level_at(county, start_at), "choosing": True}


def _choose(request: HttpRequest, county: Any, written: Draft) -> HttpResponse:
    chosen = territory.place_by_key(county, request.POST["place"])
    written.place = chosen.key
    draft.save(request, county.slug, written)
    response = see_other("cases:report-place", county.slug)
    community = selectors.community_of(county, chosen.area_id)
    if community:
        browser.keep_community(response, community.pk)
    return response


def _locate(request: HttpRequest, county: Any, written: Draft, form: PlaceForm) -> HttpResponse:
    """Keep the position and show the nearest grid as words; the person still says yes to it."""
    where = PositionForm(request.POST)
    near = None
    if where.is_valid():
        written.lat, written.lng = where.cleaned_data["lat"], where.cleaned_data["lng"]
        draft.save(request, county.slug, written)
        near = selectors.place_near(county, written.lat, written.lng)
    context = {"form": form, "near": near, "located": True} | _choices(request, county, Draft())
    return show(request, county, written, "place", context)


@public
@require_GET
def scanned(request: HttpRequest) -> HttpResponse:
    """What a camera read: a building's sticker or a receipt; anything else leads to the page for looking things up."""
    text = request.GET.get("text", "")[:300]
    sticker = _STICKER.search(text)
    if sticker:
        return see_other_url(f"{reverse('cases:scan', args=[sticker[1]])}?for=report")
    token = secret.token_in(text)
    return see_other("cases:follow", token) if token else see_other("cases:follow")


@public
@require_GET
def scan(request: HttpRequest, code: str) -> HttpResponse:
    """A building's or stairwell's sticker: what is offered there. With `for=report` the place is filled in, and the next question
    is what happened.
    """
    chosen = territory.place_by_code(code)
    if chosen is None:
        raise Http404
    county = territory.area_by_id(chosen.county_id)
    if request.GET.get("for") != "report":
        return page(request, "cases/portal_scanned.html", {
            "chosen": chosen, "code": code, "county": county, "lived_in": chosen.kind in ("building", "stairwell"),
        })  # fmt: skip
    written = draft.load(request, county.slug)
    written.place = chosen.key
    written.finish("place")
    draft.save(request, county.slug, written)
    response = see_other("cases:report-what", county.slug)
    browser.keep_county(response, county.slug)
    return response
