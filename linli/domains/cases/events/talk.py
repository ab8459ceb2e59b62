"""Words around a case: notes, replies, supervision, and who looked at what."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_

_PUBLIC, _INTERNAL = Audience.PUBLIC, Audience.INTERNAL


@event("cases.commented", text=N_("{words}"), audience=_INTERNAL, redact=("words",))
@dataclass(frozen=True, slots=True)
class Commented:
    """A note for staff."""

    words: str


@event("cases.replied", text=N_("{words}"), audience=_PUBLIC, redact=("words",))
@dataclass(frozen=True, slots=True)
class RepliedPublicly:
    """An official reply that residents read; `by` is the office."""

    words: str
    by: str = ""


@event("cases.contacted", text=N_("The reporter was contacted {how}"), audience=_PUBLIC, redact=())
@dataclass(frozen=True, slots=True)
class ReporterContacted:
    """Whoever has the case got in touch for the first time; `how` in words, `by` is the office."""

    how: str
    by: str = ""


@event("cases.supervised", text=N_("Supervision: {words}"), audience=_INTERNAL, redact=("words",), mark="late")
@dataclass(frozen=True, slots=True)
class CaseSupervised:
    """Somebody above wants to see this done (督办); `to` is who has it."""

    words: str
    to: str = ""


@event("cases.urged", text=N_("Urged. {words}"), audience=_INTERNAL, redact=("words",), mark="soon")
@dataclass(frozen=True, slots=True)
class CaseUrged:
    """The dispatching office reminds whoever has it (催一下)."""

    words: str = ""


@event(
    "cases.supervision_ended",
    text=N_("Supervision ended. {words}"),
    audience=_INTERNAL,
    redact=("words",),
    mark="solved",
)
@dataclass(frozen=True, slots=True)
class SupervisionEnded:
    """The supervisor is content."""

    words: str = ""


@event("cases.photos_added", text=N_("{count} pictures were added"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class PhotosAdded:
    """Pictures of the work."""

    count: int


@event("cases.contact_revealed", text=N_("Looked at a phone number: {reason}"), audience=Audience.AUDIT, redact=())
@dataclass(frozen=True, slots=True)
class ContactRevealed:
    """Who looked at which reporter's number, and why; that reporter can read it."""

    reporter: int
    reason: str


@event("cases.queue_exported", text=N_("{count} cases were exported: {reason}"), audience=Audience.AUDIT, redact=())
@dataclass(frozen=True, slots=True)
class QueueExported:
    """A table left the house; `filters` says which, `reason` what for."""

    count: int
    filters: str = ""
    reason: str = ""
