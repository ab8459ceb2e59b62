"""States and edges of membership, as tables."""

from __future__ import annotations

from enum import StrEnum

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
