"""The rows behind the public figures of a month: kinds and places only, nobody's words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from linli.domains.cases.models import Case
from linli.domains.cases.selectors.board import month_conditions, month_start
from linli.domains.cases.states import STATION_LABELS, STATION_MARKS
from linli.foundation.territory import selectors as territory
from linli.foundation.territory.method import RANK_OF
from linli.foundation.territory.scoping import placed_under
from linli.kernel.words import N_

if TYPE_CHECKING:
    from linli.foundation.territory.models import Area

MOST = 100

#: What each figure counts, in a sentence for residents.
MEANINGS = {
    "received": (N_("Received"), N_("Every report that came in since the first of this month, wherever it came from.")),
    "confirmed": (
        N_("Confirmed solved"),
        N_("Ended this month, and a resident said “solved”. What an office ends by itself isn't counted here."),
    ),
    "late": (N_("Late now"), N_("Not ended yet, and past a deadline at this moment, whenever it was reported.")),
}


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One case as everybody may see it: its kind, the community, the day, the residents' word, and who is at work
    (an organization; the community where a person of it is)."""

    kind: str
    where: str
    at: datetime
    mark: str
    word: str
    who: str


@dataclass(frozen=True, slots=True)
class MonthRows:
    """A figure, what it means, and its newest rows."""

    name: str
    meaning: str
    count: int
    rows: tuple[MonthRow, ...]


def month_rows(area: Area, which: str) -> MonthRows | None:
    """The rows of one figure of `month_figures`, counted by the same condition; None for a figure that doesn't exist."""
    if which not in MEANINGS:
        return None
    condition = month_conditions(month_start())[which]
    found = Case.unscoped.filter(placed_under([area.path])).filter(condition)
    newest = found.select_related("category", "area", "handler_org").order_by("-opened_at", "-id")[:MOST]
    name, meaning = MEANINGS[which]
    homes = _places(area, newest)
    return MonthRows(gettext(name), gettext(meaning), found.count(), tuple(_row(case, homes) for case in newest))


def _places(area: Area, cases: Iterable[Case]) -> dict[int, str]:
    """Names of streets and communities by id: finer places would point at a door."""
    ids = {pk for case in cases for pk in territory.ids_of(case.area.path)}
    root = area if area.depth == 0 else area.county
    found = territory.descendants(root).filter(pk__in=ids).values_list("pk", "kind", "name")
    return {pk: name for pk, kind, name in found if RANK_OF[kind] in ("township", "community")}


def _row(case: Case, names: dict[int, str]) -> MonthRow:
    station = case.at.station
    where = next((names[pk] for pk in reversed(territory.ids_of(case.area.path)) if pk in names), "")
    at_work = case.handler_org.label if case.handler_org else where if case.handler_id else ""
    return MonthRow(
        kind=case.category.name,
        where=where,
        at=case.opened_at,
        mark=STATION_MARKS[station],
        word=gettext(STATION_LABELS[station]),
        who=at_work if case.is_open else "",
    )
