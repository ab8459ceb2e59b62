"""Entering members, saying what kind they are, ending memberships."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from linli.domains.membership import events
from linli.domains.membership.models import Contact, Membership, Sign, Transfer
from linli.domains.membership.selectors import across_bodies
from linli.domains.membership.selectors.estates import quota_of
from linli.domains.membership.services import _base
from linli.domains.membership.states import TransferState
from linli.foundation.audit.services import record
from linli.foundation.organizations import selectors as organizations
from linli.foundation.residents.states import PersonState
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken


@_base.changes(_base.CHANGE)
def add_member(
    actor: Actor,
    *,
    organization: Any,
    person: Any,
    kind: str,
    starts_on: date | None = None,
    admitted_on: date | None = None,
    compound: Any = None,
) -> Membership:
    """Enter somebody of the register as a member. `admitted_on` is said of those who become members here (Q20): they take a
    place of their compound's quota. The place of residence is that of the register.

    Raises RuleBroken: membership.not_a_party_body, membership.body_closed, membership.unknown_kind, membership.other_county,
    membership.not_present, membership.member_already, membership.day_ahead, membership.compound_needed,
    membership.quota_used_up; OutOfScope.
    """
    check_fit(organization, person, kind)
    first, day = _base.day_of(starts_on), _base.day_of(admitted_on) if admitted_on else None
    if day:
        _take_place(organization, compound, day)
    local = organizations.party_body_at(person.area)
    row = _created(
        county_id=organization.county_id, area_id=person.area_id, person=person, organization=organization, kind=kind,
        local=local, compound=compound, starts_on=first, admitted_on=day,
        registered_on=first if local and local.pk == organization.pk else None,
    )  # fmt: skip
    _base.check(actor, row, _base.CHANGE)
    record(actor, events.MemberAdded(organization.name), subject=row, county_id=row.county_id)
    return row


@_base.changes(_base.CHANGE)
def change_kind(actor: Actor, *, membership: Membership, kind: str) -> Membership:
    """Another kind of member (retired, found work): who manages follows from it. The same kind changes nothing."""
    row = _base.lock(actor, membership, _base.CHANGE)
    _check_kind(row.organization, kind)
    if row.kind == kind:
        return row
    row.kind = kind
    row.save(update_fields=["kind"])
    label = territory.rules_of(row.county).membership.label_of(kind)
    record(actor, events.KindChanged(label), subject=row, county_id=row.county_id)
    return row


@_base.changes(_base.CHANGE)
def link_card(actor: Actor, *, membership: Membership, card: Any) -> Membership:
    """Say which of the staff the member is, so that shares by post can be counted (Q25); None takes it back.

    Raises RuleBroken membership.other_county, membership.member_already (the card is somebody else's).
    """
    row = _base.lock(actor, membership, _base.CHANGE)
    if card is not None and card.county_id != row.county_id:
        raise RuleBroken("membership.other_county")
    with across_bodies():
        taken = Membership.unscoped.filter(card=card, ends_on=None).exclude(pk=row.pk).exists()
    if card is not None and taken:
        raise RuleBroken("membership.member_already")
    row.card = card
    row.save(update_fields=["card"])
    record(actor, events.CardLinked(), subject=row, county_id=row.county_id)
    return row


@_base.changes(_base.CHANGE)
def end_membership(actor: Actor, *, membership: Membership, on: date | None = None) -> Membership:
    """The last day of a membership (today unless said otherwise). Contacts end with it, signs are to be taken down."""
    row = _base.lock(actor, membership, _base.CHANGE)
    day = _base.day_of(on, row.starts_on)
    close(row, day)
    record(actor, events.MembershipEnded(day.isoformat()), subject=row, county_id=row.county_id)
    return row


def close(row: Membership, day: date) -> None:
    """End a membership with all that hangs on it; inside the caller's transaction and reach."""
    row.ends_on = day
    row.save(update_fields=["ends_on"])
    Contact.unscoped.filter(membership=row, ends_on=None, starts_on__gt=day).update(ends_on=clock.today())
    Contact.unscoped.filter(membership=row, ends_on=None).update(ends_on=day)
    Sign.unscoped.filter(membership=row, withdrawn_at=None).update(withdrawn_at=clock.now())
    running = Transfer.unscoped.filter(membership=row, state=TransferState.ASKED)
    running.update(state=TransferState.WITHDRAWN, answered_at=clock.now())


def check_body(organization: Any) -> None:
    """A party organization that exists. Raises RuleBroken membership.not_a_party_body, membership.body_closed."""
    if organization.kind not in organizations.PARTY_KINDS:
        raise RuleBroken("membership.not_a_party_body", name=organization.name)
    if not organization.is_open:
        raise RuleBroken("membership.body_closed", name=organization.name)


def check_fit(organization: Any, person: Any, kind: str) -> None:
    """Whether somebody may be entered there as this kind."""
    check_body(organization)
    _check_kind(organization, kind)
    if person.county_id != organization.county_id:
        raise RuleBroken("membership.other_county")
    if person.state != PersonState.PRESENT:
        raise RuleBroken("membership.not_present")


def _check_kind(organization: Any, kind: str) -> None:
    if kind not in territory.rules_of(organization.county).membership.kinds:
        raise RuleBroken("membership.unknown_kind")


def _take_place(organization: Any, compound: Any, day: date) -> None:
    """A place of the compound's quota must be free. The compound is held, so that the last place goes once."""
    if territory.rules_of(organization.county).membership.quota is None:
        return
    if compound is None:
        raise RuleBroken("membership.compound_needed")
    type(compound).unscoped.select_for_update(of=("self",)).get(pk=compound.pk)
    use = quota_of(compound, day.year)
    if use is not None and not use.remaining:
        raise RuleBroken("membership.quota_used_up", allotted=use.allotted, compound=compound.name, year=day.year)


def _created(**columns: Any) -> Membership:
    try:
        with transaction.atomic():
            made: Membership = Membership.unscoped.create(**columns)
    except IntegrityError as error:
        if "membership_one_at_a_time" not in str(error):
            raise
        raise RuleBroken("membership.member_already") from None
    return made
