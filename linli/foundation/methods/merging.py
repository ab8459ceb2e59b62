"""A county's file laid over base: tables are merged key by key, lists are replaced, marks follow their figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Table = dict[str, Any]
Path = tuple[str, ...]

MARKS = frozenset({"source", "assumed"})


@dataclass(frozen=True, slots=True)
class Unmarked:
    """A value that a county changed under base's mark without saying where its own comes from."""

    path: Path
    found: Any


def merged(base: Table, county: Table) -> Table:
    """`county` over `base`. A table that brings a mark of its own drops base's mark."""
    own_mark = MARKS & county.keys()
    result = {key: value for key, value in base.items() if not (own_mark and key in MARKS)}
    for key, value in county.items():
        below = base.get(key)
        if isinstance(value, dict) and isinstance(below, dict):
            result[key] = merged(below, value)
        else:
            result[key] = value
    return result


def unmarked_changes(base: Table, county: Table, path: Path = (), *, owes: bool = False) -> Iterator[Unmarked]:
    """Changed values whose nearest marked table in base got no new mark from the county."""
    if MARKS & base.keys():
        owes = not MARKS & county.keys()
    for key, value in county.items():
        below = base.get(key)
        if isinstance(value, dict) and isinstance(below, dict):
            yield from unmarked_changes(below, value, (*path, key), owes=owes)
        elif owes and key not in MARKS and value != below:
            yield Unmarked((*path, key), value)


def marked_tables(table: Any) -> Iterator[Table]:
    """Every table below (and including) `table` that carries a mark."""
    if isinstance(table, dict):
        if MARKS & table.keys():
            yield table
        for value in table.values():
            yield from marked_tables(value)
    elif isinstance(table, list):
        for value in table:
            yield from marked_tables(value)
