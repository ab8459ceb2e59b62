"""The section of the method that counts for a place, for an actor, and for an activity as it was planned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.domains.activities.method import ActivitiesRules, Programme
from linli.domains.activities.models import Activity
from linli.foundation.methods import selectors as methods
from linli.foundation.organizations import selectors as organizations
from linli.foundation.territory import selectors as territory

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

NONE = ActivitiesRules()


def rules_at(area: Any) -> ActivitiesRules:
    """What the county's method says now; nothing where its release is older than the section."""
    found: ActivitiesRules = getattr(territory.rules_of(area), "activities", NONE)
    return found


def county_rules(actor: Actor) -> ActivitiesRules:
    """The section of the actor's county; an empty one for accounts without a county."""
    county = organizations.county_for(actor)
    return rules_at(county) if county is not None else NONE


def programme_of(row: Activity) -> Programme:
    """The programme as it was when the activity was planned."""
    found: Programme = methods.rules_for(row.release_id).activities.programmes[row.programme]
    return found
