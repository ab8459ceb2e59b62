"""What scorecards does when the ground changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.engines.scorecards.services.following import move_rows

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def follow_area(actor: Actor, change: Any) -> None:
    """Called by territory inside its transaction: what is said about a place is read where its successor is."""
    if change.ends_area:
        move_rows(change.area, change.target_for())
