"""Datums in which positions come in, and the way to WGS 84, in which all of them are kept. Degrees throughout."""

from __future__ import annotations

from enum import StrEnum
from math import asin, cos, pi, radians, sin, sqrt


class Datum(StrEnum):
    """CGCS 2000, the national one, lies within centimetres of WGS 84. GCJ-02, which Chinese map services use, is shifted by up to
    some 700 metres within China.
    """

    WGS84 = "wgs84"
    CGCS2000 = "cgcs2000"
    GCJ02 = "gcj02"


#: The ellipsoid of Krassowski, on which the shift is defined: axis in metres, squared eccentricity.
_AXIS, _ECCENTRICITY = 6378245.0, 0.00669342162296594323
_STEPS = 5
#: Mean radius of the Earth in metres, as a ball.
_EARTH = 6_371_000.0


def metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two positions (latitude and longitude) on a ball as large as the Earth; right to about half a percent."""
    lat, other_lat = radians(one[0]), radians(other[0])
    east, north = radians(other[1] - one[1]), other_lat - lat
    arc = sin(north / 2) ** 2 + cos(lat) * cos(other_lat) * sin(east / 2) ** 2
    return 2 * _EARTH * asin(sqrt(min(1.0, arc)))


def to_wgs84(lat: float, lng: float, datum: str) -> tuple[float, float]:
    """A position in WGS 84, to about a centimetre. Raises ValueError for an unknown datum."""
    if Datum(datum) is not Datum.GCJ02 or not _in_china(lat, lng):
        return lat, lng
    found = lat, lng
    for _ in range(_STEPS):  # the shift is known from WGS 84 only: each step comes a hundred times nearer
        north, east = _shift(*found)
        found = lat - north, lng - east
    return found


def to_gcj02(lat: float, lng: float) -> tuple[float, float]:
    """A position of WGS 84 as Chinese map services show it."""
    north, east = _shift(lat, lng) if _in_china(lat, lng) else (0.0, 0.0)
    return lat + north, lng + east


def _in_china(lat: float, lng: float) -> bool:
    """The box in which positions are shifted."""
    return 0.8293 <= lat <= 55.8271 and 72.004 <= lng <= 137.8347


def _shift(lat: float, lng: float) -> tuple[float, float]:
    """How far north and east the map service draws a position."""
    x, y = lng - 105.0, lat - 35.0
    both = (20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + both + _waves(y, 20, 40, 160, 320)
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + both + _waves(x, 20, 40, 150, 300)
    root = 1 - _ECCENTRICITY * sin(radians(lat)) ** 2
    along = _AXIS * (1 - _ECCENTRICITY) / (root * sqrt(root))
    return north * 180 / (along * pi), east * 180 / (_AXIS / sqrt(root) * cos(radians(lat)) * pi)


def _waves(at: float, first: int, second: int, third: int, fourth: int) -> float:
    near = first * sin(at * pi) + second * sin(at * pi / 3)
    return (near + third * sin(at * pi / 12) + fourth * sin(at * pi / 30)) * 2 / 3
