"""What happened in owners: public, past tense, with display text and redaction rule. No event says how anybody voted."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_


@event("owners.unit_entered", text=N_("Unit {label} was put on the roll"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class UnitEntered:
    """A unit is on the roll of a compound."""

    label: str


@event("owners.unit_changed", text=N_("Unit {label} was changed on the roll"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class UnitChanged:
    """Area, heads or end of a unit."""

    label: str


@event("owners.roll_loaded", text=N_("{rows} units were put on the roll"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class RollLoaded:
    """A list of units came in."""

    rows: int


@event("owners.owner_set", text=N_("An owner of unit {label} was entered"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class OwnerSet:
    """Somebody of the registers owns a unit."""

    label: str


@event("owners.owner_ended", text=N_("An owner of unit {label} was taken off"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class OwnerEnded:
    """Somebody doesn't own a unit any more."""

    label: str


@event("owners.vote_opened", text=N_("Vote opened, {units} units on the roll"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class VoteOpened:
    """Owners vote on a matter."""

    units: int


@event("owners.vote_closed", text=N_("Vote closed and counted"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class VoteClosed:
    """The result stands."""

    passed: bool


@event("owners.vote_withdrawn", text=N_("Vote withdrawn: {why}"), audience=Audience.INTERNAL, redact=("why",))
@dataclass(frozen=True, slots=True)
class VoteWithdrawn:
    """The matter isn't voted on any more."""

    why: str


@event("owners.paper_typed", text=N_("A paper ballot of unit {label} was typed"), audience=Audience.AUDIT, redact=())
@dataclass(frozen=True, slots=True)
class PaperTyped:
    """Somebody typed a paper ballot; what it says stands in no history."""

    label: str


@event("owners.source_opened", text=N_("Source of common income: {label}"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class SourceOpened:
    """Something common brings money."""

    label: str


@event("owners.money_entered", text=N_("{amount} yuan entered"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class MoneyEntered:
    """Somebody entered money with its receipt."""

    amount: str


@event("owners.money_booked", text=N_("{amount} yuan checked and booked"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class MoneyBooked:
    """A second person checked it."""

    amount: str


@event("owners.money_refused", text=N_("Not booked: {why}"), audience=Audience.INTERNAL, redact=("why",))
@dataclass(frozen=True, slots=True)
class MoneyRefused:
    """It wasn't so."""

    why: str


@event("owners.money_reversed", text=N_("Booking taken back: {why}"), audience=Audience.INTERNAL, redact=("why",))
@dataclass(frozen=True, slots=True)
class MoneyReversed:
    """An entry the other way round."""

    why: str


@event(
    "owners.use_applied",
    text=N_("Use of the maintenance fund applied for, {amount} yuan"),
    audience=Audience.INTERNAL,
    redact=(),
)
@dataclass(frozen=True, slots=True)
class UseApplied:
    """Somebody wants works to be paid."""

    amount: str


@event("owners.use_moved", text=N_("The use of the fund took its next step"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class UseMoved:
    """One edge further."""


@event("owners.use_sent_back", text=N_("Works sent back: {why}"), audience=Audience.INTERNAL, redact=("why",))
@dataclass(frozen=True, slots=True)
class UseSentBack:
    """Not as agreed."""

    why: str


@event("owners.use_paid", text=N_("Works accepted, {amount} yuan paid"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class UsePaid:
    """From the hold."""

    amount: str


@event("owners.use_ended", text=N_("Use of the fund given up: {why}"), audience=Audience.INTERNAL, redact=("why",))
@dataclass(frozen=True, slots=True)
class UseEnded:
    """Before it was paid."""

    why: str


@event("owners.subsidy_paid", text=N_("Fallback money shared: {amount} yuan"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class SubsidyPaid:
    """Once for a month."""

    amount: str


@event("owners.service_offered", text=N_("Service offered for {amount} yuan"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class ServiceOffered:
    """To a household."""

    amount: str


@event("owners.service_moved", text=N_("The service took its next step"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class ServiceMoved:
    """Done, complained about, declined."""


@event(
    "owners.service_charged",
    text=N_("Accepted by the household, {amount} yuan charged"),
    audience=Audience.INTERNAL,
    redact=(),
)
@dataclass(frozen=True, slots=True)
class ServiceCharged:
    """Only after acceptance."""

    amount: str


@event("owners.committee_seated", text=N_("Owners' committee: {name}"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class CommitteeSeated:
    """For a term."""

    name: str


@event("owners.joint_body_set", text=N_("The joint body was set"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class JointBodySet:
    """Who manages the compound together."""
