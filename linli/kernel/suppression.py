"""Counts of few things or people that aren't shown, so that nobody is found behind a number. Pure."""

from __future__ import annotations

from collections.abc import Sequence


def to_hide(counts: Sequence[int], least: int) -> set[int]:
    """Places of counts that aren't shown because they are of few people. Where only one would be hidden the next smallest goes
    too, so that nobody finds it by subtraction; zero says nothing about anybody and shows.
    """
    return with_company({place for place, count in enumerate(counts) if 0 < count < least}, counts, least)


def with_company(hidden: set[int], counts: Sequence[int], least: int) -> set[int]:
    """The hidden places and, where there is only one, that of the smallest count which reaches `least`."""
    others = [place for place, count in enumerate(counts) if place not in hidden and count >= least]
    if len(hidden) != 1 or not others:
        return hidden
    return hidden | {min(others, key=lambda place: (counts[place], place))}
