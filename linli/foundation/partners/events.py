"""What happens to partners and their keys. Secrets are never written, only the part of a key that is shown."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_

_INTERNAL = Audience.INTERNAL


@event("partners.added", text=N_("Partner added: {name}"), audience=_INTERNAL, redact=(), mark="new")
@dataclass(frozen=True, slots=True)
class PartnerAdded:
    """Another system may be given keys."""

    name: str


@event("partners.stopped", text=N_("Switched off: no key of it holds"), audience=_INTERNAL, redact=(), mark="paused")
@dataclass(frozen=True, slots=True)
class PartnerStopped:
    """Nothing of it is let in any more."""


@event("partners.started", text=N_("Switched on again"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class PartnerStarted:
    """Its keys hold again, as far as they haven't ended."""


@event("partners.key_issued", text=N_("Key {prefix} issued for {scopes}, until {until}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class KeyIssued:
    """A key was made; `scopes` in words, `until` a day."""

    prefix: str
    scopes: str
    until: str


@event(
    "partners.key_rotated",
    text=N_("Key {prefix} takes the place of {old}, which goes on until {until}"),
    audience=_INTERNAL,
    redact=(),
)
@dataclass(frozen=True, slots=True)
class KeyRotated:
    """A new key beside an old one; both hold until `until`."""

    prefix: str
    old: str
    until: str


@event(
    "partners.key_revoked",
    text=N_("Key {prefix} revoked: {reason}"),
    audience=_INTERNAL,
    redact=("reason",),
    mark="late",
)
@dataclass(frozen=True, slots=True)
class KeyRevoked:
    """A key holds no more, at once."""

    prefix: str
    reason: str
