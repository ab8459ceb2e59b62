"""Section `surveys`: what a survey of a compound asks beside the plain figures, and how long one holds (S31)."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from linli.foundation.methods.method import Code, Label, Marked, Section

#: How a question is answered; `choices` lets several be ticked.
AnswerKind = Literal["number", "yes_no", "choice", "choices", "text"]
OF_A_LIST = ("choice", "choices")


class Question(Marked):
    """One question about a compound, never about somebody who lives there. `choices` (code → words) belongs to the kinds choice
    and choices, `unit` to numbers. `needed`: a survey without an answer isn't kept.
    """

    label: Label
    kind: AnswerKind
    unit: Annotated[str, Field(max_length=8)] = ""
    choices: dict[Code, Label] = {}
    needed: bool = False

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if (self.kind in OF_A_LIST) != bool(self.choices):
            raise ValueError(f"choices goes with the kinds {list(OF_A_LIST)}, and with these always")
        if self.unit and self.kind != "number":
            raise ValueError("unit goes with numbers only")
        return self


class RenewRule(Marked):
    """After how many days a compound is to be surveyed again."""

    days: Annotated[int, Field(ge=30, le=3650)]


class SurveyRules(Section):
    """Section `surveys`. A survey keeps to the questions of the release under which it was written."""

    renew: RenewRule
    questions: dict[Code, Question] = {}
