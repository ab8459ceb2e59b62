"""What happened with honours."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_

_INTERNAL = Audience.INTERNAL


@event("honours.called", text=N_("Called for: {label}, nominations until {day}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Called:
    """A call was opened."""

    label: str
    day: str


@event("honours.call_moved", text=N_("{state} {reason}"), audience=_INTERNAL, redact=("reason",))
@dataclass(frozen=True, slots=True)
class CallMoved:
    """A call went on notice, was conferred or given up."""

    state: str
    reason: str


@event("honours.nominated", text=N_("Nominated by {who}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Nominated:
    """Somebody or something was nominated."""

    who: str


@event("honours.judged", text=N_("{state}: {words}"), audience=_INTERNAL, redact=("words",))
@dataclass(frozen=True, slots=True)
class Judged:
    """A nomination was reviewed, decided, struck or taken back."""

    state: str
    words: str


@event("honours.consent", text=N_("{said}: {words}"), audience=_INTERNAL, redact=("words",))
@dataclass(frozen=True, slots=True)
class ConsentSaid:
    """Whether a person may be named in public, and how that is known."""

    said: str
    words: str


@event("honours.objected", text=N_("Somebody objects, answer by {day}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Objected:
    """An objection came during the notice."""

    day: str


@event("honours.objection_answered", text=N_("Objection answered: {answer}"), audience=_INTERNAL, redact=("answer",))
@dataclass(frozen=True, slots=True)
class ObjectionAnswered:
    """What was found about an objection."""

    answer: str


@event("honours.conferred", text=N_("Conferred: {label}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Conferred:
    """An honour was conferred."""

    label: str


@event("honours.taken_back", text=N_("Honour withdrawn: {reason}"), audience=_INTERNAL, redact=("reason",))
@dataclass(frozen=True, slots=True)
class HonourWithdrawn:
    """An honour is no longer held; it stays in the history."""

    reason: str


@event("honours.article_moved", text=N_("{state} {words}"), audience=_INTERNAL, redact=("words",))
@dataclass(frozen=True, slots=True)
class ArticleMoved:
    """A model case or a practice was written, sent, returned, published or taken down."""

    state: str
    words: str


@event("honours.adopted", text=N_("Used by {who}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Adopted:
    """Others use a practice too."""

    who: str


@event("honours.adoption_ended", text=N_("No longer used by {who}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class AdoptionEnded:
    """Others gave a practice up."""

    who: str


@event(
    "honours.forgotten",
    text=N_("Forgotten: objections {objections}, nominations {nominations}"),
    audience=_INTERNAL,
    redact=(),
)
@dataclass(frozen=True, slots=True)
class Forgotten:
    """What isn't kept any longer was emptied."""

    objections: int
    nominations: int
