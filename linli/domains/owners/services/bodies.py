"""Owners' committees (H26) and joint bodies (X33)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from linli.domains.owners import events
from linli.domains.owners.models import Committee, JointBody
from linli.domains.owners.services import _base
from linli.domains.owners.states import BODIES
from linli.foundation.organizations.selectors import PARTY_KINDS
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken


@_base.changes
def seat_committee(
    actor: Actor, *, compound: Any, organization: Any, seats: int, starts_on: date, ends_on: date, party: Any = None
) -> Committee:
    """A compound has a committee for a term; the one before ends with it. `organization` is of a kind that the method names, `party` a party
    organization or None.

    Raises RuleBroken owners.no_committee_kind, .no_party, .bad_term, .bad_seats, .compound_closed; OutOfScope.
    """
    held = _base.lock_compound(compound)
    if (
        organization.kind not in territory.rules_of(held.area).owners.committee_kinds
        or organization.county_id != held.county_id
    ):
        raise RuleBroken("owners.no_committee_kind")
    if party is not None and (party.kind not in PARTY_KINDS or party.county_id != held.county_id):
        raise RuleBroken("owners.no_party")
    if ends_on <= starts_on:
        raise RuleBroken("owners.bad_term")
    if not 1 <= seats <= 99:
        raise RuleBroken("owners.bad_seats")
    Committee.unscoped.filter(compound=held, ended_at=None).order_by().update(ended_at=clock.now())
    made: Committee = Committee.unscoped.create(
        **_base.placed(held), organization=organization, party=party, seats=seats, starts_on=starts_on, ends_on=ends_on
    )
    _base.allow(actor, made, BODIES)
    _base.tell(actor, events.CommitteeSeated(organization.name), held)
    return made


@_base.changes
def set_joint_body(actor: Actor, *, compound: Any, seats: Mapping[str, str]) -> JointBody:
    """Who manages a compound together: for each seat of the method the name of a body. Raises RuleBroken owners.unknown_seat,
    owners.words_needed (a seat is empty), owners.compound_closed; OutOfScope.
    """
    held = _base.lock_compound(compound)
    known = territory.rules_of(held.area).owners.joint_seats
    if set(seats) - set(known):
        raise RuleBroken("owners.unknown_seat")
    kept = {code: _base.said(seats.get(code, ""), 80) for code in known}
    made, _new = JointBody.unscoped.update_or_create(
        compound=held, defaults={**_base.placed(held), "seats": kept, "changed_at": clock.now()}
    )
    _base.allow(actor, made, BODIES)
    _base.tell(actor, events.JointBodySet(), held)
    row: JointBody = made
    return row
