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
    months: tuple[int, ...] = ()


def problems() -> list[Problem]:
    """All problems of the file."""
    found = words("problems.toml")["problem"]
    return [Problem(**{**each, "call": tuple(each["call"]), "months": tuple(each.get("months", ()))}) for each in found]


def pick(chance: random.Random, known: list[Problem], month: int) -> Problem:
    """One problem that happens in this month (1–12), common ones more often."""
    now = [problem for problem in known if not problem.months or month in problem.months]
    return chance.choices(now, [problem.weight for problem in now])[0]
