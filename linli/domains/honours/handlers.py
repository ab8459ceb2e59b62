"""How honours follow when areas are split, merged or closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.domains.honours.services.following import move_rows
from linli.foundation.privacy import rls

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def follow_area(actor: Actor, change: Any) -> None:
    """Called by territory inside its transaction: rows that lie in an area that ends go to its successor."""
    if change.ends_area:
        with rls.everywhere():  # whoever may change the ground needn't see who is nominated there
            move_rows(change.area, change.target_for())
