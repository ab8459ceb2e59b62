"""Rows of a list as the registers take them: places found by name, words turned into codes, days and months read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from linli.domains.rosters import rules
from linli.domains.rosters.models import Roster
from linli.domains.rosters.permissions import IMPORT
from linli.domains.rosters.rules import Line, Record, Wrong
from linli.domains.rosters.selectors import Places
from linli.foundation.access import selectors as access
from linli.foundation.residents.services import ImportRow, PersonDraft
from linli.foundation.territory import selectors as territory
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

_DEFAULTS = {"registered": "unknown", "kind": "living", "dwelling_kind": "home", "relation": ""}


@dataclass
class Read:
    """What came out of a batch: rows for the registers, and the reasons by line for those that aren't."""

    rows: list[ImportRow] = field(default_factory=list)
    reasons: dict[int, str] = field(default_factory=dict)


class Reader:
    """Reads the lines of one job. Made once for several pieces: it holds the places of the list."""

    def __init__(self, roster: Roster) -> None:
        self.actor = owner_of(roster)
        self.county = roster.county
        self.columns = {int(column): name for column, name in roster.columns.items()}
        self.header_line = roster.header_line
        self.places = Places(self.actor, roster.area)
        labels = territory.rules_of(roster.area).residents.labels()
        self.relations = {"".join(label.split()): code for code, label in labels.items()}

    def under_header(self, lines: Sequence[Line]) -> list[Line]:
        """Without the header lines."""
        return [one for one in lines if one[0] > self.header_line]

    def household(self, line: Line) -> tuple[str, ...] | None:
        """What keeps rows together."""
        return rules.household_of(rules.record_of(line[1], self.columns))

    def read(self, lines: Sequence[Line]) -> Read:
        """Every line becomes a row or a reason."""
        found = Read()
        for number, cells in lines:
            made = self._row(number, rules.record_of(cells, self.columns))
            if isinstance(made, Wrong):
                found.reasons[number] = RuleBroken(made.code, word=made.word[:40], place=made.place).message
            else:
                found.rows.append(made)
        return found

    def _row(self, line: int, record: Record) -> ImportRow | Wrong:
        draft = self._draft(record)
        months = self._months(record)
        place = self.places.find(record)
        for part in (draft, months, place):
            if isinstance(part, Wrong):
                return part
        codes = {name: self._code(name, record) for name in ("relation", "kind", "dwelling_kind")}
        return ImportRow(
            line, place.area, draft, room=record.get("room", ""), compound_id=place.compound,  # type: ignore[union-attr, arg-type]
            household=record.get("household", ""), first_month=months[0], last_month=months[1], **codes,  # type: ignore[index]
        )  # fmt: skip

    def _draft(self, record: Record) -> PersonDraft | Wrong:
        number, said = record.get("id_number", ""), record.get("born_on", "")
        if rules.lost_digits(number):
            return Wrong("id_number", "rosters.number_lost")
        born_on = rules.day_of(said) if said else None
        if said and born_on is None:
            return Wrong("born_on", "rosters.bad_day", said)
        return PersonDraft(
            record.get("name", ""), phone=record.get("phone", ""), id_number=number, born_on=born_on,
            employer=record.get("employer", ""), registered=self._code("registered", record), source="import",
        )  # fmt: skip

    def _months(self, record: Record) -> tuple[int | None, int | None] | Wrong:
        found = []
        for name in ("first_month", "last_month"):
            said = record.get(name, "")
            month = rules.month_of(said) if said else None
            if said and month is None:
                return Wrong(name, "rosters.bad_month", said)
            found.append(month)
        return found[0], found[1]

    def _code(self, name: str, record: Record) -> str:
        word = record.get(name, "")
        if not word:
            return _DEFAULTS[name]
        return rules.code_of(name, word, self.relations if name == "relation" else {})


def owner_of(roster: Roster) -> Actor:
    """Who sent the list, with the rights of now. Raises RuleBroken rosters.right_lost, rosters.place_gone."""
    account: Any = access.account_by_id(roster.account_id)
    actor = access.actor_for(account)
    if not account.is_active or not actor.reaches(IMPORT, roster.area.path):
        raise RuleBroken("rosters.right_lost")
    if not roster.area.is_open:
        raise RuleBroken("rosters.place_gone")
    return actor
