"""Calling for a project: the call, sealed offers until its deadline, and their opening by two people."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from linli.domains.cobuilding import events
from linli.domains.cobuilding.method import TenderKind
from linli.domains.cobuilding.models import Claim, Entry, Offer, Registration, Tender
from linli.domains.cobuilding.selectors.reach import belongs_to, runs_tender
from linli.domains.cobuilding.selectors.tenders import kind_of, said_in
from linli.domains.cobuilding.services import _base
from linli.domains.cobuilding.services.listing import check_untendered, lock_entry
from linli.domains.cobuilding.states import (
    ENTRY_LABELS,
    HOLDING,
    OFFER,
    OFFER_LABELS,
    OFFERS,
    TENDER_LABELS,
    TENDERS,
    Enrolment,
    EntryState,
    ListKind,
    OfferState,
    TenderState,
)
from linli.foundation.audit.services import record
from linli.foundation.territory import selectors as territory
from linli.kernel import clock, crypto
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken


@_base.changes
def call_tender(
    actor: Actor, *, entry: Entry, kind: str, wanted: str, until: date, most_yuan: int | None = None,
    bodies: Sequence[str] = (),
) -> Tender:  # fmt: skip
    """Call for a project of the list until the end of a day (H35, H36). `most_yuan` is told and checked, `bodies` narrows who may offer.

    Raises RuleBroken: cobuilding.not_a_project, cobuilding.unknown, cobuilding.not_now (it isn't in the list any more),
    cobuilding.called_already, cobuilding.still_claimed, cobuilding.too_soon, cobuilding.words_needed; OutOfScope.
    """
    held = lock_entry(entry.pk)
    _base.act_for(actor, held.area, held.organization)
    rules = territory.rules_of(held.area)
    rule = rules.cobuilding.tenders.get(kind)
    if rule is None:
        raise RuleBroken("cobuilding.unknown")
    _check_callable(held)
    if until < clock.today() + timedelta(days=rule.least_days):
        raise RuleBroken("cobuilding.too_soon", days=rule.least_days)
    release: Any = rules.release_id
    made: Tender = Tender.unscoped.create(
        county_id=held.county_id, area=held.area, entry=held, release_id=release, kind=kind, wanted=_base.line(wanted, 600),
        most_yuan=most_yuan, bodies=_base.known(bodies or rule.bodies, rule.bodies), called_at=clock.now(),
        called_by=actor.label[:120], closes_at=_end_of(until),
    )  # fmt: skip
    record(actor, events.TenderCalled(until.isoformat()), subject=made, county_id=made.county_id)
    return made


def _check_callable(entry: Entry) -> None:
    if entry.list_kind != ListKind.PROJECT:
        raise RuleBroken("cobuilding.not_a_project")
    if entry.state != EntryState.OPEN:
        raise _base.not_now(ENTRY_LABELS[EntryState(entry.state)])
    if Claim.unscoped.filter(part__entry=entry, state__in=HOLDING).exists():
        raise RuleBroken("cobuilding.still_claimed")
    check_untendered(entry, "cobuilding.called_already")


def _end_of(day: date) -> datetime:
    """Midnight after a day: what comes in at that moment is too late."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=clock.ZONE)


@_base.changes
def hand_in_offer(actor: Actor, *, tender: Tender, organization: Any, words: str, yuan: int) -> Offer:
    """A unit offers, for so many whole yuan (nought: for nothing). It stays sealed until all offers are opened, for offices too.

    Raises RuleBroken: cobuilding.offers_closed (from the second of the deadline on), cobuilding.not_now, cobuilding.may_not_offer,
    cobuilding.own_entry, cobuilding.over_most, cobuilding.offered_already, cobuilding.words_needed, cobuilding.unit_ended; OutOfScope.
    """
    row = lock_tender(tender)
    _check_in_time(row)
    body = _base.alive(row.county_id, organization)
    _base.act_for(actor, row.area, body)
    if body.pk == row.entry.organization_id:
        raise RuleBroken("cobuilding.own_entry")
    if body.kind not in row.bodies or not is_registered(body):
        raise RuleBroken("cobuilding.may_not_offer")
    if row.most_yuan is not None and yuan > row.most_yuan:
        raise RuleBroken("cobuilding.over_most", most=row.most_yuan)
    if row.offers.filter(organization=body).exclude(state=OfferState.WITHDRAWN).exists():
        raise RuleBroken("cobuilding.offered_already", name=body.name)
    content = json.dumps({"words": _base.line(words, 800), "yuan": max(0, yuan)}, ensure_ascii=False)
    made: Offer = Offer.unscoped.create(
        county_id=row.county_id, area=row.area, tender=row, organization=body, sealed=crypto.seal(content, purpose=OFFER),
        handed_in_at=clock.now(), handed_in_by=actor.label[:120],
    )  # fmt: skip
    record(actor, events.OfferHandedIn(), subject=made, county_id=made.county_id)
    return made


@_base.changes
def withdraw_offer(actor: Actor, *, offer: Offer) -> Offer:
    """Take an offer back before the deadline; another may follow. Raises RuleBroken cobuilding.offers_closed, cobuilding.not_now; OutOfScope."""
    row = lock_tender(offer.tender)
    _check_in_time(row)
    held: Offer = row.offers.select_related("organization").get(pk=offer.pk)
    _base.act_for(actor, row.area, held.organization)
    _base.move(OFFERS, held, "withdraw", OFFER_LABELS)
    held.save(update_fields=["state"])
    record(actor, events.OfferWithdrawn(), subject=held, county_id=held.county_id)
    return held


@_base.changes
def open_offers(actor: Actor, *, tender: Tender) -> Tender:
    """Open all offers after the deadline. The first person begins, a second one opens; until then nothing can be read.

    Raises RuleBroken: cobuilding.offers_run, cobuilding.second_opener, cobuilding.account_needed, cobuilding.own_offer,
    cobuilding.not_now; OutOfScope.
    """
    row = lock_tender(tender)
    _decides(actor, row)
    if row.state != TenderState.CALLED:
        raise _base.not_now(TENDER_LABELS[TenderState(row.state)])
    if clock.now() < row.closes_at:
        raise RuleBroken("cobuilding.offers_run")
    if row.opener_id is None:
        row.opener_id, row.opener = actor.account_id, actor.label[:120]
        row.save(update_fields=["opener_id", "opener"])
        record(actor, events.OpeningBegan(), subject=row, county_id=row.county_id)
        return row
    if row.opener_id == actor.account_id:
        raise RuleBroken("cobuilding.second_opener")
    _base.move(TENDERS, row, "open", TENDER_LABELS)
    row.opened_at, row.second_opener = clock.now(), actor.label[:120]
    row.save(update_fields=["state", "opened_at", "second_opener"])
    record(actor, events.OffersOpened(_unseal(row)), subject=row, county_id=row.county_id)
    return row


def _unseal(row: Tender) -> int:
    """Write in clear what was handed in; returns how many. Offers that were taken back are never read: their content goes."""
    row.offers.exclude(state=OfferState.HANDED_IN).update(sealed=b"")
    found = list(row.offers.filter(state=OfferState.HANDED_IN))
    for one in found:
        one.words, one.yuan = said_in(one)
        one.sealed = b""
    Offer.unscoped.bulk_update(found, ["words", "yuan", "sealed"])
    return len(found)


def is_registered(body: Any) -> bool:
    """Whether a community of the county has confirmed the unit's registration."""
    found = Registration.unscoped.filter(organization=body, county=body.county_id, state=Enrolment.CONFIRMED)
    return bool(found.exists())


def lock_tender(tender: Tender) -> Tender:
    """The tender and its project, both held until the transaction ends, the project first."""
    entry = lock_entry(Tender.unscoped.values_list("entry_id", flat=True).get(pk=tender.pk))
    held = Tender.unscoped.select_for_update(of=("self",)).select_related("area__county", "county")
    row: Tender = held.get(pk=tender.pk)
    row.entry = entry
    return row


def lock_to_decide(actor: Actor, tender: Tender) -> tuple[Tender, TenderKind]:
    """The tender, held, with its kind, for somebody who decides about its offers. Raises as `open_offers` does."""
    row = lock_tender(tender)
    _decides(actor, row)
    return row, kind_of(row)


def _decides(actor: Actor, row: Tender) -> None:
    if not runs_tender(actor, row.entry):
        raise OutOfScope(repr(row))
    actor.hand("cobuilding.account_needed")
    if belongs_to(actor, row.offers.exclude(state=OfferState.WITHDRAWN).values_list("organization", flat=True)):
        raise RuleBroken("cobuilding.own_offer")


def _check_in_time(row: Tender) -> None:
    if row.state != TenderState.CALLED:
        raise _base.not_now(TENDER_LABELS[TenderState(row.state)])
    if clock.now() >= row.closes_at:
        raise RuleBroken("cobuilding.offers_closed")
