"""What all changes of a selection share: the lock, whose turn it is, and the sequence that it runs by."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from linli.domains.selection.method import Procedure, Stage
from linli.domains.selection.models import Candidate, Selection
from linli.domains.selection.selectors.pinned import level_of, procedure_of
from linli.domains.selection.states import CANDIDATES, RUNNING, STATE_LABELS, Standing, State, machine
from linli.foundation.privacy import rls
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken
from linli.kernel.lines import required
from linli.kernel.scoping import keep_in_scope

RUN = "selection.run"


#: One transaction, in which the database shows the places where the actor may run selections, and nothing else.
changes = rls.changing(lambda actor: rls.reaching(actor, RUN))


def lock(actor: Actor, selection: Selection) -> Selection:
    """The running row, held until the transaction ends. Raises OutOfScope, RuleBroken selection.over."""
    keep_in_scope(actor, selection, RUN)
    held = Selection.unscoped.select_for_update(of=("self",)).select_related("area__county", "county", "post")
    row: Selection = held.get(pk=selection.pk)
    if row.state not in RUNNING:
        raise RuleBroken("selection.over")
    return row


def lock_of(actor: Actor, candidate: Candidate) -> Selection:
    """The running row that somebody stands in, as `lock`."""
    keep_in_scope(actor, candidate, RUN)
    return lock(actor, candidate.selection)


def turn(actor: Actor, row: Selection, *stages: State) -> Stage:
    """The present stage, when it is one of `stages` and the actor's office acts in it.

    Raises RuleBroken selection.not_now, selection.not_yours.
    """
    stage = procedure_of(row).stage(row.state)
    if stage is None or (stages and row.state not in stages):
        raise RuleBroken("selection.not_now", stage=label_of(row))
    place = level_of(row, stage)
    if not actor.reaches(RUN, place.path):
        raise RuleBroken("selection.not_yours", level=place.name)
    return stage


def label_of(row: Selection) -> str:
    """The present stage's name: the county's own, else ours."""
    stage = procedure_of(row).stage(row.state)
    return stage.label if stage else gettext(STATE_LABELS[State(row.state)])


def move(row: Selection, verb: str) -> None:
    """Take the edge `verb`; raises RuleBroken selection.not_now where there is none."""
    procedure: Procedure = procedure_of(row)
    there = machine([stage.kind for stage in procedure.stages]).move(State(row.state), verb)
    if there is None:
        raise RuleBroken("selection.not_now", stage=label_of(row))
    row.state = there
    if there in (State.APPOINTED, State.CANCELLED):
        row.ended_at = clock.now()


def move_candidate(row: Candidate, verb: str, **facts: Any) -> None:
    """Take a candidate's edge; raises RuleBroken selection.not_standing where there is none."""
    there = CANDIDATES.move(Standing(row.standing), verb)
    if there is None:
        raise RuleBroken("selection.not_standing", name=row.name)
    row.standing = there
    for column, value in facts.items():
        setattr(row, column, value)
    row.save(update_fields=["standing", *facts])


def held_candidate(row: Selection, candidate: Candidate) -> Candidate:
    """The candidate's row, held. Raises OutOfScope for one of another selection."""
    found: Candidate = Candidate.unscoped.select_for_update().get(pk=candidate.pk)
    if found.selection_id != row.pk:
        raise OutOfScope(repr(candidate))
    return found


def standing(row: Selection) -> list[Candidate]:
    """Candidates who stand, in the order in which they came."""
    return list(Candidate.unscoped.filter(selection=row, standing=Standing.STANDING).order_by("pk"))


def reason(text: str) -> str:
    """One line; raises RuleBroken selection.words_needed."""
    return required(text, 200, "selection.words_needed")
