"""Section `organizations`: kinds of bodies, the catalogue of posts, floors of staffing, dual command, hours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from linli.foundation.methods.method import Code, Count, Duration, Figure, Label, Marked, Section
from linli.foundation.territory.method import RANK_OF, AreaKind, Rank

OrganizationKind = Literal[
    "party_committee",
    "general_branch",
    "party_branch",
    "party_group",
    "joint_organization",
    "governance_committee",
    "street_office",
    "street_section",
    "community_affairs_office",
    "neighbourhood_committee",
    "department",
    "resident_unit",
    "property_company",
    "owners_committee",
    "social_organization",
    "mass_organization",
    "trade_union",
    "youth_league",
    "womens_federation",
    "industry_committee",
    "enforcement_team",
    "response_centre",
    "response_team",
    "volunteer_team",
    "working_group",
    "alliance",
    "station",
    "guidance_centre",
]

#: Kinds of organizations that have members.
PARTY_KINDS: tuple[OrganizationKind, ...] = ("party_committee", "general_branch", "party_branch", "party_group")

#: Roles that posts may carry. `access` gives each its permissions; a test holds the two lists together.
Role = Literal[
    "helper",
    "field_worker",
    "field_leader",
    "office",
    "leader",
    "centre",
    "supervisor",
    "department",
    "department_leader",
    "administrator",
    "observer",
    "party_office",
]

PerArea = Literal["any", "at_least_one", "exactly_one", "at_most_one"]


class OrganizationKindRule(Marked):
    """A kind's local name, and whether such a body ends on a date (L53)."""

    label: Label
    temporary: bool = False


def _is_meant(kind: str, kinds: Sequence[AreaKind], ranks: Sequence[Rank]) -> bool:
    return kind in kinds if kinds else RANK_OF[kind] in ranks


def _check_kinds(kinds: Sequence[AreaKind], ranks: Sequence[Rank]) -> None:
    if lost := [kind for kind in kinds if RANK_OF[kind] not in ranks]:
        raise ValueError(f"kinds = {lost} are none of the ranks {list(ranks)}")


class Eligibility(Section):
    """Who may hold a post. `born_from` is the earliest day of birth, included (L17)."""

    born_from: date | None = None
    preferred_from: tuple[Label, ...] = ()

    def accepts(self, born_on: date | None) -> bool:
        """Whether a day of birth fits; an unknown one fits only where none is asked for."""
        return self.born_from is None or (born_on is not None and born_on >= self.born_from)


class Post(Marked):
    """A kind of post. It is held in areas of some rank, or in organizations of some kind, never in both.

    `per_area` says how many holders each such place has, `seats` the most there may be (None: no limit), `term` how
    long an appointment runs at most, `full_time` whether its holder counts as staff. `kinds` narrows `area` to some of the
    kinds that share the rank (Q55: communities, not the villages beside them); empty: all of them.
    """

    label: Label
    role: Role
    area: tuple[Rank, ...] = ()
    kinds: tuple[AreaKind, ...] = ()
    organization: tuple[OrganizationKind, ...] = ()
    per_area: PerArea = "any"
    seats: Annotated[int, Field(ge=1)] | None = None
    full_time: bool = False
    eligibility: Eligibility = Eligibility()
    term: Duration | None = None

    @model_validator(mode="after")
    def _has_one_place(self) -> Self:
        if bool(self.area) == bool(self.organization):
            raise ValueError("a post is held in an area or in an organization: give exactly one of the two")
        return self

    @model_validator(mode="after")
    def _kinds_share_the_rank(self) -> Self:
        _check_kinds(self.kinds, self.area)
        return self

    def stands_in(self, kind: str) -> bool:
        """Whether areas of this kind have the post."""
        return _is_meant(kind, self.kinds, self.area)


class Floor(Marked):
    """How many staff a place must have (Q29, L18). `posts` empty counts every full-time post; `at_most` None: no ceiling.

    `kinds` narrows `area` to some of the kinds that share the rank (Q29: communities only); empty: all of them.
    """

    label: Label
    area: Rank | None = None
    kinds: tuple[AreaKind, ...] = ()
    organization: OrganizationKind | None = None
    posts: tuple[Code, ...] = ()
    at_least: Count
    at_most: Count | None = None

    @model_validator(mode="after")
    def _has_one_place(self) -> Self:
        if (self.area is None) == (self.organization is None):
            raise ValueError("a floor is for an area or for an organization: give exactly one of the two")
        if self.at_most is not None and self.at_most < self.at_least:
            raise ValueError(f"at_most = {self.at_most} lies below at_least = {self.at_least}")
        _check_kinds(self.kinds, (self.area,) if self.area else ())
        return self

    def holds_in(self, kind: str) -> bool:
        """Whether the floor is asked of areas of this kind."""
        return self.area is not None and _is_meant(kind, self.kinds, (self.area,))

    def shortfall(self, staff: int) -> int:
        """How many are missing; 0 where the floor is reached exactly."""
        return max(0, self.at_least - staff)

    def surplus(self, staff: int) -> int:
        """How many are too many; 0 up to the ceiling and where there is none."""
        return 0 if self.at_most is None else max(0, staff - self.at_most)


class DualCommand(Marked):
    """Staff of these organizations take orders from the community as well as from their own unit (Q56)."""

    enabled: bool
    label: Annotated[str, Field(max_length=40)] = ""
    organizations: tuple[OrganizationKind, ...] = ()


class Period(Section):
    """A run of working time within a day."""

    start: time
    end: time

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.start >= self.end:
            raise ValueError(f"start = {self.start} is not before end = {self.end}")
        return self


class WorkingHours(Marked):
    """The hours that working-time clocks count, where an organization has none of its own."""

    periods: Annotated[tuple[Period, ...], Field(min_length=1)]

    def as_hours(self) -> tuple[tuple[time, time], ...]:
        """The form that `kernel.calendar.WorkCalendar.hours` takes."""
        return tuple((period.start, period.end) for period in self.periods)


class OrganizationRules(Section):
    """Section `organizations`."""

    kinds: dict[OrganizationKind, OrganizationKindRule]
    posts: dict[Code, Post]
    floors: dict[Code, Floor] = {}
    dual_command: DualCommand
    working_hours: WorkingHours
    published: dict[Code, Figure] = {}

    @model_validator(mode="after")
    def _names_exist(self) -> Self:
        for code, post in self.posts.items():
            if lost := [kind for kind in post.organization if kind not in self.kinds]:
                raise ValueError(f"post {code} is held in {lost}, which are no kinds here")
        for code, floor in self.floors.items():
            if missing := [post for post in floor.posts if post not in self.posts]:
                raise ValueError(f"floor {code} counts posts {missing}, which don't exist")
        return self

    def label_of(self, kind: str) -> str:
        """The local name of an organization kind; the kind itself where the county names none."""
        rule = self.kinds.get(kind)  # type: ignore[call-overload]  # any string may be asked for
        return rule.label if rule else kind
