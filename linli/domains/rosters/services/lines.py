"""What all readers of lists share: who sent the list, with the rights of now, where its rows begin, and the places they name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from linli.domains.rosters.models import Roster
from linli.domains.rosters.rules import Line
from linli.domains.rosters.selectors import Places
from linli.domains.rosters.selectors.grounds import may, permission_of
from linli.foundation.access import selectors as access
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken


class Lines:
    """The lines of one job. Made once for several pieces: it holds the places of the list, once they are asked for."""

    def __init__(self, roster: Roster) -> None:
        self.actor = owner_of(roster)
        self.roster = roster
        self.county = roster.county
        self.columns = {int(column): name for column, name in roster.columns.items()}
        self.header_line = roster.header_line

    @cached_property
    def places(self) -> Places:
        """Areas at and below the place of the list."""
        return Places(self.actor, self.roster.area, permission_of(self.roster))

    def under_header(self, lines: Sequence[Line]) -> list[Line]:
        """Without the header lines."""
        return [one for one in lines if one[0] > self.header_line]

    def together(self, line: Line) -> tuple[str, ...] | None:
        """Each row stands alone."""
        return None


def owner_of(roster: Roster) -> Actor:
    """Who sent the list or asked for it, with the rights of now. Raises RuleBroken rosters.right_lost, rosters.place_gone."""
    account: Any = access.account_by_id(roster.account_id)
    actor = access.actor_for(account)
    if not account.is_active or not may(actor, roster):
        raise RuleBroken("rosters.right_lost")
    if not (roster.organization or roster.area).is_open:
        raise RuleBroken("rosters.place_gone")
    return actor
