"""Tables of scorecards: `rounds` (who rates whom), `marks` (and entries), `results` (and what was said to them)."""

from linli.engines.scorecards.models.marks import Item, Score
from linli.engines.scorecards.models.results import Appeal, Applied, Evidence, Reply, Result
from linli.engines.scorecards.models.rounds import Assignment, Round, Seat, Subject

__all__ = [
    "Appeal",
    "Applied",
    "Assignment",
    "Evidence",
    "Item",
    "Reply",
    "Result",
    "Round",
    "Score",
    "Seat",
    "Subject",
]
