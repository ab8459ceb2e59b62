"""How new-employment groups take part (H34, L51, Q66): counts by month, with few people never counted out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.urls import reverse

from linli.domains.cases import selectors as cases
from linli.domains.guidance.method import GuidanceRules
from linli.domains.guidance.models import Applicant, HelpRequest
from linli.domains.guidance.permissions import RECRUIT, VIEW
from linli.domains.guidance.selectors.catalogue import rules_at
from linli.domains.guidance.selectors.desk import first_moment
from linli.domains.guidance.states import ApplicantState, HelpState
from linli.domains.volunteering import selectors as volunteering
from linli.foundation.privacy import rls
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.suppression import to_hide
from linli.kernel.words import N_

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

MONTHS = 12
#: Where the rows behind a month are; "" where the reader may not open them.
Way = Callable[[date], str]


@dataclass(frozen=True, slots=True)
class Cell:
    """The figure of a month: None where it is of few people; `url` opens its rows."""

    count: int | None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A measure over the months. `total` adds up what is shown and what isn't; None where it is of few people itself. `url` opens the
    rows of all months.
    """

    label: str
    cells: tuple[Cell, ...]
    total: int | None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """Measures of a place, month by month."""

    area: Any
    months: tuple[date, ...]
    lines: tuple[Line, ...]
    least: int
    rule: Any
    published: tuple[Any, ...]


def here_for(actor: Actor, number: str) -> Any:
    """The place that is asked about, else the one where the actor may look; None without ground, Http404 for a hidden one."""
    if number.isascii() and number.isdigit() and len(number) < 16:
        return territory.area_for(actor, int(number), to=VIEW)
    granted = territory.granted_area(actor, VIEW)
    return granted[0] if granted else None


def figures_of(actor: Actor, area: Any) -> Figures | None:
    """Of a place that was fetched in scope, the last twelve months; None where the county has no centre."""
    county = area.county if area.depth else area
    rules = rules_at(county)
    if rules is None:
        return None
    months = _months(clock.today())
    with rls.everywhere():  # numbers alone, of the place that the actor reaches
        lines = tuple(_lines(actor, area, rules, months))
    return Figures(area, months, lines, rules.figures.least_shown, rules.figures, tuple(rules.published.values()))


def _lines(actor: Actor, area: Any, rules: GuidanceRules, months: tuple[date, ...]) -> list[Line]:
    least, since = rules.figures.least_shown, months[0]
    asked, confirmed = _helped(area, since)
    found = [
        _line(N_("Services asked for"), asked, months, least, _to_requests(actor, "")),
        _line(N_("Of these done and confirmed"), confirmed, months, least, _to_requests(actor, HelpState.CONFIRMED)),
    ]
    if rules.recruiting:
        found.append(_line(N_("People taken on"), _taken(area, since), months, least, _to_taken(actor)))
    if rules.figures.sources:
        reports = cases.filed_by_month(area, rules.figures.sources, since)
        found.append(
            replace(_line(N_("Reports that they sent"), reports, months, least), url=_to_cases(actor, area, rules))
        )
    if rules.figures.teams:
        hours = volunteering.hours_by_month(area, rules.figures.teams, since)
        found.append(_hours(hours, months, least))
    return found


def _nowhere(month: date) -> str:
    return ""


def _line(label: str, counts: Mapping[date, int], months: tuple[date, ...], least: int, way: Way = _nowhere) -> Line:
    row = [counts.get(month, 0) for month in months]
    hidden = to_hide(row, least)
    cells = (
        Cell(None if place in hidden else count, way(months[place]) if count else "") for place, count in enumerate(row)
    )
    return Line(label, tuple(cells), None if 0 < sum(row) < least else sum(row))


def _hours(found: Mapping[date, tuple[int, int]], months: tuple[date, ...], least: int) -> Line:
    """Whole hours; of months in which few people were there they aren't shown."""
    rows = [found.get(month, (0, 0)) for month in months]
    people = [count for _, count in rows]
    hidden = to_hide(people, least)
    cells = (Cell(None if place in hidden else minutes // 60) for place, (minutes, _) in enumerate(rows))
    total = None if 0 < sum(people) < least else sum(minutes for minutes, _ in rows) // 60
    return Line(N_("Hours in volunteer teams"), tuple(cells), total)


def _helped(area: Any, since: date) -> tuple[dict[date, int], dict[date, int]]:
    """What was asked for by month, and how much of it is confirmed by now."""
    found = HelpRequest.unscoped.filter(area__path__startswith=area.path, asked_at__gte=first_moment(since)).order_by()
    by_month = found.annotate(month=TruncMonth("asked_at", tzinfo=clock.ZONE)).values_list("month")
    rows = list(by_month.annotate(asked=Count("pk"), good=Count("pk", filter=Q(state=HelpState.CONFIRMED))))
    return {month.date(): count for month, count, _ in rows}, {month.date(): good for month, _, good in rows}


def _taken(area: Any, since: date) -> dict[date, int]:
    found = Applicant.unscoped.filter(
        area__path__startswith=area.path, state=ApplicantState.TAKEN, ended_at__gte=first_moment(since)
    )
    by_month = found.order_by().annotate(month=TruncMonth("ended_at", tzinfo=clock.ZONE)).values_list("month")
    return {month.date(): count for month, count in by_month.annotate(count=Count("pk"))}


def _to_requests(actor: Actor, state: str) -> Way:
    address = reverse("guidance:requests")
    return lambda month: f"{address}?month={month:%Y-%m}" + (f"&state={state}" if state else "")


def _to_taken(actor: Actor) -> Way:
    address = reverse("guidance:taken")
    return (lambda month: f"{address}?month={month:%Y-%m}") if actor.can(RECRUIT) else _nowhere


def _to_cases(actor: Actor, area: Any, rules: GuidanceRules) -> str:
    """The queue of the one source; the queue itself asks whose cases one sees."""
    (source, *more) = rules.figures.sources
    return (
        ""
        if more or not actor.can("cases.view")
        else f"{reverse('cases:queue')}?tab=any&source={source}&area={area.pk}"
    )


def _months(today: date) -> tuple[date, ...]:
    """First days of the last twelve months, this one last."""
    last = today.year * 12 + today.month - 1
    return tuple(date(at // 12, at % 12 + 1, 1) for at in range(last - MONTHS + 1, last + 1))
