"""A file comes in: it is kept as it is, sealed, and read by the worker."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from linli.domains.rosters import events
from linli.domains.rosters.models import Roster
from linli.domains.rosters.selectors import Ground, pieces
from linli.domains.rosters.services import _base
from linli.domains.rosters.states import WORKING, Kind, Part, State
from linli.domains.rosters.subjects import RESIDENTS
from linli.foundation.audit.services import record
from linli.kernel import clock, sheets
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import one_line

#: So many lists of one account are worked at; more have to wait.
MOST_WORKING = 3
CHUNK = 2**20
ROWS_KEPT = "rosters.rows"


class Upload(Protocol):
    """A file as Django hands it over; its size is known before anything is read."""

    size: int | None
    name: str | None

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]: ...


@_base.changes
def send_list(actor: Actor, *, area: Any, file: Upload, about: str = RESIDENTS, organization: Any = None) -> Roster:
    """Keep a file whose rows are about `area`, or about an `organization` with its seat there; the worker reads it.

    Raises RuleBroken: sheets.too_many_bytes (before anything is read), sheets.old_workbook, rosters.empty,
    rosters.running_already; OutOfScope.
    """
    if (file.size or 0) > sheets.MAX_BYTES:
        raise sheets.too_many_bytes()
    if not file.size:
        raise RuleBroken("rosters.empty")
    _refuse_many(actor)
    roster = _made(actor, Ground(area, organization), about, one_line(file.name or "", 120))
    roster.size = _kept(roster, file)
    roster.save()
    record(actor, events.ListSent(roster.file_name), subject=roster, county_id=roster.county_id)
    return roster


def _refuse_many(actor: Actor) -> None:
    count = Roster.unscoped.filter(account_id=_base.account_of(actor), state__in=WORKING).count()
    if count >= MOST_WORKING:
        raise RuleBroken("rosters.running_already", count=count)


def _made(actor: Actor, ground: Ground, about: str, name: str) -> Roster:
    now = clock.now()
    roster = Roster(
        county_id=ground.area.county_id, area=ground.area, organization=ground.organization, kind=Kind.IMPORT,
        about=about, state=State.READING, account_id=_base.account_of(actor), actor_label=actor.label, file_name=name,
        created_at=now, moved_at=now, erase_at=_base.kept_until(ground.area, ROWS_KEPT),
    )  # fmt: skip
    roster.save()
    _base.check(actor, roster)
    return roster


def _kept(roster: Roster, file: Upload) -> int:
    """Keep the bytes; how many there were."""
    size = 0
    for number, chunk in enumerate(file.chunks(CHUNK)):
        if number == 0 and chunk.startswith(sheets.OLD_WORKBOOK):
            raise RuleBroken("sheets.old_workbook")
        size += len(chunk)
        if size > sheets.MAX_BYTES:
            raise sheets.too_many_bytes()
        _base.piece(roster, Part.FILE, number, pieces.sealed_bytes(chunk))
    return size
