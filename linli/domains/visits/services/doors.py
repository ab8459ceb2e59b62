"""Opening rooms for a walk. Each look is written down for the people who live there, once a day for whoever walks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from linli.domains.visits.models import Stop
from linli.domains.visits.permissions import RECORD
from linli.domains.visits.selectors.doors import is_open_to
from linli.domains.visits.services import _base
from linli.foundation.privacy import rls
from linli.foundation.residents import services as registers
from linli.kernel import clock

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def reveal_doors(actor: Actor, *, stops: Iterable[Stop]) -> int:
    """Open the rooms of doors that aren't open to the actor today; returns how many. Each is a transaction of its own, so that
    the county's log is never held for long.
    """
    return sum(reveal_door(actor, stop=stop) for stop in stops)


def reveal_door(actor: Actor, *, stop: Stop) -> bool:
    """Open one room; False where there is none, or it is open to the actor today. Raises OutOfScope."""
    if stop.household_id is None or is_open_to(actor, stop):
        return False
    with transaction.atomic(), rls.reaching(actor, RECORD):
        row = _base.lock(actor, stop, RECORD)
        if is_open_to(actor, row):
            return False
        household = row.household
        assert household is not None
        registers.reveal_address(actor, dwelling=household.dwelling, reason=_("Door visit"))
        row.door_by, row.door_on = actor.account_id, clock.today()
        row.save(update_fields=["door_by", "door_on"])
    return True
