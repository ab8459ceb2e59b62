"""Section `visits`: who is visited how often, what is looked at and offered there, and when a visit counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from linli.foundation.methods.method import Code, Duration, Figure, Label, Marked, Section

#: Codes of `states`; a test holds the lists together.
CycleCode = Literal["daily", "weekly", "monthly", "quarterly", "half_yearly", "yearly"]
SubjectCode = Literal["household", "compound", "site"]
CountingCode = Literal["rolling", "calendar"]
OffDaysCode = Literal["next_workday", "same_day"]
OutcomeCode = Literal["answered", "nobody", "moved", "refused"]


class Concern(Marked):
    """Whom a kind of visit concerns. `areas`: for places, which kinds of areas."""

    what: SubjectCode
    areas: tuple[Code, ...] = ()

    @model_validator(mode="after")
    def _places_say_which(self) -> Self:
        if (self.what == "site") != bool(self.areas):
            raise ValueError('areas goes with what = "site", and with nothing else')
        return self


class VisitKind(Marked):
    """A kind of visit (H37). `cycle` is the least: an office may plan it more often, never more rarely; none: no rhythm is
    written. `points`: the checklist is asked.
    """

    label: Label
    cycle: CycleCode | None = None
    counting: CountingCode = "rolling"
    points: bool = True
    concern: Concern


class Point(Marked):
    """A point of the checklist (L41): what is looked at, never what somebody thinks, believes or suffers from."""

    label: Label


class Checklist(Marked):
    """How many points the county's checklist has; the method may name fewer where the source doesn't list them all."""

    slots: Annotated[int, Field(ge=1, le=40)]


class Service(Marked):
    """A helping service that is given at the door (L42)."""

    label: Label


class Companion(Marked):
    """Whose officers may come along (X24)."""

    label: Label


class Reason(Marked):
    """Why a household has a cycle of its own: something that it asked for, or a plain fact of living there."""

    label: Label


class DoneRule(Marked):
    """What counts as done: these outcomes, and so many fruitless tries on different days."""

    outcomes: Annotated[tuple[OutcomeCode, ...], Field(min_length=1)]
    tries: Annotated[int, Field(ge=1, le=20)]


class DayRule(Marked):
    """What becomes of a due day that isn't worked."""

    off_days: OffDaysCode


class DraftRule(Marked):
    """Until when a visit that was written without network is taken."""

    accept_within: Duration


class RouteRule(Marked):
    """How many doors are shown at first."""

    first: Annotated[int, Field(ge=5, le=100)]


class VisitRules(Section):
    """Section `visits`. How long visits are kept is said by `privacy.fields`."""

    kinds: Annotated[dict[Code, VisitKind], Field(min_length=1)]
    checklist: Checklist
    points: dict[Code, Point] = {}
    services: dict[Code, Service] = {}
    companions: dict[Code, Companion] = {}
    reasons: dict[Code, Reason] = {}
    done: DoneRule
    days: DayRule
    drafts: DraftRule
    route: RouteRule
    published: dict[Code, Figure] = {}

    @model_validator(mode="after")
    def _points_fit(self) -> Self:
        if len(self.points) > self.checklist.slots:
            raise ValueError(f"points names {len(self.points)}, checklist.slots is {self.checklist.slots}")
        return self

    def label_of(self, kind: str) -> str:
        """A kind's name; its code where the method doesn't name it any more."""
        found = self.kinds.get(kind)
        return found.label if found else kind

    def concerning(self, what: str) -> list[str]:
        """Kinds that concern households, compounds or places."""
        return [code for code, kind in self.kinds.items() if kind.concern.what == what]


def labels(table: Mapping[str, Any]) -> dict[str, str]:
    """Labels by code of one of the section's tables."""
    return {code: one.label for code, one in table.items()}


def across(rules: Any) -> Iterator[tuple[str, str]]:
    """Areas that places are exist among the levels."""
    known = [level.kind for level in rules.territory.levels]
    for code, kind in rules.visits.kinds.items():
        if lost := [area for area in kind.concern.areas if area not in known]:
            yield f"kinds.{code}.concern.areas", f"found {lost}, allowed: {known}"
