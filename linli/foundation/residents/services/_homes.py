"""Dwellings, households and residencies of a batch, found or made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from linli.foundation.residents.method import HEAD
from linli.foundation.residents.models import Dwelling, Household, Residency
from linli.foundation.residents.selectors.addresses import compound_of, door_name
from linli.foundation.residents.services import _base
from linli.foundation.residents.services._rows import Checked, Ground
from linli.foundation.residents.services._stage import insert_rows, next_ids
from linli.foundation.residents.states import ResidenceKind
from linli.kernel import clock

_DWELLING = (
    "id", "county_id", "area_id", "compound_id", "kind", "address_sealed", "address_index", "address_masked", "occupants",
    "created_at",
)  # fmt: skip
_HOUSEHOLD = ("id", "county_id", "area_id", "dwelling_id", "head_id", "starts_on")
_STAY = (
    "id", "county_id", "area_id", "person_id", "dwelling_id", "household_id", "relation", "kind", "first_month",
    "last_month", "is_main", "starts_on",
)  # fmt: skip

Door = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Homes:
    """The dwellings that got people."""

    dwellings: frozenset[int]


def write_homes(ground: Ground, people: Mapping[int, Checked]) -> Homes:
    """Give everybody of `people` who has a room a dwelling, a household and a residency."""
    housed = {pk: row for pk, row in people.items() if row.room}
    if not housed:
        return Homes(frozenset())
    doors = _dwellings(ground, list(housed.values()))
    households = _households(ground, housed, doors)
    heads = _heads(housed, households)
    stays = [_stay(ground, pk, row, doors[row.door], households[row.household], heads) for pk, row in housed.items()]
    ids = next_ids(Residency, len(stays))
    insert_rows(Residency, _STAY, ((pk, *stay) for pk, stay in zip(ids, stays, strict=True)))
    return Homes(frozenset(doors.values()))


def _dwellings(ground: Ground, rows: Sequence[Checked]) -> dict[Door, int]:
    """Dwelling ids by door; missing ones are made, in the order of their doors so that importers don't block each other."""
    wanted = {row.door: row for row in rows}
    found = _known_doors(wanted)
    missing = sorted(door for door in wanted if door not in found)
    if missing:
        ids = next_ids(Dwelling, len(missing))
        made = zip(ids, missing, strict=True)
        written = insert_rows(Dwelling, _DWELLING, (_dwelling(ground, pk, wanted[door]) for pk, door in made))
        found |= {door: pk for pk, door in zip(ids, missing, strict=True) if pk in written}
        if len(written) < len(missing):  # another importer was quicker
            found = _known_doors(wanted)
    return found


def _known_doors(wanted: Mapping[Door, Checked]) -> dict[Door, int]:
    """Under any key of the ring, named by the current one."""
    named = {(row.area_id, index): door for door, row in wanted.items() for index in row.rooms}
    rows = Dwelling.unscoped.filter(
        area_id__in={area for area, _ in named}, address_index__in={index for _, index in named}, valid_to=None
    )
    found = rows.order_by().values_list("area_id", "address_index", "pk")
    return {named[area, index]: pk for area, index, pk in found if (area, index) in named}


def _dwelling(ground: Ground, pk: int, row: Checked) -> tuple[Any, ...]:
    area = ground.areas[row.area_id]
    compound = ground.compounds.get(row.row.compound_id or 0) or compound_of(area)
    columns = _base.sealed_room(row.room)
    return (
        pk, ground.county_id, area.pk, compound.pk if compound else None, row.row.dwelling_kind, columns["address_sealed"],
        columns["address_index"], door_name(area, compound), 0, clock.now(),
    )  # fmt: skip


def _households(ground: Ground, housed: Mapping[int, Checked], doors: Mapping[Door, int]) -> dict[Any, int]:
    """Household ids by the key of the row. A row without a key joins the only household behind its door, if there is one."""
    groups: dict[Any, list[int]] = defaultdict(list)
    for pk, row in housed.items():
        groups[row.household].append(pk)
    joined = _only_households({doors[key[:2]] for key in groups if not key[2]})
    found = {key: joined[doors[key[:2]]] for key in groups if not key[2] and doors[key[:2]] in joined}
    fresh = [key for key in groups if key not in found]
    ids = next_ids(Household, len(fresh)) if fresh else []
    rows = []
    for pk, key in zip(ids, fresh, strict=True):
        head = next((one for one in groups[key] if housed[one].row.relation == HEAD), None)
        rows.append((pk, ground.county_id, key[0], doors[key[:2]], head, ground.day))
    if rows:
        insert_rows(Household, _HOUSEHOLD, rows)
    return found | dict(zip(fresh, ids, strict=True))


def _only_households(dwellings: set[int]) -> dict[int, int]:
    rows = Household.unscoped.filter(dwelling_id__in=dwellings, ends_on=None).order_by()
    found: dict[int, list[int]] = defaultdict(list)
    for dwelling, pk in rows.values_list("dwelling_id", "pk"):
        found[dwelling].append(pk)
    return {dwelling: pks[0] for dwelling, pks in found.items() if len(pks) == 1}


def _heads(housed: Mapping[int, Checked], households: Mapping[Any, int]) -> frozenset[int]:
    """Who really heads the household: in one that was there before, only where it had no head."""
    wanted = {pk: households[row.household] for pk, row in housed.items() if row.row.relation == HEAD}
    empty = set(Household.unscoped.filter(pk__in=wanted.values(), head=None).values_list("pk", flat=True))
    for pk, household in [(pk, one) for pk, one in wanted.items() if one in empty]:
        Household.unscoped.filter(pk=household).update(head=pk)
    headed = Household.unscoped.filter(pk__in=wanted.values(), head_id__in=wanted)
    return frozenset(headed.values_list("head_id", flat=True))


def _stay(
    ground: Ground, pk: int, row: Checked, dwelling: int, household: int, heads: frozenset[int]
) -> tuple[Any, ...]:
    said = row.row
    relation = "" if said.relation == HEAD and pk not in heads else said.relation
    seasonal = said.kind == ResidenceKind.SEASONAL
    months = (said.first_month, said.last_month) if seasonal else (None, None)
    return (
        ground.county_id, row.area_id, pk, dwelling, household, relation, said.kind, *months, True, ground.day,
    )  # fmt: skip
