"""What became of messages to reporters, as lines in the course of the case. `to` is a masked number or address."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_

_INTERNAL = Audience.INTERNAL


@event(
    "notices.held", text=N_("{way} to {to}, held for the night until {until}: {what}"), audience=_INTERNAL,
    redact=("to",), mark="paused",
)  # fmt: skip
@dataclass(frozen=True, slots=True)
class Held:
    """It waits for the morning."""

    way: str
    to: str
    what: str
    until: str


@event("notices.sent", text=N_("{way} to {to}, sent: {what}"), audience=_INTERNAL, redact=("to",))
@dataclass(frozen=True, slots=True)
class Sent:
    """The gateway took it."""

    way: str
    to: str
    what: str


@event(
    "notices.delivered", text=N_("{way} to {to}, delivered: {what} {words}"), audience=_INTERNAL, redact=("to", "words"),
    mark="solved",
)  # fmt: skip
@dataclass(frozen=True, slots=True)
class Delivered:
    """It came to the phone. `words` is the message itself, in the demonstration alone."""

    way: str
    to: str
    what: str
    words: str = ""


@event(
    "notices.failed", text=N_("{way} to {to}, not delivered, {reason}: {what}"), audience=_INTERNAL, redact=("to",),
    mark="late",
)  # fmt: skip
@dataclass(frozen=True, slots=True)
class Failed:
    """It was given up; a person may send it again."""

    way: str
    to: str
    what: str
    reason: str


@event(
    "notices.unwanted", text=N_("{way} to {to}, not sent, asked not to: {what}"), audience=_INTERNAL, redact=("to",),
    mark="paused",
)  # fmt: skip
@dataclass(frozen=True, slots=True)
class Unwanted:
    """The person doesn't want messages this way."""

    way: str
    to: str
    what: str


@event(
    "notices.replaced", text=N_("{way} to {to}, not sent, later news replaced it: {what}"), audience=_INTERNAL,
    redact=("to",), mark="merged",
)  # fmt: skip
@dataclass(frozen=True, slots=True)
class Replaced:
    """Something later was told instead."""

    way: str
    to: str
    what: str


@event("notices.again", text=N_("{way} to {to}, sent again: {what}"), audience=_INTERNAL, redact=("to",))
@dataclass(frozen=True, slots=True)
class Again:
    """A person has it sent again."""

    way: str
    to: str
    what: str


@event("notices.stopped", text=N_("No {way} to {to} any more"), audience=_INTERNAL, redact=("to",), mark="paused")
@dataclass(frozen=True, slots=True)
class Stopped:
    """Somebody doesn't want messages this way; written down by staff."""

    way: str
    to: str


@event("notices.allowed", text=N_("{way} to {to} again"), audience=_INTERNAL, redact=("to",))
@dataclass(frozen=True, slots=True)
class Allowed:
    """Somebody wants them again; written down by staff."""

    way: str
    to: str
