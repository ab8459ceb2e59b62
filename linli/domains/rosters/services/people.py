"""Rows of a list as the registers take them: places found by name, words turned into codes, days and months read."""

from __future__ import annotations

from collections.abc import Sequence

from linli.domains.rosters import rules
from linli.domains.rosters.models import Roster
from linli.domains.rosters.permissions import IMPORT
from linli.domains.rosters.rules import Line, Record, Wrong
from linli.domains.rosters.services.lines import Lines
from linli.domains.rosters.services.people_out import PEOPLE_OUT
from linli.domains.rosters.states import FIELDS, SHOWN
from linli.domains.rosters.subjects import RESIDENTS, Read, Subject, Words
from linli.foundation.residents import services as residents
from linli.foundation.residents.services import ImportReport, ImportRow, PersonDraft
from linli.foundation.territory import selectors as territory
from linli.kernel.errors import RuleBroken
from linli.kernel.words import N_

_DEFAULTS = {"registered": "unknown", "kind": "living", "dwelling_kind": "home", "relation": ""}


class People(Lines):
    """Reads the lines of a list of residents."""

    def __init__(self, roster: Roster) -> None:
        super().__init__(roster)
        labels = territory.rules_of(roster.area).residents.labels()
        self.relations = {"".join(label.split()): code for code, label in labels.items()}

    def together(self, line: Line) -> tuple[str, ...] | None:
        """Rows of one household."""
        return rules.household_of(rules.record_of(line[1], self.columns))

    def write(self, rows: Sequence[ImportRow], *, dry_run: bool) -> ImportReport:
        """Into the register."""
        return residents.import_people(self.actor, county=self.county, rows=rows, dry_run=dry_run)

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


LISTS = Subject(
    code=RESIDENTS,
    name="",
    prefix="console/residents/imports/",
    permission=IMPORT,
    fields=FIELDS,
    headings=rules.PEOPLE,
    needs={"name": "rosters.name_missing"},
    shown=SHOWN,
    reader=People,
    out=PEOPLE_OUT,
    words=Words(
        title=N_("Import lists"),
        lede=N_("Lists that you sent. Nobody else sees them; they are erased after a few days."),
        back=("residents:register", N_("Residents")),
        mind=N_(
            "Only send what the register keeps: there is no field for sex, faith, health or ethnicity. The file is kept sealed and erased when it has been read."
        ),
        rows=N_("The rows of one household should stand together."),
        erased=N_("The list is erased. Nobody was taken out of the register."),
        left_out=N_("Columns that the register has no field for are left out and erased with the list."),
    ),
)
