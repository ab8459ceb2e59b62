"""What happened in credit. No event holds a name, a balance or what somebody said."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_

_INTERNAL = Audience.INTERNAL


@event("credit.signed", text=N_("Signed: {label}, version {version}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Signed:
    """A text was signed."""

    label: str
    version: str


@event("credit.left", text=N_("Contract withdrawn: {label}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A text was withdrawn; with the contract everything ends."""

    label: str


@event("credit.entered", text=N_("Entered: {label}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Entered:
    """An office entered something; it doesn't count yet."""

    label: str


@event("credit.confirmed", text=N_("Confirmed: {label}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Confirmed:
    """A second pair of eyes confirmed it: it counts."""

    label: str


@event("credit.refused", text=N_("Not confirmed: {label}"), audience=_INTERNAL, redact=(), mark="returned")
@dataclass(frozen=True, slots=True)
class Refused:
    """A second pair of eyes didn't confirm it."""

    label: str


@event("credit.objected", text=N_("Objected to: {label}, to be decided by {due}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Objected:
    """The subject objects."""

    label: str
    due: str


@event("credit.decided", text=N_("Objection decided: {outcome}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Decided:
    """Somebody who wasn't involved decided an objection."""

    outcome: str


@event("credit.taken_back", text=N_("Taken back: {label}"), audience=_INTERNAL, redact=(), mark="returned")
@dataclass(frozen=True, slots=True)
class TakenBack:
    """An entry counts no more."""

    label: str


@event("credit.rules_loaded", text=N_("Table {number} loaded, {rows} rules"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class RulesLoaded:
    """A table of rules came in; it doesn't hold yet."""

    number: int
    rows: int


@event("credit.rules_enforced", text=N_("Table {number} holds from {day}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class RulesEnforced:
    """A table of rules has its time."""

    number: int
    day: str
