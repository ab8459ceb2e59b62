"""One's own jobs, and what their pages show."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext

from linli.domains.rosters import rules
from linli.domains.rosters.models import Roster
from linli.domains.rosters.permissions import REVEAL
from linli.domains.rosters.selectors import pieces
from linli.domains.rosters.selectors.grounds import ground_choices, permission_for, reach
from linli.domains.rosters.states import WORKING, Kind, State
from linli.domains.rosters.subjects import RESIDENTS, subject, subjects
from linli.foundation.audit import selectors as audit
from linli.foundation.privacy.rls import everywhere
from linli.foundation.residents import states
from linli.kernel import clock

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

PREVIEW_ROWS = 10
SAMPLE = 50
#: Words that one page lets sort.
MOST_SORTED = 100
#: Too little was done to say how long it takes.
_EARLY = 0.02


def rosters_for(actor: Actor, kind: Kind, about: str = RESIDENTS) -> list[Roster]:
    """The last hundred jobs of one kind that the actor began, where they may still do such jobs."""
    permission = permission_for(kind, about)
    with reach(actor, about, permission):
        seen = Roster.scoped.visible_to(actor, permission)
        found = seen.filter(kind=kind, about=about, account_id=actor.account_id).exclude(state=State.ERASED)
        return list(found.select_related("area", "organization").defer("area__boundary")[:100])


def roster_for(actor: Actor, pk: int, kind: Kind | None = None, about: str = "") -> Roster:
    """The one door to a job: Http404 for another's, and where the right at its place was lost."""
    for one, what in _kinds(kind, about):
        permission = permission_for(one, what)
        with reach(actor, what, permission):
            seen = Roster.scoped.visible_to(actor, permission)
            wanted = seen.filter(pk=pk, kind=one, about=what, account_id=actor.account_id)
            found: Roster | None = wanted.select_related("area__county", "county", "organization").first()
        if found:
            return found
    if kind and not actor.can(permission_for(kind, about or RESIDENTS)):
        raise PermissionDenied
    raise Http404


def _kinds(kind: Kind | None, about: str) -> list[tuple[Kind, str]]:
    """Jobs of one kind, or of any; not everything that comes in goes out."""
    abouts = [about] if about else [one.code for one in subjects()]
    kinds = [kind] if kind else list(Kind)
    return [(one, what) for one in kinds for what in abouts if one is Kind.IMPORT or subject(what).out]


def roster_by_id(pk: int) -> Roster:
    """One job without scope, for the worker; read within a reach that sees it."""
    found: Roster = Roster.unscoped.select_related("area__county", "county", "organization").get(pk=pk)
    return found


def next_working(but: frozenset[int] = frozenset()) -> int | None:
    """The job that has waited longest for its next piece."""
    with everywhere():
        waiting = Roster.unscoped.filter(state__in=WORKING).exclude(pk__in=but).order_by("moved_at", "pk")
        found: int | None = waiting.values_list("pk", flat=True).first()
    return found


def field_choices(about: str = RESIDENTS) -> list[tuple[str, str]]:
    """What a column may hold, for people."""
    return [(field, gettext(label)) for field, label in subject(about).fields.items()]


@dataclass(frozen=True, slots=True)
class Sorting:
    """Words of a list that somebody has to sort (with how often they stand there, the most frequent first, at most a hundred), how
    many there are in all, and what they may mean.
    """

    words: tuple[tuple[str, int], ...]
    total: int
    choices: Mapping[str, str]


def sorting_of(roster: Roster) -> Sorting:
    """What of a checked list is still to be sorted."""
    with everywhere():  # the job was fetched in scope
        words = pieces.unsorted_words(roster)
    return Sorting(tuple(words.most_common(MOST_SORTED)), len(words), roster.subject.choices(roster))


@dataclass(frozen=True, slots=True)
class PreviewColumn:
    """A column with its heading, what it is thought to hold, and masked words of the first rows."""

    number: int
    heading: str
    field: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """How a list begins, under one of its first lines as the header."""

    lines: tuple[tuple[int, str], ...]
    header: int
    columns: tuple[PreviewColumn, ...]
    rows: tuple[int, ...]


def preview_of(roster: Roster, header: int | None = None) -> Preview:
    """The first rows under a header line (that chosen before, else the likeliest), all but places masked."""
    with everywhere():  # the job was fetched in scope
        lines = pieces.first_lines(roster, rules.HEADER_WITHIN + PREVIEW_ROWS)
    headings_of = roster.subject.headings
    guessed = headings_of.line(lines)
    chosen = (roster.header_line or guessed) if header is None else header
    headings = headings_of.under(lines, chosen)
    if chosen > guessed:  # a row of people was taken for the header
        headings = [word if headings_of.field(word) else "" for word in headings]
    rows = [one for one in lines if one[0] > chosen][:PREVIEW_ROWS]
    width = max((len(cells) for _number, cells in (*rows, (0, headings))), default=0)
    kept = {int(column): field for column, field in roster.columns.items()} if chosen == roster.header_line else {}
    fields = kept or headings_of.columns(headings)
    columns = tuple(
        _column(number, headings, rows, fields.get(number, ""), roster.subject.shown) for number in range(width)
    )
    heads = tuple((number, " · ".join(filter(None, cells))[:60]) for number, cells in lines[: rules.HEADER_WITHIN])
    shown = tuple((number, words if number <= guessed else "") for number, words in heads)
    return Preview(shown, chosen, columns, tuple(number for number, _cells in rows))


def _column(
    number: int, headings: list[str], rows: list[rules.Line], field: str, shown: Collection[str]
) -> PreviewColumn:
    words = (cells[number] if number < len(cells) else "" for _line, cells in rows)
    heading = headings[number] if number < len(headings) else ""
    return PreviewColumn(number, heading, field, tuple(rules.masked(field, word, shown) for word in words))


def facts_of(roster: Roster) -> dict[str, Any]:
    """What the page of a job shows, for who fetched it in scope."""
    with everywhere():
        sample = [(line, reason) for line, _cells, reason in pieces.wrong_rows(roster, SAMPLE)] if roster.wrong else []
        history = audit.timeline(roster)
        unsorted = len(pieces.unsorted_words(roster)) if roster.state == State.CHECKED and roster.subject.sorts else 0
    return {
        "task": task_of(roster), "sample": sample, "history": history, "unsorted": unsorted,
    }  # fmt: skip


def task_of(roster: Roster) -> dict[str, Any]:
    """A job as the design system's long task."""
    state = {State.STOPPED: "stopped", State.FAILED: "failed", State.FINISHED: "done"}.get(State(roster.state), "run")
    total = roster.total or roster.seen
    return {
        "name": roster.file_name or f"#{roster.pk}", "done": roster.seen, "total": total, "left": _left(roster, total),
        "note": roster.note, "state": state,
    }  # fmt: skip


def _left(roster: Roster, total: int) -> str:
    """How long still, in words; "" as long as nobody knows."""
    if not (roster.is_working and roster.began_at and total) or roster.seen < total * _EARLY:
        return ""
    spent = (clock.now() - roster.began_at).total_seconds()
    minutes = round(spent * (total - roster.seen) / max(roster.seen, 1) / 60)
    return gettext("{minutes} minutes").format(minutes=minutes) if minutes else gettext("less than a minute")


def export_choices(actor: Actor) -> dict[str, list[tuple[Any, str]]]:
    """What the form for a list offers: places, and the fields that the actor may take out in clear."""
    sealed = [
        (field, gettext(states.FIELD_LABELS[field])) for field in (states.PHONE, states.ID_NUMBER, states.ADDRESS)
    ]
    registered = [("", gettext("All")), *((code.value, gettext(label)) for code, label in states.REGISTERED.items())]
    return {
        "area": ground_choices(actor, kind=Kind.EXPORT), "registered": registered,
        "clear": sealed if actor.can(REVEAL) else [],
    }  # fmt: skip
