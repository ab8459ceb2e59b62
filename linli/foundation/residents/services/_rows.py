"""Rows of a list: what is wrong with each, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Value

from linli.foundation.residents import rules
from linli.foundation.residents.method import HEAD
from linli.foundation.residents.rules import ImportRow, PersonDraft, Problem
from linli.foundation.residents.services import _base
from linli.foundation.residents.states import (
    ADDRESS,
    DWELLING_KINDS,
    ID_NUMBER,
    LOWEST_KINDS,
    PHONE,
    REGISTERED,
    RESIDENCE_KINDS,
    SOURCES,
    ResidenceKind,
)
from linli.foundation.territory import selectors as territory
from linli.kernel import clock, crypto
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.statements import among


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row was left out: its line, the field, the code of the refusal and its words in the reader's language."""

    line: int
    field: str
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A good row with its cleaned words and the indexes by which it is found again: the phone's only without an ID number."""

    row: ImportRow
    draft: PersonDraft
    room: str
    numbers: tuple[str, ...]
    phones: tuple[str, ...]
    rooms: tuple[str, ...]

    @property
    def area_id(self) -> int:
        """Where the person is entered."""
        return self.row.area_id

    @property
    def room_index(self) -> str:
        """The room's index under the current key; "" without a room."""
        return self.rooms[0] if self.rooms else ""

    @property
    def keys(self) -> tuple[Any, ...]:
        """What makes two rows the same person: the ID number, else place, name, phone and birthday; for each key of the ring."""
        said = self.draft
        return self.numbers or tuple((self.area_id, said.name, one, said.born_on) for one in self.phones or ("",))

    @property
    def door(self) -> tuple[int, str]:
        """Which dwelling: place and room."""
        return self.area_id, self.room_index

    @property
    def household(self) -> tuple[int, str, str]:
        """Who keeps house together: one key per room, unless the list says more."""
        return self.area_id, self.room_index, self.row.household


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a list: all that its rows ask of it."""

    path: str
    kind: str


@dataclass(frozen=True, slots=True)
class Ground:
    """The places of a list that the actor may write into, and the words that the county's method allows."""

    county_id: int
    areas: Mapping[int, Spot]
    compounds: Mapping[int, Any]
    relations: frozenset[str]
    day: date

    @classmethod
    def of(cls, actor: Actor, county: Any, rows: Iterable[ImportRow], permission: str) -> Ground:
        """Read all places of `rows` at once: two statements."""
        ids = list({row.area_id for row in rows})
        areas = territory.areas_for(actor, permission=permission).filter(among("pk", Value(ids)), county_id=county.pk)
        known = areas.order_by().values_list("pk", "path", "kind")
        named = any(row.compound_id for row in rows)
        own = {one.pk: one for one in territory.compounds_in(actor, county)} if named else {}
        relations = frozenset(territory.rules_of(county).residents.labels())
        return cls(county.pk, {pk: Spot(path, kind) for pk, path, kind in known}, own, relations, clock.today())


def check_rows(ground: Ground, rows: Sequence[ImportRow]) -> tuple[list[Checked], list[RowProblem]]:
    """Good rows, and the first problem of each bad one, in their order."""
    good, bad = [], []
    rooms: dict[str, tuple[str, ...]] = {}
    headed: set[tuple[int, str, str]] = set()
    for row in rows:
        problem = _place_problem(ground, row) or _stay_problem(ground, row)
        draft = rules.checked(row.draft, ground.day)
        if problem is None and isinstance(draft, PersonDraft):
            checked = _indexed(row, draft, rooms)
            if row.relation != HEAD or checked.household not in headed:
                headed.update({checked.household} if row.relation == HEAD else ())
                good.append(checked)
                continue
            problem = Problem("relation", "residents.has_head")
        bad.append(_told(row, problem or draft))  # type: ignore[arg-type]  # a draft here is a Problem
    return good, bad


def _place_problem(ground: Ground, row: ImportRow) -> Problem | None:
    area = ground.areas.get(row.area_id)
    if area is None:
        return Problem("area", "residents.bad_area")
    if not row.room:
        return None
    if rules.clean_room(row.room) is None:
        return Problem("room", "residents.bad_room")
    if area.kind not in LOWEST_KINDS:
        return Problem("area", "residents.area_too_high")
    if row.compound_id and row.compound_id not in ground.compounds:
        return Problem("compound", "residents.bad_area")
    return None


def _stay_problem(ground: Ground, row: ImportRow) -> Problem | None:
    for field, value, allowed in (
        ("kind", row.kind, RESIDENCE_KINDS),
        ("dwelling_kind", row.dwelling_kind, DWELLING_KINDS),
        ("registered", row.draft.registered, REGISTERED),
        ("source", row.draft.source, SOURCES),
    ):
        if value not in allowed:
            return Problem(field, "residents.bad_choice")
    if row.relation and row.relation not in ground.relations:
        return Problem("relation", "residents.bad_choice")
    months = (row.first_month, row.last_month)
    if row.kind == ResidenceKind.SEASONAL and not all(month and 1 <= month <= 12 for month in months):
        return Problem("first_month", "residents.months_needed")
    return None


def _told(row: ImportRow, problem: Problem) -> RowProblem:
    word = getattr(row, problem.field, "") or getattr(row.draft, problem.field, "")
    refusal = RuleBroken(problem.code, word=word, place=row.room, relation=word)
    return RowProblem(row.line, problem.field, problem.code, refusal.message)


def _indexed(row: ImportRow, draft: PersonDraft, rooms: dict[str, tuple[str, ...]]) -> Checked:
    """With the indexes; those of rooms are kept for the batch, since families share one and houses number alike."""
    room = (rules.clean_room(row.room) or "") if row.room else ""
    if room not in rooms:
        rooms[room] = tuple(crypto.blind_indexes(rules.room_key(room), purpose=_base.purpose(ADDRESS)))
    return Checked(
        row,
        draft,
        room,
        numbers=tuple(crypto.blind_indexes(draft.id_number, purpose=_base.purpose(ID_NUMBER))),
        phones=() if draft.id_number else tuple(crypto.blind_indexes(draft.phone, purpose=_base.purpose(PHONE))),
        rooms=rooms[room],
    )
