"""Decisions of activities: pure functions, no Django, no clock but the one passed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from linli.domains.activities.states import State, Turn
from linli.kernel import months

_DAY = timedelta(days=1)
#: So far ahead something may be planned.
AHEAD = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of a programme's cycle, both days included."""

    first: date
    last: date


def period_of(day: date, length: int) -> Period:
    """The period of so many months in which a day lies."""
    return Period(*months.around(day, length))


def before(period: Period, length: int) -> Period:
    """The period before it."""
    return period_of(period.first - _DAY, length)


def after(period: Period, length: int) -> Period:
    """The period after it."""
    return period_of(period.last + _DAY, length)


def earliest(today: date, length: int) -> date:
    """The first day for which something may still be written down: the period before today's can be caught up with."""
    return before(period_of(today, length), length).first


def turn_of(state: State | None, on: date | None, period: Period, today: date) -> Turn:
    """How a holder stands: late once the planned day or the period is over and it isn't held. `state` None: nothing is planned."""
    if state is State.HELD:
        return Turn.HELD
    if today > period.last or (on is not None and on < today):
        return Turn.LATE
    return {State.PLANNED: Turn.PLANNED, State.BEGUN: Turn.BEGUN}.get(state, Turn.OPEN) if state else Turn.OPEN


def periods_to_remind(today: date, length: int, days: int) -> list[Period]:
    """Periods about which is reminded today: from so many days before the last one to the day after it."""
    found = dict.fromkeys((period_of(today - _DAY, length), period_of(today, length)))
    return [one for one in found if one.last - timedelta(days=days) <= today <= one.last + _DAY]


def fits(count: int, least: int, most: int) -> bool:
    """Whether so many own items may be added; both bounds are included."""
    return least <= count <= most


def undone(fixed: Sequence[str], done: Sequence[str]) -> list[str]:
    """Labels of fixed items without a word on what was done, in their order."""
    return [label for label, words in zip(fixed, done, strict=True) if not words.strip()]
