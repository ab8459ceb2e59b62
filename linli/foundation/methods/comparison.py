"""Methods side by side as plain values: groups of rows, a cell per county, every part with its mark.

Reads rules only; a county that says nothing on a row gets an empty cell, never a guess.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from linli.foundation.methods import merging
from linli.foundation.methods.loader import Rules
from linli.kernel.words import N_


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: the rows of a source, or why a value was assumed."""

    source: tuple[str, ...] = ()
    assumed: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a cell with the marks that they stand on."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: its title and one cell (a run of parts, maybe empty) per county."""

    title: str
    cells: tuple[tuple[Part, ...], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a common heading."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """A release with how many of its tables stand on a source, and how many are assumed."""

    name: str
    number: int
    holds_from: Any
    sourced: int
    assumed: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the page shows."""

    counties: tuple[Any, ...]
    groups: tuple[Group, ...]
    versions: tuple[Version, ...]


Cell = Callable[[Rules], Iterable[Part]]

_groups: dict[str, dict[str, Cell]] = {}


def row(group: str, title: str) -> Callable[[Cell], Cell]:
    """Declare a row under a group; rows stand in the order in which they are declared."""

    def keep(cell: Cell) -> Cell:
        _groups.setdefault(group, {})[title] = cell
        return cell

    return keep


def marks_of(*tables: Any) -> tuple[Mark, ...]:
    """The marks of several tables: all source rows in one, each assumption once."""
    sources = tuple(dict.fromkeys(code for table in tables for code in table.source))
    reasons = dict.fromkeys(table.assumed for table in tables if table.assumed)
    return (*([Mark(source=sources)] if sources else []), *(Mark(assumed=reason) for reason in reasons))


def part(text: str, *tables: Any) -> Part:
    """Words that stand on the marks of `tables`."""
    return Part(text, marks_of(*tables))


def compare(counties: Sequence[Rules], versions: tuple[Version, ...] = ()) -> Comparison:
    """Every declared row for the given counties; a row that no county fills is left out."""
    from linli.foundation.methods import comparison_rows  # noqa: F401  (declares the rows, needs this module)

    groups = []
    for title, rows in _groups.items():
        lines = [Line(name, tuple(_cell(cell, rules) for rules in counties)) for name, cell in rows.items()]
        if kept := tuple(line for line in lines if any(line.cells)):
            groups.append(Group(title, kept))
    return Comparison(tuple(rules.county for rules in counties), tuple(groups), versions)


def version_of(release: Any, *, is_current: bool) -> Version:
    """A release's line in the table of versions."""
    tables = json.loads(release.text)
    sourced = sum("source" in table for table in merging.marked_tables(tables))
    assumed = sum("assumed" in table for table in merging.marked_tables(tables))
    name = tables["county"]["name"]
    return Version(name, release.version, release.holds_from, sourced, assumed, is_current)


def _cell(cell: Cell, rules: Rules) -> tuple[Part, ...]:
    try:
        return _each_mark_once(list(cell(rules)))
    except AttributeError:
        if any(name not in rules.sections for name in ("territory", "organizations", "cases")):
            return ()  # a release older than the section
        raise


def _each_mark_once(parts: list[Part]) -> tuple[Part, ...]:
    """A run of parts with the same marks shows them after its last one."""
    following = [after.marks for after in parts[1:]]
    kept = [Part(one.text) if one.marks == after else one for one, after in zip(parts, following, strict=False)]
    return (*kept, *parts[-1:])


GROUND = N_("Levels and grids")
PEOPLE = N_("Organizations and posts")
CASES = N_("Requests and whistles")
TIMES = N_("Clocks")
END = N_("How a case ends")
