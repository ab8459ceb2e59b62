"""The board: figures of an area and what lies below it. Every figure carries the address that lists its rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Count, F, Func, IntegerField, Q, Value
from django.db.models.functions import Cast, TruncWeek
from django.urls import reverse
from django.utils.translation import gettext

from linli.domains.cases.models import Case, ClockState, Whistle
from linli.domains.cases.selectors.queue import FINISHED, OFTEN, OFTEN_DAYS
from linli.domains.cases.selectors.shapes import span_words
from linli.domains.cases.selectors.where import place_line, with_place
from linli.domains.cases.selectors.whistles import WhistleView, open_whistles
from linli.domains.cases.states import State
from linli.foundation.territory import selectors as territory
from linli.foundation.territory.scoping import placed_under
from linli.kernel import clock
from linli.kernel.actor import Actor

if TYPE_CHECKING:
    from linli.foundation.territory.models import Area

MOST_LATE = 10
WEEKS = 12


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
    """Everything on the board of one area. `weeks` are (label, received, confirmed)."""

    area: Area
    crumbs: list[Area]
    days: int
    at: datetime
    figures: list[Figure]
    cells: list[Cell]
    late: list[LateRow]
    whistles: list[WhistleView]
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
    rows = Case.scoped.visible_to(actor, "cases.board").filter(placed_under([area.path]))
    return Board(
        area=area, crumbs=territory.lineage(area), days=days, at=now, figures=_figures(rows, area, days),
        cells=_cells(rows, area), late=_late(rows), whistles=open_whistles(actor, area.path), weeks=_weeks(rows),
        recurring=_recurring(rows, area),
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
    wanted = month_conditions(since)
    counted = {code: Count("pk", filter=condition) for code, condition in wanted.items()}
    anything = wanted["received"] | wanted["confirmed"] | wanted["late"]
    return Case.unscoped.filter(placed_under([area.path])).filter(anything).aggregate(**counted)


def _month_url(area: Area, code: str) -> str:
    slug = area.slug or area.county.slug
    base = reverse("cases:month", args=[slug, code])
    return base if area.depth == 0 else f"{base}?{urlencode({'area': area.pk})}"


def _figures(rows: Any, area: Area, days: int) -> list[Figure]:
    now, since = clock.now(), clock.now() - timedelta(days=days)
    tomorrow = (now.astimezone(clock.ZONE) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    opened, ended, is_open = Q(opened_at__gte=since), Q(ended_at__gte=since), Q(ended_at__isnull=True)
    finished = ended & Q(state__in=FINISHED)
    found = rows.filter(opened | ended | is_open).aggregate(
        received=Count("pk", filter=opened),
        duplicates=Count("pk", filter=ended & Q(state=State.DUPLICATE)),
        confirmed=Count("pk", filter=ended & Q(state=State.CONFIRMED)),
        finished=Count("pk", filter=finished),
        bottom=Count("pk", filter=finished & Q(top_tier_no=0)),
        reopened=Count("pk", filter=opened & Q(reopened__gt=0)),
        late=Count("pk", filter=is_open & Q(due_at__lt=now)),
        today=Count("pk", filter=is_open & Q(due_at__gte=now, due_at__lt=tomorrow)),
        waiting=Count("pk", filter=is_open & Q(state=State.RECEIVED)),
    )
    return _described(found, area, days)


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


def _cells(rows: Any, area: Area) -> list[Cell]:
    late = _per_child(rows.filter(ended_at__isnull=True, due_at__lt=clock.now()), area, "area__path", "late")
    # The board's area lies in the actor's reach, so the place says it all; few whistles ring, the cases are many.
    below = placed_under([area.path], county="case__county_id", area="case__area_id")
    late_call = Q(calls__deadlines__state=ClockState.RUNNING, calls__deadlines__due_at__lt=clock.now())
    waiting = Whistle.objects.filter(below & late_call, ended_at=None)
    flags = _per_child(waiting, area, "case__area__path", "flag")
    counts = {(row["line"], row["child"]): row["n"] for row in late.union(flags, all=True)}
    base = reverse("web:board")
    return [
        Cell(
            child.pk, child.name, (child.short_name or child.name)[:2], counts.get(("late", child.pk), 0), counts.get(("flag", child.pk), 0),
            f"{base}?area={child.pk}", child.boundary,
        )
        for child in territory.descendants(area).filter(parent_id=area.pk).order_by("order", "code", "id")
    ]  # fmt: skip


def _per_child(rows: Any, area: Area, path: str, line: str) -> Any:
    """Counts by the child of `area` that each row lies in (the path's next part); rows on the area itself are left out."""
    part = Func(F(path), Value("."), Value(area.depth + 2), function="split_part")
    inside = rows.exclude(**{path: area.path}).annotate(child=Cast(part, IntegerField()), line=Value(line)).order_by()
    return inside.values("child", "line").annotate(n=Count("pk", distinct=True))


def _late(rows: Any) -> list[LateRow]:
    now = clock.now()
    found = with_place(rows.filter(ended_at__isnull=True, due_at__lt=now).select_related("handler_org"))
    return [
        LateRow(
            case.ref, case.title, place_line(case.area),
            case.handler_org.label if case.handler_org else "", span_words(now - case.due_at),
            reverse("cases:detail", args=[case.ref]),
        )
        for case in found.order_by("due_at", "id")[:MOST_LATE]
    ]  # fmt: skip


def _weeks(rows: Any) -> list[tuple[str, int, int]]:
    """Received and confirmed per week, oldest first."""
    since = (clock.now().astimezone(clock.ZONE) - timedelta(weeks=WEEKS - 1)).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    since -= timedelta(days=since.weekday())
    received = _by_week(rows.filter(opened_at__gte=since), "opened_at")
    confirmed = _by_week(rows.filter(ended_at__gte=since, state=State.CONFIRMED), "ended_at")
    counts = {(row["line"], row["week"].date()): row["n"] for row in received.union(confirmed, all=True)}
    starts = [(since + timedelta(weeks=n)).date() for n in range(WEEKS)]
    return [
        (f"{day.month}-{day.day}", counts.get(("opened_at", day), 0), counts.get(("ended_at", day), 0))
        for day in starts
    ]


def _by_week(rows: Any, column: str) -> Any:
    weeks = rows.order_by().annotate(week=TruncWeek(column, tzinfo=clock.ZONE), line=Value(column))
    return weeks.values("week", "line").annotate(n=Count("pk"))


def _recurring(rows: Any, area: Area) -> list[Bar]:
    """Kinds of things that came back at one place three times in ninety days, most places first."""
    since = clock.now() - timedelta(days=OFTEN_DAYS)
    kinds = ("category__name", "category__standard", "category__kind", "category__code")
    groups = rows.filter(opened_at__gte=since).order_by().values(*kinds, "area_id").annotate(n=Count("pk"))
    places: Counter[tuple[str, ...]] = Counter()
    for group in groups.filter(n__gte=OFTEN)[:2000]:
        places[tuple(group[name] for name in kinds)] += 1
    most = sorted(places.items(), key=lambda item: (-item[1], item[0]))[:6]
    return [
        Bar(name, count, _rows_url(area=area.pk, tab="recurring", category="/".join(key)))
        for (name, *key), count in most
    ]
