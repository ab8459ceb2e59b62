"""Objections to names on notice: sent by anybody, read with a look, answered by somebody who had no hand in it."""

from __future__ import annotations

from linli.domains.honours import events
from linli.domains.honours.models import Nomination, Objection
from linli.domains.honours.rules import had_a_hand
from linli.domains.honours.selectors.pinned import rules_of_call
from linli.domains.honours.services import _base
from linli.domains.honours.states import NOMINATION_LABELS, NOMINATIONS, OBJECTION, CallState, NominationState
from linli.foundation.audit.services import record
from linli.foundation.organizations import selectors as organizations
from linli.foundation.privacy import rls
from linli.foundation.privacy import services as privacy
from linli.kernel import clock, crypto
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

_LONGEST = 500


@rls.changing_all
def object_to(actor: Actor, *, nomination: Nomination, words: str) -> Objection:
    """Anybody says what speaks against a name while its notice runs; who it is isn't asked, and they see nothing of it.

    Raises RuleBroken honours.objection_late, honours.objections_full, honours.words_needed.
    """
    said, row = _base.line(words, _LONGEST), _base.held_nomination(nomination.pk)
    call, now, rule = row.call, clock.now(), rules_of_call(row.call).notice
    runs = call.state == CallState.NOTICE and call.notice_until is not None and now < call.notice_until
    if rule is None or not runs or row.state != NominationState.AGREED:
        raise RuleBroken("honours.objection_late")
    if Objection.unscoped.filter(nomination=row).count() >= rule.most_objections:
        raise RuleBroken("honours.objections_full")
    due = organizations.calendar_for(county=call.county).add(now, rule.answer_within).at
    made: Objection = Objection.unscoped.create(
        county_id=call.county_id, area_id=call.area_id, nomination=row, words_sealed=crypto.seal(said, purpose=OBJECTION),
        sent_at=now, due_at=due,
    )  # fmt: skip
    day = due.astimezone(clock.ZONE).date().isoformat()
    record(actor, events.Objected(day), subject=row, county_id=row.county_id)
    return made


@_base.changes
def read_objection(actor: Actor, *, objection: Objection) -> str:
    """The words in clear; the look is written down in the same transaction. Raises RuleBroken honours.objection_gone; OutOfScope."""
    row = Objection.unscoped.select_related("area").get(pk=objection.pk)
    _base.run_at(actor, row.area)
    if row.is_emptied:
        raise RuleBroken("honours.objection_gone")
    words = str(crypto.unseal(bytes(row.words_sealed), purpose=OBJECTION))
    privacy.look(actor, subject=row, part=OBJECTION, county_id=row.county_id, path=row.area.path)
    return words


@_base.changes
def answer_objection(actor: Actor, *, objection: Objection, upheld: bool, answer: str) -> Objection:
    """What was found; upheld, the name is struck. By somebody who neither nominated nor judged.

    Raises RuleBroken honours.was_involved, honours.about_yourself, honours.objection_answered, honours.account_needed,
    honours.words_needed; OutOfScope.
    """
    hand, nomination = actor.hand("honours.account_needed"), _base.held_nomination(objection.nomination_id)
    _base.run_at(actor, nomination.call.area)
    row: Objection = Objection.unscoped.select_for_update().get(pk=objection.pk)
    if row.answered_at is not None:
        raise RuleBroken("honours.objection_answered")
    if had_a_hand(hand, (nomination.sent_by_id, nomination.reviewed_by_id, nomination.decided_by_id)):
        raise RuleBroken("honours.was_involved")
    _base.not_about_oneself(actor, nomination)
    row.upheld, row.answer = upheld, _base.line(answer, 300)
    row.answered_at, row.answered_by = clock.now(), actor.label[:120]
    row.save(update_fields=["upheld", "answer", "answered_at", "answered_by"])
    record(actor, events.ObjectionAnswered(row.answer), subject=nomination, county_id=row.county_id)
    if upheld and nomination.state == NominationState.AGREED:
        label = _base.move(NOMINATIONS, nomination, "strike", NOMINATION_LABELS)
        nomination.save(update_fields=["state"])
        record(actor, events.Judged(label, row.answer), subject=nomination, county_id=row.county_id)
    return row
