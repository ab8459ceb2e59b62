"""What happened to lists of residents. No event holds a person's words: names of files may, and are blanked."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_

_INTERNAL = Audience.INTERNAL


@event("rosters.list_sent", text=N_("List sent: {name}"), audience=_INTERNAL, redact=("name",))
@dataclass(frozen=True, slots=True)
class ListSent:
    """A file was uploaded."""

    name: str


@event("rosters.check_began", text=N_("Columns matched, the check begins"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class CheckBegan:
    """Columns were matched."""


@event("rosters.run_began", text=N_("The run begins"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class RunBegan:
    """Writing begins, or goes on."""


@event("rosters.stopped", text=N_("Stopped after {seen} rows"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Stopped:
    """Somebody stopped it."""

    seen: int


@event(
    "rosters.finished", text=N_("Finished: {added} added, {known} there already, {wrong} wrong"), audience=_INTERNAL,
    redact=(),
)  # fmt: skip
@dataclass(frozen=True, slots=True)
class Finished:
    """All rows were worked off."""

    added: int
    known: int
    wrong: int


@event("rosters.failed", text=N_("It couldn't go on: {why}"), audience=_INTERNAL, redact=("why",))
@dataclass(frozen=True, slots=True)
class Failed:
    """What stood in the way, in words."""

    why: str


@event("rosters.wrong_rows_taken", text=N_("Wrong rows downloaded: {count}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class WrongRowsTaken:
    """The wrong rows were downloaded."""

    count: int


@event(
    "rosters.export_asked",
    text=N_("List of {count} people asked for: {reason}"),
    audience=_INTERNAL,
    redact=("reason",),
)
@dataclass(frozen=True, slots=True)
class ExportAsked:
    """Somebody wants a list out of the register."""

    count: int
    reason: str


@event("rosters.export_made", text=N_("List of {count} people made"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class ExportMade:
    """The file is ready, and everybody on it can read so."""

    count: int


@event("rosters.export_taken", text=N_("List of {count} people downloaded"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class ExportTaken:
    """The file was downloaded."""

    count: int


@event("rosters.erased", text=N_("The list was erased"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class Erased:
    """The rows are gone; the figures stay."""
