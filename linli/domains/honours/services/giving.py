"""Honours without a call, and taking one back."""

from __future__ import annotations

from datetime import date
from typing import Any

from linli.domains.honours import events
from linli.domains.honours.models import Honour
from linli.domains.honours.services import _base
from linli.foundation.audit.services import record
from linli.foundation.organizations import selectors as organizations
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import one_line


@_base.changes
def settle_standing(
    actor: Actor, *, organization: Any, code: str, period_on: date, earned: bool, reason: str
) -> Honour | None:
    """Keep a standing honour of the method in step with what earns it (S21), for the period that begins on `period_on`: conferred once,
    taken back when it isn't earned any more, given again when it is. One that a person withdrew stays withdrawn, and an organization that
    has ended gets no new one: what is counted about it late must not fail here.

    For other apps, which say when it is earned. None where there is none and nothing is given.
    Raises RuleBroken honours.not_used; OutOfScope unless the actor runs honours where the organization has its seat.
    """
    _base.run_at(actor, organization.area)
    if not earned:
        return _lapsed(actor, organization, code, period_on, reason)
    rule = _base.rules_of(organization.area).standing.get(code)
    if rule is None:
        raise RuleBroken("honours.not_used")
    body = organizations.organization_by_id(organization.pk)
    if organizations.has_ended(body):
        return Honour.unscoped.filter(body=body, standing=code, cycle_on=period_on, withdrawn_on=None).first()
    row: Honour
    row, is_new = Honour.unscoped.get_or_create(
        body=body, standing=code, cycle_on=period_on,
        defaults={
            "county_id": body.county_id, "area_id": body.area_id, "label": rule.label, "conferred_on": clock.today(),
            "reason": one_line(reason, 1000),
        },
    )  # fmt: skip
    if not is_new and row.withdrawn_on is not None and not row.withdrawn_by:
        row.withdrawn_on, row.withdrawn_reason, is_new = None, "", True
        row.save(update_fields=["withdrawn_on", "withdrawn_reason"])
    if is_new:
        record(actor, events.Conferred(row.label), subject=row, county_id=row.county_id)
    return row


def _lapsed(actor: Actor, organization: Any, code: str, period_on: date, reason: str) -> Honour | None:
    """By the rule, not by a person: `withdrawn_by` stays empty."""
    held = Honour.unscoped.select_for_update().filter(body=organization, standing=code, cycle_on=period_on)
    row = held.first()
    if row is None or row.withdrawn_on is not None:
        return row
    row.withdrawn_on, row.withdrawn_reason = clock.today(), _base.line(reason, 200)
    row.save(update_fields=["withdrawn_on", "withdrawn_reason"])
    record(actor, events.HonourWithdrawn(row.withdrawn_reason), subject=row, county_id=row.county_id)
    return row


@_base.changes
def withdraw_honour(actor: Actor, *, honour: Honour, reason: str) -> Honour:
    """Take an honour back. It stays in the history, with the day and the reason.

    Raises RuleBroken honours.withdrawn_already, honours.words_needed; OutOfScope.
    """
    row: Honour = Honour.unscoped.select_for_update(of=("self",)).select_related("area").get(pk=honour.pk)
    _base.run_at(actor, row.area)
    if row.withdrawn_on is not None:
        raise RuleBroken("honours.withdrawn_already")
    row.withdrawn_on, row.withdrawn_by = clock.today(), actor.label[:120]
    row.withdrawn_reason = _base.line(reason, 200)
    row.save(update_fields=["withdrawn_on", "withdrawn_by", "withdrawn_reason"])
    record(actor, events.HonourWithdrawn(row.withdrawn_reason), subject=row, county_id=row.county_id)
    return row
