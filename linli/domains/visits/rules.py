"""Decisions of visits: pure functions, no Django, no clock but the one passed in."""

from __future__ import annotations

import calendar as months
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from linli.domains.visits.states import Counting, Cycle, OffDays
from linli.kernel.calendar import WorkCalendar
from linli.kernel.months import around

_MONTHS = {Cycle.MONTHLY: 1, Cycle.QUARTERLY: 3, Cycle.HALF_YEARLY: 6, Cycle.YEARLY: 12}
_PARTS = re.compile(r"(\d+)")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A cycle with how it is counted and what non-working days do to it."""

    cycle: Cycle
    counting: Counting = Counting.ROLLING
    off_days: OffDays = OffDays.NEXT_WORKDAY


def after(day: date, cycle: Cycle) -> date:
    """One cycle later. A month after 31 January is the last of February."""
    if cycle is Cycle.DAILY:
        return day + _DAY
    if cycle is Cycle.WEEKLY:
        return day + 7 * _DAY
    year, month = divmod(day.year * 12 + day.month - 1 + _MONTHS[cycle], 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def period(day: date, cycle: Cycle) -> tuple[date, date]:
    """First and last day of the calendar's day, week (from Monday), month, quarter, half year or year around `day`."""
    if cycle is Cycle.DAILY:
        return day, day
    if cycle is Cycle.WEEKLY:
        first = day - day.weekday() * _DAY
        return first, first + 6 * _DAY
    return around(day, _MONTHS[cycle])


def next_due(rhythm: Rhythm, last: date, calendar: WorkCalendar) -> date:
    """When the next visit is due after one on `last`.

    Rolling: one cycle later, on a workday. By the calendar: by the last workday of the period after the one that `last`
    lies in; a period without any workday is passed over. Two visits in one quarter don't save the next one.
    """
    if rhythm.counting is Counting.ROLLING:
        return on_workday(after(last, rhythm.cycle), rhythm.off_days, calendar)
    return _end_of_period(period(last, rhythm.cycle)[1] + _DAY, rhythm, calendar)


def first_due(rhythm: Rhythm, start: date, calendar: WorkCalendar) -> date:
    """When the first visit is due under a plan from `start` on, for one that isn't spread with others."""
    if rhythm.counting is Counting.ROLLING:
        return on_workday(start, rhythm.off_days, calendar)
    return max(_end_of_period(start, rhythm, calendar), start)


def spread(rhythm: Rhythm, start: date, count: int, calendar: WorkCalendar) -> list[date]:
    """First due days of `count` subjects in their order: spread over one cycle, so that no day has more than its share."""
    if rhythm.counting is Counting.CALENDAR:
        return [first_due(rhythm, start, calendar)] * count
    end = after(start, rhythm.cycle)
    all_days = [start + n * _DAY for n in range((end - start).days)]
    worked = [day for day in all_days if rhythm.off_days is OffDays.SAME_DAY or calendar.is_workday(day)]
    days = worked or [on_workday(start, rhythm.off_days, calendar)]
    return [days[place * len(days) // count] for place in range(count)]


def spread_by_ground(rhythm: Rhythm, start: date, grounds: Sequence[int], calendar: WorkCalendar) -> list[date]:
    """First due days of subjects in their order, spread ground by ground: `grounds` says in whose each one lies, and everybody
    who walks has an even share of each day.
    """
    left = {ground: iter(spread(rhythm, start, count, calendar)) for ground, count in Counter(grounds).items()}
    return [next(left[ground]) for ground in grounds]


def on_workday(day: date, off_days: OffDays, calendar: WorkCalendar) -> date:
    """`day`, or the next day that is worked. Make-up days are worked."""
    while off_days is OffDays.NEXT_WORKDAY and not calendar.is_workday(day):
        day += _DAY
    return day


def is_done(outcome: str, tries: int, outcomes: tuple[str, ...], most_tries: int) -> bool:
    """Whether a visit counts: by its outcome, or because it was tried often enough. `tries` are days, this one among them."""
    return outcome in outcomes or tries >= most_tries


def room_order(room: str) -> tuple[tuple[int, str], ...]:
    """How rooms stand along a stairwell: 101, 102, 1001; figures by their size."""
    parts = (part for part in _PARTS.split(room) if part)
    return tuple((int(part), "") if part.isdigit() and part.isascii() else (0, part) for part in parts)


def names_in(text: str, names: list[str]) -> bool:
    """Whether words that others will read hold somebody's name. One-letter names are no names."""
    return any(len(name) > 1 and name in text for name in names)


def _end_of_period(day: date, rhythm: Rhythm, calendar: WorkCalendar) -> date:
    """The last workday of the period around `day`; of the first later one that has any."""
    first, last = period(day, rhythm.cycle)
    if rhythm.off_days is OffDays.SAME_DAY:
        return last
    day = last
    while day >= first:
        if calendar.is_workday(day):
            return day
        day -= _DAY
    return _end_of_period(last + _DAY, rhythm, calendar)
