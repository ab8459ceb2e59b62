"""A unit objects to points of its own; somebody who neither entered nor counted them answers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from linli.domains.alliances import events
from linli.domains.alliances.method import PointRules
from linli.domains.alliances.models import Objection, Score
from linli.domains.alliances.permissions import ACT
from linli.domains.alliances.selectors.reach import may_run, rules_at
from linli.domains.alliances.services import _base
from linli.domains.alliances.services.scoring import hold_score, not_own, settle_honour
from linli.domains.alliances.states import SCORE_LABELS, SCORES, ScoreState
from linli.engines.ledger import selectors as ledgers
from linli.engines.ledger import services as ledger
from linli.foundation.audit.services import record
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.errors import OutOfScope, RuleBroken
from linli.kernel.holidays import national_calendar

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


@_base.changes
def object_to(actor: Actor, *, score: Score, words: str) -> Objection:
    """The unit says that points which count are wrong, once and within the days of the method.

    Raises RuleBroken alliances.not_counted, .object_late, .objected_already, .not_used, .words_needed; OutOfScope.
    """
    row = hold_score(score.pk)
    if row.organization_id not in actor.org_ids(ACT):
        raise OutOfScope(repr(row))
    if row.state != ScoreState.COUNTED or row.checked_at is None:
        raise RuleBroken("alliances.not_counted")
    rule = _rule(row)
    until = row.checked_at.astimezone(clock.ZONE).date() + timedelta(days=rule.terms.object_days)
    if clock.today() > until:
        raise RuleBroken("alliances.object_late", day=until.isoformat())
    hours = territory.rules_of(row.alliance.area).organizations.working_hours.as_hours()
    due = national_calendar(hours).add(clock.now(), rule.terms.answer_within).at
    made = Objection(
        score=row, words=_base.line(words, 300), made_at=clock.now(), made_by=actor.label[:120], due_at=due
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise RuleBroken("alliances.objected_already") from None
    day = due.astimezone(clock.ZONE).date().isoformat()
    record(actor, events.Objected(day), subject=row, county_id=row.county_id)
    return made


@_base.changes
def answer_objection(actor: Actor, *, score: Score, upheld: bool, answer: str) -> Objection:
    """Uphold the objection to a score, which takes it back, or not; with words for the unit.

    Raises RuleBroken alliances.was_involved, .about_yourself, .decided_already, .account_needed, .words_needed; OutOfScope.
    """
    row = hold_score(score.pk)
    if not may_run(actor, row.alliance):
        raise OutOfScope(repr(row))
    hand = actor.hand("alliances.account_needed")
    not_own(actor, row.organization_id)
    if hand in (row.entered_by_id, row.checked_by_id):
        raise RuleBroken("alliances.was_involved")
    made: Objection | None = Objection.objects.filter(score=row, upheld=None).first()
    if made is None:
        raise RuleBroken("alliances.decided_already")
    made.upheld, made.answer = upheld, _base.line(answer, 300)
    made.answered_at, made.answered_by = clock.now(), actor.label[:120]
    made.save(update_fields=["upheld", "answer", "answered_at", "answered_by"])
    outcome = gettext("Right") if upheld else gettext("Not right")
    record(actor, events.Answered(outcome), subject=row, county_id=row.county_id)
    if upheld:
        _take_back(actor, row, made.answer)
    return made


def _rule(row: Score) -> PointRules:
    rule = rules_at(row.alliance.area).points
    if rule is None:
        raise RuleBroken("alliances.not_used")
    return rule


def _take_back(actor: Actor, row: Score, reason: str) -> None:
    """The score counts no more. Its booking is reversed, unless it lapsed with its year: then there is nothing left to take."""
    label = _base.move(SCORES, row, "take_back", SCORE_LABELS)
    row.reason = reason
    row.save(update_fields=["state", "reason"])
    record(actor, events.ScoreMoved(label, reason), subject=row, county_id=row.county_id)
    if row.booking is not None and row.on.year == clock.today().year:
        ledger.reverse_entry(actor, entry=ledgers.entry_by_id(row.booking), reason=gettext("Taken back"))
    settle_honour(row)
