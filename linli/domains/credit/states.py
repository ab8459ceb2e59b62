"""States and words of credit; pure."""

from __future__ import annotations

from enum import StrEnum

from linli.kernel.words import N_

VIEW = "credit.view"
ENTER = "credit.enter"
DECIDE = "credit.decide"
RULES = "credit.rules"
SIGN = "credit.sign"
FIGURES = "credit.figures"

#: Parts that are looked at: an account with its entries, and the words of one entry or objection. `WORDS` also seals.
ACCOUNT, WORDS = "credit.account", "credit.words"
#: Seals the phone that is told of an answer.
TELL = "credit.tell"

#: The covenant with the contract of one's kind; everything else that may be signed is a special agreement (H14).
CONTRACT = "contract"


class EntryState(StrEnum):
    """Where an entry stands."""

    WAITING = "waiting"
    BOOKED = "booked"
    REFUSED = "refused"
    REVERSED = "reversed"
    DROPPED = "dropped"


class ObjectionState(StrEnum):
    """Where an objection stands."""

    OPEN = "open"
    UPHELD = "upheld"
    REJECTED = "rejected"
    DROPPED = "dropped"


ENTRY_STATES: dict[str, tuple[str, str]] = {
    EntryState.WAITING: (N_("Waits for a second pair of eyes"), "soon"),
    EntryState.BOOKED: (N_("Counts"), "solved"),
    EntryState.REFUSED: (N_("Not confirmed"), "returned"),
    EntryState.REVERSED: (N_("Taken back"), "returned"),
    EntryState.DROPPED: (N_("Ended with the contract"), "paused"),
}
OBJECTION_STATES: dict[str, tuple[str, str]] = {
    ObjectionState.OPEN: (N_("Is being looked into"), "doing"),
    ObjectionState.UPHELD: (N_("Objection upheld"), "solved"),
    ObjectionState.REJECTED: (N_("Objection not upheld"), "returned"),
    ObjectionState.DROPPED: (N_("Ended with the contract"), "paused"),
}
