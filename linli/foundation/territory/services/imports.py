"""Bulk loading: a whole tree, compounds and house numbers. All or nothing; 10,000 areas take about a second."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from linli.foundation.audit.services import record
from linli.foundation.territory import events, rules
from linli.foundation.territory.models import AddressRange, Area, CommunityType, Compound, CompoundCover, Road
from linli.foundation.territory.permissions import IMPORT
from linli.foundation.territory.scoping import SEPARATOR
from linli.foundation.territory.selectors import rules_of
from linli.foundation.territory.services import _base
from linli.foundation.territory.services._rows import MOST_ERRORS, Row, RowError, Sheet
from linli.foundation.territory.states import Kind, Parity
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

_BATCH = 2000


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. With errors nothing was written; `hidden` counts errors beyond the first 500."""

    total: int
    created: int = 0
    unchanged: int = 0
    errors: list[RowError] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    hidden: int = 0


@transaction.atomic
def import_tree(actor: Actor, *, county: Area, rows: Iterable[Mapping[str, Any]]) -> ImportReport:
    """Load areas under a county. Rows may come in any order and refer to each other, or to areas there, by code.

    A row whose code exists with the same kind, name and parent is left as it is; any other clash is an error.
    """
    _base.may_import(actor, IMPORT, county)
    _base.lock_tree(county.pk)
    sheet = Sheet(county, rules_of(county).territory, _existing(county))
    sheet.read(rows)
    total = len(sheet.rows)
    if sheet.errors:
        errors = sorted(sheet.errors, key=lambda error: error.line)
        return ImportReport(total, errors=errors[:MOST_ERRORS], hidden=max(0, len(errors) - MOST_ERRORS))
    _Writer(sheet).write()
    if sheet.new:
        record(actor, events.TreeImported(len(sheet.new), gettext("areas")), subject=county, county_id=county.pk)
    return ImportReport(total, len(sheet.new), total - len(sheet.new), warnings=sheet.warnings)


@transaction.atomic
def import_compounds(actor: Actor, *, county: Area, rows: Iterable[Mapping[str, Any]]) -> list[Compound]:
    """Load compounds: name, community (code), grids (codes as list or "a;b"), type, households. One bad row refuses all."""
    _base.may_import(actor, IMPORT, county)
    areas = _existing(county)
    raw = list(rows)
    made = [_compound(county, areas, line, row) for line, row in enumerate(raw, start=2)]
    Compound.unscoped.bulk_create(made, batch_size=_BATCH)
    covers = [
        CompoundCover(county=county, compound=compound, area=_area(areas, line, code))
        for line, (compound, row) in enumerate(zip(made, raw, strict=True), start=2)
        for code in _codes(row.get("grids", ()))
    ]
    CompoundCover.unscoped.bulk_create(covers, batch_size=_BATCH)
    record(actor, events.TreeImported(len(made), gettext("compounds")), subject=county, county_id=county.pk)
    return made


@transaction.atomic
def import_addresses(actor: Actor, *, county: Area, rows: Iterable[Mapping[str, Any]]) -> int:
    """Load house numbers: grid (code), road, first, last, parity. An overlap refuses all (Q16)."""
    _base.may_import(actor, IMPORT, county)
    areas, raw = _existing(county), list(rows)
    roads = _roads(county, {_base.check_name(str(row["road"])) for row in raw})
    made = [_range(county, roads, _area(areas, line, row["grid"]), row) for line, row in enumerate(raw, start=2)]
    try:
        with transaction.atomic():
            AddressRange.unscoped.bulk_create(made, batch_size=_BATCH)
    except IntegrityError:
        raise RuleBroken("territory.range_taken", grid="?") from None
    record(actor, events.TreeImported(len(made), gettext("runs of house numbers")), subject=county, county_id=county.pk)
    return len(made)


class _Writer:
    """Turns checked rows into table rows, parents first, with ids and paths made before the insert."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.county = sheet.county
        self.today = clock.today()
        self.by_code: dict[str, Area] = {"": sheet.county, **sheet.existing}
        self.compounds: dict[tuple[int, str], Compound] = {}
        self.covers: dict[tuple[int, int], CompoundCover] = {}
        known = Compound.unscoped.filter(county=self.county, valid_to=None)
        self.known_compounds = {(each.area_id, each.name): each for each in known}

    def write(self) -> None:
        """Write everything; foreign keys are checked by the database at the end of the transaction."""
        ids = _base.next_ids(len(self.sheet.new))
        areas = [self._area(row, pk) for row, pk in zip(self.sheet.new, ids, strict=True)]
        self._write_compounds(areas)
        Area.unscoped.bulk_create(areas, batch_size=_BATCH)
        CompoundCover.unscoped.bulk_create(self.covers.values(), batch_size=_BATCH, ignore_conflicts=True)
        CommunityType.unscoped.bulk_create(self._types(), batch_size=_BATCH)

    def _area(self, row: Row, pk: int) -> Area:
        parent = self.by_code[row.parent]
        area = Area(
            pk=pk, county_id=self.county.pk, parent_id=parent.pk, path=f"{parent.path}{pk}{SEPARATOR}",
            depth=parent.depth + 1, kind=row.kind, grid_kind=row.grid_kind, name=row.name, short_name=row.short_name,
            code=row.code, households=row.households, boundary=row.boundary, lat=row.lat, lng=row.lng, order=row.order,
            valid_from=self.today,
        )  # fmt: skip
        self.by_code[row.code] = area
        return area

    def _write_compounds(self, areas: list[Area]) -> None:
        """Compounds are named on grids (which then cover them) or on buildings (which then stand in one)."""
        by_id = {area.pk: area for area in self.by_code.values()}
        pairs = [
            (area, [self._compound(name, area, by_id) for name in row.compounds])
            for area, row in zip(areas, self.sheet.new, strict=True) if row.compounds
        ]  # fmt: skip
        Compound.unscoped.bulk_create(self.compounds.values(), batch_size=_BATCH)
        for area, compounds in pairs:
            if area.kind == Kind.BUILDING:
                area.compound_id = compounds[0].pk
            grid = _above(area, by_id, Kind.GRID)
            if grid is None:
                continue
            for compound in compounds:
                self.covers[compound.pk, grid.pk] = CompoundCover(
                    county=self.county, compound=compound, area_id=grid.pk
                )

    def _compound(self, name: str, area: Area, by_id: Mapping[int, Area]) -> Compound:
        home = _above(area, by_id, Kind.COMMUNITY, Kind.VILLAGE) or self.county
        key = (home.pk, name)
        if key in self.known_compounds:
            return self.known_compounds[key]
        new = Compound(county=self.county, area_id=home.pk, name=name[: rules.NAME_MAX], valid_from=self.today)
        self.compounds[key] = self.known_compounds[key] = new
        return new

    def _types(self) -> list[CommunityType]:
        return [
            CommunityType(county=self.county, area=self.by_code[row.code], type=row.type, valid_from=self.today)
            for row in self.sheet.new
            if row.type
        ]


def _existing(county: Area) -> dict[str, Area]:
    found = Area.unscoped.filter(county=county, valid_to=None).exclude(code="").exclude(pk=county.pk).defer("boundary")
    return {area.code: area for area in found}


def _above(area: Area, by_id: Mapping[int, Area], *kinds: str) -> Area | None:
    while area.parent_id:
        if area.kind in kinds:
            return area
        area = by_id[area.parent_id]
    return None


def _codes(value: Any) -> list[str]:
    parts = value.split(";") if isinstance(value, str) else value
    return [str(part).strip() for part in parts if str(part).strip()]


def _area(areas: Mapping[str, Area], line: int, code: Any) -> Area:
    found = areas.get(str(code).strip())
    if found is None:
        raise RuleBroken("territory.no_such_code", line=line, value=str(code)[:40])
    return found


def _compound(county: Area, areas: Mapping[str, Area], line: int, row: Mapping[str, Any]) -> Compound:
    return Compound(
        county=county, area=_area(areas, line, row["community"]), name=_base.check_name(str(row["name"])),
        type=str(row.get("type") or ""), households=row.get("households") or None, lat=row.get("lat"),
        lng=row.get("lng"), valid_from=clock.today(),
    )  # fmt: skip


def _roads(county: Area, names: set[str]) -> dict[str, Road]:
    Road.unscoped.bulk_create(
        [Road(county=county, area=county, name=name) for name in sorted(names)], ignore_conflicts=True
    )
    return {road.name: road for road in Road.unscoped.filter(county=county, name__in=names)}


def _range(county: Area, roads: Mapping[str, Road], grid: Area, row: Mapping[str, Any]) -> AddressRange:
    parity = Parity(row.get("parity") or Parity.BOTH)
    first, last = rules.narrowed(int(row["first"]), int(row["last"]), parity)
    road = roads[_base.check_name(str(row["road"]))]
    return AddressRange(county=county, area=grid, road=road, first=first, last=last, parity=parity)
