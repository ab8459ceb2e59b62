"""What owners does when the ground or the register changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.domains.owners.services import following
from linli.foundation.privacy import rls

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def follow_area(actor: Actor, change: Any) -> None:
    """Called by territory inside its transaction: rows stay with their compounds."""
    if change.ends_area:
        with rls.everywhere():  # whoever may change the ground needn't see a ballot
            following.move_rows(change.area, change.target_for())


def follow_person(actor: Actor, change: Any) -> None:
    """Called by residents inside its transaction when an entry is merged or erased."""
    with rls.everywhere():
        if change.action == "merged":
            following.take_over(change.person, change.other)
        elif change.action == "erased":
            following.forget(change.person)
