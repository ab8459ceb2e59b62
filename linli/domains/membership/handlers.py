"""What membership does when the ground or the register changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.domains.membership.services import following
from linli.foundation.privacy import rls

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def catch_up(event: Any) -> None:
    """Somebody moved: write anew where members of the county live (job worker)."""
    with rls.everywhere():
        following.follow_residences(event.county_id)


def follow_area(actor: Actor, change: Any) -> None:
    """Called by territory inside its transaction."""
    if change.ends_area:
        with rls.everywhere():  # whoever may change the ground needn't see a member
            following.move_rows(change.area, change.target_for())


def follow_person(actor: Actor, change: Any) -> None:
    """Called by residents inside its transaction."""
    with rls.everywhere():
        if change.action == "merged":
            following.take_over(change.person, change.other)
        elif change.action == "erased":
            following.forget(change.person)
