"""What all changes of the registers share: sealed columns, locks, counts of occupants."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from linli.foundation.privacy import rls
from linli.foundation.residents import rules
from linli.foundation.residents.models import Dwelling, Person, Residency
from linli.foundation.residents.rules import PersonDraft, Problem
from linli.foundation.residents.states import ADDRESS, ID_NUMBER, PHONE, PersonState
from linli.kernel import clock, crypto
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import keep_in_scope

CHANGE = "residents.change"
MERGE = "residents.merge"
VIEW = "residents.view"


MASKS = {PHONE: crypto.mask_phone, ID_NUMBER: rules.mask_id}


# What a change touches beyond the actor's reach (another home, an entry that looks alike) is the register's own business; what the
# actor may change is asked by `check`, within the actor's reach.
changes = rls.changing_all


def check(actor: Actor, row: models.Model, permission: str = CHANGE) -> None:
    """Raise OutOfScope unless the actor holds `permission` over the row, asked of our scope and of the database's own."""
    with rls.reaching(actor, permission):
        keep_in_scope(actor, row, permission)


def purpose(field: str) -> str:
    """The name under which a field is sealed, indexed and looked at ("residents.phone")."""
    return f"residents.{field}"


def sealed(field: str, plain: str) -> dict[str, Any]:
    """The three columns of a phone or ID number: sealed, blind index and mask; all empty for ""."""
    return {
        f"{field}_sealed": crypto.seal(plain, purpose=purpose(field)),
        f"{field}_index": crypto.blind_index(plain, purpose=purpose(field)),
        f"{field}_masked": MASKS[field](plain) if plain else "",
    }


def sealed_room(room: str) -> dict[str, Any]:
    """The two columns of a room: sealed as written, indexed by what makes it the same (101室 is 101)."""
    return {
        "address_sealed": crypto.seal(room, purpose=purpose(ADDRESS)),
        "address_index": crypto.blind_index(rules.room_key(room), purpose=purpose(ADDRESS)),
    }


def clean(draft: PersonDraft) -> PersonDraft:
    """The draft as it is kept; raises RuleBroken with the words for the first field that is wrong."""
    found = rules.checked(draft, clock.today())
    if isinstance(found, Problem):
        raise RuleBroken(found.code)
    return found


def lock(actor: Actor, person: Person, permission: str = CHANGE) -> Person:
    """The present row of a person, held until the transaction ends; raises OutOfScope, or RuleBroken residents.not_there for
    entries that were merged or erased, residents.deceased for those of the dead (jobs that forget go on).
    """
    check(actor, person, permission)
    row = hold(person)
    if row.state == PersonState.DECEASED and not actor.is_system:
        raise RuleBroken("residents.deceased", name=row.name)
    return row


def hold(person: Person) -> Person:
    """As `lock`, for who was asked otherwise."""
    row: Person = Person.unscoped.select_for_update(of=("self",)).get(pk=person.pk)
    if row.state in (PersonState.MERGED, PersonState.ERASED):
        raise RuleBroken("residents.not_there", name=row.name)
    return row


def day_of(on: date | None, not_before: date | None = None) -> date:
    """`on` or today. Raises RuleBroken: residents.day_ahead, residents.ends_before_start."""
    day = on or clock.today()
    if day > clock.today():
        raise RuleBroken("residents.day_ahead")
    if not_before and day < not_before:
        raise RuleBroken("residents.ends_before_start", day=not_before.isoformat())
    return day


def recount(dwellings: Iterable[int | None]) -> None:
    """Write anew how many people live in these dwellings; one statement."""
    ids = {pk for pk in dwellings if pk}
    there = Residency.unscoped.filter(dwelling=OuterRef("pk"), ends_on=None).order_by().values("dwelling")
    counted = Subquery(there.annotate(people=Count("pk")).values("people"))
    Dwelling.unscoped.filter(pk__in=ids).order_by().update(occupants=Coalesce(counted, 0))
