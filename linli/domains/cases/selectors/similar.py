"""Whether somebody nearby has reported the same: open cases of the community that sound alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count
from django.utils.translation import gettext

from linli.domains.cases import rules as decide
from linli.domains.cases.models import Case, Category
from linli.domains.cases.selectors.where import place_line, with_place
from linli.domains.cases.states import STATION_LABELS, STATION_MARKS
from linli.foundation.territory import selectors as territory
from linli.foundation.territory.scoping import placed_under
from linli.kernel import clock, geo

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
    """An open case that may be the same. `title` is its category and `place` its community and building: nobody's own words
    are shown. `reporters` counts all who reported or joined it; `mark` and `word` say how far it is, as residents read it.
    """

    ref: str
    title: str
    place: str
    at: datetime
    score: float
    reporters: int
    mark: str
    word: str


def similar_open(
    area: Area, category: Category | None, text: str, lat: float | None = None, lng: float | None = None
) -> list[Similar]:
    """Up to three open cases of the same community that are probably the same thing, likeliest first; two statements, and a
    third with the names and numbers of what is offered.
    """
    around = territory.ancestor_of_rank(area, "community") or area
    rows = Case.unscoped.open().filter(placed_under([around.path]), opened_at__gte=clock.now() - RECENT)
    found = rows.select_related("area", "category").order_by("-opened_at")[:MOST]
    scored = ((_score(case, area, category, text, lat, lng), case) for case in found)
    likely = sorted((pair for pair in scored if pair[0] >= ENOUGH), key=lambda pair: (-pair[0], pair[1].pk))
    scores = {case.pk: round(score, 2) for score, case in likely[:OFFERED]}
    return [_similar(case, scores[case.pk]) for case in _offered(list(scores))]


def _offered(cases: list[int]) -> list[Case]:
    """What is offered, in this order, with all that is shown of it."""
    told = Count("reporters", distinct=True) + Count("duplicates__reporters", distinct=True)
    rows = with_place(Case.unscoped.filter(pk__in=cases).annotate(told=told)).select_related("category")
    return sorted(rows, key=lambda case: cases.index(case.pk)) if cases else []


def _similar(case: Case, score: float) -> Similar:
    station = case.at.station
    return Similar(
        case.ref, case.category.name, place_line(case.area), case.opened_at, score,
        case.told,  # type: ignore[attr-defined]  # annotated
        STATION_MARKS[station], gettext(STATION_LABELS[station]),
    )  # fmt: skip


def _score(case: Case, area: Area, category: Category | None, text: str, lat: float | None, lng: float | None) -> float:
    """Half for what it is about, up to 0.7 for the words, a third for the spot."""
    words = max(decide.alike(text, case.title), decide.alike(text, case.text)) * 0.7
    kind = 0.25 if category is not None and category.pk == case.category_id else 0.0
    same_spot = case.area_id == area.pk or _near(case, lat, lng)
    return words + kind + (0.2 if same_spot else 0.0) if words or kind else 0.0


def _near(case: Case, lat: float | None, lng: float | None) -> bool:
    if lat is None or lng is None or case.lat is None or case.lng is None:
        return False
    return geo.metres((case.lat, case.lng), (lat, lng)) <= NEAR
