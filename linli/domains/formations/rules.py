"""Decisions about organizations without a territory: pure functions, no Django, no clock but the one passed in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linli.domains.formations.method import Upkeep


def next_review(upkeep: Upkeep, today: date, members: int, *, was_short: bool) -> date | None:
    """When an organization with so many members is looked at again: after a whole cycle where it has enough (exactly `at_least` is
    enough), after the time of grace where it is short for the first time; None where it was short already: it is dissolved.
    """
    if members >= upkeep.at_least:
        return today + timedelta(days=upkeep.review_days)
    return None if was_short else today + timedelta(days=upkeep.grace_days)


def is_joint(of_a_place: int, of_units: int, least: int) -> bool:
    """Whether so many founders make a joint organization: `least` in all, at least one of a place and one of a unit (X43)."""
    return of_a_place + of_units >= least and of_a_place > 0 and of_units > 0


def share(part: int, whole: int) -> int | None:
    """Whole percent, cut off, so that 100 means all; None of nothing."""
    return part * 100 // whole if whole else None
