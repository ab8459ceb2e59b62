"""Dwellings, households and residencies of a batch, found or made."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Value

from linli.foundation.residents.method import HEAD
from linli.foundation.residents.models import Dwelling, Household, Residency
from linli.foundation.residents.selectors.addresses import compound_of, door_name
from linli.foundation.residents.services import _base
from linli.foundation.residents.services._rows import Checked, Ground
from linli.foundation.residents.services._stage import insert_rows, next_ids
from linli.foundation.residents.states import ResidenceKind
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.statements import among, ask

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
    """The dwellings that got people and were there before: those whose occupants are to be counted anew."""

    dwellings: frozenset[int]


def write_homes(ground: Ground, people: Mapping[int, Checked]) -> Homes:
    """Give everybody of `people` who has a room a dwelling, a household and a residency."""
    housed = {pk: row for pk, row in people.items() if row.room}
    if not housed:
        return Homes(frozenset())
    doors, old = _dwellings(ground, list(housed.values()))
    households, heads = _households(ground, housed, doors)
    stays = [_stay(ground, pk, row, doors[row.door], households[row.household], heads) for pk, row in housed.items()]
    ids = next_ids(Residency, len(stays))
    insert_rows(Residency, _STAY, ((pk, *stay) for pk, stay in zip(ids, stays, strict=True)))
    return Homes(old)


def _dwellings(ground: Ground, rows: Sequence[Checked]) -> tuple[dict[Door, int], frozenset[int]]:
    """Dwelling ids by door, and those that were there before. Missing ones are made with the number of people who come, in the
    order of their doors so that importers don't block each other.
    """
    wanted = {row.door: row for row in rows}
    found = _known_doors(wanted)
    old = frozenset(found.values())
    missing = sorted(door for door in wanted if door not in found)
    if missing:
        made = _make_dwellings(ground, [wanted[door] for door in missing], Counter(row.door for row in rows))
        found |= made
        if len(made) < len(missing):  # somebody was quicker
            found = _known_doors(wanted)
            old = frozenset(found.values()) - frozenset(made.values())
    return found, old


def _make_dwellings(ground: Ground, rows: Sequence[Checked], occupants: Mapping[Door, int]) -> dict[Door, int]:
    areas = territory.areas_on({ground.areas[row.area_id].path for row in rows})
    ids = next_ids(Dwelling, len(rows))
    made = (
        _dwelling(ground, areas[row.area_id], pk, row, occupants[row.door]) for pk, row in zip(ids, rows, strict=True)
    )
    written = insert_rows(Dwelling, _DWELLING, made)
    return {row.door: pk for pk, row in zip(ids, rows, strict=True) if pk in written}


def _known_doors(wanted: Mapping[Door, Checked]) -> dict[Door, int]:
    """Under any key of the ring, named by the current one."""
    named = {(row.area_id, index): door for door, row in wanted.items() for index in row.rooms}
    areas, indexes = [area for area, _ in named], [index for _, index in named]
    return {named[area, index]: pk for area, index, pk in ask(_DOORS, [areas, indexes])}


def _dwelling(ground: Ground, area: Any, pk: int, row: Checked, occupants: int) -> tuple[Any, ...]:
    compound = ground.compounds.get(row.row.compound_id or 0) or compound_of(area)
    columns = _base.sealed_room(row.room)
    return (
        pk, ground.county_id, area.pk, compound.pk if compound else None, row.row.dwelling_kind, columns["address_sealed"],
        columns["address_index"], door_name(area, compound), occupants, clock.now(),
    )  # fmt: skip


def _households(
    ground: Ground, housed: Mapping[int, Checked], doors: Mapping[Door, int]
) -> tuple[dict[Any, int], frozenset[int]]:
    """Household ids by the key of the row, and who heads one. A row without a key joins the only household behind its door."""
    groups: dict[Any, list[int]] = defaultdict(list)
    for pk, row in housed.items():
        groups[row.household].append(pk)
    heads = {key: head for key, group in groups.items() if (head := _head(housed, group))}
    joined = _only_households({doors[key[:2]] for key in groups if not key[2]})
    found = {key: joined[doors[key[:2]]] for key in groups if not key[2] and doors[key[:2]] in joined}
    fresh = [key for key in groups if key not in found]
    ids = next_ids(Household, len(fresh)) if fresh else []
    rows = [
        (pk, ground.county_id, key[0], doors[key[:2]], heads.get(key), ground.day)
        for pk, key in zip(ids, fresh, strict=True)
    ]
    if rows:
        insert_rows(Household, _HOUSEHOLD, rows)
    accepted = {heads[key] for key in fresh if key in heads}
    accepted |= _heads_of_old({found[key]: head for key, head in heads.items() if key in found})
    return found | dict(zip(fresh, ids, strict=True)), frozenset(accepted)


def _head(housed: Mapping[int, Checked], group: Sequence[int]) -> int | None:
    """Whom the list calls the head of a household; one at most (see `check_rows`)."""
    return next((pk for pk in group if housed[pk].row.relation == HEAD), None)


def _only_households(dwellings: set[int]) -> dict[int, int]:
    rows = Household.unscoped.filter(among("dwelling_id", Value(list(dwellings))), ends_on=None).order_by()
    found: dict[int, list[int]] = defaultdict(list)
    for dwelling, pk in rows.values_list("dwelling_id", "pk"):
        found[dwelling].append(pk)
    return {dwelling: pks[0] for dwelling, pks in found.items() if len(pks) == 1}


def _heads_of_old(wanted: Mapping[int, int]) -> set[int]:
    """Who becomes the head of a household that was there before: only where it had none."""
    empty = Household.unscoped.filter(pk__in=wanted, head=None).values_list("pk", flat=True) if wanted else ()
    accepted = {household: wanted[household] for household in empty}
    for household, head in accepted.items():
        Household.unscoped.filter(pk=household).update(head=head)
    return set(accepted.values())


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


#: Each pair is one look into the index of doors; two lists would ask for every area with every room.
_DOORS = """
SELECT dwelling.area_id, dwelling.address_index, dwelling.id
  FROM unnest($1::bigint[], $2::text[]) AS wanted (area, door)
  JOIN residents_dwelling AS dwelling ON dwelling.area_id = wanted.area AND dwelling.address_index = wanted.door
 WHERE dwelling.valid_to IS NULL
"""
