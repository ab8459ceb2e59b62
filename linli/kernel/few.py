"""Counts of people that are shown to others: few people are never counted out."""

from __future__ import annotations

from collections.abc import Sequence


def to_hide(counts: Sequence[int], least: int) -> set[int]:
    """Places of counts that aren't shown because they are of few people. Where only one would be hidden the next smallest goes
    too, so that nobody finds it by subtraction; zero says nothing about anybody and shows.
    """
    hidden = {place for place, count in enumerate(counts) if 0 < count < least}
    if len(hidden) == 1:
        others = [place for place, count in enumerate(counts) if count >= least]
        hidden |= {min(others, key=lambda place: (counts[place], place))} if others else set()
    return hidden
