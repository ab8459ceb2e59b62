"""Who suits which open part: 3,124 parts against 2,000 who registered (X43)."""

from __future__ import annotations

import random
import time

from linli.domains.cobuilding.rules import MOST, Offer, Wanted, match

KINDS = ("community_service", "public_good", "culture", "safety")
PARTS, OFFERS, BOUND = 3_124, 2_000, 3.0


def path(chance: random.Random) -> str:
    """A community: one of 37 in 11 streets."""
    community = chance.randrange(37)
    return f"1.{10 + community % 11}.{100 + community}."


def test_matching_takes_less_than_three_seconds() -> None:
    chance = random.Random(43)
    parts = [Wanted(key, path(chance), chance.choice(KINDS)) for key in range(PARTS)]
    offers = [
        Offer(key, path(chance), frozenset(chance.sample(KINDS, chance.randint(1, 3))), capacity=chance.randint(1, 5))
        for key in range(OFFERS)
    ]
    began = time.perf_counter()
    found = match(parts, offers)
    took = time.perf_counter() - began
    assert took < BOUND
    assert len(found) == PARTS
    assert all(len(one) == MOST for one in found.values())
    assert all(one[0].offer.path == part.path for part in parts for one in [found[part.key]])
