"""States and edges of alliances, as tables."""

from __future__ import annotations

from enum import StrEnum

from linli.kernel.states import Edge, Machine
from linli.kernel.words import N_

#: Who sees alliances, founds them, is the office of one, and acts for a unit.
VIEW, FOUND, RUN, ACT = "alliances.view", "alliances.found", "alliances.run", "alliances.act"


class Membership(StrEnum):
    """The life of a membership."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    LEFT = "left"


MEMBERSHIPS: Machine[Membership] = Machine(
    (
        Edge(Membership.ASKED, Membership.CONFIRMED, by="confirm"),
        Edge(Membership.ASKED, Membership.DECLINED, by="decline"),
        Edge(Membership.CONFIRMED, Membership.LEFT, by="leave"),
    )
)
#: Memberships that hold their place: nobody is asked a second time.
SITTING = (Membership.ASKED, Membership.CONFIRMED)

MEMBERSHIP_LABELS = {
    Membership.ASKED: N_("Asked, no answer yet"),
    Membership.CONFIRMED: N_("Member"),
    Membership.DECLINED: N_("Declined"),
    Membership.LEFT: N_("Has left"),
}


class Progress(StrEnum):
    """A resolution is carried out, is done, or was given up."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


RESOLUTIONS: Machine[Progress] = Machine(
    (
        Edge(Progress.OPEN, Progress.DONE, by="done"),
        Edge(Progress.OPEN, Progress.DROPPED, by="dropped", why="only the office of the alliance, with its reason"),
    )
)

PROGRESS_LABELS = {
    Progress.OPEN: N_("Being carried out"),
    Progress.DONE: N_("Done"),
    Progress.DROPPED: N_("Given up"),
}


class ScoreState(StrEnum):
    """Points are entered by one, counted or refused by a second, and perhaps taken back."""

    WAITING = "waiting"
    COUNTED = "counted"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"


SCORES: Machine[ScoreState] = Machine(
    (
        Edge(ScoreState.WAITING, ScoreState.COUNTED, by="count"),
        Edge(ScoreState.WAITING, ScoreState.REFUSED, by="refuse"),
        Edge(ScoreState.COUNTED, ScoreState.TAKEN_BACK, by="take_back", why="when an objection is right"),
    )
)

SCORE_LABELS = {
    ScoreState.WAITING: N_("Waits for a second person"),
    ScoreState.COUNTED: N_("It counts"),
    ScoreState.REFUSED: N_("It doesn't count"),
    ScoreState.TAKEN_BACK: N_("Taken back after an objection"),
}


class Band(StrEnum):
    """What a unit's points open or close."""

    LOW = "low"
    SHARES = "shares"
    HONOURED = "honoured"


BAND_LABELS = {
    Band.LOW: N_("Below the limit for sharing"),
    Band.SHARES: N_("Shares the resources"),
    Band.HONOURED: N_("Community honour"),
}
