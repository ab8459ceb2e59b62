"""Decisions of surveys: what fits a question, what became of a figure, when a compound is to be surveyed again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from linli.domains.surveys.method import Question
from linli.kernel.lines import one_line

#: Figures of a compound end here.
LARGEST = 1_000_000
LONGEST = 200
#: Seven figures and more are somebody's number, whatever stands between them.
_NUMBER = re.compile(r"\d(?:[ .-]?\d){6,}")


@dataclass(frozen=True, slots=True)
class Facts:
    """What every survey says: homes in all (`vacant` of them empty), buildings, floors of the highest, places to park, whether
    there is an owners' committee, and who manages the property ("" for nobody). None: not counted.
    """

    homes: int
    buildings: int
    floors: int | None = None
    vacant: int | None = None
    parking: int | None = None
    committee: bool = False
    company: str = ""


def wrong_facts(facts: Facts) -> str:
    """What is wrong with the figures, as the end of an error's code; "" when they fit."""
    counted = (facts.homes, facts.buildings, facts.floors, facts.vacant, facts.parking)
    if any(number is not None and not 0 <= number <= LARGEST for number in counted):
        return "bad_figure"
    if facts.vacant is not None and facts.vacant > facts.homes:
        return "more_vacant"
    return "number_in_words" if holds_number(facts.company) else ""


def holds_number(text: str) -> bool:
    """Whether words hold a phone or ID number: a survey says nothing about single people."""
    return _NUMBER.search(text) is not None


def answered(question: Question, value: Any) -> Any:
    """An answer as it is kept; None where nothing was said. Raises ValueError for one that doesn't fit the question."""
    if value is None or value in ("", [], ()):
        return None
    return _KINDS[question.kind](question, value)


def _number(question: Question, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST:
        raise ValueError("no number")
    return value


def _yes_no(question: Question, value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("neither yes nor no")  # noqa: TRY004  (one kind of refusal for all answers)
    return value


def _choice(question: Question, value: Any) -> str:
    if value not in question.choices:
        raise ValueError("not on the list")
    return str(value)


def _choices(question: Question, value: Any) -> list[str]:
    """In the order of the list, each once."""
    ticked = set(value)
    if not ticked <= set(question.choices):
        raise ValueError("not on the list")
    return [code for code in question.choices if code in ticked]


def _text(question: Question, value: Any) -> str | None:
    return one_line(str(value), LONGEST) or None


_KINDS = {"number": _number, "yes_no": _yes_no, "choice": _choice, "choices": _choices, "text": _text}


def is_due(last_on: date | None, today: date, renew_days: int) -> bool:
    """Whether a compound is to be surveyed (again): never yet, or so many days ago."""
    return last_on is None or last_on + timedelta(days=renew_days) <= today


def year_before(on: date, earlier: Iterable[date]) -> date | None:
    """Which of the earlier surveys one is compared with: the last of the year before, else the last one before that day."""
    days = sorted(day for day in earlier if day < on)
    found = [day for day in days if day.year == on.year - 1] or days
    return found[-1] if found else None


def percent(part: int | None, whole: int) -> int | None:
    """A share in whole percent, rounded down; None where one of the two isn't known."""
    return part * 100 // whole if part is not None and whole else None


def difference(before: Any, now: Any) -> int | None:
    """What a figure grew by; None for what isn't a figure in both."""
    if any(isinstance(value, bool) or not isinstance(value, int) for value in (before, now)):
        return None
    grown: int = now - before
    return grown


def tally(question: Question, answers: Iterable[Mapping[str, Any]], code: str) -> list[tuple[str, int]]:
    """How often each choice of a question was ticked, the most first; choices that nobody ticked stand last."""
    counted = dict.fromkeys(question.choices, 0)
    for given in answers:
        said = given.get(code)
        for choice in said if isinstance(said, list) else [said]:
            if choice in counted:
                counted[choice] += 1
    return sorted(counted.items(), key=lambda pair: -pair[1])
