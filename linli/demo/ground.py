"""The ground of a county: official divisions, and below them grids, buildings and stairwells in the sources' numbers."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import count
from typing import Any

from linli.demo.plan import Division, Plan, divisions, outlines, spread, words
from linli.foundation.territory import services as territory
from linli.kernel.actor import Actor

Row = dict[str, Any]

_SUFFIXES = ("居民委员会", "村民委员会", "居委会", "村委会")


def make_county(actor: Actor, plan: Plan) -> Any:
    """Create the county and everything in it; returns its root area."""
    named = plan.rules.county
    county = territory.create_county(
        actor, slug=plan.slug, method_slug=plan.slug, name=named.full_name, short_name=named.name, code=plan.division,
        boundary=outlines().get(plan.division.ljust(6, "0")),
    )  # fmt: skip
    rows = list(Ground(plan).rows())
    report = territory.import_tree(actor, county=county, rows=rows)
    if report.errors:
        raise RuntimeError(f"demo ground of {plan.slug}: {report.errors[:3]}")
    return county


class Ground:
    """Rows of one county's tree, parents first, always the same for the same plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.random = random.Random(f"ground {plan.slug}")
        self.names = words("names.toml")
        self.below = _children(plan.division)

    def rows(self) -> Iterator[Row]:
        """The whole tree."""
        townships: list[Division] = []
        for division in self.below.get(self.plan.division, []):
            if division.level == "township":
                townships.append(division)
            else:
                yield self._district(division)
                townships += self.below.get(division.code, [])
        yield from self._zones()
        communities: list[Row] = []
        for township in townships:
            yield self._township(township)
            communities += [self._community(village) for village in self.below.get(township.code, [])]
        self._promote(communities)
        yield from communities
        yield from self._grids(self._urban(communities))

    def _district(self, division: Division) -> Row:
        return {
            "kind": "district", "name": division.name, "code": division.code, "parent": "",
            "boundary": outlines().get(division.code), **self._position(division.code),
        }  # fmt: skip

    def _zones(self) -> Iterator[Row]:
        for number, name in enumerate(self.plan.zones, start=1):
            code = f"{self.plan.division}Z{number:02}"
            yield {"kind": "zone", "name": name, "code": code, "parent": "", **self._position(code)}

    def _township(self, division: Division) -> Row:
        number = int(division.code[6:9])
        kind = "street" if number < 100 else "zone" if number >= 400 else "town"
        parent = "" if division.parent == self.plan.division else division.parent
        return {
            "kind": kind, "name": division.name, "code": division.code, "parent": parent, "order": number,
            **self._position(division.code),
        }  # fmt: skip

    def _community(self, division: Division) -> Row:
        number = int(division.code[9:12])
        kind = "village" if 200 <= number < 400 else "community"
        name = division.name
        for suffix in _SUFFIXES:
            name = name.removesuffix(suffix)
        if kind == "village":
            name = name if name.endswith(("村", "庄", "屯", "夼")) else f"{name}村"
        elif not name.endswith(("社区", "生活区")):
            name = f"{name}社区"
        return {
            "kind": kind, "name": name, "code": division.code, "parent": division.code[:9], "order": number,
            **self._position(division.code),
        }  # fmt: skip

    def _promote(self, communities: list[Row]) -> None:
        """Turn the first village-level units of the streets into the communities that the source counts (L19, L44)."""
        missing = self.plan.communities - sum(row["kind"] == "community" for row in communities)
        for row in communities:
            if missing > 0 and row["kind"] == "village" and int(row["code"][6:9]) < 100:
                row["kind"], row["name"] = "community", f"{row['name'].removesuffix('村')}社区"
                missing -= 1
        typed = [row for row in communities if row["kind"] == "community" and self.plan.types]
        kinds = [code for code in self.plan.types for _ in range(self._type_count(code))]
        for row, kind in zip(typed, kinds, strict=False):
            row["type"] = kind

    def _type_count(self, code: str) -> int:
        return int(getattr(self.plan.rules.territory.community_types[code], "communities", 0) or 0)

    def _urban(self, communities: list[Row]) -> list[Row]:
        """Communities that get grids, those of streets first."""
        if self.plan.urban == "everywhere":
            chosen = communities
        elif self.plan.urban == "community":
            chosen = [row for row in communities if row["kind"] == "community"]
        else:
            chosen = [row for row in communities if row["kind"] == "community" and int(row["code"][6:9]) < 100]
        return chosen[: max(1, min(len(chosen), self.plan.grids))]

    def _grids(self, communities: list[Row]) -> Iterator[Row]:
        compounds = self._compound_names()
        each = spread(self.plan.grids, len(communities))
        extra = spread(self.plan.compounds, self.plan.grids)
        made = count()
        below = self._below_grids()
        for community, grids in zip(communities, each, strict=True):
            if self.plan.households:
                community["households"] = self._about(self.plan.households)
            for number in range(1, grids + 1):
                at = next(made)
                names = [next(compounds) for _ in range(extra[at])]
                grid = self._grid(community, number, grids, names, at)
                yield grid
                yield from self._under(grid, names, *below[at])

    def _grid(self, community: Row, number: int, siblings: int, names: list[str], at: int) -> Row:
        dedicated = at >= self.plan.grids - self.plan.dedicated
        name = f"{names[0]}网格" if self.plan.named_by == "compound" and names else f"第{numeral(number)}网格"
        if dedicated:
            places = self.plan.rules.territory.grid_kinds["dedicated"].places
            name = f"{places[at % len(places)]}专属网格"
        return {
            "kind": "grid", "name": name, "code": f"{community['code']}{number:03}", "parent": community["code"],
            "grid_kind": "dedicated" if dedicated else "ordinary", "order": number, "compound": ";".join(names),
            "households": None if dedicated else self._about((community.get("households") or 1500) // siblings),
            "lat": community["lat"] + self._jitter(0.004), "lng": community["lng"] + self._jitter(0.004),
        }  # fmt: skip

    def _below_grids(self) -> list[tuple[int, int, int]]:
        """Grid units, buildings and stairwells of each grid."""
        grids = self.plan.grids
        counts = (self.plan.grid_units, self.plan.buildings, self.plan.stairwells)
        return list(zip(*(spread(total, grids) for total in counts), strict=True))

    def _under(self, grid: Row, names: list[str], units: int, buildings: int, stairwells: int) -> Iterator[Row]:
        parents = [self._unit(grid, number) for number in range(1, units + 1)] or [grid]
        if units:
            yield from parents
        doors = spread(stairwells, buildings)
        for number in range(1, buildings + 1):
            parent = parents[(number - 1) % len(parents)]
            building = self._building(grid, parent, number, names)
            yield building
            for door in range(1, doors[number - 1] + 1):
                yield {
                    "kind": "stairwell", "name": f"{door}单元", "code": f"{building['code']}{door:02}",
                    "parent": building["code"], "order": door,
                }  # fmt: skip

    def _unit(self, grid: Row, number: int) -> Row:
        return {
            "kind": "grid_unit", "name": f"{grid['name']}{number}单元格", "code": f"{grid['code']}U{number:02}",
            "parent": grid["code"], "order": number, "households": self._about(100),
        }  # fmt: skip

    def _building(self, grid: Row, parent: Row, number: int, names: list[str]) -> Row:
        compound = names[(number - 1) % len(names)] if names else ""
        return {
            "kind": "building", "name": f"{compound}{number}号楼", "short_name": f"{number}号楼",
            "code": f"{grid['code']}{number:03}", "parent": parent["code"], "order": number, "compound": compound,
            "households": self._about(48), "lat": grid["lat"] + self._jitter(0.001), "lng": grid["lng"] + self._jitter(0.001),
        }  # fmt: skip

    def _compound_names(self) -> Iterator[str]:
        """Invented names without end: a number is put behind when all pairs are used."""
        for round_no in count():
            for last in self.names["compound_last"]:
                for first in self.names["compound_first"]:
                    yield f"{first}{last}" if not round_no else f"{first}{last}{numeral(round_no + 1)}期"

    def _position(self, code: str) -> Row:
        west, south, east, north = _box(code, self.plan.division)
        inside = random.Random(f"place {code}")
        return {
            "lat": round(south + (north - south) * inside.uniform(0.2, 0.8), 5),
            "lng": round(west + (east - west) * inside.uniform(0.2, 0.8), 5),
        }

    def _about(self, number: int) -> int:
        return max(1, round(number * self.random.uniform(0.85, 1.15)))

    def _jitter(self, by: float) -> float:
        return round(self.random.uniform(-by, by), 5)


def numeral(number: int) -> str:
    """1 → 一, 12 → 十二, 25 → 二十五; up to 99."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{digits[tens]}十"
    return head + (digits[ones] if ones or not tens else "")


def _children(root: str) -> dict[str, list[Division]]:
    found: dict[str, list[Division]] = {}
    for division in divisions():
        if division.code.startswith(root) and division.code != root:
            found.setdefault(division.parent, []).append(division)
    return found


def _box(code: str, fallback: str) -> tuple[float, float, float, float]:
    shape = outlines().get(code[:6]) or outlines()[fallback.ljust(6, "0")]
    rings = (
        shape["coordinates"] if shape["type"] == "Polygon" else [ring for part in shape["coordinates"] for ring in part]
    )
    points = [point for ring in rings for point in ring]
    lngs, lats = [p[0] for p in points], [p[1] for p in points]
    return min(lngs), min(lats), max(lngs), max(lats)
