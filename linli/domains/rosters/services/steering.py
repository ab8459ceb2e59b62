"""What the owner of a job decides: which column is what, run, stop, go on, erase."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext

from linli.domains.rosters import events, rules
from linli.domains.rosters.models import Roster
from linli.domains.rosters.rules import Line
from linli.domains.rosters.selectors import pieces
from linli.domains.rosters.services import _base
from linli.domains.rosters.states import Kind, Part, State
from linli.domains.rosters.subjects import Subject
from linli.foundation.audit import services as audit
from linli.foundation.audit.services import record
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken


@_base.changes
def match_columns(actor: Actor, *, roster: Roster, header_line: int, columns: Mapping[int, str]) -> Roster:
    """Say under which line the rows begin (0: there is no header) and what each column holds; the check begins.

    Raises RuleBroken: rosters.not_now, rosters.no_such_column, rosters.field_twice, rosters.name_missing, rosters.no_rows;
    OutOfScope.
    """
    row = _base.lock(actor, roster)
    _base.move(row, "check")
    lines = pieces.rows_in(row, 0)
    _refuse_columns(row.subject, columns, max((len(cells) for _number, cells in lines), default=0))
    row.total = _rows_under(row, lines, header_line)
    row.header_line = header_line
    row.columns = {str(column): field for column, field in sorted(columns.items())}
    _base.drop(row, Part.HEAD)  # sealed as well: whoever takes a row for the header puts people's words there
    headings = row.subject.headings.under(lines[: rules.HEADER_WITHIN], header_line)
    _base.piece(row, Part.HEAD, 0, pieces.sealed_rows([[header_line, headings]]))
    _base.begin_anew(row)
    row.save()
    record(actor, events.CheckBegan(), subject=row, county_id=row.county_id)
    return row


def _refuse_columns(about: Subject, columns: Mapping[int, str], width: int) -> None:
    fields = list(columns.values())
    if any(not 0 <= column < width for column in columns) or set(fields) - set(about.fields):
        raise RuleBroken("rosters.no_such_column")
    if twice := next((field for field in fields if fields.count(field) > 1), ""):
        raise RuleBroken("rosters.field_twice", field=gettext(about.fields[twice]))
    if missing := next((refusal for field, refusal in about.needs.items() if field not in fields), ""):
        raise RuleBroken(missing)


def _rows_under(row: Roster, lines: list[Line], header_line: int) -> int:
    """How many rows stand under the header; the header is among the lines of the first piece."""
    above = sum(number <= header_line for number, _cells in lines)
    total = _base.count_rows(row) - above
    if total <= 0:
        raise RuleBroken("rosters.no_rows")
    return total


@_base.changes
def sort_words(actor: Actor, *, roster: Roster, words: Mapping[str, str]) -> Roster:
    """Say what words of a checked list mean (word → key of the subject's choices; what was said before stays said); the check begins
    anew. Raises RuleBroken: rosters.not_now, rosters.no_such_choice; OutOfScope.
    """
    row = _base.lock(actor, roster)
    _base.move(row, "check")
    if set(words.values()) - set(row.subject.choices(row)):
        raise RuleBroken("rosters.no_such_choice")
    known = pieces.sorted_words(row) | dict(words)
    _base.drop(row, Part.SORTED)
    _base.piece(row, Part.SORTED, 0, pieces.sealed_rows(list(known.items())))
    _base.begin_anew(row)
    row.save()
    record(actor, events.CheckBegan(), subject=row, county_id=row.county_id)
    return row


@_base.changes
def start_run(actor: Actor, *, roster: Roster) -> Roster:
    """Write the good rows: from the beginning after a check, from where it stood after a stop. Raises rosters.not_now, OutOfScope."""
    row = _base.lock(actor, roster)
    was = row.state
    _base.move(row, "run")
    if was == State.CHECKED:
        _base.begin_anew(row)
    row.note = ""
    row.save()
    record(actor, events.RunBegan(), subject=row, county_id=row.county_id)
    return row


@_base.changes
def stop(actor: Actor, *, roster: Roster) -> Roster:
    """Stop after the piece at work; what was written stays. Raises rosters.not_now, OutOfScope."""
    row = _base.lock(actor, roster)
    _base.move(row, "stop")
    row.save()
    record(actor, events.Stopped(row.seen), subject=row, county_id=row.county_id)
    return row


@_base.changes
def erase(actor: Actor, *, roster: Roster) -> None:
    """Erase file, rows and results; the figures stay. Raises rosters.not_now while it is at work, OutOfScope."""
    _erase(actor, _base.lock(actor, roster))


@_base.changes
def erase_due() -> int:
    """Erase what has been kept long enough; how many jobs. Those at work are stopped first by nobody: they come next time."""
    due = Roster.unscoped.filter(erase_at__lte=clock.now()).exclude(state=State.ERASED).order_by("pk")
    done = 0
    for row in due.select_for_update(of=("self",), skip_locked=True).select_related("area__county", "county")[:50]:
        if not row.is_working:
            _erase(Actor.system(), row)
            done += 1
    return done


def _erase(actor: Actor, row: Roster) -> None:
    _base.move(row, "erase")
    _base.drop(row)
    row.file_name, row.options, row.columns, row.note = "", {}, {}, ""
    row.save()
    record(actor, events.Erased(), subject=row, county_id=row.county_id)
    if row.kind == Kind.IMPORT:
        audit.redact(row)  # names of files may be names of people
