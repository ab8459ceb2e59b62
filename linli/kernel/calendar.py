"""Working time as a pure object: public holidays, make-up workdays (调休) and hours are passed in.

Two ways of counting a length that runs in working time:

* working hours: only the minutes inside the day's hours count;
* working days: the due moment is the end of the working day that is `n` working days after the start day (the start
  day isn't counted, as offices count), at the end of that day's hours.

The state publishes next year's holidays in November. Beyond the last published day a result is marked
`certain=False`: weekends are still left out, and whoever shows the moment must say that it may move.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from linli.kernel.clock import ZONE
from linli.kernel.durations import Duration, Unit

Hours = tuple[tuple[time, time], ...]

#: What most county offices keep; an organization may have its own.
OFFICE_HOURS: Hours = ((time(8, 30), time(12, 0)), (time(13, 30), time(17, 30)))

_A_DAY = timedelta(days=1)

_SIMPLE = {
    Unit.MINUTES: timedelta(minutes=1),
    Unit.HOURS: timedelta(hours=1),
    Unit.DAYS: timedelta(days=1),
}


@dataclass(frozen=True, slots=True)
class Due:
    """A computed moment (UTC) and whether the holiday calendar covers all of the way to it."""

    at: datetime
    certain: bool = True


@dataclass(frozen=True)
class WorkCalendar:
    """Which days are worked, and when. `covers_until` is the last day for which holidays are published."""

    holidays: frozenset[date]
    makeup_days: frozenset[date]
    covers_until: date
    hours: Hours = field(default=OFFICE_HOURS)

    def is_workday(self, day: date) -> bool:
        """Whether offices work on `day`: a make-up day counts, a holiday and a weekend don't."""
        if day in self.makeup_days:
            return True
        return day.weekday() < 5 and day not in self.holidays

    def is_certain(self, day: date) -> bool:
        """Whether the holidays up to `day` are published."""
        return day <= self.covers_until

    def add(self, start: datetime, length: Duration) -> Due:
        """The moment `length` after `start`, with its certainty. `start` must be aware."""
        if not length.unit.is_working:
            return Due((start + _SIMPLE[length.unit] * length.amount).astimezone(UTC))
        if length.unit is Unit.WORKING_DAYS:
            return self._add_days(start, length.amount)
        return self._add_worked(start, timedelta(hours=length.amount))

    def worked_between(self, start: datetime, end: datetime) -> timedelta:
        """Working time inside [start, end); zero where `end` is not after `start`."""
        total = timedelta()
        if end <= start:
            return total
        for opens, closes in self._spans(start):
            if opens >= end:
                break
            total += (min(end, closes)) - (max(start, opens))
        return total

    def remaining(self, at: datetime, due: datetime, unit: Unit) -> timedelta:
        """What a clock that stops at `at` still has until `due`: working time for working units, else plain time.

        Zero when the due moment has passed.
        """
        if unit.is_working:
            return self.worked_between(at, due)
        return max(timedelta(), due - at)

    def resume(self, at: datetime, remaining: timedelta, unit: Unit) -> Due:
        """The new due moment of a clock that starts again at `at` with `remaining` left (see `remaining`)."""
        if unit.is_working:
            return self._add_worked(at, remaining)
        return Due((at + remaining).astimezone(UTC))

    def workdays_from(self, day: date) -> Iterator[date]:
        """Endless run of workdays after `day`, `day` not included."""
        while True:
            day += _A_DAY
            if self.is_workday(day):
                yield day

    def _add_days(self, start: datetime, amount: float) -> Due:
        day = start.astimezone(ZONE).date()
        days = self.workdays_from(day)
        for _ in range(round(amount)):
            day = next(days)
        closes = datetime.combine(day, self.hours[-1][1], ZONE).astimezone(UTC)
        return Due(max(closes, start.astimezone(UTC)), self.is_certain(day))

    def _add_worked(self, start: datetime, left: timedelta) -> Due:
        for opens, closes in self._spans(start):
            begin = max(opens, start)
            if closes - begin >= left:
                return Due((begin + left).astimezone(UTC), self.is_certain(begin.astimezone(ZONE).date()))
            left -= closes - begin
        raise AssertionError("spans never end")

    def _spans(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Working spans (UTC) that end after `start`, in order, without end."""
        day = start.astimezone(ZONE).date()
        while True:
            for span in self._spans_on(day):
                if span[1] > start:
                    yield span
            day += _A_DAY

    def _spans_on(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """A day's working spans in UTC; none for a day off. Each day is worked out once: every clock of every case asks for the
        same few weeks, and moments of a zone are slow to make and to compare.
        """
        known = self._days.get(day)
        if known is None:
            known = self._days[day] = tuple(self._worked_on(day)) if self.is_workday(day) else ()
        return known

    def _worked_on(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        for opens, closes in self.hours:
            yield tuple(datetime.combine(day, at, ZONE).astimezone(UTC) for at in (opens, closes))  # type: ignore[misc]  # two

    @cached_property
    def _days(self) -> dict[date, tuple[tuple[datetime, datetime], ...]]:
        return {}
