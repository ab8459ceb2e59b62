"""What a person asks about their data, and the office's answer, against a clock in working days."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from linli.domains.selfservice import events, rules
from linli.domains.selfservice.models import PersonRequest
from linli.domains.selfservice.services import _base
from linli.domains.selfservice.services.telling import tell_answered
from linli.domains.selfservice.states import CORRECTABLE, DECIDE, KINDS, STATES, TELL, WORDS, Kind, State
from linli.foundation.audit.services import record
from linli.foundation.privacy import services as privacy
from linli.foundation.residents import services as registering
from linli.foundation.territory import selectors as territory
from linli.kernel import clock, crypto
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.holidays import national_calendar
from linli.kernel.scoping import keep_in_scope


@_base.changes
def ask_office(*, person: Any, kind: Kind, field: str = "", words: str = "", tell: str = "") -> PersonRequest:
    """A person asks: correct a field, or delete everything. `person` is who is signed in, `tell` the phone that they proved where
    they want a message when there is an answer.

    Raises RuleBroken: selfservice.words_needed, selfservice.asked_already (the same waits still).
    """
    plain = rules.plain_words(words)
    if not plain or (kind is Kind.CORRECT and field not in CORRECTABLE):
        raise RuleBroken("selfservice.words_needed")
    made = keep_request(person=person, area=person.area, kind=kind, field=field, words=plain, tell=tell)
    if made is None:
        raise RuleBroken("selfservice.asked_already")
    return made


def keep_request(*, person: Any, area: Any, kind: Kind, field: str, words: str, tell: str = "") -> PersonRequest | None:
    """Put a request on the office's list, inside the caller's transaction; None where the same waits there already."""
    found = territory.rules_of(area)
    calendar = national_calendar(found.organizations.working_hours.as_hours())
    due = calendar.add(clock.now(), found.privacy.requests.answer_within)
    try:
        with transaction.atomic():
            made: PersonRequest = PersonRequest.unscoped.create(
                county_id=person.county_id, area_id=person.area_id, person=person, release_id=found.release_id,
                kind=kind, field=field, words_sealed=crypto.seal(rules.plain_words(words), purpose=WORDS),
                asked_at=clock.now(), due_at=due.at, due_certain=due.certain, tell_sealed=crypto.seal(tell, purpose=TELL),
            )  # fmt: skip
    except IntegrityError as error:
        if "selfservice_asked_once" not in str(error):
            raise
        return None
    actor = _base.resident(person.county_id, person.area.path)
    record(actor, events.RequestAsked(gettext(KINDS[kind])), subject=person, county_id=person.county_id)
    return made


@_base.changes
def read_words(actor: Actor, *, request: PersonRequest) -> str:
    """What was asked, in clear; the look is written down for the person to see. Raises OutOfScope."""
    keep_in_scope(actor, request, DECIDE)
    plain = crypto.unseal(bytes(request.words_sealed), purpose=WORDS)
    reason = gettext("To answer what you asked")
    person = request.person
    privacy.look(actor, subject=person, part=WORDS, county_id=person.county_id, path=person.area.path, reason=reason)
    return plain


@_base.changes
def decide_request(actor: Actor, *, request: PersonRequest, granted: bool, answer: str) -> PersonRequest:
    """The office's answer. A granted deletion erases the entry here; a correction is written into the register by whoever may
    change it, before they say that it is done. Who wants to be told gets a message without a word of it.

    Raises RuleBroken: selfservice.words_needed (no answer), selfservice.decided_already, selfservice.change_needed; OutOfScope.
    """
    keep_in_scope(actor, request, DECIDE)
    plain = rules.plain_words(answer)
    if not plain:
        raise RuleBroken("selfservice.words_needed")
    row = (
        PersonRequest.unscoped.select_for_update(of=("self",))
        .select_related("person__area", "county")
        .get(pk=request.pk)
    )
    if row.state != State.OPEN:
        raise RuleBroken("selfservice.decided_already")
    if not actor.reaches("residents.change", row.person.area.path):
        raise RuleBroken("selfservice.change_needed")
    phone, is_gone = crypto.unseal(bytes(row.tell_sealed), purpose=TELL), granted and row.kind == Kind.DELETE
    _answered(actor, row, State.GRANTED if granted else State.REFUSED, plain)
    if is_gone:
        registering.erase_person(actor, person=row.person, reason=gettext("Asked for by the person"))
    if phone:
        tell_answered(row, phone, is_gone=is_gone)
    decided: PersonRequest = row
    return decided


def _answered(actor: Actor, row: PersonRequest, state: State, answer: str) -> None:
    row.state, row.decided_at, row.decided_by = state, clock.now(), actor.label[:120]
    row.answer_sealed, row.tell_sealed = crypto.seal(answer, purpose=WORDS), b""
    row.save(update_fields=["state", "decided_at", "decided_by", "answer_sealed", "tell_sealed"])
    happened = events.RequestDecided(gettext(KINDS[Kind(row.kind)]), gettext(STATES[state]))
    record(actor, happened, subject=row.person, county_id=row.county_id)
