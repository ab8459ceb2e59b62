"""States and edges of membership, as tables."""

from __future__ import annotations

from enum import StrEnum

from linli.kernel.standings import Standing
from linli.kernel.states import Edge, Machine
from linli.kernel.words import N_


class TransferState(StrEnum):
    """The life of a transfer: asked by the home organization, then answered by the other one or taken back."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


TRANSFERS: Machine[TransferState] = Machine(
    (
        Edge(TransferState.ASKED, TransferState.ACCEPTED, by="accept"),
        Edge(TransferState.ASKED, TransferState.REFUSED, by="refuse"),
        Edge(TransferState.ASKED, TransferState.WITHDRAWN, by="withdraw"),
    )
)

TRANSFER_STATES = {
    TransferState.ASKED: N_("Not answered yet"),
    TransferState.ACCEPTED: N_("Accepted"),
    TransferState.REFUSED: N_("Refused"),
    TransferState.WITHDRAWN: N_("Taken back"),
}


class SignKind(StrEnum):
    """What is shown at a door: a plaque of a member's household, or that a member lives here (S33)."""

    PLAQUE = "plaque"
    DOORPLATE = "doorplate"


SIGN_KINDS = {
    SignKind.PLAQUE: N_("Plaque of a member's household"),
    SignKind.DOORPLATE: N_("Doorplate: a member lives here"),
}


class CourierState(StrEnum):
    """The course of a courier who reported in: the branch answers, and either side may end it. `LAPSED`: nobody answered in time."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


COURIERS: Machine[CourierState] = Machine(
    (
        Edge(CourierState.WAITING, CourierState.CONFIRMED, by="confirm"),
        Edge(CourierState.WAITING, CourierState.DECLINED, by="decline"),
        Edge(CourierState.WAITING, CourierState.WITHDRAWN, by="withdraw"),
        Edge(CourierState.WAITING, CourierState.LAPSED, by="lapse"),
        Edge(CourierState.CONFIRMED, CourierState.ENDED, by="end"),
        Edge(CourierState.CONFIRMED, CourierState.WITHDRAWN, by="withdraw"),
    )
)

COURIER_STATES = {
    CourierState.WAITING: Standing(N_("Waits for the branch"), "soon"),
    CourierState.CONFIRMED: Standing(N_("With the branch"), "solved"),
    CourierState.DECLINED: Standing(N_("Declined by the branch"), "late"),
    CourierState.ENDED: Standing(N_("Works here no more"), "paused"),
    CourierState.WITHDRAWN: Standing(N_("Withdrawn by the person"), "paused"),
    CourierState.LAPSED: Standing(N_("Nobody answered in time"), "paused"),
}

#: A phone has one row in these states at the most.
COURIER_HOLDS = (CourierState.WAITING, CourierState.CONFIRMED)

#: What couriers say is sealed for this purpose; it is also the part that is looked at.
COURIER = "membership.courier"
