"""Bulk loading of a whole tree. All or nothing; 10,000 areas take about a second."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from linli.foundation.audit.services import record
from linli.foundation.territory import events, rules
from linli.foundation.territory.models import Area, CommunityType, Compound, CompoundCover
from linli.foundation.territory.permissions import IMPORT
from linli.foundation.territory.scoping import SEPARATOR
from linli.foundation.territory.selectors import rules_of
from linli.foundation.territory.services import _base
from linli.foundation.territory.services._rows import Row, Sheet
from linli.foundation.territory.states import Kind
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.tables import Report

_BATCH = 2000


@transaction.atomic
def import_tree(actor: Actor, *, county: Area, rows: Iterable[Mapping[str, Any]], dry: bool = False) -> Report:
    """Load areas under a county. Rows may come in any order and refer to each other, or to areas there, by code.

    A row whose code exists with the same kind, name and parent is left as it is; any other clash is an error. `dry` only
    judges.
    """
    _base.may_import(actor, IMPORT, county)
    _base.lock_tree(county.pk)
    sheet = Sheet(county=county, territory=rules_of(county).territory, existing=_existing(county))
    sheet.read(rows)
    total = len(sheet.rows)
    if sheet.errors:
        return sheet.refused(total)
    if sheet.new and not dry:
        _Writer(sheet).write()
        record(actor, events.TreeImported(len(sheet.new), gettext("areas")), subject=county, county_id=county.pk)
    return Report(total, len(sheet.new), total - len(sheet.new), warnings=sheet.warnings)


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
