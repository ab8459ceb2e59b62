"""What the demo makes in a county: the plan file, resolved against the method's own published numbers."""

from __future__ import annotations

import csv
import json
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from linli.foundation.methods import selectors as methods

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Division:
    """A row of the official table."""

    code: str
    name: str
    level: str
    parent: str


@dataclass(frozen=True)
class Plan:
    """How one county is filled. Counts are already scaled; 0 means that the level isn't made."""

    slug: str
    rules: Any
    scale: float
    urban: str
    communities: int
    grids: int
    dedicated: int
    grid_units: int
    buildings: int
    stairwells: int
    compounds: int
    surveyed: int
    departments: int
    households: int
    named_by: str
    zones: tuple[str, ...]
    types: tuple[str, ...]
    compound_types: tuple[str, ...]

    @property
    def division(self) -> str:
        """The place's own division code."""
        return str(self.rules.county.divisions[0])


def slugs() -> list[str]:
    """Counties that the demo knows, in the file's order."""
    return list(_file("counties.toml"))


def plan_for(slug: str, scale: float = 1.0) -> Plan:
    """The plan of a county; `scale` shrinks what lies below communities. KeyError for an unknown slug."""
    raw = _file("counties.toml")[slug]
    rules = methods.current_rules(slug)

    def count(key: str, *, scaled: bool = True) -> int:
        number = _number(rules, raw.get(key, 0))
        return max(1, round(number * scale)) if scaled and number else number

    return Plan(
        slug=slug, rules=rules, scale=scale, urban=raw["urban"], named_by=raw["named_by"],
        communities=count("communities", scaled=False), grids=count("grids"), grid_units=count("grid_units"),
        dedicated=min(count("dedicated"), count("grids")), buildings=count("buildings"), stairwells=count("stairwells"),
        compounds=count("compounds"), surveyed=count("surveyed"), departments=count("departments", scaled=False),
        households=count("households", scaled=False), zones=tuple(raw.get("zones", ())),
        types=tuple(raw.get("types", ())), compound_types=tuple(raw.get("compound_types", ())),
    )  # fmt: skip


@cache
def divisions() -> list[Division]:
    """The official table."""
    with (DATA / "divisions.csv").open(encoding="utf-8") as handle:
        return [Division(r["code"], r["name"], r["level"], r["parent_code"]) for r in csv.DictReader(handle)]


@cache
def outlines() -> dict[str, Any]:
    """Demo outlines by division code (six digits)."""
    data = json.loads((DATA / "boundaries.geojson").read_text(encoding="utf-8"))
    return {feature["properties"]["adcode"]: feature["geometry"] for feature in data["features"]}


@cache
def words(name: str) -> dict[str, Any]:
    """A word file of the demo."""
    return _file(name)


def spread(total: int, places: int) -> list[int]:
    """`total` dealt out over `places` as evenly as can be, the first ones getting the rest."""
    share, rest = divmod(total, places) if places else (0, 0)
    return [share + (at < rest) for at in range(places)]


def _number(rules: Any, named: Any) -> int:
    if isinstance(named, dict):
        return int(rules.organizations.published[named["organizations"]].number)
    if isinstance(named, str):
        return int(rules.territory.published[named].number)
    return int(named)


@cache
def _file(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))
