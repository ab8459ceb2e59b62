"""Pure decisions of co-building: cycles, who is behind, prices, what changed in a list, offers, and who suits an open part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from linli.domains.cobuilding.method import Criterion, Sharing
from linli.kernel.months import around

#: Suggestions for one open part.
MOST = 3


@dataclass(frozen=True, slots=True)
class Cycle:
    """A stretch of whole months; both days belong to it."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last


def cycle_of(day: date, months: int) -> Cycle:
    """The cycle of so many months (a divisor of twelve) in which a day lies, counted from January.

    The last day of March belongs to the first quarter, the first of April to the second.
    """
    return Cycle(*around(day, months))


def cycle_before(day: date, months: int) -> Cycle:
    """The cycle before the one in which a day lies."""
    return cycle_of(cycle_of(day, months).first - timedelta(days=1), months)


def missing(needed: int, done: int) -> int:
    """How many are still to be done; never below nothing."""
    return max(0, needed - done)


def prices_of(sharing: Sharing, resource: str) -> list[tuple[str, str]]:
    """(name of the users, tier) of a kind of resource, in the method's order; "" as tier where it says nothing (S14)."""
    tiers = {one.user: one.tier for one in sharing.prices if one.resource == resource}
    return [(user.label, tiers.get(code, "")) for code, user in sharing.users.items()] if tiers else []


@dataclass(frozen=True, slots=True)
class Change:
    """What the review of a list found since the one before, by the keys of its entries."""

    added: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[str, ...]


def changes_between(before: Mapping[str, Any], now: Mapping[str, Any]) -> Change:
    """Entries that came, that went, and that aren't as they were."""
    return Change(
        added=tuple(key for key in now if key not in before),
        gone=tuple(key for key in before if key not in now),
        changed=tuple(key for key in now if key in before and now[key] != before[key]),
    )


def points_fit(points: Mapping[str, int], criteria: Mapping[str, Criterion]) -> bool:
    """Whether there are points for each criterion and no other, from nothing to its most."""
    return points.keys() == criteria.keys() and all(0 <= points[code] <= one.most for code, one in criteria.items())


def mean_of(totals: Sequence[int]) -> Fraction | None:
    """The mean of what judges gave an offer, exactly; None where nobody judged it."""
    return Fraction(sum(totals), len(totals)) if totals else None


def best_of(totals: Mapping[int, Sequence[int]]) -> set[int]:
    """The offers with the highest mean; several where it is the same, none where nobody judged."""
    means = {key: found for key, given in totals.items() if (found := mean_of(given)) is not None}
    return {key for key, mean in means.items() if mean == max(means.values())}


@dataclass(frozen=True, slots=True)
class Wanted:
    """An open part: where it lies (path of its community), its kind, when (None: open), and how many it is for."""

    key: int
    path: str
    kind: str
    starts: date | None = None
    ends: date | None = None
    size: int = 1


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody who registered offers: where, which kinds, when, and how much at once. `busy` is what they hold already."""

    key: int
    path: str
    kinds: frozenset[str]
    starts: date | None = None
    ends: date | None = None
    capacity: int = 1
    busy: int = 0

    @property
    def free(self) -> int:
        """What is left."""
        return self.capacity - self.busy


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody who suits. `near` counts the steps of the tree that both share: the more, the nearer."""

    offer: Offer
    near: int


def match(parts: Sequence[Wanted], offers: Iterable[Offer], most: int = MOST) -> dict[int, list[Match]]:
    """Up to `most` offers for each part, best first: of the same kind, at the same time, with enough left; the nearest place
    first, then who has most left, then the lower key, so that the same question has the same answer.

    Offers are sorted once under each place that they lie in, so that a part looks only from its own place upwards.
    """
    shelf = _shelf(offers)
    return {part.key: _best(part, shelf, most) for part in parts}


def _shelf(offers: Iterable[Offer]) -> dict[tuple[str, str], list[Offer]]:
    shelf: dict[tuple[str, str], list[Offer]] = defaultdict(list)
    for offer in sorted(offers, key=lambda one: (-one.free, one.key)):
        if offer.free > 0:
            for kind in offer.kinds:
                for place in _upwards(offer.path):
                    shelf[(kind, place)].append(offer)
    return shelf


def _upwards(path: str) -> list[str]:
    """The path itself and all above it, the nearest first ("1.2.7." → "1.2.7.", "1.2.", "1.")."""
    parts = path.rstrip(".").split(".")
    return [".".join(parts[:length]) + "." for length in range(len(parts), 0, -1)]


def _best(part: Wanted, shelf: Mapping[tuple[str, str], list[Offer]], most: int) -> list[Match]:
    found: dict[int, Match] = {}
    for place in _upwards(part.path):
        for offer in shelf.get((part.kind, place), ()):
            if len(found) >= most or offer.free < part.size:
                break  # sorted by what is left: the rest has less
            if offer.key not in found and _overlap(part, offer):
                found[offer.key] = Match(offer, place.count("."))
        if len(found) >= most:
            break
    return list(found.values())


def _overlap(part: Wanted, offer: Offer) -> bool:
    """Whether both can be on one day; an open end never stands in the way."""
    starts = max((day for day in (part.starts, offer.starts) if day), default=None)
    ends = min((day for day in (part.ends, offer.ends) if day), default=None)
    return starts is None or ends is None or starts <= ends
