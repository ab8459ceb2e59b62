"""What a vote comes to, from its frozen roll and the last ballot of each unit. For services, and for recounting afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from linli.domains.owners import rules
from linli.domains.owners.method import Matter, Threshold, Voting
from linli.domains.owners.models import Ballot, Vote, Voter
from linli.domains.owners.rules import Line, Outcome
from linli.domains.owners.states import RUN, State, Why
from linli.foundation.methods import selectors as methods
from linli.foundation.privacy import rls
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Recount:
    """A count anew beside the result that stands: whether it is the same, and whether the frozen roll is unchanged."""

    outcome: Outcome
    same: bool
    roll_same: bool


def voting_of(vote: Vote) -> Voting:
    """The thresholds of the release under which a vote was opened."""
    found = methods.rules_for(vote.release_id) if vote.release_id else territory.rules_of(vote.area)
    voting: Voting = found.owners.voting
    return voting


def matter_of(vote: Vote) -> Matter:
    """The matter as it was when the vote was opened."""
    found = methods.rules_for(vote.release_id) if vote.release_id else territory.rules_of(vote.area)
    matter: Matter = found.owners.matters[vote.matter]
    return matter


def need_of(vote: Vote) -> Threshold:
    """How many of those taking part have to agree."""
    voting = voting_of(vote)
    return voting.grave if matter_of(vote).grave else voting.ordinary


def last_choices(vote: Vote) -> dict[int, str]:
    """Voter → what it said last. Inside a reach that shows the ballots."""
    rows = Ballot.unscoped.filter(voter__vote=vote).order_by("voter_id", "number")
    return dict(rows.values_list("voter_id", "choice"))


def outcome_of(vote: Vote) -> Outcome:
    """Count. Inside a reach that shows the ballots."""
    said = last_choices(vote)
    lines = [Line(one.size, one.heads, said.get(one.pk)) for one in Voter.objects.filter(vote=vote)]
    return rules.outcome(lines, quorum=voting_of(vote).quorum, need=need_of(vote))


def missing(vote: Vote) -> bool:
    """Whether a unit hasn't said anything yet. Inside a reach that shows the ballots."""
    said = Ballot.unscoped.filter(voter__vote=vote).order_by().values("voter")
    return bool(Voter.objects.filter(vote=vote).exclude(pk__in=said).exists())


@rls.reached(RUN)
def recounted(actor: Actor, vote: Vote) -> Recount | None:
    """Count a closed vote anew from its ballots; None while it is open, and when ballots
    aren't kept any longer. For those who run votes there."""
    if vote.state != State.CLOSED or _forgotten(vote):
        return None
    found = outcome_of(vote)
    roll = Voter.objects.filter(vote=vote).values_list("unit_id", "label", "size", "heads")
    return Recount(found, found == result_of(vote), rules.roll_digest(roll) == vote.digest)


def _forgotten(vote: Vote) -> bool:
    keep = territory.rules_of(vote.area).privacy.fields["owners.ballot"].keep.length
    return bool(vote.closed_at and vote.closed_at < clock.now() - keep)


def result_of(vote: Vote) -> Outcome | None:
    """The result that stands; None while there is none."""
    if vote.state != State.CLOSED:
        return None
    assert vote.took_part_area is not None and vote.took_part_heads is not None
    assert vote.for_area is not None and vote.for_heads is not None
    return Outcome(
        vote.took_part_area, vote.took_part_heads, vote.for_area, vote.for_heads, vote.due_area, vote.due_heads, bool(vote.valid),
        bool(vote.passed), Why(vote.why),
    )  # fmt: skip
