"""Lengths of time as offices write them: minutes and hours that run on, or hours and days of work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Unit(StrEnum):
    """How an amount is counted. The first three run day and night; the last two only in working time."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WORKING_HOURS = "working_hours"
    WORKING_DAYS = "working_days"

    @property
    def is_working(self) -> bool:
        """Whether only working time counts."""
        return self in (Unit.WORKING_HOURS, Unit.WORKING_DAYS)


@dataclass(frozen=True, slots=True)
class Duration:
    """An amount in a unit. Zero is allowed and means "at once"; a negative amount raises ValueError."""

    amount: float
    unit: Unit

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError("a duration can't be negative")

    @property
    def length(self) -> timedelta:
        """How long it lasts when it runs day and night; ValueError for working time, whose length only a calendar knows."""
        if self.unit.is_working:
            raise ValueError("working time has no length of its own")
        return timedelta(**{self.unit.value: self.amount})
