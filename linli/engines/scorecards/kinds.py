"""What a card may say: cycles and kinds of criteria. No Django, and nothing of ours below it."""

from __future__ import annotations

from enum import StrEnum


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
