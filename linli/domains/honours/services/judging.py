"""Two people judge a nomination: one reviews it, another one decides."""

from __future__ import annotations

from linli.domains.honours import events
from linli.domains.honours.models import Nomination
from linli.domains.honours.services import _base
from linli.domains.honours.states import NOMINATION_LABELS, NOMINATIONS, NominationState
from linli.foundation.audit.services import record
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken


@_base.changes
def review(actor: Actor, *, nomination: Nomination, recommended: bool, words: str) -> Nomination:
    """What the office found about a nomination, before somebody else decides.

    Raises RuleBroken honours.account_needed, honours.about_yourself, honours.not_now, honours.words_needed; OutOfScope.
    """
    hand, row = actor.hand("honours.account_needed"), _base.held_nomination(nomination.pk)
    _base.run_at(actor, row.call.area)
    _base.not_about_oneself(actor, row)
    label = _base.move(NOMINATIONS, row, "review", NOMINATION_LABELS)
    row.recommended, row.review_words = recommended, _base.line(words, 300)
    row.reviewed_by, row.reviewed_by_id = actor.label[:120], hand
    row.save(update_fields=["state", "recommended", "review_words", "reviewed_by", "reviewed_by_id"])
    record(actor, events.Judged(label, row.review_words), subject=row, county_id=row.county_id)
    return row


@_base.changes
def decide(actor: Actor, *, nomination: Nomination, agreed: bool, words: str) -> Nomination:
    """Choose it for the honour or not, by somebody who didn't review it; never more than the call gives.

    Raises RuleBroken honours.account_needed, honours.same_person, honours.about_yourself, honours.full, honours.not_now,
    honours.words_needed; OutOfScope.
    """
    hand, row = actor.hand("honours.account_needed"), _base.held_nomination(nomination.pk)
    _base.run_at(actor, row.call.area)
    if hand == row.reviewed_by_id:
        raise RuleBroken("honours.same_person")
    _base.not_about_oneself(actor, row)
    label = _base.move(NOMINATIONS, row, "agree" if agreed else "refuse", NOMINATION_LABELS)
    chosen = Nomination.unscoped.filter(call=row.call_id, state=NominationState.AGREED).count()
    if agreed and chosen >= row.call.most:
        raise RuleBroken("honours.full", most=row.call.most)
    row.decision_words, row.decided_at = _base.line(words, 300), clock.now()
    row.decided_by, row.decided_by_id = actor.label[:120], hand
    row.save(update_fields=["state", "decision_words", "decided_at", "decided_by", "decided_by_id"])
    record(actor, events.Judged(label, row.decision_words), subject=row, county_id=row.county_id)
    return row
