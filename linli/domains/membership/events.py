"""What happened in membership. No event holds a name, and none is for the public."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_

_INTERNAL = Audience.INTERNAL


@event(
    "membership.added", text=N_("Entered as a member of {organization}"), audience=_INTERNAL, redact=("organization",)
)
@dataclass(frozen=True, slots=True)
class MemberAdded:
    """A new entry."""

    organization: str


@event("membership.imported", text=N_("{count} members were imported"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class MembersImported:
    """A list came in at once."""

    count: int


@event("membership.kind_changed", text=N_("Is managed as {kind} now"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class KindChanged:
    """Another kind of member, as the method calls it."""

    kind: str


@event("membership.card_linked", text=N_("Found among the staff"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class CardLinked:
    """The member is somebody who holds posts."""


@event("membership.ended", text=N_("Membership ended, last day {on}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class MembershipEnded:
    """Left, or went out of the county."""

    on: str


@event("membership.transfer_asked", text=N_("Transfer to {to} asked for"), audience=_INTERNAL, redact=("to",))
@dataclass(frozen=True, slots=True)
class TransferAsked:
    """The home organization wants to hand a member over."""

    to: str


@event("membership.transfer_accepted", text=N_("Transferred to {to}"), audience=_INTERNAL, redact=("to",))
@dataclass(frozen=True, slots=True)
class TransferAccepted:
    """The receiving organization took the member."""

    to: str


@event(
    "membership.transfer_refused", text=N_("{to} refused the transfer: {reason}"), audience=_INTERNAL,
    redact=("to", "reason"),
)  # fmt: skip
@dataclass(frozen=True, slots=True)
class TransferRefused:
    """The receiving organization said no."""

    to: str
    reason: str


@event("membership.transfer_withdrawn", text=N_("Transfer to {to} taken back"), audience=_INTERNAL, redact=("to",))
@dataclass(frozen=True, slots=True)
class TransferWithdrawn:
    """The home organization changed its mind."""

    to: str


@event(
    "membership.transferred_out", text=N_("Transferred out of the county to {to}"), audience=_INTERNAL, redact=("to",)
)
@dataclass(frozen=True, slots=True)
class TransferredOut:
    """The membership lies elsewhere from now on."""

    to: str


@event("membership.quota_set", text=N_("Places for new members in {year}: {allotted}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class QuotaSet:
    """A compound's quota of a year."""

    year: int
    allotted: int


@event("membership.registered", text=N_("Registered where the member lives"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class RegisteredHere:
    """The organization of the place has met the member (Q8)."""


@event(
    "membership.checked_in", text=N_("Showed up as a member in {compound}"), audience=_INTERNAL, redact=("compound",)
)
@dataclass(frozen=True, slots=True)
class CheckedIn:
    """亮身份 (Q24)."""

    compound: str


@event("membership.household_linked", text=N_("Keeps in touch with one household more"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class HouseholdLinked:
    """`household` is its number in the register."""

    household: int


@event("membership.contact_ended", text=N_("Keeps in touch with one household less"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class ContactEnded:
    """`household` is its number in the register."""

    household: int


@event("membership.contact_noted", text=N_("Was in touch with a household"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class ContactNoted:
    """What was heard isn't kept in history."""


@event("membership.sign_agreed", text=N_("Agreed to a sign at the door"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class SignAgreed:
    """`kind` is our code, `version` that of the text agreed to."""

    kind: str
    version: int


@event(
    "membership.sign_withdrawn", text=N_("Withdrew the consent to a sign at the door"), audience=_INTERNAL, redact=()
)
@dataclass(frozen=True, slots=True)
class SignWithdrawn:
    """From now on it is to be taken down."""

    kind: str


@event("membership.sign_taken_down", text=N_("The sign is taken down"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class SignTakenDown:
    """Nothing hangs there any more."""

    kind: str


@event("membership.courier_reported", text=N_("Reported in with {branch}"), audience=_INTERNAL, redact=("branch",))
@dataclass(frozen=True, slots=True)
class CourierReported:
    """A party courier reported in, or said it anew (Q39)."""

    branch: str


@event("membership.courier_confirmed", text=N_("Taken in by {branch}"), audience=_INTERNAL, redact=("branch",))
@dataclass(frozen=True, slots=True)
class CourierConfirmed:
    """The branch keeps in touch from now on."""

    branch: str


@event("membership.courier_passed_on", text=N_("Passed on to {branch}"), audience=_INTERNAL, redact=("branch",))
@dataclass(frozen=True, slots=True)
class CourierPassedOn:
    """Another branch is nearer, or fits better."""

    branch: str


@event("membership.courier_declined", text=N_("Not taken in: {reason}"), audience=_INTERNAL, redact=("reason",))
@dataclass(frozen=True, slots=True)
class CourierDeclined:
    """The branch said no, and why."""

    reason: str


@event("membership.courier_ended", text=N_("Is with the branch no more: {state}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class CourierEnded:
    """Works elsewhere, withdrew, or was answered by nobody; `state` in the words of the page."""

    state: str


@event(
    "membership.courier_phone_seen",
    text=N_("Looked at the phone number: {reason}"),
    audience=_INTERNAL,
    redact=("reason",),
)
@dataclass(frozen=True, slots=True)
class CourierPhoneSeen:
    """Somebody of the branch opened it."""

    reason: str
