"""What a gateway says after it took a message: it came to the phone, or not. The same report twice is one."""

from __future__ import annotations

from linli.domains.notices import events
from linli.domains.notices.models import Message
from linli.domains.notices.services import _base, sending
from linli.domains.notices.states import NOT_REACHED, State
from linli.kernel import clock

#: What a report can still change. Not `DELIVERED`: what came to a phone has come, whatever is said after it. Nor what waits: a message
#: that somebody sends again answers for itself.
_OPEN_TO_REPORTS = (State.SENDING, State.SENT)


@_base.changes
def note_report(name: str, *, is_there: bool, error: str = "") -> bool:
    """Write down a report on the message of this `name`; whether there is such a message. May come before our own note that it was
    handed over. `error` is the gateway's own word.
    """
    number = name.removeprefix("linli-")
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        return False
    row = Message.unscoped.select_for_update(of=("self",)).select_related("recipient").filter(pk=int(number)).first()
    if row is None:
        return False
    if row.state in _OPEN_TO_REPORTS:
        _settle(row, is_there, error)
    return True


def _settle(row: Message, is_there: bool, error: str) -> None:
    row.error = error[:200]
    if not is_there:
        sending.give_up(row, NOT_REACHED)
        return
    row.state, row.ended_at, row.text_sealed = State.DELIVERED, clock.now(), b""
    row.save(update_fields=["state", "ended_at", "text_sealed", "error"])
    _base.note(row, events.Delivered)
