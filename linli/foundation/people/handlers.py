"""How staff follow when areas are split, merged or closed (territory calls this inside its transaction)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.foundation.people.models import Appointment, StaffCard
from linli.foundation.people.services.watching import rights_changed

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def follow_area(actor: Actor, change: Any) -> None:
    """Cards and appointments that lie in the old area itself go to its first successor, as their posts do."""
    if not change.ends_area:
        return
    target = change.target_for()
    StaffCard.unscoped.filter(area=change.area).update(area_id=target)
    moved = Appointment.unscoped.filter(area=change.area)
    cards = list(moved.values_list("card_id", flat=True))
    moved.update(area_id=target)
    rights_changed(cards)
