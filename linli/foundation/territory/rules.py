"""Decisions about territory that need no database."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from linli.foundation.territory.states import Kind, Parity
from linli.kernel.words import N_

if TYPE_CHECKING:
    from linli.foundation.territory.method import TerritoryRules

NAME_MAX = 80
CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,39}")
CODE_STEM = N_("The code {code} doesn't begin with {stem}, the code of {parent}.")
OUTSIDE_BAND = N_("{name} has {count} households; {low} to {high} are usual.")

#: Length of the official code of a community or village, and of the township's code that it begins with (domain-standards §1).
_COMMUNITY_CODE, _TOWNSHIP_CODE = 12, 9


def size_band(
    rules: TerritoryRules, kind: str, households: int | None, compound_type: str | None
) -> tuple[int, int] | None:
    """The band (low, high) that a size falls outside of; None where it fits, isn't known or no band holds (L28, X15)."""
    band = rules.band_for(kind, compound_type or None)
    if band is None or households is None or band.holds(households):
        return None
    return band.at_least, band.at_most


def clean_name(name: str, longest: int = NAME_MAX) -> str | None:
    """The name trimmed, or None when empty, too long or with control characters in it."""
    trimmed = " ".join(name.split(" ")).strip()
    odd = any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co") for letter in trimmed)
    return trimmed if trimmed and len(trimmed) <= longest and not odd else None


def is_code(code: str) -> bool:
    """Whether a code may be stored: empty, or up to 40 letters, digits, dots and hyphens."""
    return not code or CODE.fullmatch(code) is not None


def stem_missing(kind: str, code: str, parent_code: str) -> str | None:
    """The stem that a community's official code should begin with and doesn't; None when all is well or it isn't official.

    Townships aren't asked: a prefecture that is run as one holds townships of several divisions.
    """
    if kind not in (Kind.COMMUNITY, Kind.VILLAGE) or not (code.isdigit() and parent_code.isdigit()):
        return None
    if len(code) != _COMMUNITY_CODE or len(parent_code) != _TOWNSHIP_CODE or code.startswith(parent_code):
        return None
    return parent_code


def narrowed(first: int, last: int, parity: str) -> tuple[int, int]:
    """A run of house numbers with both ends on its side of the road: odd 10–20 becomes 11–19."""
    odd = {Parity.ODD: 1, Parity.EVEN: 0}.get(Parity(parity))
    if odd is None:
        return first, last
    return first + (first % 2 != odd), last - (last % 2 != odd)


def is_boundary(value: Any) -> bool:
    """Whether a value looks like a GeoJSON polygon or multipolygon."""
    if not isinstance(value, Mapping) or value.get("type") not in ("Polygon", "MultiPolygon"):
        return False
    polygons = [value.get("coordinates")] if value["type"] == "Polygon" else value.get("coordinates")
    return isinstance(polygons, list | tuple) and bool(polygons) and all(map(_is_polygon, polygons))


def is_position(lat: float | None, lng: float | None) -> bool:
    """Whether both are given and on earth, or both are missing."""
    if lat is None or lng is None:
        return lat is lng
    return -90 <= lat <= 90 and -180 <= lng <= 180


def natural(text: str) -> tuple[tuple[int, str], ...]:
    """A key that sorts numbers in names by size: 2 号楼 before 10 号楼."""
    parts = re.split(r"(\d+)", text)
    return tuple(
        (int(part), "") if part.isascii() and part.isdigit() and len(part) < 19 else (-1, part) for part in parts
    )


def assigned_once(wanted: Iterable[int], groups: Iterable[Iterable[int]]) -> set[int]:
    """Ids that two groups claim, and ids that a group claims though they aren't wanted."""
    allowed, seen, bad = set(wanted), set(), set()
    for group in groups:
        for pk in group:
            if pk in seen or pk not in allowed:
                bad.add(pk)
            seen.add(pk)
    return bad


def _is_polygon(rings: Any) -> bool:
    return isinstance(rings, list | tuple) and bool(rings) and all(_is_ring(ring) for ring in rings)


def _is_ring(ring: Any) -> bool:
    return isinstance(ring, list | tuple) and len(ring) >= 4 and all(_is_point(point) for point in ring)


def _is_point(point: Any) -> bool:
    return (
        isinstance(point, list | tuple) and len(point) >= 2 and all(isinstance(part, int | float) for part in point[:2])
    )
