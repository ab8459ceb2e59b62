"""Erasing an entry: everything personal goes, a nameless tombstone in the community stays so that counts hold."""

from __future__ import annotations

from django.db.models import Q

from linli.foundation.audit import services as audit
from linli.foundation.residents import events
from linli.foundation.residents.models import Household, Likeness, Person, Residency
from linli.foundation.residents.services import _base
from linli.foundation.residents.services.moving import leave_household
from linli.foundation.residents.services.watching import PersonChange, tell_followers
from linli.foundation.residents.states import ID_NUMBER, PHONE, PersonState, Registered
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

ERASE = "residents.erase"


@_base.changes
def erase_person(actor: Actor, *, person: Person, reason: str) -> Person:
    """Erase an entry and all that were merged into it: name, numbers, day of birth, employer, homes, words in histories.

    The tombstone keeps its id, when it was made and erased, and its community. Twice is once. Raises RuleBroken
    residents.reason_needed, residents.not_there (merged: erase the entry that was kept); OutOfScope.
    """
    if not reason.strip():
        raise RuleBroken("residents.reason_needed")
    _base.check(actor, person, ERASE)
    row: Person = Person.unscoped.select_for_update(of=("self",)).select_related("area").get(pk=person.pk)
    if row.state == PersonState.ERASED:
        return row
    if row.state == PersonState.MERGED:
        raise RuleBroken("residents.not_there")
    for one in [*_merged_into(row), row]:
        _erase(actor, one)
    audit.record(actor, events.PersonErased(reason.strip()[:200]), subject=row, county_id=row.county_id)
    return row


def _merged_into(person: Person) -> list[Person]:
    """Entries that went into this one, straight or through another, the last ones first."""
    found: list[Person] = []
    layer = list(Person.unscoped.filter(merged_into=person).select_related("area"))
    while layer:
        found = [*layer, *found]
        layer = list(Person.unscoped.filter(merged_into__in=layer).select_related("area"))
    return found


def _erase(actor: Actor, person: Person) -> None:
    tell_followers(actor, PersonChange("erased", person))
    _leave_homes(person)
    Likeness.unscoped.filter(Q(first=person) | Q(second=person)).delete()
    for field in (PHONE, ID_NUMBER):
        for column, value in _base.sealed(field, "").items():
            setattr(person, column, value)
    person.name, person.employer, person.born_on, person.verified_on = "", "", None, None
    person.registered, person.merged_into = Registered.UNKNOWN, None
    person.area = territory.ancestor_of_rank(person.area, "community") or person.area
    person.state, person.erased_at = PersonState.ERASED, clock.now()
    person.save()
    audit.redact(person)


def _leave_homes(person: Person) -> None:
    """Homes, present and past, are deleted: who lived behind a door would say who the tombstone was."""
    stays = list(Residency.unscoped.filter(person=person))
    Residency.unscoped.filter(person=person).delete()
    for stay in stays:
        if stay.household_id and stay.ends_on is None:
            leave_household(stay.household_id, person.pk, clock.today())
    for household in Household.unscoped.filter(head=person):
        household.head = None
        household.save(update_fields=["head"])
    _base.recount(stay.dwelling_id for stay in stays)
