"""What happens to passed-on cases, and to the platforms themselves. What the other platform writes may name people: it is blanked in time."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_

_PUBLIC, _INTERNAL = Audience.PUBLIC, Audience.INTERNAL


@event("relay.server_added", text=N_("Platform written down, address on {host}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class ServerAdded:
    """Cases may be passed on to a platform."""

    host: str


@event("relay.server_stopped", text=N_("Platform switched off"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class ServerStopped:
    """Nothing is passed on to it or asked of it any more."""


@event("relay.server_started", text=N_("Platform switched on"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class ServerStarted:
    """It is called again."""


@event("relay.passed_on", text=N_("Also passed on to {to}"), audience=_PUBLIC, redact=())
@dataclass(frozen=True, slots=True)
class PassedOn:
    """A case goes to another platform as well."""

    to: str


@event("relay.taken", text=N_("{to} has it, number {number} there"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Taken:
    """The other platform gave it a number."""

    to: str
    number: str


@event("relay.refused", text=N_("{to} didn't take it: {why}"), audience=_INTERNAL, redact=("why",))
@dataclass(frozen=True, slots=True)
class Refused:
    """The other platform didn't take it, or never answered."""

    to: str
    why: str


@event("relay.said", text=N_("{to}: {status}. {words}"), audience=_INTERNAL, redact=("words",))
@dataclass(frozen=True, slots=True)
class Said:
    """The other platform changed how it stands."""

    to: str
    status: str
    words: str


@event("relay.closed", text=N_("{to} closed it there. {words}"), audience=_INTERNAL, redact=("words",))
@dataclass(frozen=True, slots=True)
class Closed:
    """The other platform is done; whether it is solved is said here."""

    to: str
    words: str
