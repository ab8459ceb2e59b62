"""Decisions of membership: pure functions, no Django, no clock but the one passed in."""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

Meant = TypeVar("Meant", bound=Hashable)


def name_key(name: str) -> str:
    """What makes two names of a list the same: narrow letters, no spaces, no case."""
    return "".join(unicodedata.normalize("NFKC", name).split()).lower()


def by_name(named: Iterable[tuple[str, Meant]]) -> dict[str, set[Meant]]:
    """What each name may mean, by its key; names of nothing left out."""
    found: dict[str, set[Meant]] = {}
    for name, meant in named:
        if key := name_key(name):
            found.setdefault(key, set()).add(meant)
    return found


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a whole are of one sort, against a line that is to be passed (Q25)."""

    label: str
    part: int
    whole: int
    above: int

    @property
    def percent(self) -> float | None:
        """The share in percent; None of nothing."""
        return self.part * 100 / self.whole if self.whole else None

    @property
    def warns(self) -> bool:
        """Whether the line isn't passed: exactly on it warns, nothing at all doesn't."""
        return self.whole > 0 and self.part * 100 <= self.above * self.whole


@dataclass(frozen=True, slots=True)
class QuotaUse:
    """Places of a compound in a year: how many there are and how many are taken (Q20)."""

    allotted: int
    used: int

    @property
    def remaining(self) -> int:
        """What is left; never below nothing."""
        return max(0, self.allotted - self.used)


def quota_fits(allotted: int, at_least: int) -> bool:
    """Whether a yearly quota reaches what the method asks for: 29 of 30 doesn't, 30 does."""
    return allotted >= at_least


def may_take_another(held: int, at_most: int | None) -> bool:
    """Whether a member with `held` households may take one more: with a ceiling of 10 the tenth yes, the eleventh no (L43)."""
    return at_most is None or held < at_most


def is_short(held: int, at_least: int) -> bool:
    """Whether a member has fewer households than the method asks for: 4 of 5 is short, 5 isn't (Q26)."""
    return held < at_least


def should_transfer(*, follows_home: bool, organization: int, local: int | None) -> bool:
    """Whether the membership ought to come to where the member lives (Q19); not where no organization is known there."""
    return follows_home and local is not None and local != organization


def is_unseen(*, organization: int, local: int | None, registered: bool, checked_in: bool) -> bool:
    """Whether the organization where somebody lives has never met this member (Q8)."""
    return local is not None and local != organization and not registered and not checked_in


@dataclass(frozen=True, slots=True)
class CourierSaid:
    """What a courier says when reporting in (Q39), with fields as they are kept; `home` is where the membership lies."""

    name: str
    phone: str
    group: str
    home: str
