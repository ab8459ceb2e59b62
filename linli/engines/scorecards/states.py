"""Words of scorecards: cycles, kinds of criteria, states of rounds and appeals. No Django."""

from __future__ import annotations

from enum import StrEnum

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


class Cycle(StrEnum):
    """How often a card is rated; `ONCE` is called by hand."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    ONCE = "once"


class Kind(StrEnum):
    """How a criterion gets its points."""

    SCORE = "score"
    YES_NO = "yes_no"
    VOTE = "vote"
    INDICATOR = "indicator"
    DEDUCTION = "deduction"
    BONUS = "bonus"


#: How an abstention from a vote is sent; nothing at all is no vote yet.
ABSTAIN = "-"

#: What raters fill in, and what stands in the books as single entries.
RATED = frozenset({Kind.SCORE, Kind.YES_NO, Kind.VOTE})
BOOKED = frozenset({Kind.DEDUCTION, Kind.BONUS})


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


CYCLES = {
    Cycle.MONTH: N_("Every month"),
    Cycle.QUARTER: N_("Every quarter"),
    Cycle.HALF_YEAR: N_("Every half year"),
    Cycle.YEAR: N_("Every year"),
    Cycle.ONCE: N_("When called"),
}
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
