"""How members follow: the ground when it changes, people when they move, are merged or erased. For followers alone."""

from __future__ import annotations

from typing import Any

from django.db.models import F

from linli.domains.membership.models import CheckIn, Contact, ContactNote, Courier, Membership, Quota, Sign, Transfer
from linli.domains.membership.services.members import close
from linli.foundation.audit.services import redact
from linli.foundation.organizations import selectors as organizations
from linli.foundation.territory import selectors as territory
from linli.kernel import clock

_PLACED = (Membership, Transfer, CheckIn, Quota, Contact, ContactNote, Sign, Courier)


def follow_residences(county_id: int) -> int:
    """Write anew where members live whose main home isn't where it was; returns how many. Who moved away from where they
    registered has to register anew.
    """
    moved = Membership.unscoped.filter(county_id=county_id, ends_on=None).exclude(area=F("person__area"))
    rows = list(moved.select_related("person__area", "organization").select_for_update(of=("self",)))
    for row in rows:
        local = organizations.party_body_at(row.person.area)
        if local is None or local.pk != row.local_id:
            row.registered_on = clock.today() if local and local.pk == row.organization_id else None
        row.area_id, row.local, row.compound = (
            row.person.area_id,
            local,
            None if row.admitted_on is None else row.compound,
        )
        row.save(update_fields=["area", "local", "compound", "registered_on"])
    return len(rows)


def move_rows(area: Any, successor: int) -> None:
    """Rows that lie in an area that ends go to its successor; contacts to where their household lies now."""
    for model in _PLACED:
        model.unscoped.filter(area=area).order_by().update(area=successor)
    gone = Contact.unscoped.filter(area=successor).exclude(household__area=successor).select_related("household")
    for contact in gone:
        Contact.unscoped.filter(pk=contact.pk).update(area=contact.household.area_id)
    body = organizations.party_body_at(territory.area_by_id(successor))
    Membership.unscoped.filter(area=successor, ends_on=None, local=None).update(local=body)


def take_over(gone: Any, kept: Any) -> None:
    """A merged person's memberships go to the entry that was kept; where that one is a member too, the other one's ends."""
    has_one = Membership.unscoped.filter(person=kept, ends_on=None).exists()
    for row in Membership.unscoped.filter(person=gone, ends_on=None) if has_one else ():
        close(row, max(clock.today(), row.starts_on))
    Membership.unscoped.filter(person=gone).update(person=kept, area=kept.area_id)


def forget(person: Any) -> None:
    """An erased person's memberships end, and what was heard from them goes with its history's words."""
    for row in Membership.unscoped.filter(person=person):
        if row.ends_on is None:
            close(row, max(clock.today(), row.starts_on))
        ContactNote.unscoped.filter(contact__membership=row).delete()
        redact(row)
