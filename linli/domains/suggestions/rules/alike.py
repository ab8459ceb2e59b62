"""How alike texts are: the cosine of their rare words and pairs of signs, and what nearness in space adds."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from linli.domains.suggestions.rules import words
from linli.kernel import geo

_METRES = 111_320
#: What the same spot adds to likeness at most, and the same community.
SPOT, COMMUNITY = 0.2, 0.1
#: So many texts a pool stands for at least.
FEW = 200

Terms = Mapping[str, float]


def terms(text: str) -> Counter[str]:
    """What is compared of a text: its words, and pairs of signs for words that are cut in another way there."""
    counted = Counter(f"w:{word}" for word in words.topic_words(text))
    for run in words.runs(text):
        if not run[0].isascii():
            counted.update(f"c:{one}{two}" for one, two in pairwise(run))
    return counted


def rarity(pool: Sequence[Iterable[str]]) -> dict[str, float]:
    """How rare each term is among the texts of a pool: ln((1 + texts) / (1 + texts with it)) + 1.

    A small pool counts as FEW texts: those in it were picked because they share words, which doesn't make the words common.
    """
    held = Counter(term for one in pool for term in set(one))
    texts = max(len(pool), FEW)
    return {term: math.log((1 + texts) / (1 + n)) + 1 for term, n in held.items()}


def weighed(counted: Mapping[str, int], rare: Mapping[str, float]) -> dict[str, float]:
    """Terms with their weights, of length one; terms that the pool doesn't know count as common."""
    values = {term: (1 + math.log(n)) * rare.get(term, 1.0) for term, n in counted.items()}
    length = math.sqrt(sum(value * value for value in values.values()))
    return {term: value / length for term, value in values.items()} if length else {}


def likeness(one: Terms, other: Terms) -> float:
    """The cosine of two weighed texts, 0 to 1."""
    short, long = (one, other) if len(one) < len(other) else (other, one)
    return sum(value * long[term] for term, value in short.items() if term in long)


def shared(one: Terms, other: Terms, most: int = 3) -> tuple[str, ...]:
    """The words that both have, those that count most first."""
    both = {term[2:]: one[term] * other[term] for term in one if term in other and term[:2] == "w:" and len(term) > 3}
    return tuple(sorted(both, key=lambda word: (-both[word], word))[:most])


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is: a position (WGS 84) where one is known, the lowest area, and its community (0 for unknown)."""

    lat: float | None
    lng: float | None
    area: int
    community: int


def metres(one: Spot, other: Spot) -> float | None:
    """How far apart two positions are; None where one is missing."""
    if one.lat is None or one.lng is None or other.lat is None or other.lng is None:
        return None
    return geo.metres((one.lat, one.lng), (other.lat, other.lng))


def nearness(one: Spot, other: Spot, within: float) -> float:
    """What place adds to likeness: up to SPOT by distance, or for the same area; COMMUNITY for the same community; else nothing."""
    apart = metres(one, other)
    if apart is not None:
        return SPOT * max(0.0, 1 - apart / within)
    if one.area and one.area == other.area:
        return SPOT
    return COMMUNITY if one.community and one.community == other.community else 0.0
