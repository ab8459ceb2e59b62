"""Claiming a part, the agreement with both signatures, giving back, and ending what was begun."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from linli.domains.cobuilding import events
from linli.domains.cobuilding.models import Claim, Entry, Part
from linli.domains.cobuilding.selectors.elsewhere import check_claim
from linli.domains.cobuilding.selectors.reach import is_side
from linli.domains.cobuilding.services import _base
from linli.domains.cobuilding.services.listing import check_untendered, lock_entry
from linli.domains.cobuilding.states import CLAIM_LABELS, CLAIMS, ENTRY_LABELS, ClaimState, EntryState
from linli.foundation.audit.services import record
from linli.foundation.territory.method import RANK_OF
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken


@_base.changes
def claim_part(actor: Actor, *, part: Part, organization: Any = None, claimant: Any = None) -> Claim:
    """A unit claims a part of what somebody posted; a community (`claimant`) may claim what a unit posted (X57, S17).

    Raises RuleBroken: cobuilding.not_now (the entry isn't in the list any more), cobuilding.under_tender, cobuilding.own_entry,
    cobuilding.part_taken, cobuilding.unit_ended, cobuilding.other_county, cobuilding.one_holder, and what a check of another floor
    says; OutOfScope. Of two who claim at once one gets it.
    """
    entry = lock_entry(part.entry_id)
    if (organization is None) == (claimant is None):
        raise RuleBroken("cobuilding.one_holder")
    body = _base.alive(entry.county_id, organization) if organization is not None else None
    if claimant is not None and claimant.county_id != entry.county_id:
        raise RuleBroken("cobuilding.other_county")
    if claimant is not None and RANK_OF[claimant.kind] != "community":
        raise RuleBroken("cobuilding.wrong_ground")
    _base.act_for(actor, claimant or entry.area, body)
    _check_open(entry, body, claimant)
    if body is not None:
        check_claim(entry, body)
    row = _claimed(entry, part, body, claimant)
    record(actor, events.PartClaimed(row.who, part.title), subject=entry, county_id=entry.county_id)
    return row


@_base.changes
def agree(actor: Actor, *, claim: Claim, terms: str, ends_on: date) -> Claim:
    """Write down what is agreed and until when, which signs it for one's own side; the other side signs by `sign`.

    Raises RuleBroken cobuilding.terms_set, cobuilding.day_past, cobuilding.words_needed, cobuilding.not_now; OutOfScope.
    """
    row, entry = lock_claim(claim)
    side = _side(actor, row, entry)
    if row.terms:
        raise RuleBroken("cobuilding.terms_set")
    if ends_on < clock.today():
        raise RuleBroken("cobuilding.day_past")
    row.terms, row.ends_on = _base.line(terms, 1000), ends_on
    row.save(update_fields=["terms", "ends_on"])
    _sign(actor, row, entry, side)
    return row


@_base.changes
def sign(actor: Actor, *, claim: Claim) -> Claim:
    """Sign what the other side wrote. With both signatures delivery may begin.

    Raises RuleBroken cobuilding.no_terms, cobuilding.signed_already, cobuilding.agreement_over, cobuilding.not_now; OutOfScope.
    """
    row, entry = lock_claim(claim)
    if not row.terms or row.ends_on is None:
        raise RuleBroken("cobuilding.no_terms")
    if row.ends_on < clock.today():
        raise RuleBroken("cobuilding.agreement_over", day=row.ends_on.isoformat())
    _sign(actor, row, entry, _side(actor, row, entry))
    return row


@_base.changes
def release_claim(actor: Actor, *, claim: Claim, reason: str) -> Claim:
    """Give a part back before delivery began; either side may. Raises RuleBroken cobuilding.delivery_began, cobuilding.not_now."""
    row, entry = lock_claim(claim)
    _side(actor, row, entry)
    if row.state in (ClaimState.DELIVERING, ClaimState.DELIVERED):
        raise RuleBroken("cobuilding.delivery_began")
    return _left(actor, row, entry, "release", reason)


@_base.changes
def end_claim(actor: Actor, *, claim: Claim, reason: str) -> Claim:
    """End what was begun, with the reason; what was delivered stays. Raises RuleBroken cobuilding.not_begun, cobuilding.not_now."""
    row, entry = lock_claim(claim)
    _side(actor, row, entry)
    if row.state in (ClaimState.CLAIMED, ClaimState.AGREED):
        raise RuleBroken("cobuilding.not_begun")
    return _left(actor, row, entry, "end", reason)


def lock_claim(claim: Claim) -> tuple[Claim, Entry]:
    """The claim and its entry, both held until the transaction ends, the entry first."""
    entry = lock_entry(Part.unscoped.values_list("entry_id", flat=True).get(pk=claim.part_id))
    held = Claim.unscoped.select_for_update(of=("self",)).select_related("part", "organization", "claimant")
    return held.get(pk=claim.pk), entry


def sides_of(actor: Actor, row: Claim, entry: Entry) -> list[str]:
    """On which sides the actor stands: "owner", "claimant", both or none."""
    owner = is_side(actor, entry.area, entry.organization_id)
    claimant = is_side(actor, row.claimant or entry.area, row.organization_id)
    return [name for name, stands in (("owner", owner), ("claimant", claimant)) if stands]


def _side(actor: Actor, row: Claim, entry: Entry) -> str:
    """The side for which the actor acts; where they stand on both (an office between two of its communities), the unsigned one.

    Raises OutOfScope.
    """
    sides = sides_of(actor, row, entry)
    if not sides:
        raise OutOfScope(repr(row))
    return next((side for side in sides if getattr(row, f"{side}_signed_at") is None), sides[0])


def _sign(actor: Actor, row: Claim, entry: Entry, side: str) -> None:
    if row.state != ClaimState.CLAIMED:
        raise RuleBroken("cobuilding.not_now", state=gettext(CLAIM_LABELS[ClaimState(row.state)]))
    if getattr(row, f"{side}_signed_at") is not None:
        raise RuleBroken("cobuilding.signed_already")
    if row.organization is not None:
        _base.alive(row.county_id, row.organization)
    setattr(row, f"{side}_signed_at", clock.now())
    setattr(row, f"{side}_signed_by", actor.label[:120])
    if row.owner_signed_at and row.claimant_signed_at:
        _base.move(CLAIMS, row, "agree", CLAIM_LABELS)
    row.save(update_fields=["state", f"{side}_signed_at", f"{side}_signed_by"])
    who = entry.owner if side == "owner" else row.who
    record(actor, events.Signed(who, row.part.title), subject=entry, county_id=entry.county_id)


def _left(actor: Actor, row: Claim, entry: Entry, verb: str, reason: str) -> Claim:
    row.reason, row.ended_at = _base.line(reason, 200), clock.now()
    _base.move(CLAIMS, row, verb, CLAIM_LABELS)
    row.save(update_fields=["state", "reason", "ended_at"])
    label = gettext(CLAIM_LABELS[ClaimState(row.state)])
    record(actor, events.ClaimLeft(label, row.part.title, row.reason), subject=entry, county_id=entry.county_id)
    return row


def _check_open(entry: Entry, body: Any, claimant: Any) -> None:
    if entry.state != EntryState.OPEN:
        raise RuleBroken("cobuilding.not_now", state=gettext(ENTRY_LABELS[EntryState(entry.state)]))
    check_untendered(entry)
    is_own_unit = body is not None and body.pk == entry.organization_id
    if is_own_unit or (claimant is not None and entry.organization_id is None and claimant.pk == entry.area_id):
        raise RuleBroken("cobuilding.own_entry")


def _claimed(entry: Entry, part: Part, body: Any, claimant: Any) -> Claim:
    row = Claim(
        county_id=entry.county_id,
        area=entry.area,
        part=part,
        organization=body,
        claimant=claimant,
        claimed_at=clock.now(),
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if "cobuilding_part_claimed_once" not in str(error):
            raise
        raise RuleBroken("cobuilding.part_taken") from None
    return row
