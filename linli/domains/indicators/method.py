"""Section `indicators`: what is counted of what, goals, tables with weights, campaigns, and what is left out of all of them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from linli.foundation.methods.method import Code, Count, Label, Marked, Section

#: A share is part of a whole in percent, a ratio one number against another, a count a number by itself.
IndicatorKind = Literal["share", "ratio", "count"]
Direction = Literal["higher", "lower", "none"]
Passing = Literal["at_least", "more_than", "at_most", "less_than"]

_ASKS = ("yes", "one_of", "none_of", "at_least", "at_most")


class Question(Section):
    """One question to one fact; exactly one of `yes`, `one_of`, `none_of`, `at_least` and `at_most`."""

    fact: Code
    yes: bool | None = None
    one_of: tuple[str, ...] | None = None
    none_of: tuple[str, ...] | None = None
    at_least: Count | None = None
    at_most: Count | None = None

    @model_validator(mode="after")
    def _asks_one_thing(self) -> Self:
        asked = [name for name in _ASKS if getattr(self, name) is not None]
        if len(asked) != 1:
            raise ValueError(f"found {asked or 'nothing'}, allowed: exactly one of {', '.join(_ASKS)}")
        if () in (self.one_of, self.none_of):
            raise ValueError("an empty list asks nothing")
        return self

    @property
    def asked(self) -> str:
        """Which of the five it asks."""
        return next(name for name in _ASKS if getattr(self, name) is not None)


class AnyOf(Section):
    """Questions of which one is enough."""

    any_of: Annotated[tuple[Question, ...], Field(min_length=2)]


Condition = Question | AnyOf
#: All of them must hold; none holds always.
Conditions = tuple[Condition, ...]


class LeftOut(Marked):
    """What isn't appraised at all, and why; asked in the order of the file, the first that holds counts."""

    code: Code
    label: Label
    subject: Code
    when: Annotated[Conditions, Field(min_length=1)]


class Goal(Marked):
    """What an indicator is to reach. `more_than` and `less_than` leave the value itself out."""

    value: Annotated[float, Field(ge=0)]
    is_: Annotated[Passing, Field(alias="is")]


class Indicator(Marked):
    """One figure. Things of `subject` whose `moment` lies in the period and for which `of` holds are the whole; those of them for
    which `counted` holds too are counted (of a ratio: `counted` stands by itself). `without` names further things that this
    indicator alone leaves out.

    `cap`: more than so many percent count no more in a weighted sum. Without `weight` it isn't in one. `use = false` drops it.
    """

    label: Label
    about: Annotated[str, Field(max_length=200)] = ""
    subject: Code = "cases"
    kind: IndicatorKind = "share"
    moment: Literal["opened", "ended"] = "ended"
    of: Conditions = ()
    counted: Conditions = ()
    without: Conditions = ()
    direction: Direction = "higher"
    unit: Annotated[str, Field(max_length=8)] = ""
    weight: Annotated[float, Field(ge=0, le=1000)] = 0
    cap: Annotated[float, Field(gt=0, le=100)] = 100
    goal: Goal | None = None
    use: bool = True

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if self.weight and (self.kind != "share" or self.direction == "none"):
            raise ValueError("only a share with a direction has a weight: other figures have no common measure")
        if self.kind == "count" and self.of:
            raise ValueError("a count is taken of nothing: leave `of` out")
        if self.kind == "ratio" and not (self.of and self.counted):
            raise ValueError("a ratio needs both `counted` and `of`")
        return self


class Table(Marked):
    """Indicators that stand side by side; those with a weight make its score."""

    label: Label
    indicators: Annotated[tuple[Code, ...], Field(min_length=1, max_length=8)]
    use: bool = True


class Days(Marked):
    """The first and the last day of a campaign."""

    starts: date
    ends: date

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if not 0 <= (self.ends - self.starts).days <= 1100:
            raise ValueError("a campaign ends on or after its first day, within three years")
        return self


class Campaign(Marked):
    """A campaign over some categories (Q58): the same indicators from its first day to its last, and as long before."""

    label: Label
    about: Annotated[str, Field(max_length=200)] = ""
    when: Days
    only: Conditions = ()
    indicators: Annotated[tuple[Code, ...], Field(min_length=1, max_length=8)]
    use: bool = True


class Reason(Marked):
    """Why a person may take one case out of the appraisal."""

    label: Label
    about: Annotated[str, Field(max_length=120)] = ""
    use: bool = True


class Callers(Marked):
    """From how many cases of one number within how many days on a caller is listed."""

    cases: Annotated[int, Field(ge=2, le=1000)]
    days: Annotated[int, Field(ge=1, le=366)]


class IndicatorRules(Section):
    """Section `indicators`."""

    left_out: tuple[LeftOut, ...] = ()
    reasons: dict[Code, Reason] = {}
    definitions: dict[Code, Indicator] = {}
    tables: dict[Code, Table] = {}
    campaigns: dict[Code, Campaign] = {}
    callers: Callers | None = None
    measures: tuple[Code, ...] = ()

    def used(self) -> dict[str, Indicator]:
        """Indicators that the county uses, by code."""
        return {code: one for code, one in self.definitions.items() if one.use}

    def used_of(self, codes: tuple[str, ...]) -> dict[str, Indicator]:
        """Those of a list that the county uses, in its order: who drops an indicator drops it from every list."""
        used = self.used()
        return {code: used[code] for code in codes if code in used}

    def left_out_of(self, subject: str) -> tuple[LeftOut, ...]:
        """What is left out of all indicators of a subject."""
        return tuple(one for one in self.left_out if one.subject == subject)


#: What a release from before the section says: nothing is counted.
NONE = IndicatorRules()


def questions_of(conditions: Conditions) -> tuple[Question, ...]:
    """All questions in conditions."""
    found: list[Question] = []
    for one in conditions:
        found += one.any_of if isinstance(one, AnyOf) else (one,)
    return tuple(found)
