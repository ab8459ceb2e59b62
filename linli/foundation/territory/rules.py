"""Decisions about territory that need no database."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from linli.foundation.territory.states import Kind, Parity
from linli.kernel.words import N_

if TYPE_CHECKING:
    from linli.foundation.territory.method import TerritoryRules

NAME_MAX = 80
CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,39}")
CODE_STEM = N_("The code {code} doesn't begin with {stem}, the code of {parent}.")
OUTSIDE_BAND = N_("{name} has {count} households; {low} to {high} are usual.")

OUTSIDE_PARENT = N_("The boundary of {name} reaches out of that of {parent}. Please see that it is the right one.")

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


# ---- boundaries

#: A county's outline takes some thousand points; more than this no map shows.
MOST_POINTS = 20_000
MOST_KILOBYTES = 1024
BOUNDARY_LIMITS = {"points": MOST_POINTS, "kilobytes": MOST_KILOBYTES}

#: Degrees are kept to about ten centimetres.
_DECIMALS = 6
#: Square degrees; a ring around a square metre has about 1e-10.
_SMALLEST = 1e-12
#: How far a boundary may reach out of its parent's before it is odd, as a share of the parent's extent.
_SLACK = 0.02
_MOST_AROUND = 20


def read_boundary(text: str) -> tuple[dict[str, Any] | None, str]:
    """A boundary as it is kept, out of what a person pasted or uploaded, and "" or the code of what is wrong with it.

    Takes a Polygon, a MultiPolygon, a Feature or a collection of one Feature with either; heights are dropped.
    """
    if len(text.encode("utf-8", "replace")) > MOST_KILOBYTES * 1024:
        return None, "territory.boundary_too_large"
    try:
        found = _geometry(json.loads(text, parse_constant=_no_constant))
    except (ValueError, RecursionError):
        return None, "territory.boundary_not_json"
    wrong = boundary_problem(found) or boundary_problem(found := _tidy(found))
    return (None, wrong) if wrong else (found, "")


def boundary_problem(value: Any) -> str:
    """The code of what is wrong with a GeoJSON Polygon or MultiPolygon; "" for a sound one."""
    polygons = _polygons(value)
    if not polygons or not all(isinstance(rings, list | tuple) and rings for rings in polygons):
        return "territory.bad_boundary"
    rings = [ring for rings in polygons for ring in rings]
    if sum(len(ring) for ring in rings if isinstance(ring, list | tuple)) > MOST_POINTS:
        return "territory.boundary_too_large"
    return next((wrong for ring in rings if (wrong := _ring_problem(ring))), "")


def points_of(boundary: Mapping[str, Any]) -> list[tuple[float, float]]:
    """All points (longitude, latitude) of a sound boundary."""
    return [(point[0], point[1]) for rings in _polygons(boundary) for ring in rings for point in ring]


def reaches_out(boundary: Mapping[str, Any], around: Mapping[str, Any]) -> bool:
    """Whether a boundary's extent leaves the extent of `around` by more than a fiftieth of its size."""
    west, south, east, north = _extent(boundary)
    left, low, right, high = _extent(around)
    wide, tall = (right - left) * _SLACK, (high - low) * _SLACK
    return west < left - wide or east > right + wide or south < low - tall or north > high + tall


def seen_beside(boundary: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether a boundary would still be seen in a picture with another one: not less than a twentieth of it."""
    west, south, east, north = _extent(boundary)
    left, low, right, high = _extent(other)
    whole = max(max(east, right) - min(west, left), max(north, high) - min(south, low))
    return whole <= _MOST_AROUND * max(east - west, north - south)


def holds(boundary: Mapping[str, Any], lat: float, lng: float) -> bool:
    """Whether a position lies inside of a sound boundary; a hole is outside."""
    return any(_is_inside(rings, lat, lng) for rings in _polygons(boundary))


def _is_inside(rings: Sequence[Any], lat: float, lng: float) -> bool:
    """By how often a line to the east crosses the rings; odd is inside, which takes care of holes."""
    crossed = sum(_crosses(start, end, lat, lng) for ring in rings for start, end in pairwise(ring))
    return crossed % 2 == 1


def _crosses(start: Sequence[float], end: Sequence[float], lat: float, lng: float) -> bool:
    (x1, y1), (x2, y2) = start[:2], end[:2]
    return (y1 > lat) != (y2 > lat) and lng < (x2 - x1) * (lat - y1) / (y2 - y1) + x1


def _extent(boundary: Mapping[str, Any]) -> tuple[float, float, float, float]:
    points = points_of(boundary)
    lngs, lats = [lng for lng, _ in points], [lat for _, lat in points]
    return min(lngs), min(lats), max(lngs), max(lats)


def _no_constant(name: str) -> float:
    raise ValueError(name)


def _geometry(found: Any) -> Any:
    """What a Feature or a collection of one is about; anything else as it is."""
    if isinstance(found, Mapping) and found.get("type") == "FeatureCollection":
        features = found.get("features")
        found = features[0] if isinstance(features, list) and len(features) == 1 else None
    if isinstance(found, Mapping) and found.get("type") == "Feature":
        return found.get("geometry")
    return found


def _tidy(boundary: Any) -> dict[str, Any]:
    return {
        "type": boundary["type"],
        "coordinates": [_tidy_rings(rings) for rings in boundary["coordinates"]]
        if boundary["type"] == "MultiPolygon"
        else _tidy_rings(boundary["coordinates"]),
    }


def _tidy_rings(rings: Any) -> list[list[list[float]]]:
    return [[[round(point[0], _DECIMALS), round(point[1], _DECIMALS)] for point in ring] for ring in rings]


def _polygons(value: Any) -> Sequence[Any]:
    """The polygons of a Polygon or MultiPolygon; empty for what is neither."""
    if not isinstance(value, Mapping) or value.get("type") not in ("Polygon", "MultiPolygon"):
        return ()
    found = [value.get("coordinates")] if value["type"] == "Polygon" else value.get("coordinates")
    return found if isinstance(found, list | tuple) else ()


def _ring_problem(ring: Any) -> str:
    if not isinstance(ring, list | tuple) or len(ring) < 4 or not all(map(_is_point, ring)):
        return "territory.boundary_bad_ring"
    if not all(-180 <= point[0] <= 180 and -90 <= point[1] <= 90 for point in ring):
        return "territory.boundary_off_earth"
    if tuple(ring[0][:2]) != tuple(ring[-1][:2]):
        return "territory.boundary_open_ring"
    return "" if abs(_enclosed(ring)) > _SMALLEST else "territory.boundary_flat"


def _enclosed(ring: Sequence[Any]) -> float:
    """Square degrees inside a closed ring (shoelace, measured from its first point to keep the figures small)."""
    lng, lat = ring[0][:2]
    return sum((x1 - lng) * (y2 - lat) - (x2 - lng) * (y1 - lat) for (x1, y1, *_), (x2, y2, *_) in pairwise(ring)) / 2


def _is_point(point: Any) -> bool:
    return isinstance(point, list | tuple) and len(point) >= 2 and all(map(_is_number, point[:2]))


def _is_number(part: Any) -> bool:
    if isinstance(part, float):
        return math.isfinite(part)
    return isinstance(part, int) and not isinstance(part, bool)  # however long: an int may be too large for a float


#: Where no outline is drawn, a position farther than this from every grid isn't the county's: 0.1 degrees, some 10 km (assumed).
FAR = 0.1**2


class Nearest:
    """Finds the nearest of many centres (number, latitude, longitude). Distances are squared degrees of latitude; a degree of longitude
    counts 0.8 (true near 36° N, where the plains are). Of equally near ones the one that came first.
    """

    def __init__(self, centres: Iterable[tuple[int, float, float]]) -> None:
        self._rows = sorted(centres, key=lambda row: row[1])
        self._lats = [lat for _pk, lat, _lng in self._rows]

    def to(self, lat: float, lng: float) -> tuple[int, float] | None:
        """Number and squared distance of the nearest; None where there is none. Looks outwards from the latitude, no farther than
        what was found already.
        """
        best: tuple[float, int] | None = None
        above = bisect_left(self._lats, lat)
        below = above - 1
        while above < len(self._rows) or below >= 0:
            gap_above = (self._lats[above] - lat) ** 2 if above < len(self._rows) else math.inf
            gap_below = (self._lats[below] - lat) ** 2 if below >= 0 else math.inf
            if best is not None and min(gap_above, gap_below) > best[0]:
                break
            at = above if gap_above <= gap_below else below
            above, below = (above + 1, below) if gap_above <= gap_below else (above, below - 1)
            pk, its_lat, its_lng = self._rows[at]
            found = ((its_lat - lat) ** 2 + (0.8 * (its_lng - lng)) ** 2, pk)
            best = found if best is None else min(best, found)
        return (best[1], best[0]) if best else None


def ground_of(nearest: tuple[int, float] | None, county: int, *, is_drawn: bool) -> int:
    """The number of the ground under a position: the nearest grid, the county where there is no grid, 0 where none is near enough."""
    if nearest is None:
        return county
    return nearest[0] if is_drawn or nearest[1] <= FAR else 0
