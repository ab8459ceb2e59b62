"""Decisions of volunteering: pure functions, no Django, no clock but the one passed in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from hmac import compare_digest

#: Digits of a code that is shown on site, and of the one that a reward is fetched with.
DIGITS = 6
#: A session longer than a day is a typing error.
LONGEST_HOURS = 24
#: Honour hours of a whole life: forty years of ten hours a week.
MOST_HONOUR_MINUTES = 40 * 52 * 10 * 60
MOST_QUANTITY = 1_000_000
MOST_SLOTS = 1000


def window_of(at: datetime, minutes: int) -> int:
    """The number of the stretch of so many minutes in which a moment lies; each stretch has a code of its own."""
    return int(at.timestamp()) // (60 * minutes)


def ends_in(at: datetime, minutes: int) -> int:
    """In how many seconds (at least 1) the code of a moment changes."""
    return 60 * minutes - int(at.timestamp()) % (60 * minutes)


def digits_of(digest: str) -> str:
    """Six digits out of a keyed digest in hex, leading zeros kept."""
    return f"{int(digest[:15], 16) % 10**DIGITS:0{DIGITS}d}"


def is_one_of(said: str, codes: Sequence[str]) -> bool:
    """Whether what somebody typed is one of these, compared without telling by time how much of it was right."""
    return sum(compare_digest(said.encode(), code.encode()) for code in codes) > 0


def may_check_in(now: datetime, starts_at: datetime, ends_at: datetime, early_minutes: int) -> bool:
    """From so many minutes before the shift up to its end, both included."""
    return starts_at - timedelta(minutes=early_minutes) <= now <= ends_at


def may_cancel(now: datetime, starts_at: datetime, hours: int) -> bool:
    """Up to so many hours before the beginning, that moment included."""
    return now <= starts_at - timedelta(hours=hours)


def minutes_served(
    starts_at: datetime, ends_at: datetime, came_at: datetime | None, left_at: datetime | None, round_to: int
) -> int:
    """Minutes within the shift between coming and leaving, in whole `round_to` rounded down; who didn't check out stayed to the end.

    Never below 0, also for a clock that ran backwards; coming early or leaving late counts nothing.
    """
    begin, end = max(starts_at, came_at or starts_at), min(ends_at, left_at or ends_at)
    minutes = max(0, int((end - begin).total_seconds() // 60))
    return minutes // round_to * round_to


def length(starts_at: datetime, ends_at: datetime) -> int:
    """Whole minutes of a shift, over midnight too."""
    return int((ends_at - starts_at).total_seconds() // 60)


def is_span(starts_at: datetime, ends_at: datetime) -> bool:
    """Whether this can be a shift: at least a minute, at most a day."""
    return 1 <= length(starts_at, ends_at) <= LONGEST_HOURS * 60


def is_whole(value: object, least: int, most: int) -> bool:
    """Whether this is a whole number in these bounds; True, 1.5 and "1" are none."""
    return type(value) is int and least <= value <= most


def age_on(born_on: date, day: date) -> int:
    """Whole years on a day; who was born on 29 February is a year older on 1 March."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def masked_name(name: str) -> str:
    """A name for a public page: its first character alone, the rest as stars: 王小红 → 王**."""
    return name[:1] + "*" * (len(name) - 1)
