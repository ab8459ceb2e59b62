"""Shapes of pictures as numbers: the ring, the cells, boundaries, lines and bars. Pure; templates draw them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Point = tuple[float, float]

# ---- ring

CENTRE, RADIUS, GAP_DEGREES = 104.0, 80.0, 7.0


@dataclass(frozen=True, slots=True)
class Segment:
    """One call on the ring: its arc and where its number stands."""

    number: int
    state: str
    path: str
    x: str
    y: str


def ring(states: Sequence[str]) -> list[Segment]:
    """Arcs for the called, clockwise from the top, in the order given. One call is a whole ring; none is no arc."""
    return [_segment(i, state, len(states)) for i, state in enumerate(states)]


def _segment(i: int, state: str, count: int) -> Segment:
    if count == 1:
        return _whole(state)
    step = 360 / count
    start, end = i * step + GAP_DEGREES / 2, (i + 1) * step - GAP_DEGREES / 2
    (x1, y1), (x2, y2) = _on_ring(start), _on_ring(end)
    large = 1 if end - start > 180 else 0
    x, y = _on_ring((start + end) / 2)
    path = f"M{x1:.1f} {y1:.1f}A{RADIUS:.0f} {RADIUS:.0f} 0 {large} 1 {x2:.1f} {y2:.1f}"
    return Segment(i + 1, state, path, f"{x:.1f}", f"{y:.1f}")


def _whole(state: str) -> Segment:
    """The only call: two half circles, since one arc that ends where it begins draws nothing."""
    top, bottom = CENTRE - RADIUS, CENTRE + RADIUS
    half = f"A{RADIUS:.0f} {RADIUS:.0f} 0 1 1 {CENTRE:.1f}"
    return Segment(
        1, state, f"M{CENTRE:.1f} {top:.1f}{half} {bottom:.1f}{half} {top:.1f}", f"{CENTRE:.1f}", f"{bottom:.1f}"
    )


def _on_ring(degrees: float) -> Point:
    angle = math.radians(degrees - 90)
    return CENTRE + RADIUS * math.cos(angle), CENTRE + RADIUS * math.sin(angle)


# ---- heat

#: Upper ends of the first four steps as shares of the largest count; the fifth is above.
HEAT_SHARES = (0.0, 0.25, 0.5, 0.75)


def heat(count: float, largest: float) -> int:
    """Step 0–4 of `count` when `largest` is the most there is; 0 only for nothing."""
    if count <= 0 or largest <= 0:
        return 0
    share = count / largest
    return next((step for step, end in enumerate(HEAT_SHARES) if share <= end and step), 4)


def heat_bands(largest: int) -> list[tuple[int, int, int]]:
    """(step, from, to) of the steps in use for whole counts up to `largest`; step 0 is nothing."""
    bands: dict[int, tuple[int, int]] = {}
    for count in range(1, largest + 1) if largest <= 400 else range(1, largest + 1, largest // 400):
        step = heat(count, largest)
        low = bands.get(step, (count, count))[0]
        bands[step] = (low, count)
    return [(0, 0, 0), *((step, low, high) for step, (low, high) in sorted(bands.items()))]


# ---- cells

CELL_WIDTH, CELL_HEIGHT, CELL_ROW = 97.0, 112.0, 84.0


@dataclass(frozen=True, slots=True)
class Hexagon:
    """One cell: its corners, and the middle that words are set on."""

    points: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Comb:
    """Hexagons packed into rows, and the picture's size."""

    cells: list[Hexagon] = field(default_factory=list)
    view_box: str = "0 0 0 0"


def comb(count: int) -> Comb:
    """A compact block of `count` hexagons whose rows interlock. It shows that there are so many, not where they lie."""
    rows = comb_rows(count)
    widest = max(rows, default=0)
    cells = [cell for y, width in enumerate(rows) for cell in _row(y, width, widest)]
    left = min((cell.x for cell in cells), default=0) - CELL_WIDTH / 2
    right = max((cell.x for cell in cells), default=0) + CELL_WIDTH / 2
    low = (len(rows) - 1) * CELL_ROW + CELL_HEIGHT if rows else 0
    return Comb(cells, f"{left - 4:.1f} -4 {right - left + 8:.1f} {low + 8:.0f}")


def comb_rows(count: int) -> list[int]:
    """How many cells each row holds: about as wide as high, rows in turn one longer, the last one what is left."""
    width, rows = max(1, round(math.sqrt(count))), list[int]()
    while sum(rows) < count:
        rows.append(min(count - sum(rows), width + len(rows) % 2))
    return rows


def _row(y: int, width: int, widest: int) -> Iterator[Hexagon]:
    """A row in the middle of the block, moved by half a cell where it wouldn't interlock with the one above."""
    halves = widest - width
    halves -= (halves - y - 1) % 2
    for x in range(width):
        yield _hexagon(halves * CELL_WIDTH / 2 + (x + 0.5) * CELL_WIDTH, y * CELL_ROW)


def _hexagon(middle: float, top: float) -> Hexagon:
    half, quarter = CELL_WIDTH / 2, CELL_HEIGHT / 4
    corners = (
        (middle, top), (middle + half, top + quarter), (middle + half, top + 3 * quarter),
        (middle, top + CELL_HEIGHT), (middle - half, top + 3 * quarter), (middle - half, top + quarter),
    )  # fmt: skip
    return Hexagon(_points(corners), middle, top)


def _points(points: Iterable[Point]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


# ---- boundaries

Geometry = Mapping[str, Any]
MAP_SIZE = 480.0


@dataclass(frozen=True, slots=True)
class Outline:
    """An area on the map: its path and where its words stand."""

    path: str
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Map:
    """Outlines on one scale, and the picture's size."""

    outlines: list[Outline] = field(default_factory=list)
    view_box: str = "0 0 0 0"


def rings(geometry: Geometry) -> list[list[Point]]:
    """All rings of a GeoJSON Polygon or MultiPolygon (outer and holes). ValueError for any other type."""
    kind, coordinates = geometry.get("type"), geometry.get("coordinates", [])
    if kind == "Polygon":
        return [[(x, y) for x, y, *_ in ring_] for ring_ in coordinates]
    if kind == "MultiPolygon":
        return [[(x, y) for x, y, *_ in ring_] for polygon in coordinates for ring_ in polygon]
    raise ValueError(f"can't draw a {kind}")


def area_map(geometries: Sequence[Geometry]) -> Map:
    """Boundaries drawn to fit, north up; degrees are squeezed by the cosine of the middle latitude."""
    shapes = [rings(geometry) for geometry in geometries]
    points = [point for shape in shapes for ring_ in shape for point in ring_]
    if not points:
        return Map()
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = MAP_SIZE / max((east - west) * squeeze, north - south, 1e-9)

    def place(point: Point) -> Point:
        return (point[0] - west) * squeeze * scale, (north - point[1]) * scale

    width, height = place((east, south))
    placed = [[[place(point) for point in ring_] for ring_ in shape] for shape in shapes]
    return Map([_outline(shape) for shape in placed], f"-6 -6 {width + 12:.0f} {height + 12:.0f}")


def _outline(shape: list[list[Point]]) -> Outline:
    path = "".join(_closed(thin(ring_)) for ring_ in shape if len(ring_) > 2)
    x, y = centroid(max(shape, key=lambda ring_: abs(signed_area(ring_))))
    return Outline(path, f"{x:.1f}", f"{y:.1f}")


def thin(points: Sequence[Point], least: float = 1.2) -> list[Point]:
    """Points at least `least` units apart: a screen can't show more, and the page stays light."""
    kept = [points[0]]
    for point in points[1:]:
        if math.dist(point, kept[-1]) >= least:
            kept.append(point)
    return kept if len(kept) > 2 else list(points)


def _closed(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


def signed_area(points: Sequence[Point]) -> float:
    """Shoelace area of a ring; the sign tells its direction."""
    pairs = zip(points, [*points[1:], points[0]], strict=True)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs) / 2


def centroid(points: Sequence[Point]) -> Point:
    """Middle of mass of a ring; the mean of its corners when it has no area."""
    area = signed_area(points)
    if abs(area) < 1e-9:
        return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
    pairs = list(zip(points, [*points[1:], points[0]], strict=True))
    x = sum((x1 + x2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs) / (6 * area)
    y = sum((y1 + y2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs) / (6 * area)
    return x, y
