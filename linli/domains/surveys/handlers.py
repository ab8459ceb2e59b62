"""What surveys does when the ground changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.domains.surveys.services import move_surveys

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def follow_area(actor: Actor, change: Any) -> None:
    """Called by territory inside its transaction: surveys stay with their compound."""
    if change.ends_area:
        move_surveys(change.area, change.target_for())
