"""Rooms of doors that somebody opened today, and how a door or place is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.foundation.residents import selectors as residents
from linli.kernel import clock

if TYPE_CHECKING:
    from linli.domains.visits.models import Stop
    from linli.kernel.actor import Actor


def is_open_to(actor: Actor, stop: Stop) -> bool:
    """Whether the actor has opened this door today: the look is written down, and the room may be shown."""
    return actor.account_id is not None and (stop.door_by, stop.door_on) == (actor.account_id, clock.today())


def room_behind(stop: Stop) -> str:
    """The room in clear, to put doors in order and to show those that are open; "" for a place."""
    return residents.room_of(stop.household.dwelling) if stop.household is not None else ""


def name_of(stop: Stop, area: Any = None) -> str:
    """The masked door of a household, a compound's name, or a place's."""
    if stop.household is not None:
        return stop.household.dwelling.address_masked
    name: str = stop.compound.name if stop.compound is not None else (area or stop.area).name
    return name
