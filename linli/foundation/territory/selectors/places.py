"""Finding a place by what people call it: compound, building, community, village, street and number, or a QR code."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from linli.foundation.territory.models import AddressRange, Area, Compound, CompoundCover
from linli.foundation.territory.scoping import ids_of
from linli.foundation.territory.selectors.facts import range_at
from linli.foundation.territory.selectors.ground import area_at
from linli.foundation.territory.states import Kind
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import one_line
from linli.kernel.statements import Kept, among, hole

if TYPE_CHECKING:
    from linli.foundation.territory.selectors.tree import Named

#: What residents know by name. Streets and grids come last: a grid's number means little to them.
_FINDABLE = (Kind.BUILDING, Kind.COMMUNITY, Kind.VILLAGE, Kind.GRID, Kind.STREET, Kind.TOWN, Kind.ZONE)
_HOUSE = re.compile(r"^(?P<road>.*?[路街道巷弄里胡同])\s*(?P<number>\d{1,6})\s*[号號]?$")
_BUILDING = re.compile(r"^(?P<compound>\D+?)\s*(?P<building>\d{1,4}.*)$")
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LONGEST_QUERY = 60
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is, as far as it is known. `area_id` is the narrowest area; `key` names the place in forms. `area` is the
    area itself, where it was read anyway.
    """

    key: str
    kind: str
    name: str
    where: str
    area_id: int
    county_id: int
    compound_id: int | None = None
    range_id: int | None = None
    area: Area | None = field(default=None, compare=False, repr=False)

    @property
    def label(self) -> str:
        """One line for a list."""
        return f"{self.name} · {self.where}" if self.where else self.name


def search_places(county: Area, text: str, limit: int = 10) -> list[Place]:
    """Places of a county whose name holds `text`, best first; public, so nothing but names. Empty for an empty query."""
    wanted = one_line(text, LONGEST_QUERY)
    if not wanted:
        return []
    found = _houses(county, wanted) + _buildings_of(county, wanted, limit) + _compounds(county, wanted, limit)
    if len(found) < limit:
        found += _areas(county, wanted, limit - len(found))
    return _unique(found)[:limit]


def place_by_key(county: Area, key: str) -> Place:
    """The place that a form named; RuleBroken for one that doesn't exist (any more) in this county."""
    sort, _, number = key.partition(":")
    rows: list[Place] = []
    if number.isascii() and number.isdigit() and len(number) < 18:
        rows = _by_key(county, sort, int(number))
    if not rows:
        raise RuleBroken("territory.unknown_place")
    return rows[0]


def place_of(area: Area) -> Place:
    """An area as a place."""
    return _area_places([area])[0]


def places_of(areas: Iterable[Area]) -> list[Place]:
    """Several areas as places, in their order; one statement for all names."""
    return _area_places(areas)


def qr_code(area: Area) -> str:
    """The code on a building's sticker: its id in letters that aren't mistaken for each other, with a check letter."""
    number, text = area.pk, ""
    while number:
        number, rest = divmod(number, len(_ALPHABET))
        text = _ALPHABET[rest] + text
    text = text.rjust(_SHORTEST, _ALPHABET[0])
    return text + _check(text)


def place_by_code(code: str) -> Place | None:
    """The place of a sticker; None for a mistyped code and for an area that was closed."""
    area = Area.unscoped.filter(pk=_number_on(code), valid_to=None).select_related("compound").first()
    return place_of(area) if area else None


def area_by_code(county: Area, code: str) -> Area | None:
    """The area of a sticker in this county (see `area_at`); None as `place_by_code`, and for one that lies elsewhere. One statement."""
    return area_at(county, _number_on(code))


def _number_on(code: str) -> int:
    """The id that a sticker says; 0, which none has, for a mistyped code."""
    text = code.strip().lower()
    if not 2 <= len(text) <= 12 or any(letter not in _ALPHABET for letter in text) or _check(text[:-1]) != text[-1]:
        return 0
    number = 0
    for letter in text[:-1]:
        number = number * len(_ALPHABET) + _ALPHABET.index(letter)
    return number


def _check(text: str) -> str:
    return _ALPHABET[sum((place + 1) * _ALPHABET.index(letter) for place, letter in enumerate(text)) % len(_ALPHABET)]


def _by_key(county: Area, sort: str, pk: int) -> list[Place]:
    if sort == "area":
        area = area_at(county, pk)
        return [_area_place(area, "".join(area.above))] if area else []  # type: ignore[attr-defined]  # read with it
    if sort == "compound":
        return _compound_places(Compound.unscoped.filter(pk=pk, county=county, valid_to=None))
    if sort == "range":
        return _range_places(AddressRange.unscoped.filter(pk=pk, county=county).select_related("road", "area"))
    return []


def _houses(county: Area, text: str) -> list[Place]:
    house = _HOUSE.match(text)
    found = range_at(county, house["road"], int(house["number"])) if house else None
    return _range_places([found], number=int(house["number"])) if house and found else []


def _buildings_of(county: Area, text: str, limit: int) -> list[Place]:
    parts = _BUILDING.match(text)
    if not parts:
        return []
    found = Area.unscoped.filter(county=county, kind=Kind.BUILDING, valid_to=None, name__startswith=parts["building"])
    named = Q(compound__name__contains=parts["compound"]) | Q(parent__name__contains=parts["compound"])
    return _area_places(found.filter(named).select_related("compound").order_by("order", "id")[:limit])


def _compounds(county: Area, text: str, limit: int) -> list[Place]:
    found = Compound.unscoped.filter(county=county, valid_to=None, name__contains=text)
    return _compound_places(_best_first(found, text)[:limit])


def _areas(county: Area, text: str, limit: int) -> list[Place]:
    kinds = Case(
        *(When(kind=kind, then=Value(rank)) for rank, kind in enumerate(_FINDABLE)), output_field=IntegerField()
    )
    named = Q(name__contains=text) | Q(short_name=text) | Q(code=text)
    found = Area.unscoped.filter(named, county=county, valid_to=None, kind__in=_FINDABLE).annotate(sort=kinds)
    return _area_places(_best_first(found, text, "sort").select_related("compound").defer("boundary")[:limit])


def _best_first(found: QuerySet[Any], text: str, *then: str) -> QuerySet[Any]:
    exact = Case(When(name=text, then=0), When(name__startswith=text, then=1), default=2, output_field=IntegerField())
    return found.annotate(fit=exact).order_by("fit", *then, "name", "id")


def _area_places(areas: Iterable[Area]) -> list[Place]:
    rows = list(areas)
    names = _names(area.path for area in rows)
    return [_area_place(area, _where(names, area.path, skip_last=True)) for area in rows]


def building_name(area: Area | Named) -> str:
    """The name of an area; a building's with its compound in front, unless the name says it already."""
    if area.kind != Kind.BUILDING or area.compound is None or area.name.startswith(area.compound.name):
        return area.name
    return f"{area.compound.name}{area.name}"


def _area_place(area: Area, where: str) -> Place:
    name = building_name(area)
    compound = area.compound_id
    return Place(f"area:{area.pk}", area.kind, name, where, area.pk, area.county_id, compound_id=compound, area=area)


def _compound_places(compounds: Iterable[Compound]) -> list[Place]:
    rows = list(compounds)
    grids: dict[int, list[Area]] = {row.pk: [] for row in rows}
    for cover in CompoundCover.unscoped.filter(compound__in=rows, area__valid_to=None).select_related("area"):
        grids[cover.compound_id].append(cover.area)
    homes = {row.pk: grids[row.pk][0] if len(grids[row.pk]) == 1 else None for row in rows}
    communities = Area.unscoped.in_bulk([row.area_id for row in rows])
    names = _names(area.path for area in communities.values())
    return [
        Place(
            f"compound:{row.pk}", "compound", row.name, _where(names, communities[row.area_id].path),
            home.pk if (home := homes[row.pk]) else row.area_id, row.county_id, compound_id=row.pk,
        )
        for row in rows
    ]  # fmt: skip


def _range_places(ranges: Iterable[AddressRange], number: int | None = None) -> list[Place]:
    rows = list(ranges)
    names = _names(row.area.path for row in rows)
    return [
        Place(
            f"range:{row.pk}", "range", f"{row.road.name}{number or f'{row.first}–{row.last}'}号",
            _where(names, row.area.path), row.area_id, row.county_id, range_id=row.pk,
        )
        for row in rows
    ]  # fmt: skip


_NAMES = Kept(lambda: Area.unscoped.filter(among("pk", hole("ids"))).values_list("pk", "name"))


def _names(paths: Iterable[str]) -> dict[int, str]:
    ids = {pk for path in paths for pk in ids_of(path)}
    return dict(_NAMES.rows(ids=list(ids))) if ids else {}


def _where(names: dict[int, str], path: str, *, skip_last: bool = False) -> str:
    """Names between the county and the area, which is left out when it is the place itself."""
    ids = ids_of(path)[1:]
    return "".join(names[pk] for pk in (ids[:-1] if skip_last else ids))


def _unique(places: list[Place]) -> list[Place]:
    return list({place.key: place for place in places}.values())
