"""Section `activities`: programmes of activities and projects, each with its cycle, who holds it, and what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from linli.foundation.methods.method import Code, Count, Figure, Label, Marked, Section
from linli.foundation.organizations.method import OrganizationKind
from linli.foundation.territory.method import AreaKind

#: Months that a cycle may have: each begins with a month of the year that its length divides.
Months = Literal[1, 2, 3, 4, 6, 12]

#: An activity is held on a day; a project is begun and is done by a day.
Form = Literal["activity", "project"]


class Named(Marked):
    """A fixed item with its local name."""

    label: Label


class OwnItems(Marked):
    """How many items of their own the holders add: at least and at most, both included (X42: the X)."""

    least: Count
    most: Annotated[int, Field(ge=1, le=20)]

    @model_validator(mode="after")
    def _is_a_range(self) -> Self:
        if self.least > self.most:
            raise ValueError(f"least = {self.least} lies above most = {self.most}")
        return self


class Reminder(Marked):
    """So many days before a period ends, and once when it is over, whoever hasn't held it is reminded."""

    days: Annotated[int, Field(ge=1, le=31)]


class Target(Marked):
    """How many a county wants in a period (L70: a hundred)."""

    number: Annotated[int, Field(ge=1)]


class Programme(Marked):
    """What is held once in each period of `months`, by every organization of the kinds `bodies`, or in every area of the kinds `areas`.

    `fixed` items belong to each one and can't be left out. Without `own` the holders add none. `public`: what is coming up
    stands on the portal.
    """

    label: Label
    form: Form = "activity"
    months: Months
    bodies: tuple[OrganizationKind, ...] = ()
    areas: tuple[AreaKind, ...] = ()
    fixed: dict[Code, Named] = {}
    own: OwnItems | None = None
    remind: Reminder | None = None
    target: Target | None = None
    public: bool = False

    @model_validator(mode="after")
    def _has_one_kind_of_holder(self) -> Self:
        if bool(self.bodies) == bool(self.areas):
            raise ValueError("held by organizations or in areas: give exactly one of bodies and areas")
        return self

    @model_validator(mode="after")
    def _has_items(self) -> Self:
        if not self.fixed and (self.own is None or not self.own.least):
            raise ValueError("nothing would have to be done: give fixed items, or own items with least = 1")
        return self

    @property
    def is_project(self) -> bool:
        """Whether it is begun and then done, instead of held on a day."""
        return self.form == "project"


class ActivitiesRules(Section):
    """Section `activities`. `published` are the county's own numbers."""

    programmes: dict[Code, Programme] = {}
    published: dict[Code, Figure] = {}


def across(rules: Any) -> Iterator[tuple[str, str]]:
    """Kinds of organizations and of areas that hold something exist in the county."""
    mine: ActivitiesRules = rules.activities
    bodies, areas = rules.organizations.kinds, {level.kind for level in rules.territory.levels}
    for code, programme in mine.programmes.items():
        if lost := [kind for kind in programme.bodies if kind not in bodies]:
            yield f"programmes.{code}.bodies", f"found {lost}, allowed: {sorted(bodies)}"
        if gone := [kind for kind in programme.areas if kind not in areas]:
            yield f"programmes.{code}.areas", f"found {gone}, allowed: {sorted(areas)}"
