"""Members and the households that they keep in touch with (Q26, L43)."""

from __future__ import annotations

from datetime import date
from typing import Any

from linli.domains.membership import events, rules
from linli.domains.membership.models import Contact, ContactNote, Membership
from linli.domains.membership.selectors.contacts import open_contacts
from linli.domains.membership.services import _base
from linli.foundation.audit.services import record
from linli.foundation.organizations import selectors as organizations
from linli.foundation.residents import selectors as residents
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken


@_base.changes(_base.CONTACT)
def household_behind(actor: Actor, *, area: Any, room: str) -> Any:
    """The household behind a door that one can name: there is no register to leaf through.

    Raises RuleBroken membership.household_outside, membership.household_unknown (nobody registered, or several households).
    """
    _check_ground(actor, area)
    dwelling = residents.find_dwelling(area, room)
    found = residents.households_behind(dwelling) if dwelling else []
    if len(found) != 1:
        raise RuleBroken("membership.household_unknown")
    return found[0]


@_base.changes(_base.CONTACT)
def link_household(actor: Actor, *, membership: Membership, household: Any) -> Contact:
    """The member keeps in touch with a household from today on.

    Raises RuleBroken: membership.other_county, membership.household_outside, membership.household_unknown (it ended),
    membership.household_own, membership.household_linked, membership.households_full (the eleventh of ten); OutOfScope.
    """
    row = _base.lock(actor, membership, _base.CONTACT)
    _check_household(actor, row, household)
    held = open_contacts().filter(membership=row)
    if held.filter(household=household).exists():
        raise RuleBroken("membership.household_linked")
    most = territory.rules_of(row.county).membership.contact.at_most
    if not rules.may_take_another(held.count(), most):
        raise RuleBroken("membership.households_full", most=most)
    made: Contact = Contact.unscoped.create(
        county_id=row.county_id, area_id=household.area_id, membership=row, household=household,
        starts_on=clock.today(),
    )  # fmt: skip
    record(actor, events.HouseholdLinked(household.pk), subject=row, county_id=row.county_id)
    return made


@_base.changes(_base.CONTACT)
def end_contact(actor: Actor, *, contact: Contact) -> Contact:
    """The member keeps in touch with this household no more. Raises RuleBroken membership.contact_ended."""
    row = _held(actor, contact)
    row.ends_on = clock.today()
    row.save(update_fields=["ends_on"])
    record(actor, events.ContactEnded(row.household_id), subject=row.membership, county_id=row.county_id)
    return row


@_base.changes(_base.CONTACT)
def write_contact_note(actor: Actor, *, contact: Contact, words: str, on: date | None = None) -> ContactNote:
    """What was heard, in a few words, on a day that isn't ahead nor before the contact began."""
    row = _held(actor, contact)
    line = _base.words(words, "membership.words_needed")
    made: ContactNote = ContactNote.unscoped.create(
        county_id=row.county_id, area_id=row.area_id, contact=row, words=line, written_at=clock.now(),
        on=_base.day_of(on, row.starts_on),
    )  # fmt: skip
    record(actor, events.ContactNoted(), subject=row.membership, county_id=row.county_id)
    return made


def _held(actor: Actor, contact: Contact) -> Contact:
    _base.check(actor, contact, _base.CONTACT)
    held = Contact.unscoped.select_for_update(of=("self",)).select_related("membership")
    row: Contact = held.get(pk=contact.pk)
    if row.ends_on is not None:
        raise RuleBroken("membership.contact_ended")
    return row


def _check_household(actor: Actor, row: Membership, household: Any) -> None:
    if household.county_id != row.county_id:
        raise RuleBroken("membership.other_county")
    if household.ends_on is not None:
        raise RuleBroken("membership.household_unknown")
    _check_ground(actor, household.area)
    if residents.lives_in(household, row.person_id):
        raise RuleBroken("membership.household_own")


def _check_ground(actor: Actor, area: Any) -> None:
    """The area lies where the actor's organizations work, asked of the ground and not of the member."""
    if actor.is_system:
        return
    ground = organizations.ground_of(actor.org_ids(_base.CONTACT))
    if not ground.filter(pk=area.pk).exists():
        raise RuleBroken("membership.household_outside")
