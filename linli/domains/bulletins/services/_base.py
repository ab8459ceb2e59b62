"""What all changes of bulletins share: the row held, whose county it is, the next state."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from linli.domains.bulletins.models import Bulletin
from linli.domains.bulletins.states import BULLETINS, STATE_LABELS, State
from linli.foundation.audit.services import record
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken
from linli.kernel.states import take

_NOT_NOW = "bulletins.not_now"


def held(actor: Actor, pk: int, permission: str) -> Bulletin:
    """A bulletin, held until the transaction ends. Raises OutOfScope unless the actor holds `permission` for its whole county."""
    row: Bulletin = Bulletin.unscoped.select_for_update(of=("self",)).select_related("county").get(pk=pk)
    if not actor.reaches(permission, row.county.path):
        raise OutOfScope(repr(row))
    return row


def only_in(row: Bulletin, state: State) -> None:
    """Raises RuleBroken bulletins.not_now in any other state."""
    if row.state != state:
        raise RuleBroken(_NOT_NOW, state=gettext(STATE_LABELS[State(row.state)]))


def move(row: Bulletin, verb: str) -> None:
    """Take the edge `verb`; raises RuleBroken bulletins.not_now where there is none."""
    take(BULLETINS, row, verb, STATE_LABELS, _NOT_NOW)


def tell(actor: Actor, row: Bulletin, event: Any) -> None:
    """A line in the history of the bulletin."""
    record(actor, event, subject=row, county_id=row.county_id)
