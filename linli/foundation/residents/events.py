"""What happens in the registers. No event holds a number, a room or a day of birth."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_

_INTERNAL = Audience.INTERNAL


@event("residents.person_added", text=N_("Entered in the register: {name}"), audience=_INTERNAL, redact=("name",))
@dataclass(frozen=True, slots=True)
class PersonAdded:
    """A new entry."""

    name: str


@event("residents.person_changed", text=N_("Changed: {fields}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class PersonChanged:
    """Which fields were changed, never from what to what."""

    fields: str


@event("residents.person_verified", text=N_("Seen and found right"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class PersonVerified:
    """Somebody compared the entry with the person."""


@event("residents.moved_in", text=N_("Moved in: {place}"), audience=_INTERNAL, redact=("place",))
@dataclass(frozen=True, slots=True)
class MovedIn:
    """A home began; `place` is the masked address."""

    place: str


@event("residents.moved_out", text=N_("Moved out: {place}, last day {on}"), audience=_INTERNAL, redact=("place",))
@dataclass(frozen=True, slots=True)
class MovedOut:
    """A home ended."""

    place: str
    on: str


@event("residents.person_died", text=N_("Died on {on}"), audience=_INTERNAL, redact=("on",))
@dataclass(frozen=True, slots=True)
class PersonDied:
    """All homes ended."""

    on: str


@event("residents.death_taken_back", text=N_("The note of a death was a mistake"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class DeathTakenBack:
    """Homes go on as before."""


@event("residents.dwelling_added", text=N_("Dwelling entered: {place}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class DwellingAdded:
    """A new dwelling; `place` is the masked address."""

    place: str


@event("residents.dwelling_changed", text=N_("Used as something else from now on"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class DwellingChanged:
    """The dwelling's kind changed; `kind` is our code."""

    kind: str


@event("residents.dwelling_closed", text=N_("Dwelling closed"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class DwellingClosed:
    """The dwelling is no more."""


@event("residents.household_formed", text=N_("Household formed"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class HouseholdFormed:
    """A new household."""


@event("residents.household_moved", text=N_("Household moved to {place}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class HouseholdMoved:
    """All members moved together; `place` is the masked address."""

    place: str


@event(
    "residents.household_split",
    text=N_("{count} people left to keep house by themselves"),
    audience=_INTERNAL,
    redact=(),
)
@dataclass(frozen=True, slots=True)
class HouseholdSplit:
    """A part of a household became one of its own."""

    count: int


@event("residents.head_set", text=N_("Head of the household: {name}"), audience=_INTERNAL, redact=("name",))
@dataclass(frozen=True, slots=True)
class HeadSet:
    """Another head."""

    name: str


@event(
    "residents.people_merged",
    text=N_("Another entry of the same person was merged into this one"),
    audience=_INTERNAL,
    redact=(),
)
@dataclass(frozen=True, slots=True)
class PeopleMerged:
    """`gone` is the id of the entry that went."""

    gone: int


@event("residents.merge_undone", text=N_("A merge was undone"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class MergeUndone:
    """`back` is the id of the entry that came back."""

    back: int


@event("residents.told_apart", text=N_("Told apart from an entry that looks alike"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class ToldApart:
    """Somebody said that these are two people."""


@event("residents.person_erased", text=N_("Entry erased: {reason}"), audience=_INTERNAL, redact=("reason",))
@dataclass(frozen=True, slots=True)
class PersonErased:
    """Everything personal is gone; a tombstone is left."""

    reason: str


@event("residents.people_imported", text=N_("{added} people came in from a list"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class PeopleImported:
    """A batch of a list was written."""

    added: int
