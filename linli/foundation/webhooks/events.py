"""What is done with webhooks. Of an address only the host is written: the rest may hold a word that opens something."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_

_INTERNAL = Audience.INTERNAL


@event("webhooks.added", text=N_("Webhook added: {stream} to {host}"), audience=_INTERNAL, redact=(), mark="new")
@dataclass(frozen=True, slots=True)
class HookAdded:
    """News goes to a system from now on."""

    stream: str
    host: str


@event("webhooks.stopped", text=N_("Switched off: nothing is sent"), audience=_INTERNAL, redact=(), mark="paused")
@dataclass(frozen=True, slots=True)
class HookStopped:
    """Nothing is noted for it any more; what waits goes on waiting."""


@event("webhooks.started", text=N_("Switched on again"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class HookStarted:
    """News is noted and sent again."""


@event("webhooks.renewed", text=N_("New secret"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class SecretRenewed:
    """Everything is signed with the new secret from now on."""


@event("webhooks.resent", text=N_("Not delivered, sent again: {count}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Resent:
    """So many deliveries wait again."""

    count: int
