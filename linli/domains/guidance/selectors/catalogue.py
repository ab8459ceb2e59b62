"""What is offered to whom, and which centre is in charge of a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404

from linli.domains.guidance.method import CENTRE_KIND, GuidanceRules, Service
from linli.foundation.organizations import selectors as organizations
from linli.foundation.territory import selectors as territory
from linli.kernel.whether import Whether

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

#: Where people say that they work: whole streets and towns, which is near enough for a centre and far enough for a name.
_WORKPLACES = ("street", "town", "zone")


@dataclass(frozen=True, slots=True)
class Offer:
    """A theme of the catalogue with its services by code."""

    label: str
    services: list[tuple[str, Service]]


def rules_at(area: Any) -> GuidanceRules | None:
    """The section in force at a place; None where the method has no centre (or is older than this)."""
    rules = territory.rules_of(area)
    found: GuidanceRules | None = rules.guidance if "guidance" in rules.sections else None
    return found if found and found.centre else None


def rules_for(actor: Actor) -> GuidanceRules | None:
    """The section of the actor's county; None as by `rules_at`, and for accounts without a county."""
    county = organizations.county_for(actor)
    return rules_at(county) if county is not None else None


def _has_centre(county_id: int) -> bool:
    return rules_at(territory.area_by_id(county_id)) is not None


#: Whether a county's method has a guidance centre: every page of the console asks before it shows the way there.
guides = Whether(_has_centre)


def offers(rules: GuidanceRules) -> list[Offer]:
    """The catalogue by theme, in the order of the method; themes without a service are left out."""
    found = [
        Offer(theme.label, [(code, one) for code, one in rules.services.items() if one.theme == name])
        for name, theme in rules.themes.items()
    ]
    return [one for one in found if one.services]


def service_at(county: Any, code: str) -> tuple[GuidanceRules, Service]:
    """The section and one service of it; Http404 where it isn't offered."""
    rules = rules_at(county)
    service = rules.services.get(code) if rules else None
    if rules is None or service is None:
        raise Http404
    return rules, service


def place_choices(county: Any) -> list[tuple[int, str]]:
    """Streets and towns of a county, where somebody may say that they work."""
    return [(one.pk, one.name) for kind in _WORKPLACES for one in territory.descendants(county, kind).order_by("path")]


def centres(county: Any) -> list[Any]:
    """Guidance centres of a county that exist today."""
    return organizations.organizations_in(county, [CENTRE_KIND])


def centre_near(area: Any, county: Any) -> Any:
    """The centre in charge of a place: seated in it or, where it has none, in the lowest area above it; None where there is none."""
    above = [one for one in centres(county) if area.path.startswith(one.area.path)]
    return max(above, key=lambda one: len(one.area.path), default=None)
