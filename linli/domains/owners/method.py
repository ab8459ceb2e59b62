"""Section `owners`: what owners vote on and by which thresholds (Civil Code, article 278; DS§8)."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Self

from pydantic import Field, model_validator

from linli.foundation.methods.method import Code, Label, Marked, Section

#: A fraction as it is written in law: "2/3".
Share = Annotated[str, Field(pattern=r"^[1-9]\d?/[1-9]\d?$")]


class Threshold(Marked):
    """A share of something, exactly. `strictly`: more than it is needed; otherwise exactly it is enough."""

    share: Share
    strictly: bool

    @model_validator(mode="after")
    def _at_most_all(self) -> Self:
        if self.exact > 1:
            raise ValueError("a share is at most 1/1")
        return self

    @property
    def exact(self) -> Fraction:
        """The share as a fraction."""
        return Fraction(self.share)

    def reached(self, part: int, whole: int) -> bool:
        """Whether `part` of `whole` reaches it; nothing of nothing reaches none."""
        if whole <= 0:
            return False
        found = Fraction(part, whole)
        return found > self.exact if self.strictly else found >= self.exact


class Matter(Marked):
    """Something that owners decide together; `grave` ones need the higher threshold."""

    label: Label
    grave: bool


class Voting(Marked):
    """The thresholds: `quorum` of all area and all heads takes part; `ordinary` or `grave` of those taking part agree. Paper ballots that wait
    for their second typing at the deadline may be settled for `settle_days` more.
    """

    quorum: Threshold
    ordinary: Threshold
    grave: Threshold
    longest_days: Annotated[int, Field(ge=1, le=365)]
    settle_days: Annotated[int, Field(ge=0, le=30)]


class Named(Marked):
    """Something with a name."""

    label: Label


class Fund(Marked):
    """The maintenance fund (Q44): how many representatives of the owners accept works at least."""

    representatives: Annotated[int, Field(ge=1, le=20)]


class Subsidy(Marked):
    """Fallback money (X34): whole yuan a month for all compounds of the county together."""

    month_yuan: Annotated[int, Field(ge=1, le=100_000_000)]


class PaidServiceRule(Marked):
    """Serve first, pay when satisfied (H27): where this table stands, the county does it."""

    label: Label


class OwnersRules(Section):
    """Section `owners`. `income` are the sources of common income (Q45), `joint_seats` who manages a compound together (X33); a county without
    `subsidy` or `paid_service` doesn't have them. Kinds are those of organizations.
    """

    voting: Voting
    matters: dict[Code, Matter]
    fund: Fund
    income: dict[Code, Named]
    joint_seats: dict[Code, Named]
    committee_kinds: tuple[Code, ...]
    company_kinds: tuple[Code, ...]
    subsidy: Subsidy | None = None
    paid_service: PaidServiceRule | None = None
