"""Objections, decided by somebody who wasn't involved; and taking an entry back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext

from linli.domains.credit import events, kinds
from linli.domains.credit.models import Entry, Objection
from linli.domains.credit.selectors.own import open_party
from linli.domains.credit.selectors.texts import section_of
from linli.domains.credit.services import _base
from linli.domains.credit.states import DECIDE, OBJECTION_STATES, TELL, EntryState, ObjectionState
from linli.domains.notices import services as notices
from linli.engines.ledger import selectors as ledgers
from linli.engines.ledger import services as ledger
from linli.foundation.audit.services import record
from linli.foundation.people import selectors as people
from linli.foundation.territory import selectors as territory
from linli.kernel import clock, crypto
from linli.kernel.errors import RuleBroken
from linli.kernel.holidays import national_calendar
from linli.kernel.scoping import keep_in_scope
from linli.kernel.words import N_

if TYPE_CHECKING:
    from linli.domains.credit.selectors.own import Subject
    from linli.kernel.actor import Actor

_TOLD = N_("Your objection was answered")


@_base.own_changes
def object_to(actor: Actor, *, subject: Subject, entry: int, words: str, tell: str = "") -> Objection:
    """The subject says that an entry which counts is wrong, once and within the days of the method. `tell` is the phone that they
    proved where a message about the answer is wanted.

    Raises Http404 for an entry that isn't theirs, RuleBroken credit.not_booked, .objection_late, .objected_already, .words_needed.
    """
    party = open_party(subject)
    if party is None or not Entry.unscoped.filter(pk=entry, party=party).exists():
        raise Http404
    row, plain = _base.held_entry(entry), _base.said(words)
    if row.state != EntryState.BOOKED or row.checked_at is None or row.checked_by_id is None:
        raise RuleBroken("credit.not_booked")
    now, section = territory.rules_of(party.county), section_of(party.county)
    if section is None:
        raise RuleBroken("credit.not_used")
    until = row.checked_at.astimezone(clock.ZONE).date() + timedelta(days=section.objections.days)
    if clock.today() > until:
        raise RuleBroken("credit.objection_late", day=until.isoformat())
    calendar = national_calendar(now.organizations.working_hours.as_hours())
    due = calendar.add(clock.now(), section.objections.decide_within)
    made = Objection(
        county_id=row.county_id, area_id=row.area_id, entry=row, words_sealed=_base.sealed(plain), asked_at=clock.now(),
        due_at=due.at, due_certain=due.certain, entered_by_id=row.entered_by_id, checked_by_id=row.checked_by_id,
        tell_sealed=crypto.seal(tell, purpose=TELL),
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise RuleBroken("credit.objected_already") from None
    day = due.at.astimezone(clock.ZONE).date().isoformat()
    record(actor, events.Objected(row.rule.label, day), subject=row.party, county_id=row.county_id)
    return made


@_base.changes(DECIDE)
def decide_objection(actor: Actor, *, objection: Objection, upheld: bool, answer: str) -> Objection:
    """Uphold an objection, which takes the entry back, or not; with words for the subject.

    Raises RuleBroken credit.was_involved, .about_yourself, .decided_already, .words_needed; OutOfScope.
    """
    keep_in_scope(actor, objection, DECIDE)
    hand, entry = _base.account_id(actor), _base.held_entry(objection.entry_id)
    row: Objection = Objection.unscoped.select_for_update(of=("self",)).select_related("county").get(pk=objection.pk)
    if row.state != ObjectionState.OPEN:
        raise RuleBroken("credit.decided_already")
    _not_involved(actor, entry)
    row.answer_sealed = _base.sealed(_base.said(answer))
    row.state = ObjectionState.UPHELD if upheld else ObjectionState.REJECTED
    row.decided_at, row.decided_by, row.decided_by_id = clock.now(), actor.label[:120], hand
    _tell(row, entry)
    row.save(update_fields=["state", "answer_sealed", "tell_sealed", "decided_at", "decided_by", "decided_by_id"])
    outcome = gettext(OBJECTION_STATES[row.state][0])
    record(actor, events.Decided(outcome), subject=entry.party, county_id=entry.county_id)
    if upheld and entry.state == EntryState.BOOKED:
        _reversed(actor, entry)
    return row


@_base.changes(DECIDE)
def take_back(actor: Actor, *, entry: Entry, reason: str) -> Entry:
    """Take back what was booked wrongly, without an objection; what is right is entered anew.

    Raises RuleBroken credit.not_booked, .was_involved, .about_yourself, .words_needed; OutOfScope.
    """
    keep_in_scope(actor, entry, DECIDE)
    _base.account_id(actor)
    row = _base.held_entry(entry.pk)
    if row.state != EntryState.BOOKED:
        raise RuleBroken("credit.not_booked")
    _not_involved(actor, row)
    row.answer_sealed = _base.sealed(_base.said(reason))
    row.save(update_fields=["answer_sealed"])
    _reversed(actor, row)
    return row


def _tell(row: Objection, entry: Entry) -> None:
    """The subject hears that there is an answer, and no more: people by the phone that they gave for it, which then goes."""
    organization, phone = entry.party.organization_id, crypto.unseal(bytes(row.tell_sealed), purpose=TELL)
    if organization is not None:
        notices.tell(
            person_ids=[one.card_id for one in people.holders_of(organization)], text=_TOLD,
            url=reverse("credit:unit", args=[organization]), key=f"credit:objection:{row.pk}",
        )  # fmt: skip
    elif phone:
        notices.tell_of_answer(row, phone)
    row.tell_sealed = b""


def _not_involved(actor: Actor, entry: Entry) -> None:
    if actor.account_id in (entry.entered_by_id, entry.checked_by_id):
        raise RuleBroken("credit.was_involved")
    _base.not_about_oneself(actor, entry.party)


def _reversed(actor: Actor, row: Entry) -> None:
    """The entry counts no more. Its booking is reversed; where thanks were used up by deductions or have lapsed, only what is there goes."""
    row.state, row.reversed_at = EntryState.REVERSED, clock.now()
    row.save(update_fields=["state", "reversed_at"])
    record(actor, events.TakenBack(row.rule.label), subject=row.party, county_id=row.county_id)
    if row.booking is None:
        return
    booking, reason = ledgers.entry_by_id(row.booking), gettext("Taken back")
    try:
        with transaction.atomic():
            ledger.reverse_entry(actor, entry=booking, reason=reason)
    except RuleBroken as refused:
        if refused.code != "ledger.too_little":
            raise
        party = _base.held_party(row.party_id)
        ledger.deduct(
            actor, account=_base.account_of(party), amount=abs(row.given or 0), to=_base.source_of(party),
            kind=kinds.CORRECTION.code, key=f"credit-back:{row.pk}", effective_at=clock.now(), reason=reason,
        )  # fmt: skip
