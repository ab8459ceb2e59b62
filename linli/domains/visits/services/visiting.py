"""Recording a visit, with what was given and heard there. One transaction writes the visit, the next due day and the case."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from linli.domains.cases import selectors as cases
from linli.domains.cases import services as case_work
from linli.domains.visits import events
from linli.domains.visits import rules as decide
from linli.domains.visits.models import Stop, Visit
from linli.domains.visits.services import _base, laying
from linli.domains.visits.states import Outcome
from linli.foundation.audit.services import record
from linli.foundation.privacy import rls
from linli.foundation.residents import selectors as residents
from linli.foundation.residents import services as registers
from linli.foundation.territory import selectors as territory
from linli.kernel import clock, crypto
from linli.kernel.errors import RuleBroken

if TYPE_CHECKING:
    from linli.domains.visits.method import VisitRules
    from linli.kernel.actor import Actor

NOTE = "visits.note"
NOTE_MAX = 500
#: A phone's clock may be a little ahead of ours.
AHEAD = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class VisitDraft:
    """What was written at the door, perhaps without network at `at`. Codes are the method's; `verified` are people of the home
    whose entries were found right; `heard` with a `card` becomes a case.
    """

    outcome: Outcome = Outcome.ANSWERED
    at: datetime | None = None
    troubles: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()
    verified: tuple[Any, ...] = field(default=())
    note: str = ""
    heard: str = ""
    card: str = ""


def record_visit(actor: Actor, *, stop: Stop, draft: VisitDraft) -> Visit:
    """Somebody went there. Where two are told of the same day, the first one counts; a fruitless try may be followed by more.

    Raises RuleBroken visits.recorded_today, visits.household_gone, visits.day_ahead, visits.too_late, visits.unknown_point,
    visits.name_in_case, visits.case_words, and what `cases.open_case` and `residents.verify_person` refuse; OutOfScope.
    """
    permission = _base.permission_for(stop)
    with transaction.atomic(), rls.reaching(actor, permission):
        row = _base.lock(actor, stop, permission)
        rules = _base.rules_at(row.area)
        _check(row, rules, draft)
        visit = _new(actor, row, rules, draft)
        _refuse_twice(row, visit)
        for person in draft.verified:
            registers.verify_person(actor, person=person)
        if draft.heard.strip() or draft.card:
            visit.case_ref = _open_case(actor, row, draft)
        visit.save()
        _move_on(row, rules, visit)
        told = events.Visited(rules.label_of(row.kind), visit.outcome, visit.on.isoformat(), visit.case_ref)
        record(actor, told, subject=row, county_id=row.county_id)
    return visit


def _check(row: Stop, rules: VisitRules, draft: VisitDraft) -> None:
    if row.household is not None and row.household.ends_on is not None:
        raise RuleBroken("visits.household_gone")
    known = ((draft.troubles, rules.points), (draft.services, rules.services), (draft.companions, rules.companions))
    if any(set(said) - set(table) for said, table in known):
        raise RuleBroken("visits.unknown_point")


def _new(actor: Actor, row: Stop, rules: VisitRules, draft: VisitDraft) -> Visit:
    at = _moment(rules, draft.at)
    on = at.astimezone(clock.ZONE).date()
    outcome = draft.outcome if row.household_id else Outcome.ANSWERED
    tries = row.tries + (row.tried_on != on)
    answered = outcome is Outcome.ANSWERED
    return Visit(
        county_id=row.county_id, area_id=row.area_id, stop=row, kind=row.kind, on=on, at=at, written_at=clock.now(),
        outcome=outcome, done=decide.is_done(outcome, tries, rules.done.outcomes, rules.done.tries),
        by_id=actor.account_id, by=actor.label, verified=len(draft.verified),
        troubles=list(draft.troubles) if answered else [], services=list(draft.services),
        companions=list(draft.companions), note_sealed=crypto.seal(draft.note.strip()[:NOTE_MAX], purpose=NOTE),
    )  # fmt: skip


def _moment(rules: VisitRules, at: datetime | None) -> datetime:
    """When it took place: now, or when the phone says, if that can be."""
    now = clock.now()
    if at is None:
        return now
    if at > now + AHEAD:
        raise RuleBroken("visits.day_ahead")
    if _base.workdays().add(at, rules.drafts.accept_within).at < now:
        raise RuleBroken("visits.too_late")
    return min(at, now)


def _refuse_twice(row: Stop, visit: Visit) -> None:
    """The row is held: whoever comes second sees what the first one wrote."""
    there = Visit.unscoped.filter(stop=row, on=visit.on, done=True).first()
    if there is not None:
        raise RuleBroken("visits.recorded_today", who=there.by)


def _move_on(row: Stop, rules: VisitRules, visit: Visit) -> None:
    """The next due day. A visit that is told late, after a later one, changes nothing."""
    later = row.last_on is not None and row.last_on > visit.on
    if visit.done and not later:
        row.last_on, row.tries = visit.on, 0
    elif not later:
        row.tries += row.tried_on != visit.on
    row.tried_on = max(row.tried_on or visit.on, visit.on)
    kind = rules.kinds.get(row.kind)
    if visit.done and not later and row.rhythm and kind is not None:
        row.due_on = decide.next_due(laying.rhythm_of(rules, kind, row.rhythm), visit.on, _base.workdays())
    row.save(update_fields=["last_on", "tries", "tried_on", "due_on"])


def _open_case(actor: Actor, row: Stop, draft: VisitDraft) -> str:
    """What was heard becomes a case about the building, with nobody's name in it."""
    if not draft.heard.strip() or not draft.card:
        raise RuleBroken("visits.case_words")
    if decide.names_in(draft.heard, _names_behind(actor, row)):
        raise RuleBroken("visits.name_in_case")
    rules = territory.rules_of(row.area)
    category = cases.category_of_card(rules.cases, draft.card)
    place = row.area.parent if row.area.kind == "stairwell" and row.area.parent else row.area
    report = case_work.Report(
        county=row.county, area=place, category=category, text=draft.heard, source="field", found_by_staff=True
    )
    opened = case_work.open_case(actor, report=report)
    ref: str = opened.case.ref
    return ref


def _names_behind(actor: Actor, row: Stop) -> list[str]:
    if row.household is None:
        return []
    with rls.everywhere():  # a child's name that the actor may not see isn't to be read by others either
        return [person.name for person in residents.people_behind(row.household.dwelling_id)]
