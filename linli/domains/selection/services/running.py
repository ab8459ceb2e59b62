"""Opening a selection, going on to the next stage, giving it up."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from linli.domains.selection import events
from linli.domains.selection.models import Document, Selection
from linli.domains.selection.selectors.pinned import procedure_of
from linli.domains.selection.services import _base
from linli.domains.selection.services.ending import publish
from linli.domains.selection.states import Standing, State
from linli.foundation.audit.services import record
from linli.foundation.organizations import selectors as organizations
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken


@_base.changes
def open_selection(actor: Actor, *, post: Any, procedure: str = "") -> Selection:
    """Begin to choose for the free seats of a post, by a sequence of the method (the county's first one unless named).

    Raises RuleBroken: selection.no_procedure, selection.post_closed, selection.no_seat, selection.post_taken; OutOfScope.
    """
    post = organizations.post_by_id(post.pk)
    if not actor.reaches(_base.RUN, post.area.path):
        raise OutOfScope(repr(post))
    rules = territory.rules_of(post.county)
    known = rules.selection.procedures_for(post.kind)
    code = procedure or next(iter(known), "")
    if code not in known or rules.release_id is None:
        raise RuleBroken("selection.no_procedure")
    if post.valid_to is not None:
        raise RuleBroken("selection.post_closed")
    if post.filled >= post.seats:
        raise RuleBroken("selection.no_seat")
    made = _created(
        county_id=post.county_id, area_id=post.area_id, post=post, release_id=rules.release_id, procedure=code,
        seats=post.seats - post.filled, opened_at=clock.now(),
    )  # fmt: skip
    record(actor, events.SelectionOpened(post.title), subject=made, county_id=made.county_id)
    return made


@_base.changes
def advance(actor: Actor, *, selection: Selection) -> Selection:
    """Leave the present stage. After the last one the result goes on public notice.

    Raises RuleBroken: selection.no_candidate, selection.not_all_reviewed, selection.document_needed, selection.votes_needed,
    selection.too_many_chosen (no meeting, and more stand than there are seats), selection.not_yours, selection.over.
    """
    row = _base.lock(actor, selection)
    stage = _base.turn(actor, row)
    _check_done(row, stage)
    was_last = procedure_of(row).stages[-1].kind == row.state
    _base.move(row, "advance")
    if was_last:
        publish(actor, row)
        return row
    row.save(update_fields=["state"])
    record(actor, events.StageLeft(_base.label_of(row)), subject=row, county_id=row.county_id)
    return row


@_base.changes
def cancel(actor: Actor, *, selection: Selection, reason: str) -> Selection:
    """Give a selection up, and say why; the post may be selected for anew."""
    row = _base.lock(actor, selection)
    words = _base.reason(reason)
    _base.move(row, "cancel")
    row.save(update_fields=["state", "ended_at"])
    record(actor, events.SelectionCancelled(words), subject=row, county_id=row.county_id)
    return row


def _check_done(row: Selection, stage: Any) -> None:
    """What a stage asks for before it may be left."""
    there = _base.standing(row)
    if not there and row.state != State.MEETING:
        raise RuleBroken("selection.no_candidate")
    if row.state in (State.RECOMMENDATION, State.REVIEW) and any(one.passed != row.state for one in there):
        raise RuleBroken("selection.not_all_reviewed")
    if row.state == State.MEETING and not row.candidates.filter(standing=Standing.CHOSEN).exists():
        raise RuleBroken("selection.votes_needed")
    if stage.document and not Document.unscoped.filter(selection=row, stage=row.state).exists():
        raise RuleBroken("selection.document_needed")


def _created(**columns: Any) -> Selection:
    try:
        with transaction.atomic():
            made: Selection = Selection.unscoped.create(**columns)
    except IntegrityError as error:
        if "selection_one_runs_per_post" not in str(error):
            raise
        raise RuleBroken("selection.post_taken") from None
    return made
