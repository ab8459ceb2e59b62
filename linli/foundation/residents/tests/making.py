"""Dwellings and people for the tests, by the services. Phone numbers begin with 100, which no phone's does."""

from __future__ import annotations

from datetime import date
from typing import Any

from linli.foundation.privacy import rls
from linli.foundation.residents import rules, services
from linli.foundation.residents.models import Dwelling, Household, Likeness, Merge, Person, Residency
from linli.foundation.residents.rules import ImportRow, PersonDraft
from linli.foundation.territory import services as territory
from linli.kernel.actor import Actor

SYSTEM = Actor.system()
GROWN, CHILD = date(1980, 5, 17), date(2020, 6, 1)


def number(serial: int, born_on: date = GROWN, division: str = "990101") -> str:
    """An ID number that fits GB 11643, of a division that isn't."""
    first = f"{division}{born_on:%Y%m%d}{serial:03d}"
    return first + rules.check_digit(first)


def draft(name: str = "王小红", **facts: Any) -> PersonDraft:
    return PersonDraft(name, **{"phone": "10000001234", "born_on": GROWN, **facts})


def person(cast: Any, name: str = "王小红", *, area: Any = None, **facts: Any) -> Person:
    return services.add_person(SYSTEM, area=area or cast.building, draft=draft(name, **facts))


def dwelling(cast: Any, room: str = "101", *, area: Any = None, **facts: Any) -> Dwelling:
    return services.add_dwelling(SYSTEM, area=area or cast.building, room=room, **facts)


def family(cast: Any, *names: str, room: str = "101", area: Any = None) -> tuple[Household, list[Person]]:
    """A household whose first person is the head, the others children of it."""
    home = dwelling(cast, room, area=area)
    people = [person(cast, name, area=home.area, phone="") for name in names]
    household = services.form_household(SYSTEM, dwelling=home, head=people[0])
    for one in people[1:]:
        services.move_in(SYSTEM, person=one, dwelling=home, household=household, relation="child")
    with rls.everywhere():
        household = Household.unscoped.select_related("dwelling").get(pk=household.pk)
    return household, people


def stay(cast: Any, *, area: Any = None) -> Residency:
    """Somebody who lives behind a door."""
    home = dwelling(cast, "901", area=area)
    return services.move_in(SYSTEM, person=person(cast, area=home.area), dwelling=home)


def merged(cast: Any, *, area: Any = None) -> Merge:
    """Two entries that are one."""
    return services.merge_people(SYSTEM, kept=person(cast, area=area), gone=person(cast, "王晓红", area=area))


def alike(cast: Any, *, area: Any = None) -> Likeness:
    """Two entries that look like one."""
    pair = {person(cast, "赵双双", area=area).pk, person(cast, "赵双双", area=area).pk}
    with rls.everywhere():
        found: Likeness = Likeness.unscoped.get(first__in=pair, second__in=pair)
    return found


def block(cast: Any, name: str = "甲楼") -> Any:
    """A building of the other grid."""
    return territory.create_area(SYSTEM, parent=cast.second_grid, kind="building", name=name).area


def row(line: int, area: Any, name: str, **facts: Any) -> ImportRow:
    own = {"phone", "id_number", "born_on", "employer", "registered", "source"}
    said = {key: value for key, value in facts.items() if key in own}
    rest = {key: value for key, value in facts.items() if key not in own}
    return ImportRow(line, area.pk, PersonDraft(name, **{"source": "import", **said}), **rest)
