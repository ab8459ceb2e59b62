"""Section `volunteering`: kinds of teams, roles, activities, quantities and rewards; how check-in, earning and redeeming work."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field

from linli.foundation.methods.method import Code, Figure, Label, Marked, Section

#: Texts of `[privacy.consents]` that a volunteer agrees to: being one, and standing on the public board.
CONSENT, BOARD_CONSENT = "volunteering", "volunteer_board"

Some = Annotated[int, Field(ge=1, le=100_000)]
Few = Annotated[int, Field(ge=0, le=1000)]


class Named(Marked):
    """A kind of something: only its name."""

    label: Label


class Quantity(Marked):
    """What a session may count beside hours (Q66: deliveries, kilograms)."""

    label: Label
    unit: Annotated[str, Field(min_length=1, max_length=8)]


class JoinRule(Marked):
    """From which age somebody may register by themselves."""

    from_age: Annotated[int, Field(ge=8, le=80)]


class SignUpRule(Marked):
    """How many hours before a shift begins one may still cancel by oneself."""

    cancel_hours: Few


class CheckInRule(Marked):
    """What proves that somebody is there: a code that changes every `code_minutes` (the one before still counts), or a position at
    most `metres` away, both only from `early_minutes` before the shift to its end. After `tries` wrong codes only the keeper helps.
    """

    code_minutes: Annotated[int, Field(ge=1, le=60)]
    early_minutes: Few
    by_place: bool
    metres: Annotated[int, Field(ge=10, le=5000)]
    tries: Some


class EarningRule(Marked):
    """Hours are counted in whole `round_minutes` (rounded down); each hour is worth `points_per_hour`. Caps and expiry of points stand in
    `ledger.units.volunteer_points`.
    """

    points_per_hour: Few
    round_minutes: Annotated[int, Field(ge=1, le=60)]


class RedeemRule(Marked):
    """How many days a reward waits for being fetched, how many hours a counter without network may tell it later, and (0: any number)
    how often a person may redeem in a quarter; `months` in which anybody may (empty: all).
    """

    days: Some
    grace_hours: Few
    per_quarter: Few = 0
    months: tuple[Annotated[int, Field(ge=1, le=12)], ...] = ()


class VolunteeringRules(Section):
    """Section `volunteering`. How long what is kept about volunteers stays is said by `privacy.fields`."""

    teams: Annotated[dict[Code, Named], Field(min_length=1)]
    roles: Annotated[dict[Code, Named], Field(min_length=1)]
    activities: Annotated[dict[Code, Named], Field(min_length=1)]
    quantities: dict[Code, Quantity] = {}
    rewards: Annotated[dict[Code, Named], Field(min_length=1)]
    join: JoinRule
    sign_up: SignUpRule
    check_in: CheckInRule
    earning: EarningRule
    redeem: RedeemRule
    published: dict[Code, Figure] = {}


def label_of(table: dict[str, Any], code: str) -> str:
    """The name of a kind; its code where the method doesn't name it any more."""
    found = table.get(code)
    return str(found.label) if found else code


def across(rules: Any) -> Iterator[tuple[str, str]]:
    """Nobody becomes a volunteer, or stands on a board, without a text to agree to; hours need their unit."""
    if "privacy" in rules.sections and (
        lost := [code for code in (CONSENT, BOARD_CONSENT) if rules.privacy.consent(code) is None]
    ):
        yield "join", f"needs the texts {lost} in [privacy.consents]"
    if "ledger" in rules.sections and "hours" not in rules.ledger.units:
        yield "earning", "needs ledger.units.hours"
