"""What happens to staff and their posts."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_


@event("people.staff_added", text=N_("Added to the staff: {name}"), audience=Audience.INTERNAL, redact=("name",))
@dataclass(frozen=True, slots=True)
class StaffAdded:
    """A new card."""

    name: str


@event("people.staff_imported", text=N_("{count} people were imported"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class StaffImported:
    """A whole list came in at once."""

    count: int


@event("people.phone_changed", text=N_("Phone number changed"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class PhoneChanged:
    """The number itself is never written into history."""


@event(
    "people.phone_seen", text=N_("Looked at the phone number: {reason}"), audience=Audience.AUDIT, redact=("reason",)
)
@dataclass(frozen=True, slots=True)
class PhoneSeen:
    """Somebody opened the sealed number and said why."""

    reason: str


@event(
    "people.appointed", text=N_("Appointed: {post}, {place}, from {starts_on}"), audience=Audience.INTERNAL, redact=()
)
@dataclass(frozen=True, slots=True)
class Appointed:
    """A card was given a post."""

    post: str
    place: str
    starts_on: str


@event(
    "people.appointment_ended",
    text=N_("Left the post: {post}, {place}, last day {on}"),
    audience=Audience.INTERNAL,
    redact=(),
)
@dataclass(frozen=True, slots=True)
class AppointmentEnded:
    """An appointment got its last day."""

    post: str
    place: str
    on: str


@event(
    "people.absence_recorded",
    text=N_("Away from {first} to {last}; standing in: {substitute}"),
    audience=Audience.INTERNAL,
    redact=("substitute",),
)
@dataclass(frozen=True, slots=True)
class AbsenceRecorded:
    """Days away; why is not kept."""

    first: str
    last: str
    substitute: str


@event("people.absence_ended", text=N_("Back early, on {on}"), audience=Audience.INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class AbsenceEnded:
    """Somebody is back before the planned day."""

    on: str
