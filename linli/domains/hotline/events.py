"""What happens between the county and a hotline, as lines in the course of the case."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_

_INTERNAL = Audience.INTERNAL


@event("hotline.taken", text=N_("Came in as work order {number}"), audience=_INTERNAL, redact=(), mark="new")
@dataclass(frozen=True, slots=True)
class OrderTaken:
    """A work order became this case; `number` is the hotline's own."""

    number: str


@event(
    "hotline.handed_over",
    text=N_("Urgent: handed over to {to} at once"),
    audience=_INTERNAL,
    redact=(),
    mark="late",
)
@dataclass(frozen=True, slots=True)
class HandedOver:
    """Danger goes to 110, 119, 120 or 122 at once; `to` is the number."""

    to: str


@event("hotline.supplemented", text=N_("The caller adds: {words}"), audience=_INTERNAL, redact=("words",))
@dataclass(frozen=True, slots=True)
class Supplemented:
    """The hotline sent more of what the caller said."""

    words: str


@event(
    "hotline.call_noted",
    text=N_("Three-party call with {who}: {words}"),
    audience=_INTERNAL,
    redact=("words",),
)
@dataclass(frozen=True, slots=True)
class CallNoted:
    """Caller, hotline and unit spoke together; `who` is the unit."""

    who: str
    words: str


@event(
    "hotline.more_time_asked",
    text=N_("Asked the hotline for more time: {reason}"),
    audience=_INTERNAL,
    redact=("reason",),
    mark="ask",
)
@dataclass(frozen=True, slots=True)
class MoreTimeAsked:
    """The time that the hotline gave isn't enough."""

    reason: str


@event(
    "hotline.given_back",
    text=N_("Given back to the hotline, which looks at it again: {reason}"),
    audience=_INTERNAL,
    redact=("reason",),
    mark="returned",
)
@dataclass(frozen=True, slots=True)
class GivenBack:
    """The county objects: it is nobody's here."""

    reason: str


@event(
    "hotline.ask_granted", text=N_("The hotline agrees. {words}"), audience=_INTERNAL, redact=("words",), mark="solved"
)
@dataclass(frozen=True, slots=True)
class AskGranted:
    """`what` is the kind of question."""

    what: str
    words: str = ""


@event(
    "hotline.ask_refused",
    text=N_("The hotline doesn't agree: {words}"),
    audience=_INTERNAL,
    redact=("words",),
    mark="returned",
)
@dataclass(frozen=True, slots=True)
class AskRefused:
    """`what` is the kind of question."""

    what: str
    words: str = ""


@event(
    "hotline.called_back_content",
    text=N_("Called back: the caller is content. {words}"),
    audience=_INTERNAL,
    redact=("words",),
    mark="solved",
)
@dataclass(frozen=True, slots=True)
class CalledBackContent:
    """The hotline asked the caller; `stars` 1–5 or none."""

    stars: int | None = None
    words: str = ""


@event(
    "hotline.called_back_discontent",
    text=N_("Called back: the caller isn't content. {words}"),
    audience=_INTERNAL,
    redact=("words",),
    mark="returned",
)
@dataclass(frozen=True, slots=True)
class CalledBackDiscontent:
    """The hotline asked the caller; `stars` 1–5 or none."""

    stars: int | None = None
    words: str = ""


@event("hotline.card_given", text=N_("The order got a card: {card}"), audience=_INTERNAL, redact=(), mark="soon")
@dataclass(frozen=True, slots=True)
class CardGiven:
    """Soon due or late, by the hotline's own time; `card` is yellow or red."""

    card: str
