"""What people call the place of a case: its community, then the compound's building; grids only where nothing narrower is known."""

from __future__ import annotations

from typing import Any

from linli.foundation.territory import selectors as territory
from linli.foundation.territory.method import RANK_OF

#: So many areas stand above the narrowest one.
_ABOVE = 4
_GRIDS = ("grid", "grid_unit")


def with_place(rows: Any, area: str = "area") -> Any:
    """`rows` with everything that naming `area` (a lookup) needs, in the same statement; outlines stay behind."""
    line = [area + "__parent" * above for above in range(_ABOVE + 1)]
    return rows.select_related(line[-1], f"{area}__compound").defer(*(f"{each}__boundary" for each in line))


def named_by(area: str = "area") -> list[str]:
    """The columns that naming `area` takes, for rows of `with_place` that show nothing else: the tree's are many."""
    line = [area + "__parent" * above for above in range(_ABOVE + 1)]
    names = [f"{each}__{name}" for each in line for name in ("kind", "name", "short_name", "parent")]
    return [*names, f"{area}__compound__name"]


def place_line(area: Any, words: str = "") -> str:
    """One line: "community compound-and-building words", with the grid where that is all that is known; what stands above
    communities is named by itself.

    The rows behind `area` should come through `with_place`; without it each name costs a statement.
    """
    community, below = place_parts(area)
    narrow = [name for name, rank in below if rank not in _GRIDS]
    if not narrow and not words:
        narrow = [name for name, _grid in below]
    said = [community, "".join(narrow)]
    return " ".join(filter(None, [*said, words if words not in "".join(said) else ""]))


def place_parts(area: Any) -> tuple[str, list[tuple[str, str]]]:
    """The community (or whatever stands directly under the county), and (name, rank) of what lies below it, widest first."""
    below: list[tuple[str, str]] = []
    while RANK_OF[area.kind] != "community" and area.parent is not None and area.parent.parent_id:
        name = territory.building_name(area) if RANK_OF[area.kind] == "building" else area.label
        below.insert(0, (name, RANK_OF[area.kind]))
        area = area.parent
    return area.label, below
