"""Objections to a result on notice: sent by anybody, read with a look, answered by the office before anybody is appointed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from linli.domains.selection import events
from linli.domains.selection.models import Objection, Selection
from linli.domains.selection.selectors.pinned import rules_of
from linli.domains.selection.services import _base
from linli.domains.selection.states import State
from linli.foundation.audit.services import record
from linli.foundation.organizations import selectors as organizations
from linli.foundation.privacy import rls
from linli.foundation.privacy import services as privacy
from linli.foundation.residents.rules import clean_phone
from linli.kernel import clock, crypto
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import one_line
from linli.kernel.scoping import keep_in_scope

WORDS, PHONE = "selection.objection", "selection.objection_phone"
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Opened:
    """What an objection says, in clear."""

    words: str
    phone: str


def object_to(actor: Actor, *, selection: int, words: str, phone: str = "") -> Objection:
    """Anybody says what speaks against a result while its notice runs; with a phone number they can be asked.

    Raises RuleBroken: selection.objection_late, selection.objections_full, selection.objection_words,
    selection.objection_phone.
    """
    said, number = one_line(words, _LONGEST), clean_phone(phone)
    if not said:
        raise RuleBroken("selection.objection_words")
    if number is None:
        raise RuleBroken("selection.objection_phone")
    with transaction.atomic(), rls.everywhere():  # whoever objects sees nothing of it
        row = _on_notice(selection)
        made = _kept(row, said, number)
        record(actor, events.ObjectionMade(), subject=row, county_id=row.county_id)
    return made


@_base.changes
def read_objection(actor: Actor, *, objection: Objection) -> Opened:
    """Words and phone in clear; the look is written down in the same transaction. Raises RuleBroken selection.objection_gone
    when their time of keeping is over.
    """
    keep_in_scope(actor, objection, _base.RUN)
    row = Objection.unscoped.select_related("area").get(pk=objection.pk)
    if row.is_emptied:
        raise RuleBroken("selection.objection_gone")
    opened = Opened(
        crypto.unseal(bytes(row.words_sealed), purpose=WORDS), crypto.unseal(bytes(row.phone_sealed), purpose=PHONE)
    )
    privacy.look(actor, subject=row, part=WORDS, county_id=row.county_id, path=row.area.path)
    return opened


@_base.changes
def answer_objection(actor: Actor, *, objection: Objection, answer: str) -> Objection:
    """What the office found. Raises RuleBroken selection.objection_answered, selection.words_needed."""
    keep_in_scope(actor, objection, _base.RUN)
    row: Objection = Objection.unscoped.select_for_update(of=("self",)).select_related("selection").get(pk=objection.pk)
    if row.answered_at is not None:
        raise RuleBroken("selection.objection_answered")
    row.answer, row.answered_at, row.answered_by = _base.reason(answer), clock.now(), actor.label
    row.save(update_fields=["answer", "answered_at", "answered_by"])
    record(actor, events.ObjectionAnswered(row.answer), subject=row.selection, county_id=row.county_id)
    return row


def check_answered(row: Selection) -> None:
    """Raise RuleBroken selection.objection_open while one waits for an answer."""
    if Objection.unscoped.filter(selection=row, answered_at=None).exists():
        raise RuleBroken("selection.objection_open")


def _on_notice(pk: int) -> Selection:
    held = Selection.unscoped.select_for_update(of=("self",)).select_related("county")
    row: Selection | None = held.filter(pk=pk).first()
    is_late = row is None or row.state != State.NOTICE or row.notice_until is None or row.notice_until <= clock.now()
    if row is None or is_late or rules_of(row).objections is None:
        raise RuleBroken("selection.objection_late")
    return row


def _kept(row: Selection, words: str, phone: str) -> Objection:
    rule = rules_of(row).objections
    if rule is None or Objection.unscoped.filter(selection=row).count() >= rule.most:
        raise RuleBroken("selection.objections_full")
    now = clock.now()
    due = organizations.calendar_for(county=row.county).add(now, rule.answer_within).at
    made: Objection = Objection.unscoped.create(
        county_id=row.county_id, area_id=row.area_id, selection=row, words_sealed=crypto.seal(words, purpose=WORDS),
        phone_sealed=crypto.seal(phone, purpose=PHONE), phone_masked=crypto.mask_phone(phone) if phone else "",
        sent_at=now, due_at=due,
    )  # fmt: skip
    return made
