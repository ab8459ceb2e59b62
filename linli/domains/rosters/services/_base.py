"""What all changes of a job share: one transaction, the lock, the edge that is taken, what is left of a row when it goes."""

from __future__ import annotations

from typing import Any

from django.db.models import Sum

from linli.domains.rosters.models import Piece, Roster
from linli.domains.rosters.selectors.grounds import permission_of, reach
from linli.domains.rosters.states import MACHINE, STATE_LABELS, Part
from linli.foundation.privacy import rls
from linli.foundation.privacy.selectors import fields
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope
from linli.kernel.scoping import keep_in_scope
from linli.kernel.states import take

# All jobs are seen; what the actor may touch is asked by `lock`, within the actor's reach.
changes = rls.changing_all


def check(actor: Actor, roster: Roster) -> None:
    """Raise OutOfScope unless it is the actor's own job, at a place or for an organization where they may do such jobs."""
    permission = permission_of(roster)
    with reach(actor, roster.about, permission):
        keep_in_scope(actor, roster, permission)


def account_of(actor: Actor) -> int:
    """Whose job it becomes; OutOfScope for who has no account."""
    if actor.account_id is None:
        raise OutOfScope(actor.label)
    return actor.account_id


def lock(actor: Actor, roster: Roster) -> Roster:
    """The row as it stands, held until the transaction ends. Raises OutOfScope."""
    check(actor, roster)
    return hold(roster.pk)


def hold(pk: int) -> Roster:
    """As `lock`, for the worker."""
    held = Roster.unscoped.select_for_update(of=("self",)).select_related("area__county", "county", "organization")
    row: Roster = held.get(pk=pk)
    return row


def move(roster: Roster, verb: str) -> None:
    """Take the edge `verb` (not yet saved); raises RuleBroken rosters.not_now where there is none."""
    take(MACHINE, roster, verb, STATE_LABELS, "rosters.not_now")
    roster.moved_at = clock.now()


def begin_anew(roster: Roster) -> None:
    """From the first piece on, without what was found before."""
    drop(roster, Part.WRONG, Part.WORDS)
    roster.done = roster.seen = roster.added = roster.known = roster.wrong = 0
    roster.note, roster.began_at, roster.ended_at = "", clock.now(), None


def drop(roster: Roster, *parts: Part) -> None:
    """Delete pieces; all of them where no part is named."""
    held = Piece.unscoped.filter(roster=roster)
    (held.filter(part__in=parts) if parts else held).order_by().delete()


def piece(roster: Roster, part: Part, number: int, sealed: bytes, rows: int = 0) -> Piece:
    """A piece of a job, kept."""
    made: Piece = Piece.unscoped.create(
        county_id=roster.county_id,
        area_id=roster.area_id,
        roster=roster,
        part=part,
        number=number,
        rows=rows,
        sealed=sealed,
    )
    return made


def kept_until(area: Any, field: str) -> Any:
    """When something of a job is erased at the latest: now and the time that the county's method gives `field`."""
    return clock.now() + fields(territory.rules_of(area))[field].keep.length


def count_rows(roster: Roster) -> int:
    """All lines of a list, headers among them."""
    found = Piece.unscoped.filter(roster=roster, part=Part.ROWS).order_by().aggregate(rows=Sum("rows"))
    return int(found["rows"] or 0)
