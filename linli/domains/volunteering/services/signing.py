"""Signing up for a shift, the waiting list that moves up by itself, and cancelling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.domains.volunteering import events, rules
from linli.domains.volunteering.models import Shift, SignUp
from linli.domains.volunteering.services import _base
from linli.domains.volunteering.states import AT, TAKES_SLOT, At
from linli.foundation.audit.services import record
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

if TYPE_CHECKING:
    from linli.domains.volunteering.models import Volunteer


@_base.changes
def sign_up(*, person: Any, shift: Shift) -> SignUp:
    """Take a slot, or a place on the waiting list when there is none. Raises RuleBroken volunteering.closed, volunteering.begun,
    volunteering.signed_already, volunteering.other_shift, volunteering.not_a_volunteer, volunteering.not_approved.
    """
    mine = _base.approved(person)
    row = _base.held_shift(shift.pk)
    if row.activity.closed_at is not None or row.county_id != mine.county_id:
        raise RuleBroken("volunteering.closed")
    if row.starts_at <= clock.now():
        raise RuleBroken("volunteering.begun")
    _refuse_twice(mine, row)
    state = At.SIGNED if free_slots(row) > 0 else At.WAITING
    made: SignUp = SignUp.unscoped.create(
        county_id=row.county_id, area_id=row.area_id, shift=row, volunteer=mine, state=state, signed_at=clock.now()
    )
    _tell(_base.resident(row.county_id), made)
    return made


@_base.changes
def cancel(*, person: Any, sign_up: SignUp) -> SignUp:
    """Take oneself off the list; who waits first moves up. Raises RuleBroken volunteering.too_late, volunteering.cant_be."""
    mine = _base.present(person)
    shift = _base.held_shift(sign_up.shift_id)
    row: SignUp = SignUp.unscoped.get(pk=sign_up.pk, volunteer=mine)
    if row.state == At.CANCELLED:
        return row
    if row.state not in (At.WAITING, At.SIGNED):
        raise RuleBroken("volunteering.cant_be", state=row.label)
    hours = _base.rules_at(shift.area).sign_up.cancel_hours if row.state == At.SIGNED else 0
    if not rules.may_cancel(clock.now(), shift.starts_at, hours):
        raise RuleBroken("volunteering.too_late")
    take_off(shift, row.pk)
    row.state = At.CANCELLED
    return row


def take_off(shift: Shift, pk: int, actor: Actor | None = None) -> None:
    """Cancel one on the list of a shift that is held, and let the next one move up."""
    row: SignUp = SignUp.unscoped.get(pk=pk)
    row.state = At.CANCELLED
    row.save(update_fields=["state"])
    _tell(actor or _base.resident(row.county_id), row)
    move_up(shift)


def move_up(shift: Shift) -> None:
    """Give free slots to those who wait, in their order, until the shift begins. The shift is held."""
    free = free_slots(shift) if shift.starts_at > clock.now() and shift.activity.closed_at is None else 0
    waiting = SignUp.unscoped.filter(shift=shift, state=At.WAITING).order_by("pk")[: max(0, free)]
    for row in waiting:
        row.state = At.SIGNED
        row.save(update_fields=["state"])
        _tell(Actor.system(), row)


def free_slots(shift: Shift) -> int:
    """Slots that nobody has."""
    return shift.slots - SignUp.unscoped.filter(shift=shift, state__in=TAKES_SLOT).count()


def _refuse_twice(mine: Volunteer, row: Shift) -> None:
    """On the list of this shift already, or of another one at that time."""
    others = SignUp.unscoped.filter(volunteer=mine).exclude(state=At.CANCELLED)
    if others.filter(shift=row).exists():
        raise RuleBroken("volunteering.signed_already")
    at_once = others.filter(shift__starts_at__lt=row.ends_at, shift__ends_at__gt=row.starts_at)
    if at_once.exclude(state__in=(At.WAITING, At.MISSING)).exists():
        raise RuleBroken("volunteering.other_shift")


def _tell(actor: Actor, row: SignUp) -> None:
    record(actor, events.Marked(AT[At(row.state)]), subject=row, county_id=row.county_id)
