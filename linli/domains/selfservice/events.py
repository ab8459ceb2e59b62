"""What happened in selfservice. No event holds a number, a room, a name or what was asked for in words."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_

_INTERNAL = Audience.INTERNAL


@event(
    "selfservice.registered",
    text=N_("Registered by themselves through the code of {place}"),
    audience=_INTERNAL,
    redact=("place",),
)
@dataclass(frozen=True, slots=True)
class SelfRegistered:
    """Somebody proved their phone and registered, or said it anew; `place` is a building or stairwell."""

    place: str


@event("selfservice.consented", text=N_("Agreed: {label}, version {version}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Consented:
    """A text of the method was agreed to."""

    label: str
    version: int


@event("selfservice.consent_withdrawn", text=N_("Withdrawn: {label}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class ConsentWithdrawn:
    """An agreement was taken back."""

    label: str


@event("selfservice.copy_taken", text=N_("Took a copy of what is kept"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class CopyTaken:
    """The person took everything as a file."""


@event("selfservice.asked", text=N_("Asked by the person: {kind}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class RequestAsked:
    """A request came in."""

    kind: str


@event("selfservice.decided", text=N_("Decided on {kind}: {outcome}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class RequestDecided:
    """An office answered."""

    kind: str
    outcome: str
