"""Decisions of property: keys, months, lots, complaint rates. Pure: no Django, no clock but the one passed in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

_DIGITS = "零一二三四五六七八九"
_HUNDRED = Fraction(100)
_CENT = Decimal("0.01")


def holder_of(uscc: str, organization_id: int) -> str:
    """What tells a company through all its names: the unified social credit code; its number here where it has none."""
    return uscc or f"o{organization_id}"


def read_key(key: str) -> tuple[str, int]:
    """Holder and compound of a key. Raises ValueError for a key of something else."""
    kind, holder, compound = key.split(":")
    if kind != "property":
        raise ValueError(key)
    return holder, int(compound)


def month_of(day: date) -> date:
    """The first day of the month around a day."""
    return day.replace(day=1)


def month_before(day: date) -> date:
    """The first day of the month before that around a day."""
    return month_of(month_of(day) - timedelta(days=1))


def due_of(month: date, due_day: int) -> date:
    """The last day on which the report on a month is in time: that day of the month after."""
    return month_of(month.replace(day=28) + timedelta(days=4)).replace(day=due_day)


def months_between(first: date, last: date) -> list[date]:
    """First days of all months from the one around `first` to the one around `last`; none where it would run backwards."""
    found, month = [], month_of(first)
    while month <= last:
        found.append(month)
        month = month_of(month.replace(day=28) + timedelta(days=4))
    return found


def pool_digest(pool: Iterable[int]) -> str:
    """SHA-256 of who could be drawn: their numbers in order, parted by commas."""
    return hashlib.sha256(",".join(str(one) for one in sorted(pool)).encode()).hexdigest()


def lots(seed: str, pool: Iterable[int]) -> list[int]:
    """All of a pool in the order in which they are drawn: by SHA-256 of "seed:number". Whoever has the seed and the pool gets the same."""
    return sorted(pool, key=lambda one: (hashlib.sha256(f"{seed}:{one}".encode()).hexdigest(), one))


def is_grown(born_on: date | None, today: date) -> bool:
    """Whether somebody is 18; an unknown day of birth is believed. Who was born on 29 February is on 1 March."""
    return born_on is None or (today.year - born_on.year, today.month, today.day) >= (18, born_on.month, born_on.day)


def numeral(number: int) -> str:
    """1 to 99 as people write it: 一, 十, 十二, 二十, 九十九. Raises ValueError."""
    if not 1 <= number <= 99:
        raise ValueError(number)
    tens, ones = divmod(number, 10)
    ten = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return ten + (_DIGITS[ones] if ones else "")


def drawn(order: Sequence[int], there: Iterable[int], size: int) -> list[tuple[int, int]]:
    """Who rates: the first `size` of an order who are still there, each with the place (from 1) at which they were drawn."""
    present = set(there)
    return [(place, one) for place, one in enumerate(order, 1) if one in present][:size]


def rate(complaints: int, households: int | None) -> Fraction | None:
    """Complaints per 100 households; None where nobody knows how many households there are."""
    return Fraction(complaints * 100, households) if households else None


def figure(found: Fraction | None, worst: int) -> Fraction | None:
    """A rate as points from 0 to 100: none is 100, `worst` per 100 households or more is 0, and evenly between."""
    return None if found is None else max(Fraction(0), _HUNDRED - found * 100 / worst)


def grown(now: Fraction | None, before: Fraction | None) -> Fraction | None:
    """The change in percent; None where there is nothing to compare with."""
    return (now - before) * 100 / before if now is not None and before else None


def shown(value: Fraction | None) -> Decimal | None:
    """Two places, cut off."""
    return (
        None if value is None else (Decimal(value.numerator) / Decimal(value.denominator)).quantize(_CENT, ROUND_DOWN)
    )


def percent(part: int, whole: int) -> int | None:
    """Whole percent, cut off; None of nothing."""
    return part * 100 // whole if whole else None


def year_before(day: date) -> date:
    """The same day of the year before; 29 February gives the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
