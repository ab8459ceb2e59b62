"""A call from its opening to the end: nominations, public notice, conferring, or given up."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from linli.domains.honours import events
from linli.domains.honours.models import Call, Honour, Nomination, Objection
from linli.domains.honours.rules import cycle_of
from linli.domains.honours.selectors.pinned import kind_of, rules_of_call
from linli.domains.honours.services import _base
from linli.domains.honours.states import CALL_LABELS, CALLS, UNDECIDED, NominationState
from linli.foundation.audit.services import record
from linli.foundation.organizations import selectors as organizations
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import one_line


@_base.changes
def open_call(actor: Actor, *, area: Any, kind: str, closes_on: date, words: str = "") -> Call:
    """Call for nominations for an honour of the method, at a place and in the cycle of today, until the end of `closes_on`.

    Raises RuleBroken honours.not_used, honours.day_past, honours.outside_cycle (the last day lies in a later cycle),
    honours.called_already; OutOfScope.
    """
    _base.run_at(actor, area)
    rules = territory.rules_of(area)
    rule = rules.honours.kinds.get(kind)
    if rule is None or rules.release_id is None:
        raise RuleBroken("honours.not_used")
    first, last = cycle_of(clock.today(), rule.months)
    if closes_on < clock.today():
        raise RuleBroken("honours.day_past")
    if closes_on > last:
        raise RuleBroken("honours.outside_cycle", day=last.isoformat())
    made = Call(
        county_id=area.county_id, area=area, kind=kind, release_id=rules.release_id, words=one_line(words, 500),
        most=rule.most, cycle_on=first, closes_on=closes_on, opened_at=clock.now(), opened_by=actor.label[:120],
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise RuleBroken("honours.called_already") from None
    record(actor, events.Called(rule.label, closes_on.isoformat()), subject=made, county_id=made.county_id)
    return made


@_base.changes
def publish(actor: Actor, *, call: Call) -> Call:
    """Put the names that were chosen on public notice, for as long as the method says, in working time where it says so.

    Raises RuleBroken honours.still_open (through the last day), honours.undecided, honours.nobody, honours.not_now; OutOfScope.
    """
    row = _base.held_call(call.pk)
    _base.run_at(actor, row.area)
    label = _base.move(CALLS, row, "publish", CALL_LABELS)
    if clock.today() <= row.closes_on:
        raise RuleBroken("honours.still_open", day=row.closes_on.isoformat())
    states = set(Nomination.unscoped.filter(call=row).values_list("state", flat=True))
    if states & set(UNDECIDED):
        raise RuleBroken("honours.undecided")
    if NominationState.AGREED not in states:
        raise RuleBroken("honours.nobody")
    rule = rules_of_call(row).notice
    if rule is None:
        raise RuleBroken("honours.not_used")
    row.notice_from = clock.now()
    row.notice_until = organizations.calendar_for(county=row.county).add(row.notice_from, rule.runs).at
    row.save(update_fields=["state", "notice_from", "notice_until"])
    record(actor, events.CallMoved(label, ""), subject=row, county_id=row.county_id)
    return row


@_base.changes
def confer(actor: Actor, *, call: Call) -> list[Honour]:
    """Confer the honour on those who were chosen, once the notice is over and no objection waits.

    Raises RuleBroken honours.on_notice, honours.objection_open, honours.nobody (all were struck), honours.not_now; OutOfScope.
    """
    row = _base.held_call(call.pk)
    _base.run_at(actor, row.area)
    label = _base.move(CALLS, row, "confer", CALL_LABELS)
    if row.notice_until is None or clock.now() < row.notice_until:
        until = row.notice_until.astimezone(clock.ZONE) if row.notice_until else ""
        raise RuleBroken("honours.on_notice", until=f"{until:%Y-%m-%d %H:%M}")
    if Objection.unscoped.filter(nomination__call=row, answered_at=None).exists():
        raise RuleBroken("honours.objection_open")
    chosen = list(Nomination.unscoped.select_for_update().filter(call=row, state=NominationState.AGREED).order_by("pk"))
    if not chosen:
        raise RuleBroken("honours.nobody")
    row.ended_at = clock.now()
    row.save(update_fields=["state", "ended_at"])
    Nomination.unscoped.filter(pk__in=[one.pk for one in chosen]).update(state=NominationState.HONOURED)
    made = [_conferred(row, one) for one in chosen]
    record(actor, events.CallMoved(label, ""), subject=row, county_id=row.county_id)
    for honour in made:
        record(actor, events.Conferred(honour.label), subject=honour, county_id=honour.county_id)
    return made


@_base.changes
def cancel_call(actor: Actor, *, call: Call, reason: str) -> Call:
    """Give a call up before anything was conferred; it may be called anew. Raises RuleBroken honours.not_now, honours.words_needed."""
    row = _base.held_call(call.pk)
    _base.run_at(actor, row.area)
    label = _base.move(CALLS, row, "cancel", CALL_LABELS)
    row.reason, row.ended_at = _base.line(reason, 200), clock.now()
    row.save(update_fields=["state", "reason", "ended_at"])
    record(actor, events.CallMoved(label, row.reason), subject=row, county_id=row.county_id)
    return row


def _conferred(call: Call, row: Nomination) -> Honour:
    made: Honour = Honour.unscoped.create(
        county_id=call.county_id, area_id=call.area_id, kind=call.kind, label=kind_of(call).label, reason=row.reason,
        cycle_on=call.cycle_on, conferred_on=clock.today(), nomination=row, card_id=row.card_id, body_id=row.body_id,
        compound_id=row.compound_id, article_id=row.article_id, title=row.title, consent=row.consent,
    )  # fmt: skip
    return made
