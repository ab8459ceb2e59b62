"""What volunteering does when an agreement is taken back, and when the ground or the register changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.domains.volunteering.services import forgetting
from linli.foundation.privacy import rls

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def follow_area(actor: Actor, change: Any) -> None:
    """Called by territory inside its transaction: rows of an area that ends go to its successor."""
    if change.ends_area:
        with rls.everywhere():  # whoever may change the ground needn't see a volunteer
            forgetting.move_rows(change.area, change.target_for())


def follow_person(actor: Actor, change: Any) -> None:
    """Called by residents inside its transaction when an entry is merged or erased."""
    with rls.everywhere():
        if change.action == "merged":
            forgetting.take_over(change.person, change.other)
        elif change.action == "erased":
            forgetting.forget_person(change.person)
