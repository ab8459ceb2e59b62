"""Kinds and states of visits. Codes are ours; labels are shown by language."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from linli.kernel.words import N_


class Cycle(StrEnum):
    """How often (H37), from the most often to the rarest."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"


class Subject(StrEnum):
    """Whom or what a kind of visit concerns."""

    HOUSEHOLD = "household"
    COMPOUND = "compound"
    SITE = "site"


class Counting(StrEnum):
    """From what the next visit is counted: from the last one, or once in each week, month, quarter of the calendar."""

    ROLLING = "rolling"
    CALENDAR = "calendar"


class OffDays(StrEnum):
    """What a due day becomes that isn't worked: the next workday, or it stays."""

    NEXT_WORKDAY = "next_workday"
    SAME_DAY = "same_day"


class Outcome(StrEnum):
    """What came of knocking. A place always "answers"."""

    ANSWERED = "answered"
    NOBODY = "nobody"
    MOVED = "moved"
    REFUSED = "refused"


#: Due so many days ahead is coming up.
SOON_DAYS = 7

LATE, TODAY, SOON, LATER = "late", "today", "soon", "later"

CYCLES = {
    Cycle.DAILY: N_("Every day"),
    Cycle.WEEKLY: N_("Every week"),
    Cycle.MONTHLY: N_("Every month"),
    Cycle.QUARTERLY: N_("Every quarter"),
    Cycle.HALF_YEARLY: N_("Every half year"),
    Cycle.YEARLY: N_("Every year"),
}
SUBJECTS = {
    Subject.HOUSEHOLD: N_("by household"),
    Subject.COMPOUND: N_("by compound"),
    Subject.SITE: N_("by place"),
}
OUTCOMES = {
    Outcome.ANSWERED: N_("Somebody answered"),
    Outcome.NOBODY: N_("Nobody home"),
    Outcome.MOVED: N_("Moved away, it is said"),
    Outcome.REFUSED: N_("Doesn't want a visit"),
}
#: At a compound or another place nobody answers a door.
WENT = N_("Went there")


def is_rarer(cycle: str, than: str) -> bool:
    """Whether a cycle comes less often than another."""
    order = list(Cycle)
    return order.index(Cycle(cycle)) > order.index(Cycle(than))


def mark_of(due_on: date | None, today: date) -> str:
    """Late from the day after it was due; due today; soon within a week; later, or never due."""
    if due_on is None:
        return LATER
    left = (due_on - today).days
    if left < 0:
        return LATE
    if left == 0:
        return TODAY
    return SOON if left <= SOON_DAYS else LATER
