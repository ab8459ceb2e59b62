"""What lists are about: residents here, what other apps bring there. One job, one way of matching, checking and running for all that
comes in, one way of asking, marking and fetching for all that goes out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from linli.domains.rosters.rules import Headings, Line
    from linli.domains.rosters.states import Head
    from linli.kernel.actor import Actor

#: A row of a list that goes out: the id by which the next ones are found, and its words.
Out = tuple[int, Sequence[str]]

#: Lists of the registers.
RESIDENTS = "residents"


class Problem(Protocol):
    """A row that was left out: its line in the file, and why, in words."""

    @property
    def line(self) -> int: ...
    @property
    def words(self) -> str: ...


class Report(Protocol):
    """How a batch went: rows added, rows that were there already, and rows left out."""

    @property
    def added(self) -> int: ...
    @property
    def known(self) -> int: ...
    @property
    def problems(self) -> Iterable[Problem]: ...


@dataclass
class Read:
    """What came out of a batch: rows to be written, the reasons by line for those that can't be, and words that somebody has to sort
    (with how often they stand there).
    """

    rows: list[Any] = field(default_factory=list)
    reasons: dict[int, str] = field(default_factory=dict)
    unsorted: Counter[str] = field(default_factory=Counter)


class Reader(Protocol):
    """Reads and writes the lines of one job; made once for several pieces. `actor` is who sent it, with the rights of now."""

    actor: Any

    def under_header(self, lines: Sequence[Line]) -> list[Line]:
        """Without the header lines."""

    def together(self, line: Line) -> tuple[str, ...] | None:
        """What keeps rows in one batch; None for a row that stands alone."""

    def read(self, lines: Sequence[Line]) -> Read:
        """Every line becomes a row or a reason."""

    def write(self, rows: Sequence[Any], *, dry_run: bool) -> Report:
        """Write rows, or only say what writing them would come to."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the pages of a subject say, as msgids: the heading and what stands under it, the page that they come from (its address'
    name and its label), what to mind when sending, what is said when a list was erased, and what can't be matched to a field.
    """

    title: str
    lede: str
    back: tuple[str, str]
    mind: str
    rows: str
    erased: str
    left_out: str


@dataclass(frozen=True, slots=True)
class OutWords:
    """What the pages of lists that go out say, as msgids: the heading and what stands under it, and the page that they come from."""

    title: str
    lede: str
    back: tuple[str, str]


def _always(actor: Actor, roster: Any) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """How lists of a subject go out. `rows` gives the next rows of a job and writes down, for each person on them, who looked; `allows`
    asks for rights beyond `permission`, each time anew. `keep` is the field of privacy that says how long the file is kept.

    `prefix` is the address of its pages, `name` goes before the names of their addresses; `ask` is the address' name of the page on
    which a list is asked for. `file` begins the name of a file, `sheet` is the name of its sheet.
    """

    name: str
    prefix: str
    permission: str
    ask: str
    file: str
    sheet: str
    heads: tuple[Head, ...]
    keep: str
    rows: Callable[[Actor, Any, int], Sequence[Out]]
    words: OutWords
    allows: Callable[[Actor, Any], bool] = _always

    def page(self, name: str) -> str:
        """The name of one of its pages' addresses."""
        return f"rosters:{self.name}{name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Something that comes in as lists, and may go out as such. `fields` are what a column may hold (code → msgid, in the order in which they are offered),
    `needs` those without which nothing comes in, each with its refusal; `shown` are shown in clear before the import, all else
    masked. `prefix` is the address of its pages, `name` goes before the names of their addresses. Where the words of a column can be
    sorted by whoever sent them (`sorts`), `choices` are what they may mean: key → label.

    A list is about a place, or, where there are `bodies`, about one of these organizations (id, name) of the actor's that hold a
    permission, and those below it. `out` is how lists of it go out; None where none do.
    """

    code: str
    name: str
    prefix: str
    permission: str
    fields: Mapping[str, str]
    headings: Headings
    needs: Mapping[str, str]
    shown: frozenset[str]
    reader: Callable[[Any], Reader]
    words: Words
    sorts: str = ""
    choices: Callable[[Any], Mapping[str, str]] = lambda roster: {}
    bodies: Callable[[Actor, str], Sequence[tuple[int, str]]] | None = None
    out: Outlet | None = None

    def page(self, name: str) -> str:
        """The name of one of its pages' addresses."""
        return f"rosters:{self.name}{name}"


_subjects: dict[str, Subject] = {}


def register(subject: Subject) -> None:
    """Let lists of this kind come in; called when apps are ready. Raises ValueError for a code that is taken."""
    if subject.code in _subjects:
        raise ValueError(f"lists of {subject.code} are there already")
    _subjects[subject.code] = subject


def subject(code: str) -> Subject:
    """What lists of this code are about. Raises KeyError."""
    return _subjects[code]


def subjects() -> tuple[Subject, ...]:
    """All of them."""
    return tuple(_subjects.values())
