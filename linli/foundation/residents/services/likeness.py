"""Entries that look like one person: noted when one is written, and told apart by hand."""

from __future__ import annotations

from django.db import connection
from django.db.models import Q

from linli.foundation.audit.services import record
from linli.foundation.residents import events
from linli.foundation.residents.models import Likeness, Person
from linli.foundation.residents.services import _base
from linli.foundation.residents.states import Like, PersonState
from linli.kernel import clock
from linli.kernel.actor import Actor

#: One name has so many entries at most in one look; a list that holds the same line a thousand times notes no million pairs.
_MOST = 20


def note_likeness(person: Person) -> None:
    """Note entries of the county that look like this one: two statements, one where nothing is found."""
    by = Q(phone_index=person.phone_index) if person.phone_index else Q(pk__in=())
    if person.born_on:
        by |= Q(born_on=person.born_on)
    others = Person.unscoped.filter(by, county_id=person.county_id, name=person.name, state=PersonState.PRESENT)
    if person.id_number_index:  # two numbers are two people
        others = others.filter(id_number_index="")
    found = others.exclude(pk=person.pk).order_by("pk")[:_MOST]
    pairs = [_pair(person, other) for other in found]
    if pairs:
        Likeness.unscoped.bulk_create(pairs, ignore_conflicts=True)


def note_likeness_of_many(first_new: int, county_id: int) -> int:
    """The same for all entries from the id `first_new` on: one statement for a whole list. Returns how many pairs."""
    with connection.cursor() as cursor:
        # of a table that grows under its statistics the planner would read all, for each row
        cursor.execute(_SCANS, ["off"])
        cursor.execute(_PAIRS, {"county": county_id, "first_new": first_new, "most": _MOST})
        found = int(cursor.rowcount)
        cursor.execute(_SCANS, ["on"])
        return found


@_base.changes
def tell_apart(actor: Actor, *, likeness: Likeness) -> None:
    """These are two people: never listed again. Raises OutOfScope unless the actor may merge both."""
    for person in (likeness.first, likeness.second):
        _base.check(actor, person, _base.MERGE)
    likeness.told_apart_at = clock.now()
    likeness.save(update_fields=["told_apart_at"])
    record(actor, events.ToldApart(), subject=likeness.second, county_id=likeness.county_id)


def _pair(person: Person, other: Person) -> Likeness:
    first, second = sorted((person, other), key=lambda one: one.pk)
    same_phone = person.phone_index and person.phone_index == other.phone_index
    by = Like.PHONE if same_phone else Like.BIRTHDAY
    return Likeness(county_id=person.county_id, area_id=second.area_id, first=first, second=second, by=by)


# Two lateral looks, each with its own index. "+ 0" and "|| ''" keep the planner, who can't know how many people share a name,
# from the indexes that would read all of them for each new row.
_SCANS = "SELECT set_config('enable_seqscan', %s, true)"
_PAIRS = """
INSERT INTO residents_likeness (county_id, area_id, first_id, second_id, by)
SELECT new.county_id, new.area_id, old.id, new.id, old.by
  FROM residents_person new
 CROSS JOIN LATERAL (
       (SELECT id, 'phone' AS by FROM residents_person
         WHERE new.phone_index <> '' AND phone_index = new.phone_index AND phone_index <> '' AND name || '' = new.name
           AND county_id + 0 = new.county_id AND state = 'present' AND id + 0 < new.id
           AND (new.id_number_index = '' OR id_number_index = '')
         ORDER BY id + 0 LIMIT %(most)s)
       UNION ALL
       (SELECT id, 'birthday' FROM residents_person
         WHERE name = new.name AND born_on = new.born_on AND born_on IS NOT NULL
           AND county_id + 0 = new.county_id AND state = 'present' AND id + 0 < new.id
           AND (new.id_number_index = '' OR id_number_index = '')
         ORDER BY id + 0 LIMIT %(most)s)) old
 WHERE new.county_id = %(county)s AND new.id >= %(first_new)s AND new.state = 'present'
    ON CONFLICT DO NOTHING
"""
