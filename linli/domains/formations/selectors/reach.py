"""What the method says of a place, and whether a county has any of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.domains.formations.method import FormationRules
from linli.foundation.organizations import selectors as organizations
from linli.foundation.territory import selectors as territory
from linli.kernel.whether import Whether

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def rules_at(area: Any) -> FormationRules:
    """The section in force at a place; an empty one where the county's method has none of it (or is older than this)."""
    rules = territory.rules_of(area)
    found: FormationRules = rules.formations if "formations" in rules.sections else FormationRules()
    return found


def county_rules(actor: Actor) -> FormationRules:
    """The section of the actor's county; an empty one for accounts without a county."""
    county = organizations.county_for(actor)
    return rules_at(county) if county is not None else FormationRules()


def _knows_sites(county_id: int) -> bool:
    return bool(rules_at(territory.area_by_id(county_id)).sites)


def _knows_forms(county_id: int) -> bool:
    return bool(rules_at(territory.area_by_id(county_id)).forms)


#: Whether a county's method knows sites, or forms of organizations: every page of the console asks before it shows the way there.
has_sites = Whether(_knows_sites)
has_bodies = Whether(_knows_forms)
