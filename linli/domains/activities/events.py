"""What happened with activities: public, past tense, with display text and redaction rule."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_

_INTERNAL = Audience.INTERNAL


@event("activities.planned", text=N_("Planned for {day}: {title}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Planned:
    """An activity or project was planned."""

    day: str
    title: str


@event("activities.changed", text=N_("Plan changed, now {day}: {title}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class PlanChanged:
    """Day, place or own items are others."""

    day: str
    title: str


@event("activities.begun", text=N_("Work on it began on {day}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Begun:
    """A project was begun."""

    day: str


@event("activities.held", text=N_("Held on {day}, {came} people came"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Held:
    """An activity was held, a project was done."""

    day: str
    came: int


@event("activities.cancelled", text=N_("Called off: {reason}"), audience=_INTERNAL, redact=("reason",))
@dataclass(frozen=True, slots=True)
class Cancelled:
    """It isn't held."""

    reason: str
