"""Pages for everybody: activities, one activity, the pool of rewards, the board, and the check of a certificate."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.domains.cases.web import browser
from linli.domains.selfservice.web import session
from linli.domains.volunteering import selectors
from linli.domains.volunteering.web import forms
from linli.foundation.access.services.sessions import client_address
from linli.foundation.territory import selectors as territory
from linli.kernel import brake
from linli.kernel.errors import RuleBroken
from linli.kernel.forms import sent
from linli.kernel.policy import public, takes_form
from linli.kernel.web import page, see_other

#: Codes of certificates that one address may try within an hour.
CHECKS_AN_HOUR = 60


@public
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """To the activities of the county that this browser knows, or that there is only one of; else to the choice of one."""
    counties = [one for one in territory.counties() if selectors.is_used(one)]
    known = browser.county_slug(request)
    found = next((one for one in counties if one.slug == known), counties[0] if len(counties) == 1 else None)
    return see_other("volunteering:near", found.slug) if found else see_other("web:home")


@public
@require_safe
def near(request: HttpRequest, slug: str) -> HttpResponse:
    """Activities that come, service posts, and the ways to everything else."""
    county = selectors.county_for(slug)
    person = person_of(request, county)
    mine = selectors.volunteer_of(person) if person else None
    context = {
        "county": county, "place": county.label, "rows": selectors.coming(county), "posts": selectors.open_posts(county, mine),
        "mine": mine, "published": selectors.rules_of(county).published.values(),
    }  # fmt: skip
    response = page(request, "volunteering/near.html", context)
    browser.keep_county(response, county.slug)
    return response if person is None else session.private(response)


@public
@require_safe
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """One activity with its shifts; who is signed in sees where they stand."""
    found = selectors.public_activity(pk)
    person = person_of(request, found.county)
    rows = selectors.shifts_of(found)
    mine = selectors.own_lines(person, [row.shift.pk for row in rows]) if person else {}
    context = {
        "activity": found, "place": found.county.label, "county": found.county,
        "rows": [(row, mine.get(row.shift.pk)) for row in rows],
    }  # fmt: skip
    response = page(request, "volunteering/activity.html", context)
    return response if person is None else session.private(response)


@public
@require_safe
def pool(request: HttpRequest, slug: str) -> HttpResponse:
    """What partners give for points, by kind."""
    county = selectors.county_for(slug)
    person = person_of(request, county)
    found = selectors.mine(person) if person else None
    context = {
        "county": county, "place": county.label, "kinds": selectors.open_offers(county), "mine": found,
        "days": selectors.rules_of(county).redeem.days,
    }  # fmt: skip
    response = page(request, "volunteering/pool.html", context)
    return response if person is None else session.private(response)


@public
@require_safe
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """Those who want to stand there, and nobody else."""
    county = selectors.county_for(slug)
    context = {"county": county, "place": county.label, "rows": selectors.board(county)}
    return session.private(page(request, "volunteering/board.html", context))


@public
@takes_form
def check(request: HttpRequest) -> HttpResponse:
    """Whether a certificate is true: by number and code; the name stays masked."""
    form, found = forms.CertificateForm(sent(request)), None
    if request.method == "POST" and form.is_valid():
        if brake.too_often(f"volunteering.check.{client_address(request)}", CHECKS_AN_HOUR):
            form.add_error(None, RuleBroken("volunteering.too_many_codes").message)
        elif (found := selectors.certificate_by(**form.cleaned_data)) is None:
            form.add_error(None, _("There is no certificate with this number and code."))
    context = {"form": form, "found": found}
    return session.private(page(request, "volunteering/check.html", context, status=422 if form.errors else 200))


def person_of(request: HttpRequest, county: Any) -> Any:
    """The signed-in person, in their own county; None for everybody else."""
    mine = session.session_of(request)
    return mine.person if mine and mine.person and mine.person.county_id == county.pk else None
