"""Words of partners: kinds of systems and keys, and what became of a request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from linli.kernel.words import N_

#: The right to look after partners and their keys.
MANAGE = "partners.manage"

#: What the secrets of signing keys are sealed for.
SECRET = "partners.key"  # noqa: S105  (a purpose, not a secret)

#: How an actor of this sort is told from a person (`Actor.kind`).
ACTOR_KIND = "partner"


class PartnerKind(StrEnum):
    """What kind of system it is; code doesn't ask, people do."""

    HOTLINE = "hotline"
    CITY = "city"
    APP = "app"
    OFFICE = "office"
    OTHER = "other"


PARTNER_KINDS = {
    PartnerKind.HOTLINE: N_("Government hotline"),
    PartnerKind.CITY: N_("City management platform"),
    PartnerKind.APP: N_("App or portal"),
    PartnerKind.OFFICE: N_("System of an organization"),
    PartnerKind.OTHER: N_("Something else"),
}


class KeyKind(StrEnum):
    """How a key is shown: sent along with each request, or never sent and used to sign each request."""

    BEARER = "bearer"
    HMAC = "hmac"


KEY_KINDS = {
    KeyKind.HMAC: N_("Signs each request (HMAC-SHA256); the secret is never sent"),
    KeyKind.BEARER: N_("Is sent with each request (bearer)"),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a request, in words, with the tone of its badge."""

    label: str
    tone: str


TAKEN = "taken"

#: Code in the log → words. Callers never read these: whoever isn't let in learns nothing about why (but see `errors.ClockOff`).
OUTCOMES: dict[str, Outcome] = {
    TAKEN: Outcome(N_("Let in"), "solved"),
    "signature": Outcome(N_("Wrong signature or secret"), "late"),
    "revoked": Outcome(N_("Key was revoked"), "late"),
    "expired": Outcome(N_("Key had expired"), "late"),
    "early": Outcome(N_("Key doesn't hold yet"), "late"),
    "stopped": Outcome(N_("Partner is switched off"), "late"),
    "scope": Outcome(N_("Not allowed with this key"), "late"),
    "clock": Outcome(N_("Their clock is off"), "soon"),
    "replay": Outcome(N_("Sent a second time"), "late"),
}


class KeyState(StrEnum):
    """Where a key stands on a day."""

    HOLDS = "holds"
    EARLY = "early"
    EXPIRED = "expired"
    REVOKED = "revoked"


KEY_STATES = {
    KeyState.HOLDS: Outcome(N_("Holds now"), "solved"),
    KeyState.EARLY: Outcome(N_("Begins later"), "ask"),
    KeyState.EXPIRED: Outcome(N_("Expired"), "paused"),
    KeyState.REVOKED: Outcome(N_("Revoked"), "late"),
}


def state_of(now: datetime, starts_at: datetime, expires_at: datetime, revoked_at: datetime | None) -> KeyState:
    """Where a key stands: it holds from `starts_at` until before `expires_at`."""
    if revoked_at is not None and revoked_at <= now:
        return KeyState.REVOKED
    if now >= expires_at:
        return KeyState.EXPIRED
    return KeyState.EARLY if now < starts_at else KeyState.HOLDS
