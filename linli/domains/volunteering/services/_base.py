"""What all changes of volunteering share: the transaction and its reach, the resident as an actor, rows that are held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from linli.domains.volunteering.models import Shift, TeamMember, Volunteer
from linli.domains.volunteering.states import InTeam
from linli.foundation.privacy import rls
from linli.foundation.territory import selectors as territory
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import required

if TYPE_CHECKING:
    from linli.domains.volunteering.method import VolunteeringRules

# A volunteer may live elsewhere than the team works, and a resident has no reach at all: every service says by its arguments what it
# touches (rows that were fetched in scope, or the person's own), and asks `keep_in_scope` where staff act.
changes = rls.changing_all


def rules_at(area: Any) -> VolunteeringRules:
    """The section of the method that is in force where `area` lies."""
    found: VolunteeringRules = territory.rules_of(area).volunteering
    return found


def resident(county_id: int) -> Actor:
    """The volunteer as an actor: without any grant."""
    return Actor(None, gettext("The volunteer"), county_id=county_id, kind="resident")


def volunteer_of(person: Any, *, held: bool = False) -> Volunteer | None:
    """The present volunteer behind a person, held until the transaction ends if asked; None where there is none."""
    rows = Volunteer.unscoped.filter(person=person, left_at=None)
    rows = rows.select_for_update(of=("self",)) if held else rows
    found: Volunteer | None = rows.select_related("area", "county", "person").first()
    return found


def present(person: Any) -> Volunteer:
    """The volunteer behind a person, held; raises RuleBroken volunteering.not_a_volunteer."""
    found = volunteer_of(person, held=True)
    if found is None:
        raise RuleBroken("volunteering.not_a_volunteer")
    return found


def approved(person: Any) -> Volunteer:
    """The same, taken in by a team; raises RuleBroken volunteering.not_approved."""
    found = present(person)
    if not TeamMember.unscoped.filter(volunteer=found, state=InTeam.IN).exists():
        raise RuleBroken("volunteering.not_approved")
    return found


def held_shift(pk: int) -> Shift:
    """The shift with its activity, held until the transaction ends: its list is changed by one at a time."""
    rows = Shift.unscoped.select_for_update(of=("self",)).select_related("activity", "area", "county")
    found: Shift = rows.get(pk=pk)
    return found


def reason_of(words: str) -> str:
    """A reason without needless blanks; raises RuleBroken volunteering.reason_needed for an empty one."""
    return required(words, 200, "volunteering.reason_needed")
