"""Leaving a stage: with all that it asks for, never without, and never past another."""

from __future__ import annotations

from linli.domains.deliberation import events
from linli.domains.deliberation.method import Stage
from linli.domains.deliberation.models import Matter, Step, Verdict
from linli.domains.deliberation.rules import engine
from linli.domains.deliberation.selectors.facts import facts_of
from linli.domains.deliberation.selectors.pinned import rules_of
from linli.domains.deliberation.services import _base
from linli.domains.deliberation.services.owners_votes import withdraw_left
from linli.foundation.audit.services import record
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken


@_base.changes
def advance(actor: Actor, *, matter: Matter, code: str) -> Matter:
    """Leave an open stage. A decision that was refused ends the matter; a result that doesn't satisfy goes back to being carried
    out, as often as the method lets it.

    Raises RuleBroken deliberation.not_now, .not_yours, .over, and what `engine.missing` names.
    """
    row = _base.lock(actor, matter)
    stage = _base.turn(actor, row, code)
    facts = facts_of(row, stage)
    if lacking := engine.missing(stage, facts):
        raise RuleBroken(f"deliberation.{lacking[0]}")
    _close(actor, row, stage)
    if engine.decided(stage, facts) is False:
        _base.end(row, "turn_down", stage.label)
        withdraw_left(row)
        record(actor, events.NotAdopted(stage.label), subject=row, county_id=row.county_id)
    elif "judge" in stage.verbs:
        _judge(actor, row)
    else:
        _base.begin_steps(row)
    return row


def _close(actor: Actor, row: Matter, stage: Stage) -> None:
    """Close the step; one that is missing (the size was said late) is written as open and closed at once."""
    at = clock.now()
    step, _ = Step.unscoped.get_or_create(
        matter=row, code=stage.code, round=row.round,
        defaults={"county_id": row.county_id, "area_id": row.area_id, "opened_at": at},
    )  # fmt: skip
    step.closed_at, step.closed_by = at, actor.label[:120]
    step.save(update_fields=["closed_at", "closed_by"])
    record(actor, events.StageClosed(stage.label), subject=row, county_id=row.county_id)


def _judge(actor: Actor, row: Matter) -> None:
    rules = rules_of(row).judging
    given = Verdict.unscoped.filter(matter=row, round=row.round)
    said, yes = given.count(), given.filter(satisfied=True).count()
    record(actor, events.MatterJudged(yes, said), subject=row, county_id=row.county_id)
    if engine.satisfied(rules.satisfied, rules.least, yes=yes, said=said) is not False:
        _base.end(row, "settle")
    elif row.round > rules.back:
        _base.end(row, "give_up")
    else:
        row.round += 1
        row.save(update_fields=["round"])
        _base.begin_steps(row)
        record(actor, events.SentBack(), subject=row, county_id=row.county_id)
