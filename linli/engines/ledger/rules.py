"""Decisions of the ledger: shares, rounding, caps, periods, when something lapses and how much. Pure, whole numbers only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from linli.engines.ledger.method import Cap, Expiry, Per
from linli.engines.ledger.registry import LARGEST
from linli.kernel.months import around

Rounding = Literal["down", "half_up", "up"]


def is_amount(value: Any) -> bool:
    """Whether this is a whole amount above zero that can be booked; True, 1.0 and "1" are none."""
    return type(value) is int and 0 < value <= LARGEST


def worth(quantity: int, rate: int, per: int, rounding: Rounding = "down") -> int:
    """What a quantity is worth at `rate` for each `per` of it (10 tenths of a point for each 60 minutes), in whole parts.

    Quantity and rate from 0 on; ValueError below, and for `per` below 1.
    """
    if quantity < 0 or rate < 0 or per < 1:
        raise ValueError("quantity and rate begin at 0, per at 1")
    exact = 2 * quantity * rate
    return (exact + {"down": 0, "half_up": per, "up": 2 * per - 1}[rounding]) // (2 * per)


def split(amount: int, weights: Sequence[int]) -> list[int]:
    """Shares of an amount by weight that sum to it exactly: each rounded down, the rest by largest remainder, equals in order.

    ValueError for a negative amount or weight, and where all weights are 0.
    """
    total = sum(weights)
    if amount < 0 or min(weights, default=-1) < 0 or not total:
        raise ValueError("amount and weights begin at 0, and one weight is above it")
    shares = [amount * weight // total for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda at: -(amount * weights[at] % total))
    for at in by_remainder[: amount - sum(shares)]:
        shares[at] += 1
    return shares


def period_of(day: date, per: Per) -> tuple[date, date] | None:
    """First day of the time in which a cap counts, and the first day after it; None for an activity, which has no calendar."""
    if per == "activity":
        return None
    if per == "day":
        return day, day + timedelta(days=1)
    if per == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=7)
    first, last = around(day, 1 if per == "month" else 12)
    return first, last + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Allowed:
    """How much of what was asked for may be given; `refused` is the cap that forbids all of it."""

    amount: int
    refused: Cap | None = None


def allowed(asked: int, caps: Sequence[tuple[Cap, int]], scale: int) -> Allowed:
    """What several caps leave of an amount, each with what was earned in its time already. One that refuses beats those that cut."""
    amount = asked
    for cap, earned in caps:
        left = max(0, cap.most * scale - earned)
        if asked > left and cap.beyond == "refuse":
            return Allowed(0, cap)
        amount = min(amount, left)
    return Allowed(amount)


def lapses_on(expiry: Expiry | None, earned: date) -> date | None:
    """The first day on which something earned on a day isn't there any more; None for never.

    Years end with the corresponding day, or the last one of its month (Civil Code, articles 201 and 202).
    """
    if expiry is None or expiry.policy == "none":
        return None
    if expiry.policy == "calendar_year":
        return date(earned.year + 1, 1, 1)
    assert expiry.years is not None
    year = earned.year + expiry.years
    try:
        last = earned.replace(year=year)
    except ValueError:  # 29 February
        last = date(year, 2, 28)
    return last + timedelta(days=1)


def to_lapse(earned_until: int, spent: int) -> int:
    """How much lapses: of all that was earned with an end that has come, what was neither spent, held nor lapsed before.

    What goes out counts against what lapses first, so nobody loses what could have been used up.
    """
    return max(0, earned_until - spent)


def words_of(fields: Sequence[object]) -> str:
    """Words of an entry, each with its length before it, so that no letter can move from one to the next; None is empty."""
    texts = ["" if field is None else str(field) for field in fields]
    return "".join(f"{len(text)}:{text}" for text in texts)


def unbalanced(lines: Sequence[tuple[str, int]]) -> Mapping[str, int]:
    """Units whose amounts don't sum to zero, with their sum."""
    sums: dict[str, int] = {}
    for unit, amount in lines:
        sums[unit] = sums.get(unit, 0) + amount
    return {unit: total for unit, total in sums.items() if total}
