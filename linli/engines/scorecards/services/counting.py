"""A round is closed and counted, and counted anew for a subject of which something was put right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from linli.engines.scorecards import events, rules, selectors
from linli.engines.scorecards.models import Assignment, Result, Round, Score, Seat, Subject
from linli.engines.scorecards.services import _base, publishing
from linli.engines.scorecards.states import State
from linli.kernel import clock
from linli.kernel.errors import RuleBroken

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


@transaction.atomic
def close_round(actor: Actor, *, round_: Round) -> Round:
    """Take no more marks, and count: a result for every subject, in as many statements for three as for three hundred. A round that is closed
    already stays as it is. Before its last day is over, a round can be closed only when all raters have finished.

    Raises RuleBroken: scorecards.not_yours, .still_rating.
    """
    row = _base.to_run(actor, round_)
    if row.state != State.OPEN:
        return row
    list(Seat.objects.filter(round=row).order_by("pk").select_for_update().values_list("pk"))  # marks under way first
    waiting = unfinished(row) if clock.today() <= row.last_on else 0
    if waiting:
        raise RuleBroken("scorecards.still_rating", count=waiting, day=row.last_on.isoformat())
    found = selectors.counted(row, selectors.card_of(row), list(Subject.unscoped.filter(round=row)))
    Result.objects.bulk_create(_result(one) for one in found)
    row.state, row.closed_at = State.CLOSED, clock.now()
    row.closed_by, row.closed_by_id = actor.label[:120], actor.account_id
    row.save(update_fields=["state", "closed_at", "closed_by", "closed_by_id"])
    gaps = sum(one.outcome.composite is None for one in found)
    _base.tell(actor, events.RoundClosed(len(found) - gaps, gaps), row, row.county_id)
    return row


def unfinished(round_: Round) -> int:
    """How many raters, of those who haven't left, have a subject without any mark of theirs."""
    marked = Score.objects.filter(seat=OuterRef("seat"), subject=OuterRef("subject"))
    open_ = Assignment.objects.filter(~Exists(marked), seat__round=round_, seat__vacated_at=None)
    return open_.order_by().values("seat").distinct().count()


def _result(one: selectors.Counted, number: int = 1, why: str = "") -> Result:
    composite = one.outcome.composite
    return Result(
        subject=one.subject, number=number, exact="" if composite is None else str(composite), shown=rules.shown(composite),
        gap=one.outcome.gap or "", missing=one.outcome.missing, band=one.standing.band, runs=dict(one.standing.runs),
        effects=sorted(one.standing.effects), parts=[_part(part) for part in one.outcome.parts], entries=list(one.entries),
        at=clock.now(), why=why,
    )  # fmt: skip


def _part(part: rules.Part) -> dict[str, Any]:
    """A part as it is kept: exact numbers as text."""
    return {
        "code": part.code,
        "share": None if part.share is None else str(part.share),
        "points": None if part.points is None else str(part.points),
        "groups": {group: str(mean) for group, mean in part.groups.items()},
        "entries": part.entries,
        "capped": part.capped,
    }


@transaction.atomic
def recount_subject(actor: Actor, *, subject: Subject, why: str) -> Result:
    """Count a subject of a closed round anew, and look again at the rules over rounds in those after it. Effects of published rounds begin
    and end with it. The earlier results stay. Raises RuleBroken scorecards.not_closed.
    """
    row = _base.lock_round(subject.round)
    if not _base.has_results(row):
        raise RuleBroken("scorecards.not_closed")
    current = _current(subject)
    (found,) = selectors.counted(row, selectors.card_of(row), [subject], after={subject.pk: current})
    fresh = _result(found, current.number + 1, why)
    changed = _replace(current, fresh)
    if changed:
        _base.tell(actor, events.ResultRecounted(why), subject, subject.county_id)
        publishing.apply(actor, row, [fresh])
        _follow_up(actor, row, subject, why)
    return fresh if changed else current


def _current(subject: Subject) -> Result:
    held: Result = Result.objects.select_for_update().get(subject=subject, current=True)
    return held


_COMPARED = ("exact", "gap", "missing", "band", "runs", "effects", "parts", "entries")


def _replace(current: Result, fresh: Result) -> bool:
    """Put a result in the place of another; False where they say the same."""
    if all(getattr(current, name) == getattr(fresh, name) for name in _COMPARED):
        return False
    Result.objects.filter(pk=current.pk).update(current=False)
    fresh.save(force_insert=True)
    return True


def _follow_up(actor: Actor, row: Round, subject: Subject, why: str) -> None:
    """Rounds after this one keep their composites; their rules over rounds are looked at again, the oldest first."""
    later = Subject.unscoped.filter(
        round__county=row.county_id, round__card=row.card, key=subject.key, round__ends__gt=row.ends
    )
    for one in later.exclude(round__state=State.OPEN).select_related("round").order_by("round__ends", "round"):
        held, current = _base.lock_round(one.round), _current(one)
        standing = selectors.restood(held, selectors.card_of(held), one, current.composite)
        fresh = _again(current, standing, why)
        if _replace(current, fresh):
            _base.tell(actor, events.ResultRecounted(why), one, one.county_id)
            publishing.apply(actor, held, [fresh])


def _again(current: Result, standing: rules.Standing, why: str) -> Result:
    kept: Sequence[str] = ("subject", "exact", "shown", "gap", "missing", "parts", "entries")
    return Result(
        **{name: getattr(current, name) for name in kept}, number=current.number + 1, band=standing.band,
        runs=dict(standing.runs), effects=sorted(standing.effects), at=clock.now(), why=why,
    )  # fmt: skip
