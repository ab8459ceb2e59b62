"""Lists of people, a batch at a time: the same rules as one by one, a handful of statements whatever the size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Q, Value

from linli.foundation.audit.services import record
from linli.foundation.privacy import rls
from linli.foundation.residents import events
from linli.foundation.residents.models import Person
from linli.foundation.residents.rules import ImportRow
from linli.foundation.residents.services import _base
from linli.foundation.residents.services._homes import Homes, write_homes
from linli.foundation.residents.services._rows import Checked, Ground, RowProblem, check_rows
from linli.foundation.residents.services._stage import insert_rows, next_ids
from linli.foundation.residents.services.likeness import note_likeness_of_many
from linli.foundation.residents.states import ID_NUMBER, PHONE, PersonState
from linli.kernel import clock, crypto
from linli.kernel.actor import Actor
from linli.kernel.statements import among

IMPORT = "residents.import"

_PERSON = (
    "id", "county_id", "area_id", "name", "id_number_sealed", "id_number_index", "id_number_masked", "phone_sealed",
    "phone_index", "phone_masked", "born_on", "employer", "registered", "state", "source", "created_at", "changed_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ImportReport:
    """How a batch went: people added, people that were in the register already, and rows that were left out with the reason."""

    added: int = 0
    known: int = 0
    problems: tuple[RowProblem, ...] = field(default=())


@_base.changes
def import_people(actor: Actor, *, county: Any, rows: Sequence[ImportRow], dry_run: bool = False) -> ImportReport:
    """Write a batch of a list. Good rows are written, wrong ones come back with their reasons; nothing is half-written.

    A row is known (and left out) when its ID number is in the county's register, or, without one, when an entry of the same
    name, phone, birthday and place is there: a batch that is sent again adds nobody. Rows of one room keep house together, so
    rows of one household belong into one batch. `dry_run` checks and counts only. Batches of 2,000 are good; importers of
    one county take turns, a batch each, so that people without an ID number aren't doubled either. Needs `residents.import` at each row's place; other rows get residents.bad_area.
    """
    if not dry_run:
        _take_turn(county.pk)
    ground = Ground.of(actor, county, rows, IMPORT)
    good, problems = check_rows(ground, rows)
    fresh = _unknown(county.pk, good)
    if dry_run or not fresh:
        return ImportReport(len(fresh), len(good) - len(fresh), tuple(problems))
    with rls.reaching(actor, IMPORT):  # the database itself refuses a row beyond
        people = _write_people(county.pk, fresh)
        homes = write_homes(ground, people)
    _finish(county.pk, people, homes)
    record(actor, events.PeopleImported(len(people)), subject=county, county_id=county.pk)
    return ImportReport(len(people), len(good) - len(people), tuple(problems))


def _take_turn(county_id: int) -> None:
    """Wait for the batch of another importer, and then see what it wrote; until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('linli.import', %s))", [county_id])


def _unknown(county_id: int, rows: Sequence[Checked]) -> list[Checked]:
    """Rows that neither the register nor an earlier row of the batch holds: two statements."""
    present = Person.unscoped.filter(county_id=county_id, state=PersonState.PRESENT).order_by()
    numbers = [number for row in rows for number in row.numbers]
    numbered = present.filter(among("id_number_index", Value(numbers)), ~Q(id_number_index=""))
    seen: set[Any] = set(numbered.values_list("id_number_index", flat=True)) if numbers else set()
    unnumbered = [row for row in rows if not row.numbers]
    there = (
        present.filter(
            among("area_id", Value(list({row.area_id for row in unnumbered}))),
            among("name", Value(list({row.draft.name for row in unnumbered}))),
        )
        if unnumbered
        else present.none()
    )
    seen.update(there.values_list("area_id", "name", "phone_index", "born_on"))
    fresh = []
    for row in rows:
        if seen.isdisjoint(row.keys):
            fresh.append(row)
        seen.update(row.keys)
    return fresh


def _write_people(county_id: int, rows: Sequence[Checked]) -> dict[int, Checked]:
    """Insert entries; returns those written by id, in the order of the list.

    They are written in the order of their ID numbers, so that two importers wait for each other but never both.
    """
    by_id = dict(zip(next_ids(Person, len(rows)), rows, strict=True))
    people = (_person(pk, county_id, row) for pk, row in by_id.items())
    written = insert_rows(Person, _PERSON, people, by="id_number_index")
    return {pk: row for pk, row in by_id.items() if pk in written}


def _person(pk: int, county_id: int, row: Checked) -> tuple[Any, ...]:
    now, draft = clock.now(), row.draft
    number = _sealed(ID_NUMBER, draft.id_number, row.numbers)
    phone = _sealed(PHONE, draft.phone, row.phones)
    return (
        pk, county_id, row.area_id, draft.name, *number, *phone, draft.born_on, draft.employer,
        draft.registered, PersonState.PRESENT, draft.source, now, now,
    )  # fmt: skip


def _sealed(field: str, plain: str, indexes: tuple[str, ...]) -> tuple[bytes, str, str]:
    """Sealed, index and mask; the index where it wasn't made when the row was checked."""
    if not plain:
        return b"", "", ""
    purpose = _base.purpose(field)
    index = indexes[0] if indexes else crypto.blind_index(plain, purpose=purpose)
    return crypto.seal(plain, purpose=purpose), index, _base.MASKS[field](plain)


def _finish(county_id: int, people: dict[int, Checked], homes: Homes) -> None:
    _base.recount(homes.dwellings)
    if people:
        note_likeness_of_many(min(people), county_id)
