"""Everyday problems with their words, picked by weight."""

from __future__ import annotations

import random
from dataclasses import dataclass

from linli.demo.plan import words


@dataclass(frozen=True, slots=True)
class Problem:
    """A kind of problem; `title`, `text` hold `{where}` and `{road}`."""

    category: str
    title: str
    text: str
    fix: str
    says: str
    call: tuple[str, ...] = ()
    urgency: str = "normal"
    weight: int = 2


def problems() -> list[Problem]:
    """All problems of the file."""
    return [Problem(**{**each, "call": tuple(each["call"])}) for each in words("problems.toml")["problem"]]


def pick(chance: random.Random, known: list[Problem]) -> Problem:
    """One problem, common ones more often."""
    return chance.choices(known, [problem.weight for problem in known])[0]
