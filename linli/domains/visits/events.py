"""What happened in visits. No event holds a name, a room or what was heard."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_

_INTERNAL = Audience.INTERNAL


@event("visits.plan_set", text=N_("Planned: {kind}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class PlanSet:
    """An area has a plan from a day on; `cycle` is our code."""

    kind: str
    cycle: str
    starts_on: str


@event("visits.plan_ended", text=N_("Planned no more: {kind}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class PlanEnded:
    """A plan holds no more."""

    kind: str


@event("visits.cycle_set", text=N_("Has a cycle of its own: {reason}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class CycleSet:
    """One household or place is visited otherwise than its area; `reason` is the method's label."""

    cycle: str
    reason: str


@event("visits.cycle_cleared", text=N_("Is visited as its area again"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class CycleCleared:
    """The area's plan holds again."""


@event("visits.visited", text=N_("Visited: {kind}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Visited:
    """Somebody went there. `outcome` is our code, `case` the number of the case that came of it ("" for none)."""

    kind: str
    outcome: str
    on: str
    case: str = ""


@event("visits.forgotten", text=N_("{count} old visits were deleted"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class VisitsForgotten:
    """Their time of keeping was over."""

    count: int
