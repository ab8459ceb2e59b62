"""Candidates: coming forward, being let through or turned down, stepping back."""

from __future__ import annotations

from typing import Any

from linli.domains.selection import events
from linli.domains.selection.models import Candidate, Selection
from linli.domains.selection.selectors.pinned import rules_of
from linli.domains.selection.services import _base
from linli.domains.selection.states import Standing, State
from linli.foundation.audit.services import record
from linli.foundation.residents.rules import clean_name
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import one_line


@_base.changes
def nominate(
    actor: Actor, *, selection: Selection, name: str, source: str = "", words: str = "", person: Any = None
) -> Candidate:
    """Somebody comes forward, or is put forward, with a few words. `person` is their entry in the register, fetched in scope.

    Raises RuleBroken: selection.not_now (another stage), selection.not_yours, selection.unknown_source, selection.bad_name,
    selection.candidate_already, selection.other_county.
    """
    row = _base.lock(actor, selection)
    _base.turn(actor, row, State.NOMINATION)
    plain = clean_name(person.name if person else name)
    if plain is None:
        raise RuleBroken("selection.bad_name")
    _check_new(row, plain, source, person)
    made: Candidate = Candidate.unscoped.create(
        county_id=row.county_id, area_id=row.area_id, selection=row, person=person, name=plain, source=source,
        words=one_line(words, 500),
    )  # fmt: skip
    record(actor, events.CandidateAdded(plain), subject=row, county_id=row.county_id)
    return made


@_base.changes
def let_through(actor: Actor, *, candidate: Candidate) -> Candidate:
    """The present stage (recommendation, review) finds that somebody may go on. Twice is once."""
    row = _base.lock_of(actor, candidate)
    stage = _base.turn(actor, row, State.RECOMMENDATION, State.REVIEW)
    found = _base.held_candidate(row, candidate)
    if found.standing != Standing.STANDING:
        raise RuleBroken("selection.not_standing", name=found.name)
    if found.passed != row.state:
        found.passed = row.state
        found.save(update_fields=["passed"])
        record(actor, events.CandidateLetThrough(stage.label, found.name), subject=row, county_id=row.county_id)
    return found


@_base.changes
def turn_down(actor: Actor, *, candidate: Candidate, reason: str) -> Candidate:
    """The present stage (recommendation, review) finds that somebody may not go on, and says why."""
    row = _base.lock_of(actor, candidate)
    _base.turn(actor, row, State.RECOMMENDATION, State.REVIEW)
    return _left(actor, row, candidate, "turn_down", _base.reason(reason))


@_base.changes
def step_back(actor: Actor, *, candidate: Candidate, reason: str) -> Candidate:
    """Somebody doesn't want to stand any more; noted in any stage up to the appointment. When nobody chosen is left on notice,
    the selection is given up.
    """
    row = _base.lock_of(actor, candidate)
    words = _base.reason(reason)
    left = _left(actor, row, candidate, "step_back", words)
    if row.state == State.NOTICE and not row.candidates.filter(standing=Standing.CHOSEN).exists():
        _base.move(row, "cancel")
        row.save(update_fields=["state", "ended_at"])
        record(actor, events.SelectionCancelled(words), subject=row, county_id=row.county_id)
    return left


def _left(actor: Actor, row: Selection, candidate: Candidate, verb: str, words: str) -> Candidate:
    found = _base.held_candidate(row, candidate)
    _base.move_candidate(found, verb, reason=words)
    record(actor, events.CandidateLeft(found.name, words), subject=row, county_id=row.county_id)
    return found


def _check_new(row: Selection, name: str, source: str, person: Any) -> None:
    if source and source not in rules_of(row).sources:
        raise RuleBroken("selection.unknown_source")
    if person is not None and person.county_id != row.county_id:
        raise RuleBroken("selection.other_county")
    there = _base.standing(row)
    same = [
        one
        for one in there
        if (person is not None and one.person_id == person.pk) or (person is None and one.name == name)
    ]
    if same:
        raise RuleBroken("selection.candidate_already", name=name)
