"""What comes to its end by time, and what is kept no longer: names and phones go, the counts stay."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from linli.domains.guidance import events
from linli.domains.guidance.method import APPLICANT_FIELD, HELP_FIELD, GuidanceRules
from linli.domains.guidance.models import Applicant, HelpRequest
from linli.domains.guidance.selectors import rules_at
from linli.domains.guidance.services import _base, recruiting
from linli.domains.guidance.states import HELP_LABELS, HELPS, OPEN, ApplicantState, HelpState
from linli.foundation.audit.services import record
from linli.foundation.privacy import rls
from linli.foundation.privacy.selectors import kept_before
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor

#: Rows of a kind in one transaction; the next run goes on.
BATCH = 500


def forget_old() -> int:
    """End what nobody answered in time and empty what is kept no longer, in all counties; returns how many rows were emptied."""
    return sum(_forget(county) for county in territory.counties())


@rls.changing_all
def _forget(county: Any) -> int:
    rules = rules_at(county)
    if rules is not None:
        _end_help(county, rules)
        _end_applicants(county, rules)
    kinds = ((HelpRequest, HELP_FIELD), (Applicant, APPLICANT_FIELD))
    return sum(_empty(model, county, kept_before(territory.rules_of(county), field)) for model, field in kinds)


def _end_help(county: Any, rules: GuidanceRules) -> None:
    now = clock.now()
    silent = now - timedelta(days=rules.terms.confirm_days)
    lapsed = now - timedelta(days=rules.terms.lapse_days)
    rows = HelpRequest.unscoped.select_for_update(of=("self",)).filter(county=county)
    for row in rows.filter(state=HelpState.DONE, done_at__lt=silent).order_by("pk")[:BATCH]:
        _end(row, "silence", now)
    for row in rows.filter(state__in=OPEN, due_at__lt=lapsed).order_by("pk")[:BATCH]:
        _end(row, "lapse", now)


def _end(row: HelpRequest, verb: str, now: datetime) -> None:
    label = _base.move(HELPS, row, verb, HELP_LABELS)
    row.ended_at = now
    row.save(update_fields=["state", "ended_at"])
    record(Actor.system(), events.HelpEnded(label), subject=row, county_id=row.county_id)


def _end_applicants(county: Any, rules: GuidanceRules) -> None:
    """Of a method that calls no more, those who still wait are ended by the call's last day alone."""
    days = rules.recruiting.unanswered_days if rules.recruiting else 0
    over = clock.today() - timedelta(days=days)
    rows = Applicant.unscoped.select_for_update(of=("self",)).filter(county=county, state=ApplicantState.WAITING)
    for row in rows.filter(call__until__lt=over).order_by("pk")[:BATCH]:
        recruiting.end(row, "lapse", Actor.system())


def _empty(model: Any, county: Any, before: datetime | None) -> int:
    """None before a moment that isn't known: a method that says nothing of it keeps."""
    if before is None:
        return 0
    old = model.unscoped.select_for_update(of=("self",)).filter(county=county, emptied_at=None, ended_at__lt=before)
    found = list(old.order_by("pk")[:BATCH])
    words = {"words_sealed": b"", "body": "", "result": "", "said": ""} if model is HelpRequest else {}
    for row in found:
        _base.empty(row, **words)
    return len(found)
