"""States and edges of co-building, as tables."""

from __future__ import annotations

from enum import StrEnum

from linli.kernel.states import Edge, Machine
from linli.kernel.words import N_


class Enrolment(StrEnum):
    """The life of a registration: asked for, then confirmed or refused by the community, and ended."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    ENDED = "ended"


ENROLMENTS: Machine[Enrolment] = Machine(
    (
        Edge(Enrolment.ASKED, Enrolment.CONFIRMED, by="confirm"),
        Edge(Enrolment.ASKED, Enrolment.REFUSED, by="refuse"),
        Edge(Enrolment.CONFIRMED, Enrolment.ENDED, by="end"),
    )
)
#: A registration that holds its place: nobody registers there twice.
ENROLLED = (Enrolment.ASKED, Enrolment.CONFIRMED)


class ListKind(StrEnum):
    """Which of the three lists an entry stands in (X57)."""

    NEED = "need"
    RESOURCE = "resource"
    PROJECT = "project"


class EntryState(StrEnum):
    """An entry stands in its list, was carried out, or was taken off."""

    OPEN = "open"
    DONE = "done"
    WITHDRAWN = "withdrawn"


ENTRIES: Machine[EntryState] = Machine(
    (
        Edge(EntryState.OPEN, EntryState.DONE, by="finish", why="when its last part is delivered"),
        Edge(EntryState.OPEN, EntryState.WITHDRAWN, by="withdraw"),
    )
)


class ClaimState(StrEnum):
    """The life of a claim on one part."""

    CLAIMED = "claimed"
    AGREED = "agreed"
    DELIVERING = "delivering"
    DELIVERED = "delivered"
    RELEASED = "released"
    ENDED = "ended"


_BEGUN = "after delivery began only an ending with its reason is possible"
CLAIMS: Machine[ClaimState] = Machine(
    (
        Edge(ClaimState.CLAIMED, ClaimState.AGREED, by="agree", why="when both sides have signed"),
        Edge(ClaimState.CLAIMED, ClaimState.RELEASED, by="release"),
        Edge(ClaimState.AGREED, ClaimState.RELEASED, by="release"),
        Edge(ClaimState.AGREED, ClaimState.DELIVERING, by="deliver"),
        Edge(ClaimState.DELIVERING, ClaimState.DELIVERING, by="deliver"),
        Edge(ClaimState.DELIVERING, ClaimState.DELIVERED, by="finish"),
        Edge(ClaimState.DELIVERING, ClaimState.ENDED, by="end", why=_BEGUN),
    )
)
#: Claims that hold their part: nobody else claims it.
HOLDING = (ClaimState.CLAIMED, ClaimState.AGREED, ClaimState.DELIVERING, ClaimState.DELIVERED)
#: Claims that somebody works on.
RUNNING = (ClaimState.CLAIMED, ClaimState.AGREED, ClaimState.DELIVERING)


class ItemState(StrEnum):
    """A monthly item was taken on, or is done."""

    TAKEN = "taken"
    DONE = "done"


ITEMS: Machine[ItemState] = Machine((Edge(ItemState.TAKEN, ItemState.DONE, by="finish"),))

ENROLMENT_LABELS = {
    Enrolment.ASKED: N_("Waits for the community"),
    Enrolment.CONFIRMED: N_("Registered"),
    Enrolment.REFUSED: N_("Registration not taken"),
    Enrolment.ENDED: N_("Registration ended"),
}
LISTS = {
    ListKind.NEED: N_("List of needs"),
    ListKind.RESOURCE: N_("List of resources"),
    ListKind.PROJECT: N_("List of projects"),
}
ENTRY_LABELS = {
    EntryState.OPEN: N_("In the list"),
    EntryState.DONE: N_("Carried out"),
    EntryState.WITHDRAWN: N_("Taken off"),
}
CLAIM_LABELS = {
    ClaimState.CLAIMED: N_("Claimed, not signed yet"),
    ClaimState.AGREED: N_("Agreement signed"),
    ClaimState.DELIVERING: N_("Being delivered"),
    ClaimState.DELIVERED: N_("Delivered to the end"),
    ClaimState.RELEASED: N_("Claim given back"),
    ClaimState.ENDED: N_("Ended before its time"),
}
ITEM_LABELS = {ItemState.TAKEN: N_("Taken on"), ItemState.DONE: N_("Done")}
