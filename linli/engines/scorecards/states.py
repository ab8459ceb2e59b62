"""Words of scorecards: kinds of criteria, states of rounds and appeals, permissions. No Django."""

from __future__ import annotations

from enum import StrEnum

from linli.engines.scorecards.kinds import Kind
from linli.kernel.standings import Standing
from linli.kernel.words import N_

#: Permissions.
VIEW, RUN, ITEMS, ANSWER, DECIDE = (
    "scorecards.view",
    "scorecards.run",
    "scorecards.items",
    "scorecards.answer",
    "scorecards.decide",
)


class State(StrEnum):
    """Where a round stands; forward only."""

    OPEN = "open"
    CLOSED = "closed"
    PUBLISHED = "published"


class Ruling(StrEnum):
    """What became of an appeal."""

    WAITING = "waiting"
    UPHELD = "upheld"
    REJECTED = "rejected"


class Gap(StrEnum):
    """Why there is no result."""

    GROUP = "group"
    CRITERION = "criterion"
    NOTHING = "nothing"


KINDS = {
    Kind.SCORE: N_("Points given by raters"),
    Kind.YES_NO: N_("Met or not, by raters"),
    Kind.VOTE: N_("Share of votes in favour"),
    Kind.INDICATOR: N_("Counted by Linli"),
    Kind.DEDUCTION: N_("Points taken off"),
    Kind.BONUS: N_("Points added"),
}
STATES = {
    State.OPEN: Standing(N_("Being rated"), "doing"),
    State.CLOSED: Standing(N_("Counted, not published yet"), "soon"),
    State.PUBLISHED: Standing(N_("Published"), "solved"),
}
RULINGS = {
    Ruling.WAITING: Standing(N_("Waits for a decision"), "soon"),
    Ruling.UPHELD: Standing(N_("Upheld"), "solved"),
    Ruling.REJECTED: Standing(N_("Rejected"), "paused"),
}
GAPS = {
    Gap.GROUP: N_("no result: {label} didn't rate"),
    Gap.CRITERION: N_("no result: nothing for {label}"),
    Gap.NOTHING: N_("no result: nobody rated"),
}
