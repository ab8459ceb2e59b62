"""What all changes of co-building share: the reach, whose side acts, the method, and words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from django.utils.translation import gettext

from linli.domains.cobuilding.method import CobuildingRules
from linli.domains.cobuilding.permissions import ACT, RUN
from linli.domains.cobuilding.selectors.reach import in_county, is_side
from linli.foundation.organizations import selectors as organizations
from linli.foundation.privacy import rls
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken
from linli.kernel.lines import required
from linli.kernel.states import take

#: One transaction, in which the database shows registrations of the actor's own county and nothing else.
changes = rls.changing(in_county)

#: The organization as it stands now. Raises RuleBroken cobuilding.other_county, cobuilding.unit_ended.
alive = partial(organizations.alive, app="cobuilding")
#: Take a row's edge. Raises RuleBroken cobuilding.not_now.
move = partial(take, refusal="cobuilding.not_now")

__all__ = [
    "ACT",
    "RUN",
    "act_for",
    "alive",
    "changes",
    "line",
    "move",
    "not_now",
    "past_day",
    "place_in",
    "rules_of",
    "run_at",
]


def rules_of(area: Any) -> CobuildingRules:
    """The county's section."""
    found: CobuildingRules = territory.rules_of(area).cobuilding
    return found


def place_in(actor: Actor, area: Any, compound: Any = None) -> Any:
    """The area, that of the compound where there is one. Raises RuleBroken cobuilding.other_county."""
    place = compound.area if compound is not None else area
    if not actor.is_system and place.county_id != actor.county_id:
        raise RuleBroken("cobuilding.other_county")
    return place


def run_at(actor: Actor, area: Any) -> None:
    """Raises OutOfScope unless the actor runs co-building there."""
    if not actor.reaches(RUN, area.path):
        raise OutOfScope(repr(area))


def act_for(actor: Actor, area: Any, organization: Any = None) -> None:
    """Raises OutOfScope unless the actor acts for the unit, or for the community where there is none."""
    if not is_side(actor, area, organization.pk if organization is not None else None):
        raise OutOfScope(repr(organization or area))


def past_day(on: date | None) -> date:
    """A day until today; today where none is said. Raises RuleBroken cobuilding.future."""
    day = on or clock.today()
    if day > clock.today():
        raise RuleBroken("cobuilding.future")
    return day


def in_order(starts: date | None, ends: date | None) -> None:
    """Raises RuleBroken cobuilding.days_order."""
    if starts and ends and ends < starts:
        raise RuleBroken("cobuilding.days_order")


def known(codes: Iterable[str], table: Iterable[str]) -> list[str]:
    """The codes, each once, in the table's order. Raises RuleBroken cobuilding.unknown."""
    wanted, offered = set(codes), list(table)
    if not wanted <= set(offered):
        raise RuleBroken("cobuilding.unknown")
    return [code for code in offered if code in wanted]


def line(text: str, most: int) -> str:
    """One line, cut; raises RuleBroken cobuilding.words_needed."""
    return required(text, most, "cobuilding.words_needed")


def not_now(label: str) -> RuleBroken:
    """The refusal of what isn't possible in the state of this msgid."""
    return RuleBroken("cobuilding.not_now", state=gettext(label))
