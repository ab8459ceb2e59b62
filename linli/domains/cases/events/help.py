"""Calls for help, and questions to those above."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_

_PUBLIC, _INTERNAL = Audience.PUBLIC, Audience.INTERNAL


@event(
    "cases.whistle_blown",
    text=N_("{label} ({tier}): {organizations}. {reason}"),
    audience=_INTERNAL,
    redact=("reason",),
    mark="soon",
)
@dataclass(frozen=True, slots=True)
class WhistleBlown:
    """A whistle sounds. `label` is the county's own word for it; `organizations` are names, the leader first."""

    label: str
    tier: str
    organizations: str
    reason: str


@event("cases.help_called", text=N_("Asked to come and help: {organizations}"), audience=_PUBLIC, redact=())
@dataclass(frozen=True, slots=True)
class HelpCalled:
    """The same for residents."""

    organizations: str


@event("cases.call_added", text=N_("{organization} was called too"), audience=_INTERNAL, redact=(), mark="soon")
@dataclass(frozen=True, slots=True)
class CallAdded:
    """One more organization, while the whistle is out."""

    organization: str


@event("cases.call_answered", text=N_("{organization} has taken the call"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class CallAnswered:
    """A called organization will come."""

    organization: str


@event("cases.call_arrived", text=N_("{organization} is on the spot"), audience=_PUBLIC, redact=("place",))
@dataclass(frozen=True, slots=True)
class CallArrived:
    """People of a called organization are there; `place` is for staff and not in the line."""

    organization: str
    place: str = ""


@event(
    "cases.call_reported",
    text=N_("{organization} reported: {text}"),
    audience=_INTERNAL,
    redact=("text",),
    mark="solved",
)
@dataclass(frozen=True, slots=True)
class CallReported:
    """A called organization has done its part."""

    organization: str
    text: str


@event(
    "cases.call_returned",
    text=N_("{organization} gave the call back: {reason}"),
    audience=_INTERNAL,
    redact=("reason",),
    mark="returned",
)
@dataclass(frozen=True, slots=True)
class CallReturned:
    """Not theirs, they say; the centre decides."""

    organization: str
    reason: str


@event(
    "cases.call_released", text=N_("{organization} is no longer called"), audience=_INTERNAL, redact=(), mark="paused"
)
@dataclass(frozen=True, slots=True)
class CallReleased:
    """The centre agreed, or the whistle ended before."""

    organization: str


@event(
    "cases.whistle_settled", text=N_("All who were called have reported"), audience=_INTERNAL, redact=(), mark="solved"
)
@dataclass(frozen=True, slots=True)
class WhistleSettled:
    """The whistle is over and the handler finishes."""


@event(
    "cases.whistle_ended",
    text=N_("The call was ended early: {reason}"),
    audience=_INTERNAL,
    redact=("reason",),
    mark="paused",
)
@dataclass(frozen=True, slots=True)
class WhistleEndedEarly:
    """Somebody ended the whistle before all had reported."""

    reason: str


@event(
    "cases.call_rated",
    text=N_("The help of {organization} was rated {stars} of 5. {words}"),
    audience=_INTERNAL,
    redact=("words",),
)
@dataclass(frozen=True, slots=True)
class CallRated:
    """The caller rates the called."""

    organization: str
    stars: int
    words: str = ""


@event(
    "cases.whistle_justified",
    text=N_("{organization} says: the call was justified. {words}"),
    audience=_INTERNAL,
    redact=("words",),
)
@dataclass(frozen=True, slots=True)
class WhistleJustified:
    """The called rates the caller."""

    organization: str
    words: str = ""


@event(
    "cases.whistle_unjustified",
    text=N_("{organization} says: the call was not justified. {words}"),
    audience=_INTERNAL,
    redact=("words",),
    mark="returned",
)
@dataclass(frozen=True, slots=True)
class WhistleUnjustified:
    """The called rates the caller."""

    organization: str
    words: str = ""


@event(
    "cases.whistle_asked",
    text=N_("Asked whether to call {organizations}: {reason}"),
    audience=_INTERNAL,
    redact=("reason",),
    mark="ask",
)
@dataclass(frozen=True, slots=True)
class WhistleAsked:
    """This tier needs somebody's agreement before it calls."""

    organizations: str
    reason: str


@event(
    "cases.extension_asked",
    text=N_("Asked for more time, until {until}: {reason}"),
    audience=_INTERNAL,
    redact=("reason",),
    mark="ask",
)
@dataclass(frozen=True, slots=True)
class ExtensionAsked:
    """`until` is the new end in words."""

    until: str
    reason: str


@event(
    "cases.suspension_asked",
    text=N_("Asked to suspend the work until {until}: {reason}"),
    audience=_INTERNAL,
    redact=("reason",),
    mark="ask",
)
@dataclass(frozen=True, slots=True)
class SuspensionAsked:
    """`until` is a day in words."""

    until: str
    reason: str


@event("cases.approval_granted", text=N_("Granted. {words}"), audience=_INTERNAL, redact=("words",), mark="solved")
@dataclass(frozen=True, slots=True)
class ApprovalGranted:
    """The one who decides agreed; `what` is the kind of question."""

    what: str
    words: str = ""


@event(
    "cases.approval_refused", text=N_("Not granted: {words}"), audience=_INTERNAL, redact=("words",), mark="returned"
)
@dataclass(frozen=True, slots=True)
class ApprovalRefused:
    """The one who decides did not agree."""

    what: str
    words: str = ""


@event("cases.time_extended", text=N_("More time until {until}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class TimeExtended:
    """The tier's clock runs longer."""

    until: str


@event("cases.suspended", text=N_("The work has to wait until {until}"), audience=_PUBLIC, redact=(), mark="paused")
@dataclass(frozen=True, slots=True)
class CaseSuspended:
    """For a reason outside the office's power; somebody else has agreed."""

    until: str


@event("cases.suspension_over", text=N_("The waiting time is over; work goes on"), audience=_PUBLIC, redact=())
@dataclass(frozen=True, slots=True)
class SuspensionOver:
    """The day of the suspension has come."""


@event(
    "cases.return_upheld",
    text=N_("The return was accepted; now with {to}. {words}"),
    audience=_INTERNAL,
    redact=("words",),
    mark="returned",
)
@dataclass(frozen=True, slots=True)
class ReturnUpheld:
    """The centre agreed and named somebody else; `to` may be empty for a call."""

    to: str
    words: str = ""


@event(
    "cases.return_refused",
    text=N_("The return was refused: {words}"),
    audience=_INTERNAL,
    redact=("words",),
    mark="returned",
)
@dataclass(frozen=True, slots=True)
class ReturnRefused:
    """It stays where it was, and why."""

    words: str
