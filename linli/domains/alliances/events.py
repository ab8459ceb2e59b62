"""What happened in alliances."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_

_INTERNAL = Audience.INTERNAL


@event("alliances.founded", text=N_("Alliance founded"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Founded:
    """An alliance began."""


@event("alliances.closed", text=N_("Alliance closed: {reason}"), audience=_INTERNAL, redact=("reason",))
@dataclass(frozen=True, slots=True)
class Closed:
    """An alliance ended."""

    reason: str


@event("alliances.asked", text=N_("Asked to be a member: {capacity}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Asked:
    """A unit or somebody was asked; who, stands in the row alone."""

    capacity: str


@event("alliances.member_moved", text=N_("{state} {reason}"), audience=_INTERNAL, redact=("reason",))
@dataclass(frozen=True, slots=True)
class MemberMoved:
    """A membership was confirmed, declined or ended."""

    state: str
    reason: str


@event("alliances.rota_set", text=N_("Chair planned for {count} turns from {day}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class RotaSet:
    """Whose turn the chair is was planned."""

    count: int
    day: str


@event("alliances.met", text=N_("Joint meeting on {day}, topics: {topics}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Met:
    """A joint meeting was written down."""

    day: str
    topics: int


@event("alliances.raised", text=N_("Topic put into deliberation: {title}"), audience=_INTERNAL, redact=("title",))
@dataclass(frozen=True, slots=True)
class Raised:
    """A topic became a matter of deliberation."""

    title: str


@event("alliances.resolved", text=N_("Resolved until {day}: {words}"), audience=_INTERNAL, redact=("words",))
@dataclass(frozen=True, slots=True)
class Resolved:
    """A meeting resolved something."""

    day: str
    words: str


@event("alliances.resolution_ended", text=N_("{state}: {result}"), audience=_INTERNAL, redact=("result",))
@dataclass(frozen=True, slots=True)
class ResolutionEnded:
    """A resolution was carried out or given up."""

    state: str
    result: str


@event("alliances.scored", text=N_("Points entered: {activity}, {points}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Scored:
    """Points of a unit were entered; they don't count yet."""

    activity: str
    points: str


@event("alliances.score_moved", text=N_("{state} {reason}"), audience=_INTERNAL, redact=("reason",))
@dataclass(frozen=True, slots=True)
class ScoreMoved:
    """Points count, don't count, or were taken back."""

    state: str
    reason: str


@event("alliances.objected", text=N_("The unit objects; answered until {day}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Objected:
    """A unit said that an entry is wrong."""

    day: str


@event("alliances.answered", text=N_("Objection answered: {outcome}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Answered:
    """Somebody else decided on an objection."""

    outcome: str
