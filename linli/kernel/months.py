"""Stretches of whole months in the calendar: months, quarters, half years and years all begin with January."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


def around(day: date, months: int) -> tuple[date, date]:
    """First and last day of the stretch of so many months (a divisor of twelve; else ValueError) in which a day lies.

    The last day of March belongs to the first quarter, the first of April to the second.
    """
    if not 1 <= months <= 12 or 12 % months:
        raise ValueError("a stretch of months has to divide the year")
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    last_month = first.month + months - 1
    return first, date(day.year, last_month, monthrange(day.year, last_month)[1])


def quarter(day: date) -> tuple[date, date]:
    """First day of the quarter in which a day lies, and the first day after it."""
    first, last = around(day, 3)
    return first, last + timedelta(days=1)
