"""Pure decisions of alliances: whose turn it is, what points open or close, when a unit was honoured. Points are tenths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from linli.domains.alliances.method import PointRules
from linli.domains.alliances.states import Band
from linli.kernel.months import around

#: Parts of a point.
PARTS = 10


def cycles_from(day: date, months: int, count: int) -> Iterator[date]:
    """First days of `count` cycles of so many months, the first being that in which `day` lies."""
    first = day
    for _ in range(count):
        start, last = around(first, months)
        yield start
        first = last + timedelta(days=1)


def rota(members: Sequence[int], firsts: Iterable[date]) -> list[tuple[date, int]]:
    """(first day of a cycle, member) in the members' order, beginning anew after the last; nothing where nobody is a member."""
    return [(first, members[place % len(members)]) for place, first in enumerate(firsts)] if members else []


def band(points: int, rule: PointRules) -> Band:
    """Where points lie: exactly the limit of sharing shares, exactly that of honour isn't above it (S20, S21)."""
    if points > rule.honoured_above * PARTS:
        return Band.HONOURED
    return Band.SHARES if points >= rule.shares_from * PARTS else Band.LOW


@dataclass(frozen=True, slots=True)
class Year:
    """A unit's points of the last calendar year and of this one, and since when it has been a member without a break."""

    member_since: date | None
    last: int
    now: int


def is_barred(found: Year, year: int, rule: PointRules) -> bool:
    """Whether a unit takes nothing of the shared resources in a year (S20): it was a member all through the last year, stayed below
    the limit, and hasn't reached it this year yet. Who came later has had no whole year, and who isn't a member isn't scored.
    """
    if found.member_since is None or found.member_since > date(year - 1, 1, 1):
        return False
    return all(band(points, rule) is Band.LOW for points in (found.last, found.now))


def honoured_on(counted: Iterable[tuple[date, int]], rule: PointRules) -> date | None:
    """The day on which the points of a year went above the limit of honour (S21), from (day of counting, points); None: they didn't."""
    total = 0
    for day, points in sorted(counted):
        total += points
        if band(total, rule) is Band.HONOURED:
            return day
    return None


def is_in_time(on: date, today: date, rule: PointRules) -> bool:
    """Whether something done on a day may still be entered: this year, or last year's within the days of the method."""
    if on > today:
        return False
    return on.year == today.year or (
        on.year == today.year - 1 and today <= date(today.year, 1, 1) + timedelta(days=rule.terms.late_days - 1)
    )
