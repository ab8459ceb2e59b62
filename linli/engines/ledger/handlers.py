"""What the ledger does when the ground changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.engines.ledger.services import move_accounts

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def follow_area(actor: Actor, change: Any) -> None:
    """Called by territory inside its transaction: accounts in an area that ends go to its successor."""
    if change.ends_area:
        move_accounts(change.area, change.target_for())
