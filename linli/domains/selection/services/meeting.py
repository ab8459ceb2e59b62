"""The residents' meeting: votes typed in, and who is chosen by them."""

from __future__ import annotations

from collections.abc import Mapping

from linli.domains.selection import events, rules
from linli.domains.selection.models import Selection
from linli.domains.selection.selectors.pinned import rules_of
from linli.domains.selection.services import _base
from linli.domains.selection.states import State
from linli.foundation.audit.services import record
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken


@_base.changes
def record_votes(
    actor: Actor, *, selection: Selection, entitled: int, present: int, votes: Mapping[int, int]
) -> Selection:
    """Write down a meeting that decided: `votes` are those for each candidate who stands, by id.

    A meeting that couldn't decide is refused with the reason, and nothing is kept: it is held again. Raises RuleBroken:
    selection.votes_missing, selection.no_quorum, selection.nobody_passed, selection.tie, selection.too_many_present,
    selection.too_many_votes, selection.not_now, selection.not_yours, selection.no_candidate.
    """
    row = _base.lock(actor, selection)
    _base.turn(actor, row, State.MEETING)
    there = _base.standing(row)
    if not there:
        raise RuleBroken("selection.no_candidate")
    if missing := next((one for one in there if one.pk not in votes), None):
        raise RuleBroken("selection.votes_missing", name=missing.name)
    counted = {one.pk: votes[one.pk] for one in there}
    rule = rules_of(row).meeting
    found = rules.outcome(
        rules.Meeting(entitled, present, counted), seats=row.seats, quorum_percent=rule.quorum_percent,
        pass_percent=rule.pass_percent,
    )  # fmt: skip
    if found.problem:
        raise RuleBroken(found.problem)
    for one in there:
        _base.move_candidate(one, "choose" if one.pk in found.chosen else "pass_over", votes=counted[one.pk])
    row.entitled, row.present = entitled, present
    row.save(update_fields=["entitled", "present"])
    record(actor, events.Voted(entitled, present), subject=row, county_id=row.county_id)
    return row
