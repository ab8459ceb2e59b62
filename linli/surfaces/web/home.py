"""The portal's home, the choice of county and community, and the field's home."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.domains.activities import selectors as activities
from linli.domains.alliances.selectors import has_alliances
from linli.domains.bulletins import selectors as bulletins
from linli.domains.cases import selectors as cases
from linli.domains.cases.web import browser
from linli.domains.credit.selectors import has_contracts
from linli.domains.deliberation.selectors import deliberates
from linli.domains.guidance import selectors as guidance
from linli.domains.membership import selectors as membership
from linli.domains.property import selectors as property_services
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.policy import public, requires
from linli.kernel.web import page, see_other


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The county that this browser knows; all counties when it knows none, or when asked to choose again."""
    counties = territory.counties()
    known = next((each for each in counties if each.slug == browser.county_slug(request)), None)
    if known and "choose" not in request.GET:
        return _county_home(request, known)
    if len(counties) == 1:
        return see_other("web:county", counties[0].slug)
    return page(request, "web/counties.html", {"counties": counties})


@public
@require_safe
def county(request: HttpRequest, slug: str) -> HttpResponse:
    """The portal's home of one county."""
    found = territory.county_by_slug(slug)
    response = _county_home(request, found)
    browser.keep_county(response, found.slug)
    return response


def _county_home(request: HttpRequest, found: Any) -> HttpResponse:
    community = cases.community_of(found, browser.community_id(request))
    area = community or found
    context = {
        "county": found,
        "place": found.label,
        "community": community,
        "street": territory.ancestor_of_rank(community, "township") if community else None,
        "things": cases.my_things(browser.my_tokens(request)),
        "area": area,
        "month": cases.month_figures(area),
        "numbers": territory.rules_of(found).cases.emergency.numbers,
        "ways": _ways(found),
    }
    return page(request, "web/home.html", context)


def _ways(county: Any) -> list[tuple[str, str, str]]:
    """What else residents find in this county by its method: icon, words and address of each."""
    couriers, guided = membership.courier_rules(county), guidance.rules_at(county)
    centre = guided.centre if guided else None
    ways = [
        (deliberates(county.pk), "chat", gettext("Deliberation"), "deliberation:public"),
        (True, "people", gettext("Volunteering"), "volunteering:near"),
        (activities.has_public(county.pk), "calendar", gettext("Activities near here"), "activities:near"),
        (
            property_services.in_use(county),
            "chart",
            gettext("How property services are rated"),
            "property:public-county",
        ),
        (True, "building", gettext("Owners' votes and common money"), "owners:public-compounds"),
        (True, "list", gettext("Needs, resources and projects"), "cobuilding:county"),
        (has_alliances(county.pk), "people", gettext("Alliances"), "alliances:county"),
        (True, "flag", gettext("Honours, model cases and practices"), "honours:county"),
        (bulletins.has_public(county.pk), "document", gettext("Bulletins"), "bulletins:county"),
        (has_contracts(county.pk), "edit", gettext("Contract of good faith"), "credit:about"),
        (centre is not None, "people", centre.label if centre else "", "guidance:public"),
        (couriers is not None, "flag", couriers.label if couriers else "", "selfservice:courier-place"),
    ]
    return [(icon, words, reverse(name, args=[county.slug])) for is_there, icon, words, name in ways if is_there]


@public
@require_http_methods(["GET", "HEAD"])
def choose_place(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose one's community, going down the list or by search; remembered on this browser only."""
    found = territory.county_by_slug(slug)
    said = request.GET.get("at", "")
    at = int(said) if said.isascii() and said.isdigit() and len(said) < 18 else None
    text = request.GET.get("q", "")
    context = {
        "county": found,
        "place": found.label,
        "q": text,
        "communities": cases.communities_for(found, text=text, at=at),
        "level": cases.level_at(found, at),
    }
    return page(request, "web/choose_place.html", context)


@public
@require_POST
def keep_place(request: HttpRequest, slug: str) -> HttpResponse:
    """Remember the chosen community."""
    found = territory.county_by_slug(slug)
    said = request.POST.get("community", "")
    community = cases.community_of(found, int(said)) if said.isascii() and said.isdigit() and len(said) < 18 else None
    if community is None:
        raise Http404
    response = see_other("web:county", found.slug)
    browser.keep_community(response, community.pk)
    return response


@requires("cases.handle")
@require_safe
def field_home(request: HttpRequest) -> HttpResponse:
    """What I have to do, by the time it is due: as much as fits a phone, and more when asked for (`show`)."""
    actor: Any = request.actor  # type: ignore[attr-defined]  # set by access' middleware
    said = request.GET.get("show", "")
    most = int(said) if said.isascii() and said.isdigit() and len(said) < 5 else 0
    context = {
        "jobs": cases.my_jobs(actor, most),
        "today": clock.now(),
        "actor": actor,
        "hears": actor.can("deliberation.hear") and deliberates(actor.county_id),
    }
    return page(request, "web/field_home.html", context)
