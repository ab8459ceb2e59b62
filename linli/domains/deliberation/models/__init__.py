"""Tables of deliberation: constraints and tiny properties, no rules."""

from linli.domains.deliberation.models.matters import Hearing, Matter, Notice, Step, Support, Task, Verdict
from linli.domains.deliberation.models.meetings import Item, Meeting, Seat
from linli.domains.deliberation.models.opinions import OpinionMap, Stance, Statement
from linli.domains.deliberation.models.votes import Ballot, Mark, Paper, Proxy, Sheet, Voter

__all__ = [
    "Ballot",
    "Hearing",
    "Item",
    "Mark",
    "Matter",
    "Meeting",
    "Notice",
    "OpinionMap",
    "Paper",
    "Proxy",
    "Seat",
    "Sheet",
    "Stance",
    "Statement",
    "Step",
    "Support",
    "Task",
    "Verdict",
    "Voter",
]
