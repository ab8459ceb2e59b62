"""How contracts follow the ground and the people. For followers alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F

from linli.domains.credit.models import Entry, Objection, Party, Signature
from linli.domains.credit.services import _base
from linli.domains.credit.services.signing import end_party

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

_PLACED = (Signature, Entry)


def move_rows(area: Any, successor: int) -> None:
    """Rows in an area that ends go to its successor."""
    for model in (Party, *_PLACED, Objection):
        model.unscoped.filter(area=area).order_by().update(area=successor)


def take_over(actor: Actor, gone: Any, kept: Any) -> None:
    """A merged entry's contract goes to the entry that was kept; where both have one, the merged one's ends."""
    has_one = Party.unscoped.filter(person=kept, ended_at=None).exists()
    for row in Party.unscoped.filter(person=gone).order_by("pk"):
        party = _base.held_party(row.pk)
        if party.ended_at is None and has_one:
            end_party(actor, party)
        party.person, party.area_id = kept, kept.area_id
        party.save(update_fields=["person", "area"])
        place(party)


def forget(actor: Actor, person: Any) -> None:
    """An erased person's contract ends, as if they had withdrawn it."""
    for row in Party.unscoped.filter(person=person, ended_at=None).order_by("pk"):
        end_party(actor, _base.held_party(row.pk))


def place(party: Party) -> None:
    """All that belongs to a party lies where it lies."""
    for model in _PLACED:
        model.unscoped.filter(party=party).update(area_id=party.area_id)
    Objection.unscoped.filter(entry__party=party).update(area_id=party.area_id)


def settle(county: Any, most: int) -> int:
    """Contracts of people who have moved within the county go to the office of their new place; returns how many."""
    moved = 0
    open_ones = Party.unscoped.filter(county=county, ended_at=None, person__county=county).exclude(
        person__area=F("area")
    )
    for row in open_ones.select_related("person").order_by("pk")[:most]:
        if row.person is not None:
            row.area_id = row.person.area_id
            row.save(update_fields=["area"])
            place(row)
            moved += 1
    return moved
