"""Entries that lists of upper apps mean: by exact name and exact number, never by leafing through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from linli.foundation.privacy.rls import everywhere
from linli.foundation.residents.models import Person
from linli.foundation.residents.selectors.ground import keys_of
from linli.foundation.residents.states import ID_NUMBER, PHONE, PersonState

_Table = dict[tuple[str, str], list[Person]]


@dataclass(frozen=True, slots=True)
class Said:
    """How a list names somebody: name, ID number and phone as they are kept (see `rules`), "" for what it doesn't say."""

    name: str
    id_number: str = ""
    phone: str = ""


def people_meant(county_id: int, said: Sequence[Said]) -> list[list[Person]]:
    """For each, the present entries of the county with this name and this ID number; else those with this name and this phone that
    have no other ID number. Nobody where neither number is said. One statement, without scope: whoever asks must know both.
    """
    numbers = [keys_of(one.id_number, ID_NUMBER) for one in said]
    phones = [keys_of(one.phone, PHONE) for one in said]
    by_number, by_phone = _found(county_id, said, numbers, phones)
    found = []
    for one, ids, calls in zip(said, numbers, phones, strict=True):
        certain = [person for key in ids for person in by_number[one.name, key]]
        fitting = [person for key in calls for person in by_phone[one.name, key]]
        found.append(certain or [person for person in fitting if not (ids and person.id_number_index)])
    return found


def _found(
    county_id: int, said: Sequence[Said], numbers: Sequence[list[str]], phones: Sequence[list[str]]
) -> tuple[_Table, _Table]:
    """Entries by name and index: of the ID number, and of the phone."""
    wanted = Q(id_number_index__in=[key for keys in numbers for key in keys])
    wanted |= Q(phone_index__in=[key for keys in phones for key in keys])
    by_number: _Table = defaultdict(list)
    by_phone: _Table = defaultdict(list)
    with everywhere():
        rows = Person.unscoped.filter(wanted, county_id=county_id, state=PersonState.PRESENT)
        for person in rows.select_related("area").defer("id_number_sealed", "phone_sealed", "area__boundary"):
            by_number[person.name, person.id_number_index].append(person)
            by_phone[person.name, person.phone_index].append(person)
    return by_number, by_phone
