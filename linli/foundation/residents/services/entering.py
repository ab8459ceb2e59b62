"""Writing somebody into the register with a home, in one go: what a form at the desk or at the door sends."""

from __future__ import annotations

from typing import Any

from linli.foundation.residents.method import HEAD
from linli.foundation.residents.models import Dwelling, Household, Person
from linli.foundation.residents.rules import PersonDraft
from linli.foundation.residents.selectors import find_dwelling
from linli.foundation.residents.services import _base
from linli.foundation.residents.services.ground import add_dwelling
from linli.foundation.residents.services.households import form_household, move_household, split_household
from linli.foundation.residents.services.moving import move_in
from linli.foundation.residents.services.people import add_person
from linli.kernel.actor import Actor


@_base.changes
def enter_person(
    actor: Actor, *, area: Any, draft: PersonDraft, room: str = "", dwelling_kind: str = "home", **stay: Any
) -> Person:
    """A new entry, living behind the door `room` of `area` (made where it isn't known yet), in the household there.

    Without a room the entry has no home yet. `stay` is what `settle_person` takes. Raises as the services it calls.
    """
    person = add_person(actor, area=area, draft=draft)
    if room.strip():
        settle_person(actor, person=person, area=area, room=room, dwelling_kind=dwelling_kind, **stay)
    return person


@_base.changes
def settle_person(
    actor: Actor, *, person: Person, area: Any, room: str, dwelling_kind: str = "home", relation: str = "", **stay: Any
) -> Dwelling:
    """Somebody moves in behind a door, into the only household there or a new one; a head into a household that has none.

    `stay`: kind, first_month, last_month, is_main, starts_on of `move_in`.
    """
    dwelling = door(actor, area=area, room=room, kind=dwelling_kind)
    household = _household(dwelling, relation) or form_household(actor, dwelling=dwelling)
    move_in(actor, person=person, dwelling=dwelling, household=household, relation=relation, **stay)
    return dwelling


@_base.changes
def rehouse_household(
    actor: Actor, *, household: Household, area: Any, room: str, people: tuple[Person, ...] = ()
) -> Household:
    """A household moves behind another door of `area`; with `people`, only these, who keep house by themselves then."""
    dwelling = door(actor, area=area, room=room)
    if people:
        return split_household(actor, household=household, people=people, dwelling=dwelling)
    return move_household(actor, household=household, dwelling=dwelling)


def door(actor: Actor, *, area: Any, room: str, kind: str = "home") -> Dwelling:
    """The dwelling behind a door, made where it isn't known yet."""
    return find_dwelling(area, room) or add_dwelling(actor, area=area, room=room, kind=kind)


def _household(dwelling: Dwelling, relation: str) -> Household | None:
    found = list(Household.unscoped.filter(dwelling=dwelling, ends_on=None).order_by("pk")[:2])
    if len(found) != 1 or (relation == HEAD and found[0].head_id):
        return None
    return found[0]
