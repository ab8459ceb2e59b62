"""What cases do when the ground changes below them, and what reporters hear of what happened to their cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.domains.cases import events as _events  # noqa: F401  (declares what is followed)
from linli.domains.cases.models import Case
from linli.domains.cases.services import reporters
from linli.domains.notices import selectors as notices
from linli.foundation.audit import services as audit
from linli.foundation.territory import services as territory
from linli.kernel.actor import Actor
from linli.kernel.events import event_type

if TYPE_CHECKING:
    from linli.foundation.audit.models import Event


def register() -> None:
    """Ask the territory to tell us, inside its own transaction, when an area ends; and follow what reporters hear of, where anybody
    outside can be told.
    """
    territory.register_follower(follow_area)
    for code in reporters.TOLD:
        audit.on(event_type(code).cls, tell_reporters, where=notices.any_way)


def tell_reporters(line: Event) -> None:
    """Called once for a line, by the worker that delivers events."""
    reporters.tell_of(line)


def follow_area(actor: Actor, change: territory.AreaChange) -> None:
    """Cases that lie directly on an area that ended go to its heir; those on its children stay where they are."""
    if change.ends_area:
        Case.unscoped.filter(area_id=change.area.pk).update(area_id=change.target_for())
