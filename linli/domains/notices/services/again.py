"""What was given up is sent again by a person."""

from __future__ import annotations

from django.db import transaction

from linli.domains.notices import events
from linli.domains.notices.models import Message
from linli.domains.notices.services import _base
from linli.domains.notices.services.telling import send_soon
from linli.domains.notices.states import CHANGE, State
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import keep_in_scope

#: So many are sent again at one press.
MOST = 500


@_base.changes
def resend(actor: Actor, *, message: Message) -> None:
    """Let a message that was given up wait again. Raises RuleBroken notices.not_failed, notices.words_gone; OutOfScope."""
    rows = Message.unscoped.select_for_update(of=("self",)).select_related("recipient")
    row: Message = rows.get(pk=message.pk)
    keep_in_scope(actor, row, CHANGE)
    if row.state != State.FAILED:
        raise RuleBroken("notices.not_failed")
    if not row.text_sealed or row.until is not None:
        raise RuleBroken("notices.words_gone")
    _again(actor, row)


@_base.changes
def resend_all(actor: Actor) -> int:
    """Let everything wait again that was given up in the actor's counties, oldest first, at most 500; returns how many."""
    rows = Message.scoped.visible_to(actor, CHANGE).filter(state=State.FAILED, until=None).exclude(text_sealed=b"")
    found = list(rows.select_for_update(of=("self",)).select_related("recipient").order_by("id")[:MOST])
    for row in found:
        _again(actor, row)
    return len(found)


def _again(actor: Actor, row: Message) -> None:
    now = clock.now()
    row.state, row.attempts, row.next_at, row.waits_since, row.ended_at = State.WAITING, 0, now, now, None
    row.reason = row.error = ""
    row.save(update_fields=["state", "attempts", "next_at", "waits_since", "ended_at", "reason", "error"])
    _base.note(row, events.Again, actor=actor)
    transaction.on_commit(send_soon)
