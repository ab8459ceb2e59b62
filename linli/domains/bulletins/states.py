"""States of bulletins, as a table, and the words for them."""

from __future__ import annotations

from enum import StrEnum

from linli.kernel.states import Edge, Machine
from linli.kernel.words import N_

VIEW, INTERNAL = "bulletins.view", "bulletins.internal"
WRITE, SIGN = "bulletins.write", "bulletins.sign"


class State(StrEnum):
    """The life of a bulletin: comments are written, a second person signs, it is issued; a recalled one stays."""

    DRAFT = "draft"
    SENT = "sent"
    ISSUED = "issued"
    RECALLED = "recalled"


#: States in which the office alone sees it, and those in which nothing of it changes any more.
UNISSUED, SEEN = (State.DRAFT, State.SENT), (State.ISSUED, State.RECALLED)

BULLETINS: Machine[State] = Machine(
    (
        Edge(State.DRAFT, State.SENT, by="send"),
        Edge(State.SENT, State.DRAFT, by="give_back"),
        Edge(State.SENT, State.ISSUED, by="sign"),
        Edge(State.ISSUED, State.RECALLED, by="recall"),
    )
)

STATE_LABELS = {
    State.DRAFT: N_("being written"),
    State.SENT: N_("waits for a signature"),
    State.ISSUED: N_("issued"),
    State.RECALLED: N_("recalled"),
}

#: Who may read an issued one.
AUDIENCES = {
    "internal": N_("Offices and leaders"),
    "county": N_("All staff of the county"),
    "public": N_("Everybody"),
}

CYCLES = {"week": N_("Weekly"), "month": N_("Monthly"), "quarter": N_("Quarterly")}
