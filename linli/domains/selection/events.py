"""What happened in a selection."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_

_INTERNAL = Audience.INTERNAL


@event("selection.opened", text=N_("Selection opened: {post}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class SelectionOpened:
    """Candidates may come forward."""

    post: str


@event("selection.candidate_added", text=N_("Stands: {name}"), audience=_INTERNAL, redact=("name",))
@dataclass(frozen=True, slots=True)
class CandidateAdded:
    """Somebody came forward or was put forward."""

    name: str


@event("selection.candidate_reviewed", text=N_("{stage}: {name} is let through"), audience=_INTERNAL, redact=("name",))
@dataclass(frozen=True, slots=True)
class CandidateLetThrough:
    """A stage found nothing against somebody."""

    stage: str
    name: str


@event(
    "selection.candidate_left", text=N_("{name} doesn't stand any more: {reason}"), audience=_INTERNAL,
    redact=("name", "reason"),
)  # fmt: skip
@dataclass(frozen=True, slots=True)
class CandidateLeft:
    """Turned down, or stepped back."""

    name: str
    reason: str


@event("selection.document_added", text=N_("Document: {title}"), audience=_INTERNAL, redact=("title",))
@dataclass(frozen=True, slots=True)
class DocumentAdded:
    """A file was kept."""

    title: str


@event("selection.advanced", text=N_("Now: {stage}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class StageLeft:
    """The next stage began."""

    stage: str


@event("selection.voted", text=N_("{present} of {entitled} came, votes are counted"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Voted:
    """A meeting decided."""

    entitled: int
    present: int


@event("selection.published", text=N_("Result on public notice until {until}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class ResultPublished:
    """The result may be seen by everybody."""

    until: str


@event("selection.objection_made", text=N_("Somebody objects to the result"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class ObjectionMade:
    """What is said in it is sealed."""


@event(
    "selection.objection_answered",
    text=N_("An objection is answered: {answer}"),
    audience=_INTERNAL,
    redact=("answer",),
)
@dataclass(frozen=True, slots=True)
class ObjectionAnswered:
    """What the office found."""

    answer: str


@event("selection.appointed", text=N_("Appointed: {name}"), audience=_INTERNAL, redact=("name",))
@dataclass(frozen=True, slots=True)
class CandidateAppointed:
    """A chosen candidate holds the post."""

    name: str


@event("selection.cancelled", text=N_("Given up: {reason}"), audience=_INTERNAL, redact=("reason",))
@dataclass(frozen=True, slots=True)
class SelectionCancelled:
    """The selection ends without a result."""

    reason: str


@event(
    "selection.forgotten",
    text=N_("Time of keeping over: {candidates} candidates, {documents} documents, {objections} objections emptied"),
    audience=_INTERNAL,
    redact=(),
)
@dataclass(frozen=True, slots=True)
class SelectionsForgotten:
    """Only numbers stay of them; about the county."""

    candidates: int
    documents: int
    objections: int
