"""Rows of a whole-tree import, checked as a whole before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from linli.foundation.territory import rules
from linli.foundation.territory.models import Area
from linli.foundation.territory.states import Kind
from linli.kernel.errors import RuleBroken
from linli.kernel.tables import Judged, cell, line_of, parts

if TYPE_CHECKING:
    from linli.foundation.territory.method import TerritoryRules


@dataclass
class Row:
    """One row, read. `parent` "" is the county itself."""

    line: int
    kind: str = ""
    name: str = ""
    code: str = ""
    parent: str = ""
    short_name: str = ""
    grid_kind: str = ""
    type: str = ""
    compounds: tuple[str, ...] = ()
    households: int | None = None
    lat: float | None = None
    lng: float | None = None
    order: int = 0
    boundary: Any = None


@dataclass(kw_only=True)
class Sheet(Judged):
    """All rows with what is already there; `errors` empty means that it may be written. `new` is parents first."""

    county: Area
    territory: TerritoryRules
    existing: dict[str, Area]
    rows: list[Row] = field(default_factory=list)
    new: list[Row] = field(default_factory=list)

    def read(self, raw: Iterable[Mapping[str, Any]]) -> None:
        """Read and check everything."""
        kinds = {level.label: level.kind for level in self.territory.levels} | {kind.value: kind.value for kind in Kind}
        for number, each in enumerate(raw, start=2):
            self.rows.append(self._read_row(each, number, kinds))
        fresh = self._without_existing()
        self._check_parents(fresh)
        self.new = self._parents_first(fresh)

    def kind_of(self, code: str, by_code: Mapping[str, Row]) -> str | None:
        """The kind of the area with a code, in the sheet or in the county; None for an unknown one."""
        if not code:
            return self.county.kind
        if code in by_code:
            return by_code[code].kind
        return self.existing[code].kind if code in self.existing else None

    def _read_row(self, raw: Mapping[str, Any], number: int, kinds: Mapping[str, str]) -> Row:
        row = Row(line=line_of(raw, number))
        row.kind = kinds.get(cell(raw, "kind"), "")
        row.name = rules.clean_name(cell(raw, "name")) or ""
        row.code, row.parent = cell(raw, "code"), cell(raw, "parent")
        row.short_name, row.type = cell(raw, "short_name")[:20], cell(raw, "type")
        row.grid_kind = cell(raw, "grid_kind") or ("ordinary" if row.kind == Kind.GRID else "")
        row.compounds = tuple(parts(cell(raw, "compound")))
        row.boundary = raw.get("boundary") or None
        self._read_numbers(row, raw)
        self._check_alone(row, raw)
        return row

    def _read_numbers(self, row: Row, raw: Mapping[str, Any]) -> None:
        row.households, row.order = self.count(row.line, raw, "households"), self.count(row.line, raw, "order") or 0
        row.lat, row.lng = self.decimal(row.line, raw, "lat"), self.decimal(row.line, raw, "lng")
        if not rules.is_position(row.lat, row.lng):
            self.complain(row.line, "lat", _("Latitude and longitude must lie on earth, both given or both empty."))

    def _check_alone(self, row: Row, raw: Mapping[str, Any]) -> None:
        if not row.kind or self.territory.level(row.kind) is None or row.kind == Kind.COUNTY:
            self.complain(row.line, "kind", _("This county has no level “{kind}”.").format(kind=cell(raw, "kind")[:20]))
        if not row.name:
            self.complain(row.line, "name", _("The name must have 1 to 80 characters without control characters."))
        if not row.code or not rules.is_code(row.code):
            self.complain(row.line, "code", _("Each row needs a code of letters, digits, dots and hyphens."))
        if row.grid_kind and (row.kind != Kind.GRID or row.grid_kind not in self.territory.grid_kinds):
            self.complain(row.line, "grid_kind", _("“{kind}” is no kind of grid here.").format(kind=row.grid_kind[:20]))
        if row.type and row.type not in self.territory.community_types:
            self.complain(row.line, "type", _("This county has no community type “{type}”.").format(type=row.type[:20]))
        if row.boundary is not None and (wrong := rules.boundary_problem(row.boundary)):
            self.complain(row.line, "boundary", RuleBroken(wrong, **rules.BOUNDARY_LIMITS).message)
        self._check_size(row)

    def _check_size(self, row: Row) -> None:
        band = rules.size_band(self.territory, row.kind, row.households, None) if row.kind else None
        if band:
            words = _(rules.OUTSIDE_BAND)
            self.warnings.append(words.format(name=row.name, count=row.households, low=band[0], high=band[1]))

    def _without_existing(self) -> dict[str, Row]:
        """Rows by code that aren't there yet; doubles and contradictions are complained about."""
        found: dict[str, Row] = {}
        for row in self.rows:
            there = self.existing.get(row.code)
            if row.code in found:
                self.complain(row.line, "code", _("The code {code} stands in line {line} already.").format(
                    code=row.code, line=found[row.code].line))  # fmt: skip
            elif there is None:
                found[row.code] = row
            elif not self._is_same(row, there):
                self.complain(row.line, "code", _("The code {code} belongs to {area} already.").format(
                    code=row.code, area=there.name))  # fmt: skip
        return found

    def _is_same(self, row: Row, there: Area) -> bool:
        parent = self.existing[row.parent].pk if row.parent in self.existing else self.county.pk
        return there.kind == row.kind and there.name == row.name and there.parent_id == parent

    def _check_parents(self, fresh: Mapping[str, Row]) -> None:
        for row in fresh.values():
            parent = self.kind_of(row.parent, fresh)
            if parent is None:
                self.complain(
                    row.line, "parent", _("No row and no area has the code {code}.").format(code=row.parent[:40])
                )
            elif row.kind and not self.territory.may_stand_under(row.kind, parent):
                self.complain(row.line, "parent", _("{kind} can't stand under {parent}.").format(
                    kind=self._label(row.kind), parent=self._label(parent)))  # fmt: skip

    def _parents_first(self, fresh: Mapping[str, Row]) -> list[Row]:
        """New rows so that a parent comes before its children; rows that hang in a ring are complained about."""
        below: dict[str, list[Row]] = {}
        for row in fresh.values():
            below.setdefault(row.parent, []).append(row)
        ordered = [row for code in ("", *self.existing) for row in below.get(code, ())]
        for row in ordered:  # grows while it is read: breadth first
            ordered.extend(below.get(row.code, ()))
        placed = {row.code for row in ordered}
        for row in fresh.values():
            if row.code not in placed and row.parent in fresh:
                self.complain(row.line, "parent", _("{name} stands under itself, in a ring.").format(name=row.name))
        return ordered

    def _label(self, kind: str) -> str:
        level = self.territory.level(kind)
        return level.label if level else kind
