"""The life of a case: states of a fixed kind, and the one table of moves. Labels may be a county's own; kinds never are."""

from __future__ import annotations

from enum import StrEnum

from linli.kernel.states import Edge, Machine
from linli.kernel.words import N_


class Kind(StrEnum):
    """What a state means for rates and residents. Only SOLVED counts as solved: the resident said so."""

    OPEN = "open"
    SOLVED = "solved"
    ENDED = "ended"


class Turn(StrEnum):
    """Whose move it is; a clock runs only while its owner has the turn."""

    OFFICE = "office"
    HANDLER = "handler"
    CALLED = "called"
    CENTRE = "centre"
    VERIFIER = "verifier"
    RESIDENT = "resident"
    NOBODY = "nobody"


class Station(StrEnum):
    """The four words that residents see, and the one for ends without a solution."""

    RECEIVED = "received"
    WORKING = "working"
    ASKING = "asking"
    SOLVED = "solved"
    ENDED = "ended"


class State(StrEnum):
    """Where a case stands."""

    RECEIVED = "received"
    ASSIGNED = "assigned"
    HANDLING = "handling"
    WHISTLED = "whistled"
    RETURNED = "returned"
    WAITING = "waiting"
    SUSPENDED = "suspended"
    RESOLVED = "resolved"
    ASKING = "asking"
    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    EXPLAINED = "explained"
    REDIRECTED = "redirected"
    DUPLICATE = "duplicate"
    WITHDRAWN = "withdrawn"

    @property
    def kind(self) -> Kind:
        """Open, solved, or ended otherwise."""
        if self is State.CONFIRMED:
            return Kind.SOLVED
        return Kind.ENDED if self in _ENDS else Kind.OPEN

    @property
    def turn(self) -> Turn:
        """Whose move it is in this state."""
        return _TURNS.get(self, Turn.NOBODY)

    @property
    def station(self) -> Station:
        """The resident's word for this state."""
        if self.kind is Kind.OPEN:
            return _STATIONS.get(self, Station.WORKING)
        return Station.SOLVED if self is State.CONFIRMED else Station.ENDED


S = State

_ENDS = {S.CONFIRMED, S.UNCONFIRMED, S.EXPLAINED, S.REDIRECTED, S.DUPLICATE, S.WITHDRAWN}

_TURNS = {
    S.RECEIVED: Turn.OFFICE,
    S.ASSIGNED: Turn.HANDLER,
    S.HANDLING: Turn.HANDLER,
    S.WHISTLED: Turn.CALLED,
    S.RETURNED: Turn.CENTRE,
    S.WAITING: Turn.RESIDENT,
    S.RESOLVED: Turn.VERIFIER,
    S.ASKING: Turn.RESIDENT,
}

_STATIONS = {S.RECEIVED: Station.RECEIVED, S.ASSIGNED: Station.RECEIVED, S.ASKING: Station.ASKING}


class ContactWay(StrEnum):
    """How a handler got in touch with the reporter."""

    PHONE = "phone"
    VISIT = "visit"
    MESSAGE = "message"


WAY_LABELS = {
    ContactWay.PHONE: N_("by phone"),
    ContactWay.VISIT: N_("in person"),
    ContactWay.MESSAGE: N_("by message"),
}

OPEN_STATES = tuple(state for state in State if state.kind is Kind.OPEN)
END_STATES = tuple(state for state in State if state.kind is not Kind.OPEN)

STATE_LABELS = {
    S.RECEIVED: N_("To be dispatched"),
    S.ASSIGNED: N_("To be accepted"),
    S.HANDLING: N_("Being handled"),
    S.WHISTLED: N_("Whistle out"),
    S.RETURNED: N_("Returned, to be decided"),
    S.WAITING: N_("Waiting for the resident"),
    S.SUSPENDED: N_("Suspended"),
    S.RESOLVED: N_("To be verified"),
    S.ASKING: N_("Resident is asked"),
    S.CONFIRMED: N_("Confirmed solved"),
    S.UNCONFIRMED: N_("Unconfirmed"),
    S.EXPLAINED: N_("Explained"),
    S.REDIRECTED: N_("Legal route named"),
    S.DUPLICATE: N_("Joined to another case"),
    S.WITHDRAWN: N_("Withdrawn"),
}

STATION_LABELS = {
    Station.RECEIVED: N_("Received"),
    Station.WORKING: N_("Being worked on"),
    Station.ASKING: N_("Waiting for your word"),
    Station.SOLVED: N_("Solved"),
    Station.ENDED: N_("Ended"),
}

#: The shape beside each of the residents' words.
STATION_MARKS = {
    Station.RECEIVED: "new",
    Station.WORKING: "doing",
    Station.ASKING: "ask",
    Station.SOLVED: "solved",
    Station.ENDED: "paused",
}


def _from(starts: tuple[State, ...], end: State, by: str, why: str = "") -> tuple[Edge[State], ...]:
    return tuple(Edge(start, end, by, why) for start in starts)


_AT_WORK = (S.ASSIGNED, S.HANDLING, S.WHISTLED)
_LIVE = (S.RECEIVED, *_AT_WORK, S.RETURNED, S.WAITING, S.SUSPENDED)

MACHINE: Machine[State] = Machine(
    (
        *_from((S.RECEIVED, *_AT_WORK), S.ASSIGNED, "dispatch", "hand-over keeps the clocks of the tier"),
        *_from((S.RECEIVED, *_AT_WORK), S.ASSIGNED, "escalate", "late, or too big: one tier up"),
        Edge(S.ASSIGNED, S.HANDLING, "accept"),
        *_from(_AT_WORK, S.RETURNED, "return", "not mine: the centre decides, with a reason (S7 退单)"),
        Edge(S.RETURNED, S.ASSIGNED, "arbitrate"),
        *_from(_AT_WORK, S.WHISTLED, "whistle", "one more organization may be called while one is out"),
        Edge(S.WHISTLED, S.HANDLING, "settle", "all called have reported: the caller finishes"),
        *_from((S.HANDLING, S.WHISTLED), S.WAITING, "ask"),
        Edge(S.WAITING, S.HANDLING, "resume"),
        *_from((S.HANDLING, S.WHISTLED), S.SUSPENDED, "suspend", "needs an approval (挂账)"),
        Edge(S.SUSPENDED, S.HANDLING, "resume"),
        *_from((S.HANDLING, S.WHISTLED), S.RESOLVED, "resolve"),
        Edge(S.RESOLVED, S.HANDLING, "send_back", "verification failed (返工)"),
        Edge(S.RESOLVED, S.ASKING, "verify"),
        Edge(S.RESOLVED, S.UNCONFIRMED, "verify_unasked", "found by staff: there is no resident to ask"),
        Edge(S.ASKING, S.CONFIRMED, "confirm"),
        Edge(S.ASKING, S.UNCONFIRMED, "lapse", "no answer in the county's days"),
        *_from((S.ASKING, S.UNCONFIRMED, S.CONFIRMED), S.ASSIGNED, "reopen", "not solved: one level up"),
        Edge(S.EXPLAINED, S.RECEIVED, "object", "the resident asks for a review by somebody else"),
        *_from((*_LIVE, S.RESOLVED), S.EXPLAINED, "explain", "can't be solved, and why"),
        *_from(_LIVE, S.REDIRECTED, "redirect", "court, arbitration, discipline, review, disclosure, petition"),
        *_from(_LIVE, S.DUPLICATE, "merge", "one order is worked"),
        Edge(S.DUPLICATE, S.RECEIVED, "unlink"),
        *_from(_LIVE, S.WITHDRAWN, "withdraw"),
    )
)
