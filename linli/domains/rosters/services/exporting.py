"""Lists that go out: begun by their subject with a reason, made by the worker piece by piece, marked with who took them."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator, Mapping
from typing import IO, Any

import xlsxwriter
from django.utils.translation import gettext

from linli.domains.rosters import events
from linli.domains.rosters.models import Roster
from linli.domains.rosters.selectors import Ground, pieces
from linli.domains.rosters.services import _base
from linli.domains.rosters.services.lines import owner_of
from linli.domains.rosters.services.results import OPTIONS, XLSX, Result
from linli.domains.rosters.states import Kind, Part, State
from linli.domains.rosters.subjects import Outlet, subject
from linli.foundation.audit.services import record
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import required
from linli.kernel.tables import CSV, harmless

ROWS = 2_000
#: Longer lists are made by the worker.
AT_ONCE = 2_000
CHUNK = 2**20
_REASON_MIN = 4


def reason_of(words: str) -> str:
    """One line that says what a list is for. Raises RuleBroken rosters.reason_needed for fewer than four letters."""
    return required(words, 200, "rosters.reason_needed", least=_REASON_MIN)


@_base.changes
def begin_export(
    actor: Actor, *, about: str, ground: Ground, options: Mapping[str, Any], reason: str, total: int
) -> Roster:
    """A list of `total` people as XLSX or CSV (`options["form"]`), for services of its subject, which say what may stand on it. Short
    ones are ready at once. `options` are the subject's own, as JSON; `reason` comes from `reason_of`.

    Raises RuleBroken rosters.nobody; OutOfScope.
    """
    roster = _made(actor, about, ground, options, reason, total)
    if not total:  # said to those alone who may ask
        raise RuleBroken("rosters.nobody")
    record(actor, events.ExportAsked(total, reason), subject=roster, county_id=roster.county_id)
    if total <= AT_ONCE:
        while roster.state == State.RUNNING:
            _step(actor, roster)
    return roster


def _made(actor: Actor, about: str, ground: Ground, options: Mapping[str, Any], reason: str, total: int) -> Roster:
    now, area = clock.now(), ground.area
    roster = Roster(
        county_id=area.county_id, area=area, organization=ground.organization, kind=Kind.EXPORT, about=about,
        state=State.RUNNING, account_id=_base.account_of(actor), actor_label=actor.label, options=dict(options),
        reason=reason, total=total, created_at=now, began_at=now, moved_at=now, erase_at=now,
    )  # fmt: skip
    roster.erase_at = _base.kept_until(area, _outlet(roster).keep)
    roster.save()
    _base.check(actor, roster)
    roster.file_name = f"{_outlet(roster).file}-{roster.pk:06d}-{clock.today():%Y%m%d}.{options['form']}"
    roster.save(update_fields=["file_name"])
    return roster


def _outlet(roster: Roster) -> Outlet:
    found = subject(roster.about).out
    assert found is not None, "only what has an outlet goes out"
    return found


@_base.changes
def export_piece(roster_id: int) -> bool:
    """The next rows of a list, or its file when all are there; False when there was nothing to do. Raises RuleBroken."""
    roster = _base.hold(roster_id)
    if roster.state != State.RUNNING:
        return False
    actor = owner_of(roster)
    if not _outlet(roster).allows(actor, roster):
        raise RuleBroken("rosters.right_lost")
    _step(actor, roster)
    return True


def _step(actor: Actor, roster: Roster) -> None:
    rows = _outlet(roster).rows(actor, roster, ROWS)
    if rows:
        lines = [list(words) for _pk, words in rows]
        _base.piece(roster, Part.ROWS, roster.done, pieces.sealed_rows(lines), len(rows))
        roster.done += 1
        roster.after, roster.seen = rows[-1][0], roster.seen + len(rows)
        roster.moved_at = clock.now()
    if len(rows) < ROWS:
        _finish(actor, roster)
    roster.save()


def _finish(actor: Actor, roster: Roster) -> None:
    """Make the file, and forget the rows."""
    with tempfile.TemporaryFile() as file:
        (_write_csv if roster.options["form"] == "csv" else _write_xlsx)(file, roster)
        file.seek(0)
        for number, chunk in enumerate(iter(lambda: file.read(CHUNK), b"")):
            _base.piece(roster, Part.RESULT, number, pieces.sealed_bytes(chunk))
            roster.size += len(chunk)
    _base.drop(roster, Part.ROWS)
    _base.move(roster, "finish")
    roster.added, roster.ended_at = roster.seen, clock.now()
    roster.erase_at = _base.kept_until(roster.area, _outlet(roster).keep)
    record(actor, events.ExportMade(roster.seen), subject=roster, county_id=roster.county_id)


def watermark(roster: Roster) -> str:
    """Who took a list, when, which one and what for: stands above its rows, and at the foot of each printed page."""
    at = roster.created_at.astimezone(clock.ZONE)
    return gettext("Taken by {who} on {at}, number {number}, for: {reason}. Don't pass it on.").format(
        who=roster.actor_label, at=f"{at:%Y-%m-%d %H:%M}", number=f"{roster.pk:06d}", reason=roster.reason
    )


def _lines(roster: Roster) -> Iterator[list[str]]:
    """Rows as they are written; the codes of the register in words."""
    heads = _outlet(roster).heads
    for row in pieces.all_rows(roster):
        yield [gettext(word) if heads[place].coded and word else word for place, word in enumerate(row)]


def _write_csv(file: IO[bytes], roster: Roster) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    out = csv.writer(text)
    out.writerow([harmless(watermark(roster))])
    out.writerow([gettext(head.label) for head in _outlet(roster).heads])
    for row in _lines(roster):
        out.writerow([harmless(word) for word in row])
    text.flush()
    text.detach()


def _write_xlsx(file: IO[bytes], roster: Roster) -> None:
    book, outlet = xlsxwriter.Workbook(file, OPTIONS), _outlet(roster)
    sheet, bold = book.add_worksheet(gettext(outlet.sheet)[:31]), book.add_format({"bold": True, "bottom": 1})
    mark = watermark(roster)
    printed = mark.replace("&", "&&")[:240]
    sheet.set_header(f"&C{printed}")
    sheet.set_footer(f"&C{printed}")
    sheet.write_string(0, 0, mark)
    for column, head in enumerate(outlet.heads):
        sheet.set_column(column, column, head.width)
        sheet.write_string(1, column, gettext(head.label), bold)
    for place, row in enumerate(_lines(roster), start=2):
        for column, word in enumerate(row):
            if word:
                sheet.write_string(place, column, harmless(word))
    sheet.freeze_panes(2, 0)
    book.close()


@_base.changes
def take_export(actor: Actor, *, roster: Roster) -> Result:
    """The finished file; that it was taken is written down. Raises rosters.not_now before it is finished, OutOfScope."""
    row = _base.lock(actor, roster)
    if row.kind != Kind.EXPORT or row.state != State.FINISHED:
        raise RuleBroken("rosters.not_now", state=gettext(row.state_label))
    file = io.BytesIO(b"".join(pieces.file_chunks(row, Part.RESULT)))  # half a million people are 40 MB
    record(actor, events.ExportTaken(row.seen), subject=row, county_id=row.county_id)
    return Result(row.file_name, file, CSV if row.options["form"] == "csv" else XLSX)
