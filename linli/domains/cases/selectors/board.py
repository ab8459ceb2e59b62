"""The board: figures of an area and what lies below it. Every figure carries the address that lists its rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from linli.domains.cases.models import Case, Category
from linli.domains.cases.selectors.counts import (
    Lines,
    counted,
    line,
    lines_of_board,
)
from linli.domains.cases.selectors.shapes import span_words
from linli.domains.cases.selectors.tabs import first_day
from linli.domains.cases.selectors.where import place_line, with_place
from linli.domains.cases.selectors.whistles import WhistleView, first_whistle
from linli.domains.cases.states import State
from linli.engines.rollups import selectors as rollups
from linli.foundation.territory import selectors as territory
from linli.foundation.territory.scoping import placed_under
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.statements import KeptBy, hole

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from linli.foundation.territory.models import Area

_NUMBERED = re.compile(r"第(?P<number>[一二三四五六七八九十]+)网格$")
MOST_LATE = 10
#: Kinds of things that come back, at most.
MOST_KINDS = 6
WEEKS = 12
#: What the board reads from the rollups.
_MEASURES = ("cases.filed", "cases.again", "cases.joined", "cases.solved", "cases.bottom", "cases.finished")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with what it counts (`note`) and where its rows are."""

    code: str
    name: str
    figure: str
    unit: str
    note: str
    url: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A child area: late cases, and flags for calls that nobody answered in time."""

    id: int
    name: str
    short: str
    count: int
    flags: int
    url: str
    geometry: Any = None


@dataclass(frozen=True, slots=True)
class LateRow:
    """One of the cases that are late longest."""

    ref: str
    title: str
    where: str
    who: str
    late: str
    url: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart; `url` lists its rows."""

    name: str
    value: int
    url: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """Everything on the board of one area. `ringing` whistles are out, `whistle` is the worst of them; `weeks` are (label,
    received, confirmed).
    """

    area: Area
    crumbs: list[Area]
    days: int
    at: datetime
    figures: list[Figure]
    cells: list[Cell]
    late: list[LateRow]
    ringing: int
    whistle: WhistleView | None
    weeks: list[tuple[str, int, int]]
    recurring: list[Bar]


@dataclass(frozen=True, slots=True)
class Month:
    """What residents see of their community's month."""

    since: datetime
    figures: list[Figure]


def board(actor: Actor, area: Area, days: int = 30) -> Board:
    """The board of an area that the actor may see, over the last `days` (1 to 366)."""
    days, now = min(max(days, 1), 366), clock.now()
    found, (sums, weeks) = lines_of_board(actor, area), _counted(actor, area, days)
    ringing, whistle = first_whistle(actor, area.path)
    return Board(
        area=area, crumbs=territory.lineage(area), days=days, at=now, figures=_figures(found, sums, area, days),
        cells=_cells(found, area), late=_late(actor, area), ringing=ringing, whistle=whistle, weeks=weeks,
        recurring=_recurring(found, area),
    )  # fmt: skip


def month_figures(area: Area) -> Month:
    """Received, confirmed as solved and late in an area since the first of the month; public, figures only."""
    since = month_start()
    found = counts_since(area, since)
    names = {
        "received": gettext("Received"),
        "confirmed": gettext("Confirmed solved"),
        "late": gettext("Late now"),
    }
    notes = {
        "received": gettext("all reports of this month"),
        "confirmed": gettext("residents said so themselves"),
        "late": gettext("open, and past a deadline"),
    }
    kinds = {"confirmed": "jade", "late": "late" if found["late"] else ""}
    figures = [
        Figure(code, name, str(found[code]), gettext("cases"), notes[code], _month_url(area, code), kinds.get(code, ""))
        for code, name in names.items()
    ]
    return Month(since, figures)


def month_start() -> datetime:
    """The first moment of the month in China."""
    return clock.now().astimezone(clock.ZONE).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def month_conditions(since: datetime) -> dict[str, Q]:
    """What the three public figures count: one meaning for the figure and for the rows behind it."""
    return {
        "received": Q(opened_at__gte=since),
        "confirmed": Q(ended_at__gte=since, state=State.CONFIRMED),
        "late": Q(ended_at__isnull=True, due_at__lt=clock.now()),
    }


def counts_since(area: Area, since: datetime) -> dict[str, int]:
    """The three public figures in one statement."""
    rows, wanted = Case.unscoped.filter(placed_under([area.path])), month_conditions(since)
    found = counted(*(line(rows.filter(condition), code) for code, condition in wanted.items()))
    return {code: found[code].total() for code in wanted}


def _month_url(area: Area, code: str) -> str:
    slug = area.slug or area.county.slug
    base = reverse("cases:month", args=[slug, code])
    return base if area.depth == 0 else f"{base}?{urlencode({'area': area.pk})}"


def _counted(actor: Actor, area: Area, days: int) -> tuple[dict[str, int], list[tuple[str, int, int]]]:
    """What the rollups say, in one statement: sums over the last `days`, today being the last of them, and received and confirmed of the
    last weeks (from Monday in China), oldest first. What a clock that was set back has dated later counts as well.
    """
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    starts = [monday - timedelta(weeks=WEEKS - 1 - n) for n in range(WEEKS)]
    spans = [(first_day(days), date.max), *((day, day + timedelta(days=6)) for day in starts)]
    sums, *weeks = rollups.over(actor, area, _MEASURES, spans)
    return sums, [
        (f"{day.month}-{day.day}", week["cases.filed"], week["cases.solved"])
        for day, week in zip(starts, weeks, strict=True)
    ]


def _figures(found: Lines, sums: dict[str, int], area: Area, days: int) -> list[Figure]:
    counted = {
        "received": sums["cases.filed"], "reopened": sums["cases.again"], "duplicates": sums["cases.joined"],
        "confirmed": sums["cases.solved"], "bottom": sums["cases.bottom"], "finished": sums["cases.finished"],
        "late": found["late"].total(), "today": found["today"].total(), "waiting": found["waiting"].total(),
    }  # fmt: skip
    return _described(counted, area, days)


def _described(found: dict[str, int], area: Area, days: int) -> list[Figure]:
    cases, back = gettext("cases"), {"area": area.pk, "tab": "ended", "ended": days}
    confirmed_note = gettext("{share} of those finished; only the residents' own yes counts").format(
        share=_share(found["confirmed"], found["finished"])
    )
    bottom_note = gettext("{n} of {all} finished ones never left the first tier").format(
        n=found["bottom"], all=found["finished"]
    )
    return [
        Figure("received", gettext("Received"), str(found["received"]), cases,
               gettext("in {days} days").format(days=days), _rows_url(area=area.pk, tab="any", days=days)),
        Figure("duplicates", gettext("Joined"), str(found["duplicates"]), cases,
               gettext("several reports of one thing"), _rows_url(**back, state=State.DUPLICATE)),
        Figure("confirmed", gettext("Confirmed solved"), str(found["confirmed"]), cases,
               confirmed_note, _rows_url(**back, state=State.CONFIRMED), "jade"),
        Figure("reopened", gettext("Not solved, done again"), str(found["reopened"]), cases,
               gettext("{share} of those received").format(share=_share(found["reopened"], found["received"])), _rows_url(area=area.pk, tab="any", days=days, again="1")),
        Figure("late", gettext("Late now"), str(found["late"]), cases,
               gettext("open, and past a deadline"), _rows_url(area=area.pk, tab="late"), "late" if found["late"] else ""),
        Figure("today", gettext("Due today"), str(found["today"]), cases,
               gettext("to be done before midnight"), _rows_url(area=area.pk, tab="today"), "soon" if found["today"] else ""),
        Figure("waiting", gettext("Nobody has it"), str(found["waiting"]), cases,
               gettext("not dispatched yet"), _rows_url(area=area.pk, tab="to_dispatch")),
        Figure("bottom", gettext("Solved at the first tier"), _share(found["bottom"], found["finished"]), "",
               bottom_note, _rows_url(**back, tier="0", finished="1")),
    ]  # fmt: skip


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "—"


def _rows_url(**words: Any) -> str:
    return f"{reverse('cases:queue')}?{urlencode({key: str(value) for key, value in words.items() if value != ''})}"


def _cells(found: Lines, area: Area) -> list[Cell]:
    late, flags, base = found["late"], found["flag"], reverse("web:board")
    return [
        Cell(
            child.pk, child.name, _short(child), late[child.pk], flags[child.pk],
            f"{base}?area={child.pk}", child.boundary,
        )
        for child in territory.descendants(area).filter(parent_id=area.pk).order_by("order", "code", "id")
    ]  # fmt: skip


def _short(area: Area) -> str:
    """Two signs for a narrow cell: of "第十一网格" those that tell it from the others."""
    numbered = _NUMBERED.match(area.name)
    return (numbered["number"] if numbered else area.label)[:2]


def _late(actor: Actor, area: Area) -> list[LateRow]:
    now = clock.now()
    return [
        LateRow(
            case.ref, case.title, place_line(case.area),
            case.handler_org.label if case.handler_org else "", span_words(now - case.due_at),
            reverse("cases:detail", args=[case.ref]),
        )
        for case in _LATE(actor, area.path).rows(now=now)
    ]  # fmt: skip


def _longest_late(actor: Actor, path: str) -> QuerySet[Case]:
    rows = Case.scoped.visible_to(actor, "cases.board").filter(placed_under([path]))
    found = with_place(rows.filter(ended_at__isnull=True, due_at__lt=hole("now")).select_related("handler_org"))
    return found.defer("text").order_by("due_at", "id")[:MOST_LATE]


_LATE = KeptBy(_longest_late)


def _recurring(found: Lines, area: Area) -> list[Bar]:
    """Kinds of things that came back at one place three times in ninety days, most places first."""
    places = found["recurring"]
    kinds = Category.objects.filter(pk__in=[pk for pk in places if pk]).values_list(
        "pk", "name", "standard", "kind", "code"
    )
    named = sorted((-places[pk], words) for pk, *words in kinds)
    return [
        Bar(name, -count, _rows_url(area=area.pk, tab="recurring", category="/".join(key)))
        for count, (name, *key) in named[:MOST_KINDS]
    ]
