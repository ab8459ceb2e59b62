"""What property does when the ground or the register changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.domains.property import services
from linli.foundation.privacy import rls

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def follow_area(actor: Actor, change: Any) -> None:
    """Called by territory inside its transaction: contracts stay with their compound."""
    if change.ends_area:
        services.move_rows(change.area, change.target_for())


def follow_person(actor: Actor, change: Any) -> None:
    """Called by residents inside its transaction."""
    with rls.everywhere():
        if change.action == "merged":
            services.take_over(change.person, change.other)
        elif change.action == "erased":
            services.forget_person(change.person)
