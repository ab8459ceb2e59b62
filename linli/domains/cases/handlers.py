"""What cases do when the ground changes below them."""

from __future__ import annotations

from linli.domains.cases.models import Case
from linli.foundation.territory import services as territory
from linli.kernel.actor import Actor


def register() -> None:
    """Ask the territory to tell us, inside its own transaction, when an area ends."""
    territory.register_follower(follow_area)


def follow_area(actor: Actor, change: territory.AreaChange) -> None:
    """Cases that lie directly on an area that ended go to its heir; those on its children stay where they are."""
    if change.ends_area:
        Case.unscoped.filter(area_id=change.area.pk).update(area_id=change.target_for())
