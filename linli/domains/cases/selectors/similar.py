"""Whether somebody nearby has reported the same: open cases of the community that sound alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import cos, hypot, radians
from typing import TYPE_CHECKING

from linli.domains.cases import rules as decide
from linli.domains.cases.models import Case, Category
from linli.foundation.territory import selectors as territory
from linli.foundation.territory.scoping import placed_under
from linli.kernel import clock

if TYPE_CHECKING:
    from linli.foundation.territory.models import Area

RECENT = timedelta(days=60)
#: So many candidates are compared, newest first, and so many are offered.
MOST, OFFERED = 300, 3
#: Metres within which two marks on the map mean the same spot.
NEAR = 80
ENOUGH = 0.45
_METRES = 111_320


@dataclass(frozen=True, slots=True)
class Similar:
    """An open case that may be the same. `title` is its category and `place` its area: nobody's own words are shown."""

    ref: str
    title: str
    place: str
    at: datetime
    score: float


def similar_open(
    area: Area, category: Category | None, text: str, lat: float | None = None, lng: float | None = None
) -> list[Similar]:
    """Up to three open cases of the same community that are probably the same thing, likeliest first; two statements."""
    around = territory.ancestor_of_rank(area, "community") or area
    rows = Case.unscoped.open().filter(placed_under([around.path]), opened_at__gte=clock.now() - RECENT)
    found = rows.select_related("area", "category").order_by("-opened_at")[:MOST]
    scored = ((_score(case, area, category, text, lat, lng), case) for case in found)
    likely = sorted((pair for pair in scored if pair[0] >= ENOUGH), key=lambda pair: (-pair[0], pair[1].pk))
    return [
        Similar(case.ref, case.category.name, case.area.label, case.opened_at, round(score, 2))
        for score, case in likely[:OFFERED]
    ]


def _score(case: Case, area: Area, category: Category | None, text: str, lat: float | None, lng: float | None) -> float:
    """Half for what it is about, up to 0.7 for the words, a third for the spot."""
    words = max(decide.alike(text, case.title), decide.alike(text, case.text)) * 0.7
    kind = 0.25 if category is not None and category.pk == case.category_id else 0.0
    same_spot = case.area_id == area.pk or _near(case, lat, lng)
    return words + kind + (0.2 if same_spot else 0.0) if words or kind else 0.0


def _near(case: Case, lat: float | None, lng: float | None) -> bool:
    if None in (lat, lng, case.lat, case.lng):
        return False
    north = (case.lat - lat) * _METRES  # type: ignore[operator]
    east = (case.lng - lng) * _METRES * cos(radians(lat or 0))  # type: ignore[operator]
    return hypot(north, east) <= NEAR
