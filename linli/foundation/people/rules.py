"""Pure decisions about posts and absences."""

from __future__ import annotations

from datetime import date


def is_one_per_place(per_area: str) -> bool:
    """Whether a second holder in one place is refused (Q55, X20)."""
    return per_area in ("exactly_one", "at_most_one")


def seats_allowed(per_area: str, seats: int) -> int:
    """How many may hold a post at one time: one where the method says so, else the post's own number of seats."""
    return 1 if is_one_per_place(per_area) else seats


def overlaps(first: date, last: date, other_first: date, other_last: date) -> bool:
    """Whether two runs of days (both ends included) share a day."""
    return first <= other_last and other_first <= last
