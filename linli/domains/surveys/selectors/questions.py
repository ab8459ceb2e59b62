"""The questions under which a survey was written, and answers in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from linli.domains.surveys.method import Question
from linli.foundation.methods import selectors as methods
from linli.foundation.territory import selectors as territory
from linli.kernel.words import N_

#: The plain figures of a survey, as they are read.
FACTS = {
    "homes": N_("Homes in all"),
    "vacant": N_("Homes standing empty"),
    "buildings": N_("Buildings in all"),
    "floors": N_("Floors of the highest"),
    "parking": N_("Places to park"),
    "committee": N_("Owners' committee"),
    "company": N_("Property company"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a survey says: its name, the answer in words ("" for none), and the answer itself."""

    label: str
    words: str
    value: Any


#: Of a question that a survey wasn't asked.
NOT_ASKED = Line("", "", None)


def questions_of(area: Any, release: int | None) -> Mapping[str, Question]:
    """The questions of a release, by code and in the method's order; of the method in force where none is pinned. None of a
    release that is older than the section.
    """
    rules = methods.rules_for(release) if release else territory.rules_of(area)
    found: Mapping[str, Question] = rules.surveys.questions if "surveys" in rules.sections else {}
    return found


def words_of(question: Question | None, value: Any) -> str:
    """An answer in words; "" where there is none. `question` None: a plain figure."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if question is None or not question.choices:
        return f"{value}{question.unit if question else ''}"
    return "、".join(question.choices[code] for code in (value if isinstance(value, list) else [value]))


def lines_of(survey: Any) -> dict[str, Line]:
    """All that a survey says, by code. Questions stand under theirs with a dot before it, so that none is taken for a plain figure."""
    lines = {
        code: Line(gettext(label), words_of(None, getattr(survey, code)), getattr(survey, code))
        for code, label in FACTS.items()
    }
    for code, question in questions_of(survey.area, survey.release_id).items():
        value = survey.answers.get(code)
        lines[f".{code}"] = Line(question.label, words_of(question, value), value)
    return lines
