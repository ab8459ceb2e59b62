"""Dwellings: add, change what they are used as, close."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from linli.foundation.audit.services import record
from linli.foundation.residents import events, rules
from linli.foundation.residents.models import Dwelling
from linli.foundation.residents.selectors.addresses import compound_of, door_name
from linli.foundation.residents.services import _base
from linli.foundation.residents.states import LOWEST_KINDS
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken


@_base.changes
def add_dwelling(actor: Actor, *, area: Any, room: str, kind: str = "home", compound: Any = None) -> Dwelling:
    """A new dwelling: `room` within `area` (a stairwell, a building, a grid; at most a community).

    Raises RuleBroken: residents.bad_room, residents.area_too_high, residents.area_ended, residents.other_county,
    residents.dwelling_exists; OutOfScope.
    """
    kept = rules.clean_room(room)
    if kept is None:
        raise RuleBroken("residents.bad_room")
    compound = compound or compound_of(area)
    _check_place(area, compound)
    made = Dwelling(
        county_id=area.county_id, area=area, compound=compound, kind=kind, created_at=clock.now(),
        address_masked=door_name(area, compound), **_base.sealed_room(kept),
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        raise RuleBroken("residents.dwelling_exists") from error
    _base.check(actor, made)
    record(actor, events.DwellingAdded(made.address_masked), subject=made, county_id=made.county_id)
    return made


@_base.changes
def change_dwelling(actor: Actor, *, dwelling: Dwelling, kind: str) -> Dwelling:
    """What a dwelling is used as from now on; the same kind again writes nothing."""
    _base.check(actor, dwelling)
    if dwelling.kind != kind:
        dwelling.kind = kind
        dwelling.save(update_fields=["kind"])
        record(actor, events.DwellingChanged(kind), subject=dwelling, county_id=dwelling.county_id)
    return dwelling


@_base.changes
def close_dwelling(actor: Actor, *, dwelling: Dwelling) -> Dwelling:
    """The dwelling is no more (pulled down, joined with another). Raises RuleBroken residents.dwelling_lived_in."""
    _base.check(actor, dwelling)
    row: Dwelling = Dwelling.unscoped.select_for_update(of=("self",)).get(pk=dwelling.pk)
    if row.occupants:
        raise RuleBroken("residents.dwelling_lived_in", count=row.occupants)
    if row.valid_to is None:
        row.valid_to = clock.today()
        row.save(update_fields=["valid_to"])
        record(actor, events.DwellingClosed(), subject=row, county_id=row.county_id)
    return row


def _check_place(area: Any, compound: Any) -> None:
    if area.kind not in LOWEST_KINDS:
        raise RuleBroken("residents.area_too_high", place=area.name)
    if not area.is_open:
        raise RuleBroken("residents.area_ended", place=area.name)
    if compound is not None and compound.county_id != area.county_id:
        raise RuleBroken("residents.other_county", name=compound.name)
