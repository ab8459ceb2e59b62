"""What visits do when a plan is set, households come and move, and the ground changes. All run in the job worker."""

from __future__ import annotations

from typing import Any

from linli.domains.visits.services import laying
from linli.foundation.privacy import rls


def fill_plan(event: Any) -> None:
    """A plan was set: its ground gets what it hasn't got yet."""
    with rls.everywhere():
        laying.lay_by_id(event.subject_id)


def fill_county(event: Any) -> None:
    """A list of residents came in: new households get their due days."""
    with rls.everywhere():
        laying.lay_county(event.county_id)


def follow_household(event: Any) -> None:
    """A household was formed, or moved: it is visited as its place is."""
    with rls.everywhere():
        laying.follow_household(event.subject_id)


def settle_ground(event: Any) -> None:
    """Areas were moved, split, merged or closed, and all rows have followed."""
    with rls.everywhere():
        laying.settle_county(event.county_id)
