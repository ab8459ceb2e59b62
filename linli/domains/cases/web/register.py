"""Registering a case for somebody who calls or stands at the counter. One form; nothing typed is lost on the way."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from linli.domains.cases import selectors, services
from linli.domains.cases.web.forms.console import RegisterForm
from linli.foundation.audit.idempotency import creates
from linli.foundation.territory import selectors as territory
from linli.kernel import panels
from linli.kernel.errors import RuleBroken
from linli.kernel.policy import requires
from linli.kernel.web import page, see_other


@requires("cases.open")
@require_http_methods(["GET", "HEAD", "POST"])
@creates
def register(request: HttpRequest) -> HttpResponse:
    """The place first, then what it is; likely twins are shown before a new case is made."""
    actor = _actor(request)
    county = _county(actor)
    rules = territory.rules_of(county).cases
    places = territory.search_places(county, request.POST.get("q", "")) if request.method == "POST" else []
    form = RegisterForm(request.POST or None, request.FILES or None, rules=rules, places=places)
    twins: list[Any] = []
    if request.method == "POST" and form.is_valid() and _placed(form):
        twins, done = _file(request, county, rules, form)
        if done is not None:
            return done
    context = {"form": form, "places": places, "twins": twins, "most": rules.limits.photos,
               "icons": {card.code: card.icon for card in rules.categories.cards},
               "panels": panels.panels_for("cases.register", actor, request.POST)}  # fmt: skip
    return page(request, "cases/register.html", context, status=422 if form.errors else 200)


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]  # set by access' middleware


def _county(actor: Any) -> Any:
    if actor.county_id is None:
        raise Http404
    return territory.area_by_id(actor.county_id)


def _placed(form: RegisterForm) -> bool:
    """Whether a place was chosen; else its search is what the page asks for next."""
    if form.cleaned_data["place"]:
        return True
    found = form.fields["place"].choices  # type: ignore[attr-defined]
    form.add_error(
        "place" if found else "q",
        _("Please choose the place.") if found else _("No such place was found. Please try other words."),
    )
    return False


def _file(request: HttpRequest, county: Any, rules: Any, form: RegisterForm) -> tuple[list[Any], HttpResponse | None]:
    """Join, file, or show the likely twins first."""
    actor, data = _actor(request), form.cleaned_data
    place = territory.place_by_key(county, data["place"])
    area, category = (
        territory.area_by_id(place.area_id),
        selectors.category_chosen(rules, data["category"], data["card"]),
    )
    try:
        if request.POST.get("join"):
            return [], _join(actor, request, data)
        twins = [] if data["anyway"] else selectors.similar_open(area, category, data["text"])
        if twins:
            return twins, None
        opened = services.open_case(actor, report=_report(county, area, category, place, rules, data))
        panels.tell("cases.register", actor, request.POST, category.key)
    except RuleBroken as refused:
        form.add_error(None, refused.message)
        return [], None
    messages.success(request, _("Registered: {ref}").format(ref=opened.case.ref))
    return [], see_other("cases:detail", opened.case.ref)


def _join(actor: Any, request: HttpRequest, data: dict[str, Any]) -> HttpResponse:
    case = selectors.case_for(actor, request.POST["join"])
    services.join_case(actor, case=case, contact_phone=data["phone"], called=data["called"], source=data["source"])
    messages.success(request, _("Joined to {ref}.").format(ref=case.ref))
    return see_other("cases:detail", case.ref)


def _report(county: Any, area: Any, category: Any, place: Any, rules: Any, data: dict[str, Any]) -> services.Report:
    return services.Report(
        county=county,
        area=area,
        category=category,
        text=data["text"],
        source=data["source"],
        urgency=data["urgency"],
        place_words=selectors.place_words(place, data["place_words"]),
        contact_phone=data["phone"],
        called=data["called"],
        reporter_kind=data.get("kind", ""),
        photos=services.read_uploads(data["photos"], rules.limits),
    )
