"""Votes: opened with the roll frozen, closed once with their result, withdrawn with a reason."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from linli.domains.owners import events, registry, rules
from linli.domains.owners.models import PaperEntry, Unit, Vote, Voter
from linli.domains.owners.rules import Outcome
from linli.domains.owners.selectors import counting
from linli.domains.owners.services import _base
from linli.domains.owners.states import RUN, State
from linli.foundation.privacy import rls
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

_SYSTEM = Actor.system()


@_base.changes
def open_vote(
    actor: Actor, *, compound: Any, matter: str, title: str, body: str, closes_at: datetime, purpose: str = "",
    purpose_key: str = "",
) -> Vote:  # fmt: skip
    """Owners of a compound are asked until `closes_at`; the roll of this moment is frozen. `purpose` was registered (KeyError otherwise).

    Raises RuleBroken owners.unknown_matter, .no_roll, .bad_deadline, .voting_already, .words_needed, .compound_closed; OutOfScope.
    """
    if purpose:
        registry.purpose(purpose)
    held = _base.lock_compound(compound)
    found = territory.rules_of(held.area)
    if matter not in found.owners.matters:
        raise RuleBroken("owners.unknown_matter")
    _check_deadline(closes_at, found.owners.voting.longest_days)
    if purpose and _running(held.county_id, purpose, purpose_key):
        raise RuleBroken("owners.voting_already")
    units = list(Unit.unscoped.filter(compound=held, ended_at=None).order_by("pk"))
    if not sum(one.heads for one in units):
        raise RuleBroken("owners.no_roll")
    made: Vote = Vote.unscoped.create(
        **_base.placed(held), release_id=found.release_id, matter=matter, title=_base.said(title, 120), body=body.strip()[:4000],
        purpose=purpose, purpose_key=purpose_key, opened_at=clock.now(), opened_by=actor.label[:120], closes_at=closes_at,
        due_area=sum(one.size for one in units), due_heads=sum(one.heads for one in units),
        digest=rules.roll_digest((one.pk, one.label, one.size, one.heads) for one in units),
    )  # fmt: skip
    _base.allow(actor, made, RUN)
    Voter.objects.bulk_create(
        Voter(vote=made, unit=one, label=one.label, size=one.size, heads=one.heads) for one in units
    )
    _base.tell(actor, events.VoteOpened(len(units)), made)
    return made


def _check_deadline(closes_at: datetime, longest: int) -> None:
    if not clock.now() < closes_at <= clock.now() + timedelta(days=longest):
        raise RuleBroken("owners.bad_deadline", days=str(longest))


def _running(county_id: int, purpose: str, key: str) -> bool:
    return Vote.unscoped.filter(county_id=county_id, purpose=purpose, purpose_key=key, state=State.OPEN).exists()


@_base.changes
def close_vote(actor: Actor, *, vote: Vote) -> Vote:
    """Count and close a vote whose time is over; what it is for follows in the same transaction. A second call finds it closed and changes
    nothing. Paper that waits for its second typing holds people up, and the clock for `settle_days`; then it doesn't count.

    Raises RuleBroken owners.vote_running, owners.paper_waits, owners.vote_over (withdrawn), and what the purpose refuses; OutOfScope.
    """
    row = _base.lock_vote(vote)
    _base.allow(actor, row, RUN)
    if row.state == State.CLOSED:
        return row
    if row.state == State.WITHDRAWN:
        raise RuleBroken("owners.vote_over")
    if clock.now() < row.closes_at and counting.missing(row):
        raise RuleBroken("owners.vote_running")
    _check_paper(row)
    found = counting.outcome_of(row)
    _set_result(row, found)
    _base.tell(actor, events.VoteClosed(found.passed), row)
    if row.purpose:
        registry.purpose(row.purpose).on_closed(actor, row, found)
    return row


def _check_paper(vote: Vote) -> None:
    waiting = PaperEntry.unscoped.filter(voter__vote=vote, settled_at=None)
    labels = sorted(set(waiting.values_list("voter__label", flat=True)))
    last = vote.closes_at + timedelta(days=counting.voting_of(vote).settle_days)
    if labels and clock.now() < last:
        raise RuleBroken("owners.paper_waits", units="、".join(labels[:20]))
    waiting.order_by().update(settled_at=clock.now())


def _set_result(vote: Vote, found: Outcome) -> None:
    vote.state, vote.closed_at = State.CLOSED, clock.now()
    names = ("took_part_area", "took_part_heads", "for_area", "for_heads", "valid", "passed", "why")
    for name in names:
        setattr(vote, name, getattr(found, name))
    vote.save(update_fields=["state", "closed_at", *names])


@_base.changes
def withdraw_vote(actor: Actor, *, vote: Vote, why: str) -> Vote:
    """Give an open vote up, with a reason; ballots stay where they are. Raises RuleBroken owners.vote_over, owners.words_needed; OutOfScope."""
    row = _base.lock_vote(vote)
    _base.allow(actor, row, RUN)
    if row.state != State.OPEN:
        raise RuleBroken("owners.vote_over")
    row.state, row.closed_at, row.withdrawn_why = State.WITHDRAWN, clock.now(), _base.said(why, 200)
    row.save(update_fields=["state", "closed_at", "withdrawn_why"])
    _base.tell(actor, events.VoteWithdrawn(row.withdrawn_why), row)
    return row


def close_due() -> int:
    """Close every vote whose deadline is over, each in its own transaction; one that waits for paper stays. Returns how many were closed."""
    with rls.everywhere():
        due = list(Vote.unscoped.filter(state=State.OPEN, closes_at__lte=clock.now()).order_by("closes_at", "pk"))
    return sum(_closed(one) for one in due)


def _closed(vote: Vote) -> int:
    try:
        close_vote(_SYSTEM, vote=vote)
    except RuleBroken:
        return 0  # paper waits, or what it is for can't follow yet: it stays open and is tried again
    return 1
