"""Decisions of indicators: values, ranks, scores, periods, and what a method may ask. Pure; exact fractions, no floats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from math import ceil, floor
from typing import Any, Literal

from linli.domains.indicators.method import Conditions, Goal, Indicator, Question, questions_of
from linli.domains.indicators.states import SUBJECTS, Fact
from linli.kernel.clock import ZONE
from linli.kernel.months import around

PeriodKind = Literal["day", "week", "month", "quarter", "year", "own"]
#: Own dates reach so far and no further: days.
LONGEST = 1100

#: Which questions go with which kind of fact.
_FITS: dict[str, tuple[str, ...]] = {
    "yes_no": ("yes",),
    "number": ("at_least", "at_most"),
    "tier": ("at_least", "at_most"),
    "choice": ("one_of", "none_of"),
    "clock": ("one_of", "none_of"),
    "category": ("one_of", "none_of"),
}


# ── values ─────────────────────────────────────────────────────────────────────────────────────


def value_of(kind: str, counted: int, of: int) -> Fraction | None:
    """The figure: percent for a share, the quotient for a ratio, the number for a count. None where there is nothing to take it of."""
    if kind == "count":
        return Fraction(counted)
    if not of:
        return None
    return Fraction(counted * (100 if kind == "share" else 1), of)


def shown(value: Fraction | None, kind: str, direction: str) -> str:
    """The figure as people read it, always rounded to the office's disadvantage, so that nothing looks reached that isn't: down
    where more is better, up where less is. "—" for none.
    """
    if value is None:
        return "—"
    if kind == "count":
        return str(int(value))
    places = 1 if kind == "share" else 2
    scaled = value * 10**places
    whole = ceil(scaled) if direction == "lower" else floor(scaled)
    text = f"{whole // 10**places}.{whole % 10**places:0{places}d}"
    return f"{text}%" if kind == "share" else text


def is_reached(goal: Goal, value: Fraction | None) -> bool | None:
    """Whether the goal is reached by the exact figure; None where there is none."""
    if value is None:
        return None
    aim = exact(goal.value)
    return {
        "at_least": value >= aim, "more_than": value > aim, "at_most": value <= aim, "less_than": value < aim,
    }[goal.is_]  # fmt: skip


def points(indicator: Indicator, value: Fraction | None) -> Fraction | None:
    """What a share gives to the score: its weight times the percent, up to the cap; for one of which less is better, times what is
    missing to a hundred. None without a figure.
    """
    if value is None:
        return None
    good = 100 - value if indicator.direction == "lower" else value
    return exact(indicator.weight) * min(max(good, Fraction(0)), exact(indicator.cap)) / 100


def score(indicators: Sequence[Indicator], values: Sequence[Fraction | None]) -> Fraction | None:
    """The sum of what the weighted ones give. None where one of them has no figure: what isn't comparable isn't compared."""
    weighted = [points(one, value) for one, value in zip(indicators, values, strict=True) if one.weight]
    if not weighted or None in weighted:
        return None
    return sum((each for each in weighted if each is not None), Fraction(0))


def full_score(indicators: Sequence[Indicator]) -> Fraction:
    """The most that a score can be."""
    return sum((exact(one.weight) * exact(one.cap) / 100 for one in indicators), Fraction(0))


def shown_score(value: Fraction | None) -> str:
    """A score with two places, rounded down; "—" for none."""
    if value is None:
        return "—"
    whole = floor(value * 100)
    return f"{whole // 100}.{whole % 100:02d}"


def ranks(values: Sequence[Fraction | None], direction: str) -> list[int | None]:
    """Places by the exact figures, 1 for the best; equals share a place and the next ones move down (1, 2, 2, 4). None for what has no
    figure, and for all where neither more nor less is better.
    """
    if direction == "none":
        return [None for _ in values]
    known = [value for value in values if value is not None]
    if direction == "lower":
        return [None if one is None else 1 + sum(other < one for other in known) for one in values]
    return [None if one is None else 1 + sum(other > one for other in known) for one in values]


def exact(number: float) -> Fraction:
    """A number of a method as it is written there: 75.1 is 751/10."""
    return Fraction(str(number))


def narrowed(indicator: Indicator, only: Conditions) -> Indicator:
    """The same indicator of fewer things: of those for which `only` holds too."""
    both = indicator.kind == "ratio"
    return indicator.model_copy(
        update={
            "of": indicator.of if indicator.kind == "count" else (*indicator.of, *only),
            "counted": (*indicator.counted, *only) if both or indicator.kind == "count" else indicator.counted,
        }
    )


def change_of(kind: str, old: Fraction | None, new: Fraction | None) -> str:
    """What became of a figure, with its sign: points of percent for a share, else the difference; "" where one is missing."""
    if old is None or new is None:
        return ""
    difference, places = new - old, {"share": 1, "ratio": 2, "count": 0}[kind]
    scaled = floor(abs(difference) * 10**places)
    sign = "±" if not scaled else "+" if difference > 0 else "−"
    whole, rest = divmod(scaled, 10**places)
    return f"{sign}{whole}.{rest:0{places}d}" if places else f"{sign}{whole}"


# ── periods ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Period:
    """Days in China from the first to the last, both inside."""

    kind: PeriodKind
    first: date
    last: date

    @property
    def span(self) -> tuple[datetime, datetime]:
        """The first moment inside and the first one after."""
        return _midnight(self.first), _midnight(self.last + timedelta(days=1))

    @property
    def days(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1


def period_of(kind: str, day: date, first: date | None = None, last: date | None = None) -> Period:
    """The day, week (from Monday), month, quarter or year of a day; own dates in their right order and cut to three years. A kind that nobody
    knows is a month, own dates of which one is missing are the month of the other.
    """
    if kind == "own" and first and last:
        low, high = min(first, last), max(first, last)
        return Period("own", low, min(high, low + timedelta(days=LONGEST - 1)))
    day = (first or last or day) if kind == "own" else day
    if kind == "day":
        return Period("day", day, day)
    if kind == "week":
        monday = day - timedelta(days=day.weekday())
        return Period("week", monday, monday + timedelta(days=6))
    if kind == "quarter":
        return Period("quarter", *around(day, 3))
    if kind == "year":
        return Period("year", date(day.year, 1, 1), date(day.year, 12, 31))
    start = day.replace(day=1)
    return Period("month", start, _next_month(start) - timedelta(days=1))


def before(period: Period) -> Period:
    """The period before; for own dates as many days."""
    ends = period.first - timedelta(days=1)
    if period.kind == "own":
        return replace(period, first=period.first - timedelta(days=period.days), last=ends)
    return period_of(period.kind, ends)


def after(period: Period) -> Period:
    """The period that follows."""
    starts = period.last + timedelta(days=1)
    if period.kind == "own":
        return replace(period, first=starts, last=period.last + timedelta(days=period.days))
    return period_of(period.kind, starts)


def year_before(period: Period) -> Period:
    """The same period of the year before: for days and weeks 52 weeks earlier, with the same days of the week; for own dates 364 days."""
    if period.kind in ("day", "week", "own"):
        weeks = timedelta(weeks=52)
        return replace(period, first=period.first - weeks, last=period.last - weeks)
    return period_of(period.kind, date(period.first.year - 1, period.first.month, 1))


def campaign_periods(starts: date, ends: date, today: date) -> tuple[Period, Period] | None:
    """As many days before a campaign as it has had, and those days themselves; None before its first day."""
    if today < starts:
        return None
    during = Period("own", starts, min(ends, today))
    return before(during), during


def months_of(month: date, today: date) -> list[Period]:
    """What a theme is measured by: the month before it, its own, and the last one that is over where that is a later one."""
    own = period_of("month", month)
    last = before(period_of("month", today))
    return [before(own), own, *([last] if last.first > own.first else ())]


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)


# ── what a method may ask ──────────────────────────────────────────────────────────────────────


def check(rules: Any) -> Iterator[tuple[str, str]]:
    """Whether every question fits its fact, and every list names what there is."""
    own = rules.indicators
    for code, one in own.definitions.items():
        yield from _wrong_in(f"definitions.{code}", one.subject, (*one.of, *one.counted, *one.without))
    for number, rule in enumerate(own.left_out):
        yield from _wrong_in(f"left_out.{number}", rule.subject, rule.when)
    for code, campaign in own.campaigns.items():
        for subject in {own.definitions[name].subject for name in campaign.indicators if name in own.definitions}:
            yield from _wrong_in(f"campaigns.{code}.only", subject, campaign.only)
    lists = [(f"tables.{code}", one.indicators) for code, one in own.tables.items()]
    lists += [(f"campaigns.{code}", one.indicators) for code, one in own.campaigns.items()]
    for place, names in [*lists, ("measures", own.measures)]:
        for name in names:
            if name not in own.definitions:
                yield place, f"found indicator {name}, allowed: {', '.join(own.definitions)}"


def _wrong_in(place: str, subject: str, conditions: Conditions) -> Iterator[tuple[str, str]]:
    if subject not in SUBJECTS:
        yield place, f"found subject {subject}, allowed: {', '.join(SUBJECTS)}"
        return
    facts = SUBJECTS[subject].facts
    for test in questions_of(conditions):
        if test.fact not in facts:
            yield place, f"found fact {test.fact}, allowed: {', '.join(facts)}"
        elif wrong := _misfit(test, facts[test.fact]):
            yield place, f"fact {test.fact}: {wrong}"


def _misfit(test: Question, fact: Fact) -> str:
    """What is wrong with a question to a fact; "" when it fits."""
    if test.asked not in _FITS[fact.kind]:
        return f"found {test.asked}, allowed: {', '.join(_FITS[fact.kind])}"
    named = test.one_of or test.none_of or ()
    if fact.kind == "category":
        odd = [key for key in named if key.count("/") != 2]
        return f"found {odd[0]}, allowed: standard/kind/code" if odd else ""
    odd = [value for value in named if value not in fact.values]
    return f"found {odd[0]!r}, allowed: {', '.join(fact.values)}" if odd else ""
