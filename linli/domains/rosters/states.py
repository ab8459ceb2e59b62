"""States and edges of a list's job, as tables; the fields that a column may hold."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from linli.kernel.states import Edge, Machine
from linli.kernel.words import N_


class Kind(StrEnum):
    """Into the register, or out of it."""

    IMPORT = "import"
    EXPORT = "export"


class State(StrEnum):
    """Where a job stands. An import is read, matched, checked and run; an export only runs."""

    READING = "reading"
    MATCHING = "matching"
    CHECKING = "checking"
    CHECKED = "checked"
    RUNNING = "running"
    STOPPED = "stopped"
    FINISHED = "finished"
    FAILED = "failed"
    ERASED = "erased"


class Part(StrEnum):
    """What a piece of a job holds: bytes of the file, the words of its header, its rows, rows that were wrong, words that are to be
    sorted and how they were, bytes of a finished file.
    """

    FILE = "file"
    HEAD = "head"
    ROWS = "rows"
    WRONG = "wrong"
    WORDS = "words"
    SORTED = "sorted"
    RESULT = "result"


#: States in which the worker has something to do.
WORKING = (State.READING, State.CHECKING, State.RUNNING)

_ERASABLE = (State.READING, State.MATCHING, State.CHECKED, State.STOPPED, State.FINISHED, State.FAILED)

MACHINE: Machine[State] = Machine(
    (
        Edge(State.READING, State.MATCHING, by="read"),
        Edge(State.READING, State.FAILED, by="fail", why="what can't be read now can't be read later"),
        Edge(State.MATCHING, State.CHECKING, by="check"),
        Edge(State.CHECKED, State.CHECKING, by="check", why="columns are matched anew"),
        Edge(State.CHECKING, State.CHECKED, by="report"),
        Edge(State.CHECKING, State.MATCHING, by="stop"),
        Edge(State.CHECKING, State.MATCHING, by="fail", why="nothing was written"),
        Edge(State.CHECKED, State.RUNNING, by="run"),
        Edge(State.STOPPED, State.RUNNING, by="run", why="it goes on where it stood"),
        Edge(State.RUNNING, State.FINISHED, by="finish"),
        Edge(State.RUNNING, State.STOPPED, by="stop"),
        Edge(State.RUNNING, State.STOPPED, by="fail", why="a right that was lost may be given back"),
        *(Edge(state, State.ERASED, by="erase") for state in _ERASABLE),
    )
)

STATE_LABELS = {
    State.READING: N_("The file is being read"),
    State.MATCHING: N_("Columns to be matched"),
    State.CHECKING: N_("Being checked"),
    State.CHECKED: N_("Checked"),
    State.RUNNING: N_("Running"),
    State.STOPPED: N_("Stopped"),
    State.FINISHED: N_("Finished"),
    State.FAILED: N_("Failed"),
    State.ERASED: N_("Erased"),
}
KIND_LABELS = {Kind.IMPORT: N_("Import"), Kind.EXPORT: N_("Export")}

#: Fields that a column may hold, in the order in which they are offered. There is none for sex, faith, health or ethnicity.
FIELDS = {
    "name": N_("Name of the person"),
    "id_number": N_("ID number"),
    "phone": N_("Phone number"),
    "born_on": N_("Day of birth"),
    "relation": N_("Relation to the head"),
    "household": N_("Number of the household"),
    "registered": N_("Household register"),
    "kind": N_("Lives here"),
    "first_month": N_("From month"),
    "last_month": N_("To month"),
    "employer": N_("Employer"),
    "area_code": N_("Code of the place"),
    "town": N_("Street or town"),
    "community": N_("Community or village"),
    "grid": N_("Grid"),
    "grid_unit": N_("Grid unit"),
    "compound": N_("Compound"),
    "building": N_("Building"),
    "stairwell": N_("Stairwell"),
    "room": N_("Room or house number"),
    "dwelling_kind": N_("Used as"),
}

#: Fields that say where, from the widest to the narrowest, and the kinds of areas each may name.
PLACES = {
    "town": ("street", "town", "zone"),
    "community": ("community", "village"),
    "grid": ("grid",),
    "grid_unit": ("grid_unit",),
    "building": ("building",),
    "stairwell": ("stairwell",),
}

#: What a list's preview shows in clear; all else is masked.
SHOWN = frozenset(
    {*PLACES, "area_code", "compound", "registered", "kind", "relation", "dwelling_kind", "first_month", "last_month"}
)


@dataclass(frozen=True, slots=True)
class Head:
    """A column of a list that goes out: its head, its width in letters, and whether it holds msgids."""

    label: str
    width: int
    coded: bool = False


#: The columns of a list that goes out, in the order of `residents.services.ListRow` after its id.
LIST_HEADS = (
    Head(N_("Name of the person"), 14),
    Head(N_("ID number"), 22),
    Head(N_("Phone number"), 16),
    Head(N_("Year of birth"), 10),
    Head(N_("Household register"), 16, coded=True),
    Head(N_("Place"), 36),
    Head(N_("Address"), 28),
    Head(N_("Employer"), 20),
    Head(N_("Verified"), 12),
)
