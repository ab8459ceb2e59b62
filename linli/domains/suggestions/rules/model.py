"""What was learned from past cases: numbers for words. Plain Python: read in the web process without any library of learning.

A text's words and its groups of signs are two blocks; each is counted (1 + ln n), weighed by how rare a feature is, and brought to
length one. A class scores the sum of what its features say for it. Stored as numbers and words, never as code (no pickle).
"""

from __future__ import annotations

import json
import math
import struct
import sys
import zlib
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from linli.domains.suggestions.rules import words

FORM = 1
#: A stored model that unpacks to more is refused (bytes).
LARGEST = 256 * 1024 * 1024
#: At this score texts of other classes were held off while learning; and where none comes nearer than this, it is another matter.
REFUSED, FAR = -1.0, -0.5
#: So many words are looked at as reasons for a class, and so many are said.
_CANDIDATES, _SAID = 5, 3


class Broken(ValueError):
    """What is stored is no model."""


@dataclass(frozen=True, slots=True)
class Reasoned:
    """A class with its score and the words that spoke for it, loudest first."""

    label: str
    score: float
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Learned:
    """Classes, features, how rare each is (`rarity`), and what it says for each class (`weights`, row by row), with `bias` per class."""

    labels: tuple[str, ...]
    features: dict[str, int]
    rarity: array[float]
    weights: array[float]
    bias: array[float]

    def scores(self, text: str) -> list[float]:
        """What the text scores in each class, in the order of `labels`."""
        found, weights, many = list(self.bias), self.weights, len(self.labels)
        for number, value in self._seen(text):
            row = weights[number * many : (number + 1) * many]
            found = [score + value * weight for score, weight in zip(found, row, strict=True)]
        return found

    def best(self, text: str) -> str:
        """The class that scores highest."""
        scores = self.scores(text)
        return self.labels[scores.index(max(scores))]

    def suggest(self, text: str, most: int = 3) -> list[Reasoned]:
        """The highest classes for which some word spoke, highest first; nothing for a text of which no word is known, or that is like
        nothing that was learned.
        """
        scores = self.scores(text)
        if max(scores) < FAR:
            return []
        ranked = sorted(range(len(scores)), key=lambda at: (-scores[at], self.labels[at]))[:most]
        ranked = [at for at in ranked if scores[at] > REFUSED]
        spoken = [word for word in dict.fromkeys(words.topic_words(text)) if len(word) > 1]
        loud = {at: sorted(spoken, key=lambda word: (-self._says(word, at), word))[:_CANDIDATES] for at in ranked}
        plain = words.plain(text)
        without = {word: self._seen(plain.replace(word, "，")) for ones in loud.values() for word in ones}
        found = []
        for at in ranked:
            drops = {word: scores[at] - self._score(without[word], at) for word in loud[at]}
            if because := _reasons(drops):
                found.append(Reasoned(self.labels[at], scores[at], because))
        return found

    def _score(self, seen: Sequence[tuple[int, float]], at: int) -> float:
        """What known features score in one class."""
        many = len(self.labels)
        return self.bias[at] + sum(value * self.weights[number * many + at] for number, value in seen)

    def _seen(self, text: str) -> list[tuple[int, float]]:
        """Numbers of the known features of a text with their values."""
        return [pair for block in words.features(text) for pair in self._block(block)]

    def _block(self, block: Sequence[str]) -> list[tuple[int, float]]:
        counted = Counter(number for one in block if (number := self.features.get(one)) is not None)
        values = [(number, (1 + math.log(n)) * self.rarity[number]) for number, n in counted.items()]
        length = math.sqrt(sum(value * value for _, value in values))
        return [(number, value / length) for number, value in values] if length else []

    def _says(self, word: str, at: int) -> float:
        """What a word and the groups of signs in it say for a class, roughly."""
        own = [f"w:{word}", *(f"c:{gram}" for gram in words.grams(word))]
        numbers = [self.features[one] for one in own if one in self.features]
        return sum(self.weights[number * len(self.labels) + at] * self.rarity[number] for number in numbers)

    def pack(self) -> bytes:
        """As bytes: a header in JSON, then numbers (32 bit, little end first), all compressed."""
        head = json.dumps(
            {"form": FORM, "labels": self.labels, "features": list(self.features)}, ensure_ascii=False
        ).encode()
        numbers = b"".join(_bytes(part) for part in (self.rarity, self.bias, self.weights))
        return zlib.compress(struct.pack("<I", len(head)) + head + numbers, 6)


def unpack(data: bytes) -> Learned:
    """The model of `pack`; raises `Broken` for anything else."""
    try:
        return _unpack(data)
    except (zlib.error, struct.error, ValueError, KeyError, TypeError) as error:
        raise Broken(str(error)) from error


def _unpack(data: bytes) -> Learned:
    opener = zlib.decompressobj()
    raw = opener.decompress(data, LARGEST)
    if opener.unconsumed_tail or not opener.eof:
        raise Broken("too large, or cut off")
    (length,) = struct.unpack_from("<I", raw)
    head: dict[str, Any] = json.loads(raw[4 : 4 + length])
    labels, features = tuple(map(str, head["labels"])), [str(one) for one in head["features"]]
    sizes = (len(features), len(labels), len(features) * len(labels))
    if head["form"] != FORM or len(raw) != 4 + length + 4 * sum(sizes) or len(set(features)) != len(features):
        raise Broken("sizes don't fit")
    rarity, bias, weights = _numbers(raw[4 + length :], sizes)
    return Learned(labels, {one: at for at, one in enumerate(features)}, rarity, weights, bias)


def _numbers(raw: bytes, sizes: Sequence[int]) -> list[array[float]]:
    found, at = [], 0
    for size in sizes:
        part = array("f")
        part.frombytes(raw[at : at + 4 * size])
        if sys.byteorder == "big":
            part.byteswap()
        if not all(map(math.isfinite, part)):
            raise Broken("a number is none")
        found.append(part)
        at += 4 * size
    return found


def _reasons(drops: dict[str, float]) -> tuple[str, ...]:
    """The words without which the class would score lower, the weightiest first: each was taken out and the text scored again."""
    return tuple(sorted((word for word in drops if drops[word] > 1e-6), key=lambda word: (-drops[word], word))[:_SAID])


def _bytes(part: array[float]) -> bytes:
    if sys.byteorder == "big":
        part = part[:]
        part.byteswap()
    return part.tobytes()
