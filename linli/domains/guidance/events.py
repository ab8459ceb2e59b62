"""What happened in guidance. No event holds a name of somebody who asked or applied, and none is for the public."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_

_INTERNAL = Audience.INTERNAL


@event("guidance.asked", text=N_("Asked for: {title}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class HelpAsked:
    """Somebody asked for a service of the catalogue (Q63)."""

    title: str


@event("guidance.given", text=N_("Given to {who}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class HelpGiven:
    """A helper or a unit does it."""

    who: str


@event("guidance.declined", text=N_("Can't be done: {reason}"), audience=_INTERNAL, redact=("reason",))
@dataclass(frozen=True, slots=True)
class HelpDeclined:
    """The centre said no, and why."""

    reason: str


@event("guidance.done", text=N_("Done: {result}"), audience=_INTERNAL, redact=("result",))
@dataclass(frozen=True, slots=True)
class HelpDone:
    """What came of it."""

    result: str


@event("guidance.confirmed", text=N_("Confirmed with {mark} of 5"), audience=_INTERNAL, redact=(), mark="solved")
@dataclass(frozen=True, slots=True)
class HelpConfirmed:
    """Whoever asked says that it was done, and how it was."""

    mark: int


@event("guidance.sent_back", text=N_("Not done yet: {reason}"), audience=_INTERNAL, redact=("reason",))
@dataclass(frozen=True, slots=True)
class HelpSentBack:
    """Whoever asked says that it isn't done."""

    reason: str


@event("guidance.ended", text=N_("Ended: {state}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class HelpEnded:
    """Taken back, or ended by time; `state` in the words of the page."""

    state: str


@event("guidance.phone_seen", text=N_("Looked at the phone number: {reason}"), audience=_INTERNAL, redact=("reason",))
@dataclass(frozen=True, slots=True)
class PhoneSeen:
    """Somebody opened the number of who asked or applied."""

    reason: str


@event("guidance.call_opened", text=N_("Called for {places}: {title}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class CallOpened:
    """People may apply (L50)."""

    title: str
    places: int


@event("guidance.call_closed", text=N_("The call was closed"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class CallClosed:
    """Nobody may apply any more."""


@event("guidance.applied", text=N_("Applied to: {title}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Applied:
    """Somebody applied."""

    title: str


@event("guidance.taken", text=N_("Taken on as {post}"), audience=_INTERNAL, redact=(), mark="solved")
@dataclass(frozen=True, slots=True)
class ApplicantTaken:
    """Holds a post from now on."""

    post: str


@event("guidance.not_taken", text=N_("Not taken on: {reason}"), audience=_INTERNAL, redact=("reason",))
@dataclass(frozen=True, slots=True)
class ApplicantDeclined:
    """The office said no, and why."""

    reason: str


@event("guidance.applicant_ended", text=N_("Application ended: {state}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class ApplicantEnded:
    """Taken back, or answered by nobody; `state` in the words of the page."""

    state: str
