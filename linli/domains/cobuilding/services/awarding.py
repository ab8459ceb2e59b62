"""After the opening: offers judged or set aside, the award with its notice, objections, and the agreement with the winner."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext

from linli.domains.cobuilding import events
from linli.domains.cobuilding.models import Judgement, Objection, Offer, Part, Tender
from linli.domains.cobuilding.rules import best_of, points_fit
from linli.domains.cobuilding.services import _base
from linli.domains.cobuilding.services.claiming import agree, claim_part
from linli.domains.cobuilding.services.tendering import lock_tender, lock_to_decide
from linli.domains.cobuilding.states import (
    OFFER_LABELS,
    OFFERS,
    TENDER_LABELS,
    TENDERS,
    OfferState,
    TenderState,
)
from linli.foundation.audit.services import record
from linli.foundation.organizations import selectors as organizations
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

_SYSTEM = Actor.system()


@_base.changes
def judge_offer(actor: Actor, *, offer: Offer, points: Mapping[str, int], reason: str) -> Judgement:
    """Give an offer points by the method's criteria, with the reason; again: the new ones count.

    Raises RuleBroken: cobuilding.points_range, cobuilding.words_needed, cobuilding.account_needed, cobuilding.own_offer,
    cobuilding.not_now; OutOfScope.
    """
    row, kind = lock_to_decide(actor, offer.tender)
    _check_opened(row)
    held = _handed_in(row, offer)
    if not points_fit(points, kind.criteria):
        raise RuleBroken("cobuilding.points_range")
    made, _ = Judgement.objects.update_or_create(
        offer=held, by_id=actor.hand("cobuilding.account_needed"),
        defaults={"by": actor.label[:120], "points": dict(points), "reason": _base.line(reason, 300), "at": clock.now()},
    )  # fmt: skip
    told = events.OfferJudged(held.organization.name, made.total, made.reason)
    record(actor, told, subject=row, county_id=row.county_id)
    return made


@_base.changes
def set_aside_offer(actor: Actor, *, offer: Offer, reason: str) -> Offer:
    """An offer doesn't count any more: it isn't what was called for, or its unit is gone. Everybody reads the reason. Raises as `judge_offer`."""
    row, _ = lock_to_decide(actor, offer.tender)
    _check_opened(row)
    held = _handed_in(row, offer)
    held.reason = _base.line(reason, 200)
    _base.move(OFFERS, held, "set_aside", OFFER_LABELS)
    held.save(update_fields=["state", "reason"])
    record(actor, events.OfferSetAside(held.organization.name, held.reason), subject=row, county_id=row.county_id)
    return held


@_base.changes
def award_tender(actor: Actor, *, tender: Tender, offer: Offer, reason: str) -> Tender:
    """Award the project to an offer with the most points, and put it on public notice with the reason.

    Raises RuleBroken: cobuilding.judges_missing, cobuilding.not_best, cobuilding.unit_ended, cobuilding.words_needed,
    cobuilding.account_needed, cobuilding.own_offer, cobuilding.not_now; OutOfScope.
    """
    row, kind = lock_to_decide(actor, tender)
    _check_opened(row)
    held = _handed_in(row, offer)
    totals = _totals(row)
    if any(len(given) < kind.judges for given in totals.values()):
        raise RuleBroken("cobuilding.judges_missing", least=kind.judges)
    if held.pk not in best_of(totals):
        raise RuleBroken("cobuilding.not_best")
    _base.alive(row.county_id, held.organization)
    _base.move(TENDERS, row, "award", TENDER_LABELS)
    row.winner, row.award_reason, row.awarded_at = held, _base.line(reason, 500), clock.now()
    row.awarded_by, row.awarded_by_id = actor.label[:120], actor.account_id
    row.notice_until = organizations.calendar_for(county=row.county).add(row.awarded_at, kind.notice).at
    row.save()
    told = events.TenderAwarded(held.organization.name, row.award_reason)
    record(actor, told, subject=row, county_id=row.county_id)
    return row


@_base.changes
def object_to_award(actor: Actor, *, tender: Tender, organization: Any, words: str) -> Objection:
    """A unit of the county objects while the notice runs.

    Raises RuleBroken: cobuilding.notice_over (from its last second on), cobuilding.objected_already, cobuilding.words_needed,
    cobuilding.unit_ended, cobuilding.not_now; OutOfScope.
    """
    row = lock_tender(tender)
    body = _base.alive(row.county_id, organization)
    _base.act_for(actor, row.area, body)
    if row.state != TenderState.AWARDED or row.notice_until is None:
        raise _base.not_now(TENDER_LABELS[TenderState(row.state)])
    if clock.now() >= row.notice_until:
        raise RuleBroken("cobuilding.notice_over")
    if row.objections.filter(organization=body, answered_at=None).exists():
        raise RuleBroken("cobuilding.objected_already")
    made: Objection = Objection.objects.create(
        tender=row, organization=body, words=_base.line(words, 500), at=clock.now()
    )
    record(actor, events.AwardObjectedTo(body.name), subject=row, county_id=row.county_id)
    return made


@_base.changes
def answer_objection(actor: Actor, *, objection: Objection, answer: str, upheld: bool) -> Objection:
    """Somebody else than who awarded answers. Where the objection is right, the award is lifted and offers are judged again.

    Raises RuleBroken: cobuilding.answered_already, cobuilding.somebody_else, cobuilding.words_needed, cobuilding.account_needed,
    cobuilding.own_offer; OutOfScope.
    """
    row, _ = lock_to_decide(actor, objection.tender)
    held: Objection = row.objections.get(pk=objection.pk)
    if held.answered_at is not None:
        raise RuleBroken("cobuilding.answered_already")
    if actor.account_id == row.awarded_by_id:
        raise RuleBroken("cobuilding.somebody_else")
    held.answer, held.upheld = _base.line(answer, 500), upheld
    held.answered_at, held.answered_by = clock.now(), actor.label[:120]
    held.save()
    if upheld and row.state == TenderState.AWARDED:
        _lift(row)
    state = gettext("The objection is right") if upheld else gettext("The award stands")
    record(actor, events.ObjectionAnswered(state, held.answer), subject=row, county_id=row.county_id)
    return held


def _lift(row: Tender) -> None:
    """Back to judging. Who awarded stays written down: the answers to other objections are still somebody else's."""
    _base.move(TENDERS, row, "lift", TENDER_LABELS)
    row.winner, row.award_reason, row.notice_until = None, "", None
    row.save(update_fields=["state", "winner", "award_reason", "notice_until"])


@_base.changes
def settle_tender(actor: Actor, *, tender: Tender, ends_on: date) -> Tender:
    """After the notice the winner claims every part of the project, on the terms of its offer, which who posted it signs with this. The winner
    signs as for any claim.

    Raises RuleBroken: cobuilding.notice_runs (until its last second), cobuilding.objection_waits, cobuilding.day_past,
    cobuilding.unit_ended, cobuilding.not_now; OutOfScope.
    """
    row = lock_tender(tender)
    _base.act_for(actor, row.entry.area, row.entry.organization)
    _base.move(TENDERS, row, "settle", TENDER_LABELS)
    assert row.winner is not None and row.notice_until is not None  # the database keeps both with an award
    if clock.now() < row.notice_until:
        raise RuleBroken("cobuilding.notice_runs", day=row.notice_until.astimezone(clock.ZONE).date().isoformat())
    if row.objections.filter(answered_at=None).exists():
        raise RuleBroken("cobuilding.objection_waits")
    row.ended_at = clock.now()
    row.save(update_fields=["state", "ended_at"])
    terms = gettext("{words} Price: {yuan} yuan.").format(words=row.winner.words, yuan=row.winner.yuan)
    for part in Part.unscoped.filter(entry=row.entry).order_by("number"):
        claim = claim_part(_SYSTEM, part=part, organization=row.winner.organization)
        agree(actor, claim=claim, terms=terms, ends_on=ends_on)
    record(actor, events.TenderSettled(row.winner.organization.name), subject=row, county_id=row.county_id)
    return row


@_base.changes
def end_tender(actor: Actor, *, tender: Tender, reason: str) -> Tender:
    """Nobody gets it: nobody offered, no offer was good, or the winner is gone. The project is free again. Raises RuleBroken
    cobuilding.words_needed, cobuilding.not_now; OutOfScope.
    """
    row = lock_tender(tender)
    _base.act_for(actor, row.entry.area, row.entry.organization)
    _base.move(TENDERS, row, "end", TENDER_LABELS)
    row.reason, row.ended_at = _base.line(reason, 200), clock.now()
    row.save(update_fields=["state", "reason", "ended_at"])
    row.offers.update(sealed=b"")  # what wasn't opened is never read
    record(actor, events.TenderEnded(row.reason), subject=row, county_id=row.county_id)
    return row


def _check_opened(row: Tender) -> None:
    if row.state != TenderState.OPENED:
        raise _base.not_now(TENDER_LABELS[TenderState(row.state)])


def _handed_in(row: Tender, offer: Offer) -> Offer:
    """The offer as it stands, if it counts. Raises RuleBroken cobuilding.not_now."""
    held: Offer = row.offers.select_related("organization").get(pk=offer.pk)
    if held.state != OfferState.HANDED_IN:
        raise _base.not_now(OFFER_LABELS[OfferState(held.state)])
    return held


def _totals(row: Tender) -> dict[int, list[int]]:
    """What judges gave each offer that counts."""
    counting = row.offers.filter(state=OfferState.HANDED_IN).prefetch_related("judgements")
    return {one.pk: [given.total for given in one.judgements.all()] for one in counting}
