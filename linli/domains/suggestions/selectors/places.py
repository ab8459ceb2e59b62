"""Which community a place belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from linli.foundation.territory import selectors as territory
from linli.foundation.territory.method import RANK_OF
from linli.foundation.territory.scoping import ids_of

if TYPE_CHECKING:
    from linli.foundation.territory.models import Area


def communities_on(paths: Sequence[str]) -> dict[str, int]:
    """Path → id of the community on it, 0 where there is none; one statement for all."""
    return _inside(paths, territory.areas_on(paths) if paths else {})


def communities_with_names(paths: Sequence[str]) -> tuple[dict[str, int], dict[int, str]]:
    """The same, and for each community the names of all places on these paths, in one text; one statement."""
    areas = territory.areas_on(paths) if paths else {}
    inside = _inside(paths, areas)
    held: dict[int, set[str]] = {pk: set() for pk in inside.values()}
    for path, pk in inside.items():
        held[pk].update(_named(areas[one]) for one in ids_of(path) if one in areas)
    return inside, {pk: " ".join(sorted(names)) for pk, names in held.items()}


def _inside(paths: Sequence[str], areas: dict[int, Area]) -> dict[str, int]:
    communities = {pk for pk, area in areas.items() if RANK_OF[area.kind] == "community"}
    return {path: next((pk for pk in ids_of(path) if pk in communities), 0) for path in paths}


def _named(area: Area) -> str:
    return " ".join(filter(None, (area.name, area.short_name, area.compound.name if area.compound else "")))
