"""Reporting a problem in four steps. Each step is a page of its own; with script on, htmx swaps them in place."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.domains.cases import selectors, services
from linli.domains.cases.web import browser, draft
from linli.domains.cases.web.draft import Draft
from linli.domains.cases.web.forms.report import ContactForm, WhatForm
from linli.domains.cases.web.report_page import area_of, chosen_place, go_on, may_open, posted, show
from linli.foundation.audit.idempotency import creates
from linli.foundation.territory import selectors as territory
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.policy import public
from linli.kernel.web import page, see_other

both = require_http_methods(["GET", "HEAD", "POST"])


@public
@require_safe
def anywhere(request: HttpRequest) -> HttpResponse:
    """The report page of the county that this browser knows; else the chooser."""
    slug = browser.county_slug(request)
    known = slug in {county.slug for county in territory.counties()}
    return see_other("cases:report", slug) if known else see_other("web:home")


@public
@require_safe
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """The first step that isn't answered yet."""
    county = territory.county_by_slug(slug)
    response = see_other(f"cases:report-{draft.load(request, county.slug).next_step}", slug)
    browser.keep_county(response, county.slug)
    return response


@public
@both
def what(request: HttpRequest, slug: str) -> HttpResponse:
    """Step 2: pictures first, then words and kind. Pictures are kept even when the words need another look."""
    county = territory.county_by_slug(slug)
    written = draft.load(request, slug)
    if not may_open(request, county, written, "what"):
        return see_other("cases:report", slug)
    rules = territory.rules_of(county)
    form = WhatForm(posted(request), _files(request), rules=rules, initial=_what_initial(written))
    if request.method == "POST":
        _keep_photos(request, form, written)
        draft.save(request, slug, written)
        if not _taking_photo_away(request) and form.is_valid():
            return _take_what(request, county, written, form)
    hints = selectors.hints_for(county, area_of(county, written), written.card, written.text) if written.text else None
    return show(request, county, written, "what", {"form": form, "hints": hints})


def _what_initial(written: Draft) -> dict[str, Any]:
    return {"text": written.text, "card": written.card, "danger": written.danger}


def _keep_photos(request: HttpRequest, form: WhatForm, written: Draft) -> None:
    """Add the new pictures and drop the one whose cross was pressed; a bad picture becomes the field's error."""
    taken_away = request.POST.get("del", "")
    if taken_away in written.photos:
        written.photos.remove(taken_away)
        services.drop_draft_photo(taken_away)
    form.is_valid()
    try:
        files = request.FILES.getlist("photos")
        if len(files) + len(written.photos) > form.limits.photos:
            raise RuleBroken("pictures.too_many", most=form.limits.photos)
        for data in services.read_uploads(files, form.limits):
            written.photos.append(services.keep_draft_photo(data, limits=form.limits))
    except RuleBroken as refused:
        form.add_error("photos", refused.message)


def _taking_photo_away(request: HttpRequest) -> bool:
    return "del" in request.POST


def _take_what(request: HttpRequest, county: Any, written: Draft, form: WhatForm) -> HttpResponse:
    """Go on, unless there is something to be told first: a similar case nearby, or a matter for another door."""
    data = form.cleaned_data
    written.text, written.card, written.danger = data["text"], data["card"], data["danger"]
    hints = selectors.hints_for(county, area_of(county, written), written.card, written.text)
    written.route = hints.route.kind if hints.route and request.POST.get("do") == "route" else ""
    if hints.to_be_told and written.told != hints.signature and request.POST.get("told") != hints.signature:
        draft.save(request, county.slug, written)
        return show(request, county, written, "what", {"form": form, "hints": hints, "stopped": True})
    written.told = hints.signature
    return go_on(request, county.slug, written, "what")


@public
@require_POST
def hints(request: HttpRequest, slug: str) -> HttpResponse:
    """While typing: emergency numbers, the legal route, similar cases nearby. Nothing is kept."""
    county = territory.county_by_slug(slug)
    written = draft.load(request, slug)
    text, card = request.POST.get("text", "")[:5000], request.POST.get("card", "")
    found = selectors.hints_for(county, area_of(county, written), card, text)
    return page(request, "cases/_portal_hints.html", {"hints": found, "county": county, "slug": slug, "live": True})


@public
@require_safe
def photo(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A picture of the writer's own draft."""
    photos = draft.load(request, slug).photos
    data = services.read_draft_photo(photos[number - 1]) if 0 < number <= len(photos) else None
    if data is None:
        raise Http404
    return HttpResponse(data, content_type="image/jpeg", headers={"Cache-Control": "private, no-store"})


@public
@both
def contact(request: HttpRequest, slug: str) -> HttpResponse:
    """Step 3: how to reach the person, all of it optional."""
    county = territory.county_by_slug(slug)
    written = draft.load(request, slug)
    if not may_open(request, county, written, "contact"):
        return see_other("cases:report", slug)
    phone = written.phone_number
    said = {"called": written.called, "phone": phone, "agree": bool(phone), "kind": written.kind}
    form = ContactForm(posted(request), initial=said, line=territory.rules_of(county).cases.direct_line)
    if request.method == "POST" and form.is_valid():
        written.called, written.kind = form.cleaned_data["called"], form.cleaned_data.get("kind", "")
        written.set_phone(form.cleaned_data["phone"])
        return go_on(request, slug, written, "contact")
    return show(request, county, written, "contact", {"form": form})


@public
@both
@creates
def check(request: HttpRequest, slug: str) -> HttpResponse:
    """Step 4: read it once more and send it."""
    county, rules = territory.county_with_rules(slug)
    written = draft.load(request, slug)
    if not may_open(request, county, written, "check"):
        return see_other("cases:report", slug)
    if request.method == "POST":
        opened = services.report_from_portal(_report(county, written, rules), route=written.route, rules=rules)
        return _sent(request, county, opened.case.ref, opened.token)
    return show(request, county, written, "check", {})


@public
@require_POST
@creates
def join(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    """Follow a case ("the same here") that was offered to this draft; no other can be joined by its number."""
    county = territory.county_by_slug(slug)
    written = draft.load(request, slug)
    offered = selectors.offered_case(county, area_of(county, written), ref)
    token = services.join_case(Actor.public(), case=offered, contact_phone=written.phone_number, called=written.called)
    return _sent(request, county, offered.ref, token)


@public
@require_POST
def again(request: HttpRequest, slug: str) -> HttpResponse:
    """Throw the draft away and begin anew."""
    draft.drop(request, territory.county_by_slug(slug).slug)
    return see_other("cases:report", slug)


def _report(county: Any, written: Draft, rules: Any) -> services.Report:
    chosen = chosen_place(county, written)
    photos = [services.read_draft_photo(name) for name in written.photos]
    return services.Report(
        county=county,
        area=chosen.area or territory.area_by_id(chosen.area_id),
        category=selectors.category_of_card(rules.cases, written.card),
        text=written.text,
        source="portal",
        urgency="danger" if written.danger else "normal",
        place_words=selectors.place_words(chosen, written.words),
        lat=written.lat,
        lng=written.lng,
        contact_phone=written.phone_number,
        called=written.called,
        reporter_kind=written.kind,
        photos=tuple(data for data in photos if data),
    )


def _sent(request: HttpRequest, county: Any, ref: str, token: str) -> HttpResponse:
    """Off to the receipt. The secret travels in the session: a stored address must not hold it."""
    draft.drop(request, county.slug)
    browser.hand_over(request, ref, token)
    response = see_other("cases:receipt", ref)
    browser.keep_county(response, county.slug)
    browser.keep_mine(request, response, token)
    return response


def _files(request: HttpRequest) -> Any:
    return request.FILES if request.method == "POST" else None
