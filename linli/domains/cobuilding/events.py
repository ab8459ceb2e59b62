"""What happened in co-building."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_

_INTERNAL = Audience.INTERNAL


@event("cobuilding.paired", text=N_("Paired with {place}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Paired:
    """Somebody is attached to a place."""

    place: str


@event("cobuilding.pairing_ended", text=N_("Pairing ended on {day}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class PairingEnded:
    """It doesn't hold any more."""

    day: str


@event("cobuilding.visited", text=N_("Visit on {day}, problems filed: {found}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Visited:
    """Whoever is attached went there."""

    day: str
    found: int


@event("cobuilding.registered", text=N_("Registers with {place}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Registered:
    """Somebody asked to be registered."""

    place: str


@event("cobuilding.registration_moved", text=N_("{state} {reason}"), audience=_INTERNAL, redact=("reason",))
@dataclass(frozen=True, slots=True)
class RegistrationMoved:
    """The community answered, or it ended."""

    state: str
    reason: str


@event("cobuilding.active", text=N_("Active on {day}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class WasActive:
    """Somebody who registered did something."""

    day: str


@event("cobuilding.posted", text=N_("Put into the list, parts: {parts}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class EntryPosted:
    """An entry stands in its list."""

    parts: int


@event("cobuilding.entry_ended", text=N_("{state} {reason}"), audience=_INTERNAL, redact=("reason",))
@dataclass(frozen=True, slots=True)
class EntryEnded:
    """Carried out, or taken off."""

    state: str
    reason: str


@event("cobuilding.claimed", text=N_("Claimed by {who}: {part}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class PartClaimed:
    """A unit or a community takes a part on."""

    who: str
    part: str


@event("cobuilding.claim_left", text=N_("{state} ({part}): {reason}"), audience=_INTERNAL, redact=("reason",))
@dataclass(frozen=True, slots=True)
class ClaimLeft:
    """Given back, or ended before its time."""

    state: str
    part: str
    reason: str


@event("cobuilding.signed", text=N_("Signed by {who}: {part}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Signed:
    """One side signed the agreement."""

    who: str
    part: str


@event("cobuilding.delivered", text=N_("Delivered on {day}: {part}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Delivered:
    """Something was delivered."""

    day: str
    part: str


@event("cobuilding.finished", text=N_("Delivered in full: {part}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class PartFinished:
    """The owner says that the part is delivered."""

    part: str


@event("cobuilding.reviewed", text=N_("Lists reviewed, version {number}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class ListReviewed:
    """A version was frozen."""

    number: int


@event("cobuilding.tender_called", text=N_("Called for, offers until {day}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class TenderCalled:
    """A project is called for."""

    day: str


@event("cobuilding.offer_handed_in", text=N_("An offer was handed in, sealed"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class OfferHandedIn:
    """Whose it is, is told when offers are opened."""


@event("cobuilding.offer_withdrawn", text=N_("An offer was taken back"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class OfferWithdrawn:
    """Before the deadline."""


@event("cobuilding.opening_began", text=N_("One of two people opens the offers"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class OpeningBegan:
    """The second one is awaited."""


@event("cobuilding.offers_opened", text=N_("Offers opened: {count}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class OffersOpened:
    """By two people, after the deadline."""

    count: int


@event(
    "cobuilding.offer_judged",
    text=N_("{who} judged: {points} points. {reason}"),
    audience=_INTERNAL,
    redact=("reason",),
)
@dataclass(frozen=True, slots=True)
class OfferJudged:
    """Somebody judged an offer by the method's criteria."""

    who: str
    points: int
    reason: str


@event(
    "cobuilding.offer_set_aside", text=N_("Offer of {who} set aside: {reason}"), audience=_INTERNAL, redact=("reason",)
)
@dataclass(frozen=True, slots=True)
class OfferSetAside:
    """It counts no more."""

    who: str
    reason: str


@event("cobuilding.awarded", text=N_("Awarded to {who}: {reason}"), audience=_INTERNAL, redact=("reason",))
@dataclass(frozen=True, slots=True)
class TenderAwarded:
    """On public notice from now on."""

    who: str
    reason: str


@event("cobuilding.award_objected", text=N_("{who} objects to the award"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class AwardObjectedTo:
    """During the notice."""

    who: str


@event(
    "cobuilding.objection_answered",
    text=N_("Objection answered ({state}): {answer}"),
    audience=_INTERNAL,
    redact=("answer",),
)
@dataclass(frozen=True, slots=True)
class ObjectionAnswered:
    """By somebody else than who awarded."""

    state: str
    answer: str


@event("cobuilding.tender_settled", text=N_("Settled with {who}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class TenderSettled:
    """The winner holds the project's parts."""

    who: str


@event("cobuilding.tender_ended", text=N_("Ended without an award: {reason}"), audience=_INTERNAL, redact=("reason",))
@dataclass(frozen=True, slots=True)
class TenderEnded:
    """Nobody gets it."""

    reason: str


@event("cobuilding.item_taken", text=N_("Takes on: {title}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class ItemTaken:
    """A unit took on an item of the month."""

    title: str


@event("cobuilding.item_done", text=N_("Done: {title}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class ItemDone:
    """An item is done."""

    title: str


@event("cobuilding.project_set", text=N_("Project: {title}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class ProjectSet:
    """A secretary took on a project."""

    title: str


@event("cobuilding.promised", text=N_("Promised: {words}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Promised:
    """A commitment was made."""

    words: str


@event("cobuilding.kept", text=N_("Kept: {words}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Kept:
    """A commitment was kept."""

    words: str
