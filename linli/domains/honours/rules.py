"""Pure decisions of honours: cycles, steps, and who may judge."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from linli.kernel.lines import one_line
from linli.kernel.months import around

#: Steps that a practice may have, and letters of each.
MOST_STEPS, LONGEST_STEP = 20, 200


def cycle_of(day: date, months: int) -> tuple[date, date]:
    """First and last day of the cycle of so many months in which a day lies, counted from January."""
    return around(day, months)


def steps_of(text: str) -> list[str]:
    """One step for each line that says something, each cut to its length."""
    lines = (one_line(line, LONGEST_STEP) for line in text.splitlines())
    return [line for line in lines if line]


def had_a_hand(account: int | None, hands: Iterable[int | None]) -> bool:
    """Whether an account is among those who acted before; an unknown hand is nobody's."""
    return account is not None and account in {hand for hand in hands if hand is not None}
