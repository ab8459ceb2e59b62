"""States and edges of co-building, as tables."""

from __future__ import annotations

from enum import StrEnum

from linli.kernel.standings import Standing
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


#: What an offer is sealed for until the offers are opened.
OFFER = "cobuilding.offer"


class TenderState(StrEnum):
    """The life of a tender: called, opened after its deadline, awarded on public notice, and settled by claims; or ended without."""

    CALLED = "called"
    OPENED = "opened"
    AWARDED = "awarded"
    SETTLED = "settled"
    ENDED = "ended"


TENDERS: Machine[TenderState] = Machine(
    (
        Edge(TenderState.CALLED, TenderState.OPENED, by="open", why="by two people, after the deadline"),
        Edge(TenderState.OPENED, TenderState.AWARDED, by="award"),
        Edge(TenderState.AWARDED, TenderState.OPENED, by="lift", why="an objection was right"),
        Edge(
            TenderState.AWARDED, TenderState.SETTLED, by="settle", why="after the notice, with every objection answered"
        ),
        Edge(TenderState.CALLED, TenderState.ENDED, by="end"),
        Edge(TenderState.OPENED, TenderState.ENDED, by="end"),
        Edge(TenderState.AWARDED, TenderState.ENDED, by="end", why="the winner isn't there any more"),
    )
)
#: Tenders that hold their project: nobody claims its parts past them.
TENDERING = (TenderState.CALLED, TenderState.OPENED, TenderState.AWARDED)


class OfferState(StrEnum):
    """An offer was handed in, taken back before the deadline, or set aside with a reason after the opening."""

    HANDED_IN = "handed_in"
    WITHDRAWN = "withdrawn"
    SET_ASIDE = "set_aside"


OFFERS: Machine[OfferState] = Machine(
    (
        Edge(OfferState.HANDED_IN, OfferState.WITHDRAWN, by="withdraw"),
        Edge(OfferState.HANDED_IN, OfferState.SET_ASIDE, by="set_aside"),
    )
)


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
TENDER_STANDINGS = {
    TenderState.CALLED: Standing(N_("Open for offers"), "doing"),
    TenderState.OPENED: Standing(N_("Offers being judged"), "doing"),
    TenderState.AWARDED: Standing(N_("Award on public notice"), "soon"),
    TenderState.SETTLED: Standing(N_("Awarded and agreed"), "solved"),
    TenderState.ENDED: Standing(N_("Ended without an award"), "paused"),
}
TENDER_LABELS = {state: one.label for state, one in TENDER_STANDINGS.items()}
OFFER_LABELS = {
    OfferState.HANDED_IN: N_("Takes part"),
    OfferState.WITHDRAWN: N_("Taken back"),
    OfferState.SET_ASIDE: N_("Set aside"),
}
ITEM_LABELS = {ItemState.TAKEN: N_("Taken on"), ItemState.DONE: N_("Done")}
