"""Somebody has died: all homes end, the entry is kept as long as that of somebody who moved away."""

from __future__ import annotations

from datetime import date

from linli.foundation.audit.services import record
from linli.foundation.residents import events
from linli.foundation.residents.method import HEAD
from linli.foundation.residents.models import Household, Person, Residency
from linli.foundation.residents.services import _base
from linli.foundation.residents.services.moving import check_number, end_stay, open_of, settle
from linli.foundation.residents.states import PersonState
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken


@_base.changes
def note_death(actor: Actor, *, person: Person, on: date | None = None) -> Person:
    """Somebody died on a day (default today). Every home ends on it, on its first day where it began later; households lose
    their head, and end with their last member. Consents and sign-ins stay as they are. The time of keeping runs from the
    last home's end, as for who moved away (method: `since = "left"`). No column keeps the day or a cause.

    Raises RuleBroken: residents.deceased, residents.not_there, residents.day_ahead; OutOfScope.
    """
    row = _base.lock(actor, person)
    day, stays = _base.day_of(on), open_of(row)
    for stay in stays:
        end_stay(stay, max(day, stay.starts_on), by_death=True)
    _write(row, PersonState.DECEASED)
    _base.recount(stay.dwelling_id for stay in stays)
    record(actor, events.PersonDied(day.isoformat()), subject=row, county_id=row.county_id)
    return row


@_base.changes
def take_back_death(actor: Actor, *, person: Person) -> Person:
    """It was a mistake, found on the day on which it was written down. Homes that the death ended go on as they were, the main one
    as the main one, and so do their households; who headed one that has no head heads it again. A home that was left before stays
    left. Where the main home's dwelling was closed since, the oldest other one is the main home.

    Raises RuleBroken: residents.not_deceased, residents.too_late, residents.id_number_taken; OutOfScope.
    """
    _base.check(actor, person)
    row = _base.hold(person)
    if row.state != PersonState.DECEASED:
        raise RuleBroken("residents.not_deceased")
    if row.changed_on != clock.today():
        raise RuleBroken("residents.too_late")
    check_number(row, PersonState.PRESENT)
    back = _ended_by_it(row)
    for stay in back:
        _reopen(stay)
    _write(row, PersonState.PRESENT)
    if back:
        settle(row)
    _base.recount(stay.dwelling_id for stay in back)
    record(actor, events.DeathTakenBack(), subject=row, county_id=row.county_id)
    return row


def _write(row: Person, state: PersonState) -> None:
    row.state, row.changed_at = state, clock.now()
    row.save(update_fields=["state", "changed_at"])


def _ended_by_it(row: Person) -> list[Residency]:
    mine = Residency.unscoped.filter(person=row, by_death=True, dwelling__valid_to=None)
    return list(mine.order_by("starts_on", "pk"))


def _reopen(stay: Residency) -> None:
    Residency.unscoped.filter(pk=stay.pk).update(ends_on=None, by_death=False)
    if not stay.household_id:
        return
    household = Household.unscoped.select_for_update(of=("self",)).get(pk=stay.household_id)
    household.ends_on = None
    if stay.relation == HEAD and household.head_id is None:
        household.head_id = stay.person_id
    household.save(update_fields=["ends_on", "head"])
