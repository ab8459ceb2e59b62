"""Compounds: registering where one lives, showing up as a member, places for new members."""

from __future__ import annotations

from datetime import date
from typing import Any

from linli.domains.membership import events, rules
from linli.domains.membership.models import CheckIn, Membership, Quota
from linli.domains.membership.selectors.estates import quota_of
from linli.domains.membership.services import _base
from linli.foundation.audit.services import record
from linli.foundation.organizations import selectors as organizations
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import keep_in_scope


@_base.changes(_base.CONTACT)
def register_here(actor: Actor, *, membership: Membership, on: date | None = None) -> Membership:
    """The member registered with the organization where they live (Q8). Twice is once."""
    row = _base.lock(actor, membership, _base.CONTACT)
    if row.registered_on is None:
        row.registered_on = _base.day_of(on)
        row.save(update_fields=["registered_on"])
        record(actor, events.RegisteredHere(), subject=row, county_id=row.county_id)
    return row


@_base.changes(_base.CONTACT)
def check_in(actor: Actor, *, membership: Membership, compound: Any) -> CheckIn:
    """A member shows up as one in a compound (Q24). Twice is once; raises RuleBroken membership.other_county."""
    row = _base.lock(actor, membership, _base.CONTACT)
    if compound.county_id != row.county_id:
        raise RuleBroken("membership.other_county")
    made, is_new = CheckIn.unscoped.get_or_create(
        membership=row, compound=compound,
        defaults={"county_id": row.county_id, "area_id": compound.area_id, "at": clock.now()},
    )  # fmt: skip
    if is_new:
        record(actor, events.CheckedIn(compound.name), subject=row, county_id=row.county_id)
    found: CheckIn = made
    return found


@_base.changes(_base.CHANGE)
def set_quota(actor: Actor, *, compound: Any, year: int, allotted: int) -> Quota:
    """How many may become members in a compound in a year (Q20), said by an organization above its community.

    Raises RuleBroken: membership.quota_unknown, membership.quota_low (29 of 30), membership.quota_taken, membership.not_above.
    """
    rule = territory.rules_of(compound.area).membership.quota
    if rule is None:
        raise RuleBroken("membership.quota_unknown")
    if not rules.quota_fits(allotted, rule.at_least):
        raise RuleBroken("membership.quota_low", least=rule.at_least)
    if not actor.is_system and not organizations.has_seat_above(actor.org_ids(_base.CHANGE), compound.area):
        raise RuleBroken("membership.not_above")
    type(compound).unscoped.select_for_update(of=("self",)).get(pk=compound.pk)
    use = quota_of(compound, year)
    if use is not None and use.used > allotted:
        raise RuleBroken("membership.quota_taken", used=use.used)
    place = {"county_id": compound.county_id, "area_id": compound.area_id}
    made, _ = Quota.unscoped.update_or_create(compound=compound, year=year, defaults={**place, "allotted": allotted})
    keep_in_scope(actor, made, _base.CHANGE)
    record(actor, events.QuotaSet(year, allotted), subject=compound, county_id=compound.county_id)
    found: Quota = made
    return found
