"""Entries of people: add, change, verify."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from linli.foundation.audit.services import record
from linli.foundation.residents import events, rules
from linli.foundation.residents.models import Person
from linli.foundation.residents.rules import PersonDraft
from linli.foundation.residents.services import _base
from linli.foundation.residents.services.likeness import note_likeness
from linli.foundation.residents.states import FIELD_LABELS, ID_NUMBER, PHONE, PersonState
from linli.kernel import clock, crypto
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

_PLAIN = ("name", "born_on", "employer", "registered", "source")
_SHOWN = ("name", "born_on", "employer", "registered")


@_base.changes
def add_person(actor: Actor, *, area: Any, draft: PersonDraft) -> Person:
    """A new entry in `area`, without a home yet. Entries that look like it are noted for the list of duplicates.

    Raises RuleBroken for fields that can't be (`errors.py`), residents.id_number_taken, residents.minors_needed; OutOfScope
    where the actor may not change the register.
    """
    draft, now = _base.clean(draft), clock.now()
    person = Person(county_id=area.county_id, area=area, created_at=now, changed_at=now)
    _fill(person, draft)
    _write(actor, person)
    record(actor, events.PersonAdded(person.name), subject=person, county_id=person.county_id)
    note_likeness(person)
    return person


@_base.changes
def change_person(actor: Actor, *, person: Person, draft: PersonDraft) -> Person:
    """Take over a draft. An empty phone or ID number leaves the sealed one as it is; `draft.forget` empties them.

    Changing nothing writes nothing. Raises as `add_person`, and RuleBroken residents.not_there.
    """
    row, draft = _base.lock(actor, person), _base.clean(draft)
    changed = _fill(row, draft)
    if not changed:
        return row
    if row.state != PersonState.DECEASED:  # the day of that note counts: for taking it back, and for forgetting
        row.changed_at = clock.now()
    _write(actor, row)
    words = "、".join(gettext(FIELD_LABELS[field]) for field in changed)
    record(actor, events.PersonChanged(words), subject=row, county_id=row.county_id)
    note_likeness(row)
    return row


@_base.changes
def verify_person(actor: Actor, *, person: Person) -> Person:
    """Somebody saw with their own eyes that the entry is right, today. Twice on one day is once."""
    row = _base.lock(actor, person)
    if row.verified_on != clock.today():
        row.verified_on = clock.today()
        row.save(update_fields=["verified_on"])
        record(actor, events.PersonVerified(), subject=row, county_id=row.county_id)
    return row


def _fill(person: Person, draft: PersonDraft) -> list[str]:
    """Write the draft's fields into the row (not yet saved); which of the shown ones changed."""
    changed = [field for field in _SHOWN if getattr(person, field) != getattr(draft, field)]
    for field in _PLAIN:
        if field != "source" or person._state.adding:
            setattr(person, field, getattr(draft, field))
    for field in (PHONE, ID_NUMBER):
        plain = getattr(draft, field)
        columns = _base.sealed(field, plain)
        emptied = field in draft.forget and not plain
        same = crypto.blind_indexes(plain, purpose=_base.purpose(field)) or [""]
        if (plain or emptied) and getattr(person, f"{field}_index") not in same:
            changed.append(field)
            for column, value in columns.items():
                setattr(person, column, value)
    return changed


def _write(actor: Actor, person: Person) -> None:
    """Save, with a refusal in words for a number that somebody has and for a child that the actor may not see."""
    if rules.is_under_14(person.born_on, clock.today()) and not actor.reaches(rules.MINORS, person.area.path):
        raise RuleBroken("residents.minors_needed")
    _refuse_number(person)
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        if "residents_person_once_by_id_number" not in str(error):
            raise
        raise RuleBroken("residents.id_number_taken") from error
    _base.check(actor, person)


def _refuse_number(person: Person) -> None:
    """In the middle of a rotation of keys one number has two indexes, which the database's constraint can't compare."""
    if person.id_number_index and len(crypto.ring().numbers) > 1:
        number = crypto.unseal(bytes(person.id_number_sealed), purpose=_base.purpose(ID_NUMBER))
        keys = crypto.blind_indexes(number, purpose=_base.purpose(ID_NUMBER))
        same = Person.unscoped.filter(county_id=person.county_id, id_number_index__in=keys, state=PersonState.PRESENT)
        if same.exclude(pk=person.pk).exists():
            raise RuleBroken("residents.id_number_taken")
