"""States of volunteering: who is in a team, where a sign-up stands, what became of a reward."""

from __future__ import annotations

from enum import StrEnum

from linli.kernel.words import N_

HOURS, POINTS = "hours", "volunteer_points"


class InTeam(StrEnum):
    """Where somebody stands in a team."""

    ASKED = "asked"
    IN = "in"
    REFUSED = "refused"
    OUT = "out"


class At(StrEnum):
    """Where a sign-up stands."""

    WAITING = "waiting"
    SIGNED = "signed"
    HERE = "here"
    LEFT = "left"
    MISSING = "missing"
    CANCELLED = "cancelled"


class By(StrEnum):
    """What proved that somebody was there."""

    CODE = "code"
    PLACE = "place"
    KEEPER = "keeper"


class Mark(StrEnum):
    """What a keeper says of somebody on the list."""

    CAME = "came"
    WENT = "went"
    MISSING = "missing"
    EXCUSED = "excused"


class Objection(StrEnum):
    """Why somebody says that a no-show is wrong; no free words, so nothing of their life is written down here."""

    WAS_THERE = "was_there"
    CANCELLED = "cancelled"
    TALK = "talk"


class Source(StrEnum):
    """Where hours come from; honour hours are back-filled and earn no points (DS§7)."""

    SHIFT = "shift"
    HONOUR = "honour"


class RewardState(StrEnum):
    """What became of a reward that somebody asked for."""

    HELD = "held"
    REDEEMED = "redeemed"
    LAPSED = "lapsed"


IN_TEAM = {
    InTeam.ASKED: N_("Waits for approval"),
    InTeam.IN: N_("In the team"),
    InTeam.REFUSED: N_("Not taken in"),
    InTeam.OUT: N_("Has left"),
}
AT = {
    At.WAITING: N_("On the waiting list"),
    At.SIGNED: N_("Signed up"),
    At.HERE: N_("Checked in"),
    At.LEFT: N_("Checked out"),
    At.MISSING: N_("Didn't come"),
    At.CANCELLED: N_("Cancelled"),
}
BY = {
    By.CODE: N_("by the code on site"),
    By.PLACE: N_("by place and time"),
    By.KEEPER: N_("by the keeper"),
}
MARKS = {
    Mark.CAME: N_("Is here"),
    Mark.WENT: N_("Has gone"),
    Mark.MISSING: N_("Didn't come"),
    Mark.EXCUSED: N_("Excused"),
}
OBJECTIONS = {
    Objection.WAS_THERE: N_("I was there"),
    Objection.CANCELLED: N_("I had cancelled"),
    Objection.TALK: N_("Something came up, please call me"),
}
REWARDS = {
    RewardState.HELD: N_("To be fetched"),
    RewardState.REDEEMED: N_("Fetched"),
    RewardState.LAPSED: N_("Not fetched, points given back"),
}

#: Sign-ups that take a slot, and those whose people were there.
TAKES_SLOT = (At.SIGNED, At.HERE, At.LEFT, At.MISSING)
WAS_THERE = (At.HERE, At.LEFT)
#: From which state a keeper's word leads to which one.
KEEPER_MOVES: dict[Mark, tuple[frozenset[At], At]] = {
    Mark.CAME: (frozenset({At.SIGNED, At.WAITING, At.MISSING}), At.HERE),
    Mark.WENT: (frozenset({At.HERE}), At.LEFT),
    Mark.MISSING: (frozenset({At.SIGNED}), At.MISSING),
    Mark.EXCUSED: (frozenset({At.SIGNED, At.WAITING, At.MISSING}), At.CANCELLED),
}
