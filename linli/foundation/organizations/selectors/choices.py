"""What the forms of the console offer: counties, seats, kinds of organizations and posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.foundation.organizations.permissions import CHANGE
from linli.foundation.organizations.selectors.bodies import kinds_of
from linli.foundation.territory import selectors as territory

if TYPE_CHECKING:
    from linli.foundation.organizations.models import Organization
    from linli.foundation.territory.models import Area
    from linli.kernel.actor import Actor

Choices = list[tuple[str, str]]


def county_for(actor: Actor) -> Area | None:
    """The actor's own county; None for the system, which has none."""
    return territory.area_by_id(actor.county_id) if actor.county_id else None


def county_to_change(actor: Actor) -> Area | None:
    """The actor's county where they may change organizations all over it; else None."""
    county = county_for(actor)
    return county if county and actor.reaches(CHANGE, county.path) else None


def seats_for(actor: Actor) -> list[Area]:
    """The tops of where the actor may change organizations."""
    return list(territory.areas_for(actor, permission=CHANGE).filter(path__in=actor.paths(CHANGE)))


def kinds_for(actor: Actor) -> Choices:
    """(kind, label) of the actor's county's method; none without a county."""
    county = county_for(actor)
    return kinds_of(county) if county else []


def post_kinds(county: Area) -> Choices:
    """(code, label) of the whole catalogue."""
    return [(code, rule.label) for code, rule in territory.rules_of(county).organizations.posts.items()]


def post_kinds_for_area(area: Area) -> Choices:
    """(code, label) of the posts that may stand in an area."""
    posts = territory.rules_of(area).organizations.posts
    return [(code, rule.label) for code, rule in posts.items() if rule.stands_in(area.kind)]


def post_kinds_for_organization(organization: Organization) -> Choices:
    """(code, label) of the posts that may stand in an organization."""
    posts = territory.rules_of(organization.county).organizations.posts
    return [(code, rule.label) for code, rule in posts.items() if organization.kind in rule.organization]
