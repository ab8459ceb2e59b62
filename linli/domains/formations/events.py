"""What happened to sites and to organizations without a territory. Nothing in it is about a person."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_

_INTERNAL = Audience.INTERNAL


@event("formations.site_listed", text=N_("Put on the list of sites"), audience=_INTERNAL, redact=(), mark="new")
@dataclass(frozen=True, slots=True)
class SiteListed:
    """A site stands in the list."""


@event("formations.site_moved", text=N_("Moved: {before} → {after}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class SiteMoved:
    """A site, or what is set up on it, is seated elsewhere."""

    before: str
    after: str


@event("formations.site_closed", text=N_("Taken off the list: {reason}"), audience=_INTERNAL, redact=("reason",))
@dataclass(frozen=True, slots=True)
class SiteClosed:
    """A site isn't there any more."""

    reason: str


@event("formations.cared", text=N_("{name} looks after it"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Cared:
    """A party organization of the place looks after a site."""

    name: str


@event(
    "formations.care_ended",
    text=N_("{name} no longer looks after it: {reason}"),
    audience=_INTERNAL,
    redact=("reason",),
)
@dataclass(frozen=True, slots=True)
class CareEnded:
    """It doesn't any more."""

    name: str
    reason: str


@event("formations.set_up", text=N_("Set up: {name}"), audience=_INTERNAL, redact=(), mark="new")
@dataclass(frozen=True, slots=True)
class SetUp:
    """An organization without a territory was set up."""

    name: str


@event("formations.joined", text=N_("{name} is one of the founders"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Joined:
    """A body carries a joint organization from now on."""

    name: str


@event(
    "formations.left",
    text=N_("{name} is no longer one of the founders: {reason}"),
    audience=_INTERNAL,
    redact=("reason",),
)
@dataclass(frozen=True, slots=True)
class Left:
    """A body doesn't carry it any more."""

    name: str
    reason: str


@event(
    "formations.reviewed", text=N_("Reviewed with {members} members, again on {day}: {words}"), audience=_INTERNAL,
    redact=("words",),
)  # fmt: skip
@dataclass(frozen=True, slots=True)
class Reviewed:
    """Somebody looked whether it goes on."""

    members: int
    day: str
    words: str


@event("formations.dissolved", text=N_("Dissolved: {reason}"), audience=_INTERNAL, redact=("reason",), mark="solved")
@dataclass(frozen=True, slots=True)
class Dissolved:
    """It doesn't exist any more."""

    reason: str
