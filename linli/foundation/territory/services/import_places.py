"""Bulk loading of compounds and house numbers: the whole table is judged first, and one bad row refuses all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from linli.foundation.audit.services import record
from linli.foundation.territory import events, rules
from linli.foundation.territory.models import LAST_NUMBER, AddressRange, Area, Compound, CompoundCover, Road
from linli.foundation.territory.permissions import IMPORT
from linli.foundation.territory.selectors import rules_of
from linli.foundation.territory.services import _base
from linli.foundation.territory.states import Kind, Parity
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.tables import Judged, Report, cell, line_of, parts

_BATCH = 2000
_HOMES = (Kind.COMMUNITY, Kind.VILLAGE)
#: How offices write the sides of a road.
_PARITIES = {
    "": Parity.BOTH, "both": Parity.BOTH, "双侧": Parity.BOTH, "全部": Parity.BOTH, "单双号": Parity.BOTH,
    "odd": Parity.ODD, "单": Parity.ODD, "单号": Parity.ODD, "even": Parity.EVEN, "双": Parity.EVEN, "双号": Parity.EVEN,
}  # fmt: skip


@transaction.atomic
def import_compounds(actor: Actor, *, county: Area, rows: Iterable[Mapping[str, Any]], dry: bool = False) -> Report:
    """Load compounds: name, community (code), grids (codes as list or "a;b"), type (code or label), households, lat, lng.

    A row that says what is there already changes nothing; one that says otherwise is an error. `dry` only judges.
    """
    sheet = _CompoundSheet(actor, county, list(rows))
    if sheet.errors or dry:
        return sheet.report()
    made = [row.compound for row in sheet.fresh]
    Compound.unscoped.bulk_create(made, batch_size=_BATCH)
    covers = [
        CompoundCover(county=county, compound=row.compound, area=grid) for row in sheet.fresh for grid in row.grids
    ]
    CompoundCover.unscoped.bulk_create(covers, batch_size=_BATCH)
    if made:
        record(actor, events.TreeImported(len(made), _("compounds")), subject=county, county_id=county.pk)
    return sheet.report()


@transaction.atomic
def import_addresses(actor: Actor, *, county: Area, rows: Iterable[Mapping[str, Any]], dry: bool = False) -> Report:
    """Load house numbers: grid (code), road, first, last, parity. A number may have one grid only (Q16): every row that
    overlaps another, in the table or in the county, is named. A row that is there already changes nothing; `dry` only judges.
    """
    sheet = _AddressSheet(actor, county, list(rows))
    if sheet.errors or dry:
        return sheet.report()
    roads = _roads(county, {row.road for row in sheet.fresh})
    made = [
        AddressRange(
            county=county, area=row.grid, road=roads[row.road], first=row.first, last=row.last, parity=row.parity
        )
        for row in sheet.fresh
    ]
    AddressRange.unscoped.bulk_create(made, batch_size=_BATCH)
    if made:
        record(actor, events.TreeImported(len(made), _("runs of house numbers")), subject=county, county_id=county.pk)
    return sheet.report()


class _Sheet(Judged):
    """A table of places in one county, judged when it is made; nobody else changes the county's ground meanwhile."""

    def __init__(self, actor: Actor, county: Area, raw: list[Mapping[str, Any]]) -> None:
        super().__init__()
        _base.may_import(actor, IMPORT, county)
        _base.lock_tree(county.pk)
        self.county, self.territory = county, rules_of(county).territory
        found = Area.unscoped.filter(county=county, valid_to=None).exclude(code="").defer("boundary")
        self.areas = {area.code: area for area in found}
        self.total = len(raw)
        self.created = 0
        for place, row in enumerate(raw, start=2):
            self.judge(line_of(row, place), row)

    def judge(self, line: int, raw: Mapping[str, Any]) -> None:
        """Read one row."""
        raise NotImplementedError

    def report(self) -> Report:
        """What was found, and would be or was written."""
        if self.errors:
            return self.refused(self.total)
        return Report(self.total, self.created, self.total - self.created, warnings=self.warnings)

    def area(self, line: int, column: str, code: str, kinds: Iterable[str], wrong: str) -> Area | None:
        """The area of a code; complains about an unknown one, and in the words of `wrong` about another kind."""
        found = self.areas.get(code)
        if found is None:
            self.complain(line, column, _("No area has the code {code}.").format(code=code[:40] or "–"))
        elif found.kind not in kinds:
            self.complain(line, column, wrong.format(area=found.name))
        else:
            return found
        return None

    def name(self, line: int, column: str, text: str) -> str:
        """A name trimmed; "" for one that was complained about."""
        found = rules.clean_name(text)
        if found is None:
            self.complain(line, column, _("The name must have 1 to 80 characters without control characters."))
        return found or ""


@dataclass(frozen=True, slots=True)
class _CompoundRow:
    compound: Compound
    grids: list[Area]


class _CompoundSheet(_Sheet):
    """Compounds; `fresh` are those to be written."""

    def __init__(self, actor: Actor, county: Area, raw: list[Mapping[str, Any]]) -> None:
        there = Compound.unscoped.filter(county=county, valid_to=None).prefetch_related("covers")
        self.there = {(each.area_id, each.name): each for each in there}
        self.types = _by_label(rules_of(county).territory.compound_types)
        self.lines: dict[tuple[int, str], int] = {}
        self.fresh: list[_CompoundRow] = []
        super().__init__(actor, county, raw)

    def judge(self, line: int, raw: Mapping[str, Any]) -> None:
        """Read one row, and note it where it is new."""
        before = len(self.errors)
        home = self.area(line, "community", cell(raw, "community"), _HOMES, _("{area} is no community or village."))
        row = _CompoundRow(self._compound(line, raw), self._grids(line, raw))
        if home is None or len(self.errors) > before:
            return
        row.compound.area = home
        self._place(line, row)

    def _place(self, line: int, row: _CompoundRow) -> None:
        key = (row.compound.area_id, row.compound.name)
        first = self.lines.setdefault(key, line)
        if first != line:
            words = _("{name} stands in line {line} already.")
            self.complain(line, "name", words.format(name=row.compound.name, line=first))
        elif (old := self.there.get(key)) is None:
            self.fresh.append(row)
            self.created += 1
        elif not _says_the_same(old, row):
            words = _("{community} has a compound named {name} already, with other facts.")
            self.complain(line, "name", words.format(community=row.compound.area.name, name=row.compound.name))

    def _compound(self, line: int, raw: Mapping[str, Any]) -> Compound:
        type_ = cell(raw, "type")
        if type_ and type_ not in self.types:
            self.complain(line, "type", _("This county has no type of compound “{type}”.").format(type=type_[:20]))
        lat, lng = self.decimal(line, raw, "lat"), self.decimal(line, raw, "lng")
        if not rules.is_position(lat, lng):
            self.complain(line, "lat", _("Latitude and longitude must lie on earth, both given or both empty."))
        return Compound(
            county=self.county, name=self.name(line, "name", cell(raw, "name")), type=self.types.get(type_, ""),
            households=self.count(line, raw, "households"), lat=lat, lng=lng, valid_from=clock.today(),
        )  # fmt: skip

    def _grids(self, line: int, raw: Mapping[str, Any]) -> list[Area]:
        codes = dict.fromkeys(parts(raw.get("grids")))
        found = [self.area(line, "grids", str(code), (Kind.GRID,), _("{area} is no grid.")) for code in codes]
        if len(found) > 1 and not self.territory.compounds.many_to_many:
            self.complain(line, "grids", _("In this county a compound lies in one grid only."))
        return [grid for grid in found if grid]


@dataclass(frozen=True, slots=True)
class _AddressRow:
    line: int
    grid: Area
    road: str
    first: int
    last: int
    parity: Parity


class _AddressSheet(_Sheet):
    """House numbers; `fresh` are those to be written."""

    def __init__(self, actor: Actor, county: Area, raw: list[Mapping[str, Any]]) -> None:
        self.fresh: list[_AddressRow] = []
        super().__init__(actor, county, raw)
        self._drop_what_is_there()
        self._check_overlaps()
        self.created = len(self.fresh)

    def judge(self, line: int, raw: Mapping[str, Any]) -> None:
        """Read one row."""
        before = len(self.errors)
        grid = self.area(line, "grid", cell(raw, "grid"), (Kind.GRID,), _("{area} is no grid."))
        road = self.name(line, "road", cell(raw, "road"))
        parity = _PARITIES.get(cell(raw, "parity").lower())
        if parity is None:
            words = _("“{text}” is no side of a road: both sides, odd or even numbers.")
            self.complain(line, "parity", words.format(text=cell(raw, "parity")[:20]))
        first, last = self.count(line, raw, "first"), self.count(line, raw, "last")
        if grid and parity and len(self.errors) == before and (run := self._run(line, first, last, parity)):
            self.fresh.append(_AddressRow(line, grid, road, *run, parity))

    def _run(self, line: int, first: int | None, last: int | None, parity: Parity) -> tuple[int, int] | None:
        if first is not None and last is not None and 1 <= first <= last <= LAST_NUMBER:
            run = rules.narrowed(first, last, parity)
            if run[0] <= run[1]:
                return run
        words = _("House numbers run from a smaller to a larger one, from 1 to {last}.")
        self.complain(line, "first", words.format(last=LAST_NUMBER))
        return None

    def _drop_what_is_there(self) -> None:
        held = AddressRange.unscoped.filter(county=self.county, road__name__in={row.road for row in self.fresh})
        self.held = list(held.select_related("area", "road").order_by("id"))
        there = {(row.area_id, row.road.name, row.first, row.last, row.parity) for row in self.held}
        self.fresh = [
            row for row in self.fresh if (row.grid.pk, row.road, row.first, row.last, row.parity.value) not in there
        ]

    def _check_overlaps(self) -> None:
        """On each side of each road, sorted by first number, a run overlaps if it begins before the furthest end so far."""
        sides: dict[tuple[str, Parity], list[_AddressRow]] = defaultdict(list)
        for row in (*map(_held_row, self.held), *self.fresh):
            for side in (Parity.ODD, Parity.EVEN) if row.parity == Parity.BOTH else (row.parity,):
                sides[row.road, side].append(row)
        clashes = {pair for side, rows in sides.items() for pair in _clashes(rows, side[1])}
        for line, other, grid in sorted(clashes):
            words = _("Some of these house numbers belong to {grid} already (line {line}).") if other else _(
                "Some of these house numbers belong to {grid} already.")  # fmt: skip
            self.complain(line, "first", words.format(grid=grid, line=other))


def _held_row(row: AddressRange) -> _AddressRow:
    return _AddressRow(0, row.area, row.road.name, row.first, row.last, Parity(row.parity))


def _clashes(rows: list[_AddressRow], side: Parity) -> Iterator[tuple[int, int, str]]:
    """(line to complain about, line of the other or 0, grid of the other) of runs that share a number on one side."""
    runs = sorted((*rules.narrowed(row.first, row.last, side), row.line, row.grid.name) for row in rows)
    furthest: tuple[int, int, str] | None = None
    for first, last, line, grid in runs:
        if first > last:
            continue
        if furthest and first <= furthest[0]:
            one, two = sorted([(line, grid), furthest[1:]])
            yield two[0], one[0], one[1]
        furthest = max(furthest, (last, line, grid)) if furthest else (last, line, grid)


def _says_the_same(old: Compound, row: _CompoundRow) -> bool:
    """Whether everything that the row gives is there already; what it leaves empty isn't asked."""
    given = {key: getattr(row.compound, key) for key in ("type", "households", "lat", "lng")}
    same = all(getattr(old, key) == value for key, value in given.items() if value not in ("", None))
    return same and {grid.pk for grid in row.grids} <= {cover.area_id for cover in old.covers.all()}


def _by_label(types: Mapping[str, Any]) -> dict[str, str]:
    """Codes by code and by label."""
    return {code: code for code in types} | {rule.label: code for code, rule in types.items()}


def _roads(county: Area, names: set[str]) -> dict[str, Road]:
    Road.unscoped.bulk_create(
        [Road(county=county, area=county, name=name) for name in sorted(names)], ignore_conflicts=True
    )
    return {road.name: road for road in Road.unscoped.filter(county=county, name__in=names)}
