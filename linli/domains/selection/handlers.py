"""How selections follow when areas are split, merged or closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.domains.selection.services.following import forget, move_rows, take_over
from linli.foundation.privacy import rls

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def follow_area(actor: Actor, change: Any) -> None:
    """Called by territory inside its transaction: rows that lie in an area that ends go to its successor, as its posts do."""
    if change.ends_area:
        with rls.everywhere():  # whoever may change the ground needn't see a candidate
            move_rows(change.area, change.target_for())


def follow_person(actor: Actor, change: Any) -> None:
    """Called by residents inside its transaction when an entry is merged or erased."""
    with rls.everywhere():
        if change.action == "merged":
            take_over(change.person, change.other)
        elif change.action == "erased":
            forget(change.person)
