"""What the pages of the registers offer: places to write into, relations, how a person's page is made up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404

from linli.foundation.privacy.rls import reached
from linli.foundation.residents.models import Dwelling, Household, Person
from linli.foundation.residents.selectors import ground, lists, people
from linli.foundation.residents.states import LIKE, LOWEST_KINDS, PersonState
from linli.foundation.territory import selectors as territory
from linli.kernel import clock

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

CHANGE = "residents.change"
MOST_PLACES = 60

#: What the office of the main home may do with an entry that it sees.
_BY_MAIN_HOME = ("change", "merge")


def places_for(actor: Actor, text: str = "") -> list[Any]:
    """Places in which the actor may write into the register, by a part of the name; the first ones of the tree without."""
    found = territory.areas_for(actor, kinds=LOWEST_KINDS, permission=CHANGE)
    if text.strip():
        found = found.filter(name__contains=text.strip()[:40])
    return list(found.select_related("parent").order_by("path")[:MOST_PLACES])


def place_for(actor: Actor, pk: int) -> Any:
    """One of these places; Http404 for any other."""
    found = territory.areas_for(actor, kinds=LOWEST_KINDS, permission=CHANGE).filter(pk=pk)
    area = found.select_related("county", "parent__compound", "compound").first()
    if area is None:
        raise Http404
    return area


def area_in_view(actor: Actor, pk: int | None) -> Any:
    """The area that a filter names, if the actor sees the register there; None for none, Http404 for any other."""
    if not pk:
        return None
    area = territory.areas_for(actor, permission=ground.VIEW).filter(pk=pk).first()
    if area is None:
        raise Http404
    return area


def area_choices(
    actor: Actor, kinds: tuple[str, ...] = ("street", "town", "zone", "community", "village", "grid")
) -> Any:
    """Areas down to the grid by which the register is narrowed, in the order of the tree."""
    found = territory.areas_for(actor, kinds=kinds, permission=ground.VIEW).order_by("path")
    return [(area.pk, "\u3000" * max(area.depth - 1, 0) + area.name) for area in found[:500]]


def relation_choices(row: Any) -> list[tuple[str, str]]:
    """The county's relations to the head; `row` has an area or is one."""
    return list(territory.rules_of(getattr(row, "area", row)).residents.labels().items())


def lookalikes(actor: Actor, one: Any) -> list[tuple[Person, str]]:
    """Entries that look like a person or draft, each with the msgid of what they have in common."""
    return [(found, LIKE[by]) for found, by in people.duplicates_of(actor, one)]


@reached(ground.VIEW)
def facts_of(actor: Actor, person: Person) -> dict[str, Any]:
    """What a person's page shows beside the entry, which was fetched in scope."""
    is_there = person.state in (PersonState.PRESENT, PersonState.LEFT)
    is_dead = person.state == PersonState.DECEASED
    return {
        "homes": labelled(ground.homes_of(actor, person), person),
        "alike": lookalikes(actor, person) if is_there else [],
        "merges": lists.merges_of(actor, person),
        "history": people.history_of(person),
        "today": clock.today(),
        "may": {
            **{name: is_there and actor.reaches(f"residents.{name}", person.area.path) for name in _BY_MAIN_HOME},
            "erase": (is_there or is_dead) and actor.reaches("residents.erase", person.area.path),
            "reveal": is_there and actor.can("residents.reveal"),
            "take_back": _was_noted_today(person) and actor.reaches(CHANGE, person.area.path),
        },
    }


@reached(ground.VIEW)
def facts_of_dwelling(actor: Actor, dwelling: Dwelling) -> dict[str, Any]:
    """What a dwelling's page shows."""
    return {
        "people": labelled(ground.people_of(actor, dwelling), dwelling),
        "past": labelled(ground.past_people_of(actor, dwelling), dwelling),
        "households": ground.households_of(actor, dwelling),
        "history": ground.history_of(dwelling),
        "may": _may(actor, dwelling),
    }


@reached(ground.VIEW)
def facts_of_household(actor: Actor, household: Household) -> dict[str, Any]:
    """What a household's page shows."""
    return {
        "members": labelled(ground.members_of(actor, household), household),
        "history": ground.history_of(household),
        "may": _may(actor, household),
    }


def labelled(stays: list[Any], row: Any) -> list[Any]:
    """The stays with the county's words for each relation as `relation_label` ("" where none was said)."""
    words = ground.relations_of(row)
    for stay in stays:
        stay.relation_label = words.get(stay.relation, "")
    return stays


def _was_noted_today(person: Person) -> bool:
    """Whether a death was written down today, so that it may still be taken back."""
    return person.state == PersonState.DECEASED and person.changed_on == clock.today()


def _may(actor: Actor, row: Any) -> dict[str, bool]:
    return {name: actor.reaches(f"residents.{name}", row.area.path) for name in ("change", "reveal")}
