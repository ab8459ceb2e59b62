"""Section `alliances`: kinds of alliances with places, tiers and trades, capacities of members, the chair, meetings, points of units."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from linli.foundation.methods.method import Code, Duration, Figure, Label, Marked, Section

#: Where an alliance of a place kind stands: an area of a rank, or something that has a name of its own within a community or township.
Ground = Literal["county", "township", "community", "building", "named"]

#: Part of personal data that the section needs a rule for in `[privacy.fields]`.
FIELD = "alliances.member"


class Named(Marked):
    """A code with its local name."""

    label: Label


class Place(Marked):
    """A kind of place that an alliance is bound to (S5)."""

    label: Label
    on: Ground


class Capacity(Marked):
    """As what somebody is a member (S6, S10)."""

    label: Label
    of: Literal["unit", "person"]


class Tier(Marked):
    """A tier of members (L46): so many of them; None: any number (the N)."""

    label: Label
    count: Annotated[int, Field(ge=1, le=100)] | None = None


class Chair(Marked):
    """The chair goes round among member units every so many months."""

    months: Literal[1, 3]


class Kind(Marked):
    """A kind of alliance. `places` are kinds of places that it is bound to; empty: it stands in the area of its office.

    `parent`: it is a branch of an alliance of that kind (H31). `by_trade`: each answers for a trade and the firms in it, with a
    department in charge (H25, L47); where it isn't a branch, it is the only one of its kind for that trade. `trades` narrows that to some of
    the county's trades (L52: chains of industry); empty: all. `form`: its joint meetings are deliberations of this form (S7).
    """

    label: Label
    places: tuple[Code, ...] = ()
    parent: Code | None = None
    by_trade: bool = False
    trades: tuple[Code, ...] = ()
    tiers: dict[Code, Tier] = {}
    chair: Chair | None = None
    form: Code | None = None


class Activity(Marked):
    """Something that units take part in (S19): points by level, whole ones or tenths."""

    label: Label
    points: Annotated[dict[Code, Annotated[float, Field(gt=0, le=100)]], Field(min_length=1)]


class Terms(Marked):
    """How points are given: what was done last year may be entered until `late_days` after its end; a unit may object for `object_days`
    after it counted, and somebody else answers within `answer_within`.
    """

    late_days: Annotated[int, Field(ge=0, le=90)]
    object_days: Annotated[int, Field(ge=1, le=365)]
    answer_within: Duration


class PointRules(Marked):
    """Points of units in a calendar year (S19–S22). Below `shares_from` a unit takes nothing of the shared resources, above
    `honoured_above` it has the standing honour `honour` of that year (None: it only stands in the list).
    """

    shares_from: Annotated[int, Field(ge=1, le=1000)]
    honoured_above: Annotated[int, Field(ge=1, le=1000)]
    honour: Code | None = None
    terms: Terms
    levels: Annotated[dict[Code, Named], Field(min_length=1)]
    activities: Annotated[dict[Code, Activity], Field(min_length=1)]

    @model_validator(mode="after")
    def _table_fits(self) -> Self:
        if self.honoured_above < self.shares_from:
            raise ValueError("honoured_above lies below shares_from")
        for code, one in self.activities.items():
            if lost := sorted(set(one.points) - set(self.levels)):
                raise ValueError(f"activity {code} names levels {lost} that don't exist")
            if any(points * 10 != int(points * 10) for points in one.points.values()):
                raise ValueError(f"activity {code} has points with more than one digit behind the point")
        return self

    def points_of(self, activity: str, level: str) -> int:
        """What a level of an activity gives, in tenths; 0 where the table has no such row."""
        found = self.activities.get(activity)
        return int(found.points.get(level, 0) * 10) if found else 0


class AllianceRules(Section):
    """Section `alliances`. Without `kinds` a county has none; without `points` no unit is scored and nothing is closed to anybody."""

    kinds: dict[Code, Kind] = {}
    places: dict[Code, Place] = {}
    capacities: dict[Code, Capacity] = {}
    trades: dict[Code, Named] = {}
    topics: dict[Code, Named] = {}
    points: PointRules | None = None
    published: dict[Code, Figure] = {}

    @model_validator(mode="after")
    def _kinds_fit(self) -> Self:
        for code, kind in self.kinds.items():
            if lost := sorted(set(kind.places) - set(self.places)):
                raise ValueError(f"kind {code} names places {lost} that don't exist")
            if kind.parent is not None and (kind.parent not in self.kinds or kind.parent == code):
                raise ValueError(f"kind {code} is a branch of {kind.parent}, which isn't another kind")
            if kind.by_trade and not self.trades:
                raise ValueError(f"kind {code} answers for a trade, and no trade is listed")
            if lost := sorted(set(kind.trades) - set(self.trades if kind.by_trade else ())):
                raise ValueError(f"kind {code} names trades {lost} that don't exist, or answers for none")
        if self.kinds and not (self.capacities and self.topics):
            raise ValueError("alliances need capacities of their members and topics of their meetings")
        return self

    def trades_of(self, kind: Kind) -> dict[str, Named]:
        """The trades for which an alliance of a kind may answer; none for a kind that answers for no trade."""
        if not kind.by_trade:
            return {}
        return {code: one for code, one in self.trades.items() if not kind.trades or code in kind.trades}

    def label_of(self, table: str, code: str) -> str:
        """The name of a code in one of the tables (`kinds`, `trades`, …); the code itself where the method doesn't name it any more."""
        found = getattr(self, table).get(code)
        return found.label if found else code


def across(rules: Any) -> Iterator[tuple[str, str]]:
    """Forms of deliberation and the honour exist, points have their unit in the ledger and end with the year, members have their rule of keeping."""
    mine: AllianceRules = rules.alliances
    forms = rules.deliberation.forms if "deliberation" in rules.sections else {}
    for code, kind in mine.kinds.items():
        if kind.form is not None and kind.form not in forms:
            yield f"kinds.{code}.form", f"found {kind.form}, allowed: {sorted(forms)}"
    unit = rules.ledger.units.get("unit_points") if "ledger" in rules.sections else None
    if mine.points and not (unit and unit.in_use and unit.expiry.policy == "calendar_year"):
        yield "points", 'needs unit_points in [ledger.units], in use and with expiry.policy = "calendar_year"'
    standing = rules.honours.standing if "honours" in rules.sections else {}
    if mine.points and mine.points.honour is not None and mine.points.honour not in standing:
        yield "points.honour", f"found {mine.points.honour}, allowed: {sorted(standing)}"
    fields = rules.privacy.fields if "privacy" in rules.sections else {}
    if mine.kinds and FIELD not in fields:
        yield "kinds", f"needs {FIELD} in [privacy.fields]"
