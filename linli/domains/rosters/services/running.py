"""The worker's step: one piece of rows written (or only checked), with the resume point, in one transaction.

A worker that is killed in the middle leaves a piece undone or done, never half: nothing comes in twice and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Sequence

from linli.domains.rosters import events, rules
from linli.domains.rosters.models import Roster
from linli.domains.rosters.rules import Line
from linli.domains.rosters.selectors import pieces
from linli.domains.rosters.services import _base
from linli.domains.rosters.states import Part, State
from linli.domains.rosters.subjects import Reader
from linli.foundation.audit.services import record
from linli.kernel import clock
from linli.kernel.actor import Actor

_RUN = (State.CHECKING, State.RUNNING)
_FIGURES = ("done", "seen", "added", "known", "wrong", "moved_at", "state", "ended_at", "erase_at")


@_base.changes
def run_piece(roster_id: int, reader: Reader) -> bool:
    """Work off the next piece of a job that is checked or run; False when there was none. Raises RuleBroken."""
    roster = _base.hold(roster_id)
    if roster.state not in _RUN or roster.done >= roster.pieces:
        return False
    batch = _batch(roster, reader)
    _count(roster, reader, batch)
    roster.done += 1
    roster.moved_at = clock.now()
    if roster.done == roster.pieces:
        _end(roster, reader)
    roster.save(update_fields=_FIGURES)
    return True


def _batch(roster: Roster, reader: Reader) -> list[Line]:
    """The rows of the next piece, with all that belong together."""
    here = roster.done
    before, rows, after = (
        reader.under_header(pieces.rows_in(roster, number)) if number >= 0 else []
        for number in (here - 1, here, here + 1)
    )
    return rules.batch_of(before, rows, after, reader.together)


def _count(roster: Roster, reader: Reader, batch: Sequence[Line]) -> None:
    """Import (or check) a batch, keep its wrong rows, and add to the figures."""
    read = reader.read(batch)
    dry = roster.state == State.CHECKING
    report = reader.write(read.rows, dry_run=dry)
    reasons = read.reasons | {one.line: one.words for one in report.problems}
    if reasons:
        wrong = [[line, cells, reasons[line]] for line, cells in batch if line in reasons]
        _base.piece(roster, Part.WRONG, roster.done, pieces.sealed_rows(wrong), len(wrong))
    if read.unsorted and dry:
        _base.piece(roster, Part.WORDS, roster.done, pieces.sealed_rows(list(read.unsorted.items())))
    roster.seen += len(batch)
    roster.added += report.added
    roster.known += report.known
    roster.wrong += len(reasons)


def _end(roster: Roster, reader: Reader) -> None:
    """The last piece is done: report, or finish; rows that came in aren't kept a second time."""
    checking = roster.state == State.CHECKING
    _base.move(roster, "report" if checking else "finish")
    roster.ended_at = clock.now()
    if not checking:
        _base.drop(roster, Part.ROWS, Part.SORTED)
        roster.erase_at = _base.kept_until(roster.area, "rosters.rows")
        done = events.Finished(roster.added, roster.known, roster.wrong)
        record(reader.actor, done, subject=roster, county_id=roster.county_id)


@_base.changes
def fail(roster_id: int, why: str) -> None:
    """It can't go on, and this is why. What couldn't even be read is kept no longer."""
    roster = _base.hold(roster_id)
    if not roster.is_working:
        return
    _base.move(roster, "fail")
    roster.note = why[:400]
    roster.save()
    if roster.state == State.FAILED:
        _base.drop(roster)
    record(Actor.system(), events.Failed(why[:200]), subject=roster, county_id=roster.county_id)
