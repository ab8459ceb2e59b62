"""Words of relays: how a passed-on case stands, and the right to pass one on."""

from __future__ import annotations

from enum import StrEnum

from linli.kernel.standings import Standing
from linli.kernel.words import N_

SEND = "relay.send"
#: What keys that other platforms gave us are sealed for.
KEY = "relay.key"


class State(StrEnum):
    """WAITING to be sent, SENT and followed, CLOSED by the other platform, FAILED for good."""

    WAITING = "waiting"
    SENT = "sent"
    CLOSED = "closed"
    FAILED = "failed"


UNDER_WAY = (State.WAITING, State.SENT)


STATES = {
    State.WAITING: Standing(N_("On its way"), "soon"),
    State.SENT: Standing(N_("With the other platform"), "doing"),
    State.CLOSED: Standing(N_("Closed there"), "solved"),
    State.FAILED: Standing(N_("Not taken"), "late"),
}
