"""What is there for a stage of a matter, as the engine wants it."""

from __future__ import annotations

from django.db.models import F, Q

from linli.domains.deliberation.method import Stage
from linli.domains.deliberation.models import Ballot, Hearing, Item, Matter, Meeting, Notice, Seat, Step, Support, Task
from linli.domains.deliberation.rules import engine
from linli.domains.deliberation.rules.engine import Facts
from linli.domains.deliberation.selectors.owners import owners_said
from linli.domains.deliberation.selectors.pinned import form_of, rules_of
from linli.domains.deliberation.states import Gathering
from linli.kernel import clock


def facts_of(matter: Matter, stage: Stage) -> Facts:
    """Read what the verbs of a stage ask for, and nothing else; inside the reach."""
    verbs = set(stage.verbs)
    tasks = Task.unscoped.filter(matter=matter, round=matter.round) if "execute" in verbs else Task.unscoped.none()
    return Facts(
        supporters=Support.unscoped.filter(matter=matter).count() if stage.supporters else 0,
        sized=is_sorted(matter),
        hearings=Hearing.unscoped.filter(matter=matter, code=stage.code).count() if "hear" in verbs else 0,
        meeting=_meeting(matter, stage) if "meet" in verbs else None,
        vote=_vote(matter, stage) if "vote" in verbs else None,
        notice_over="publish" in verbs and _notice_over(matter, stage),
        tasks=tasks.count(),
        tasks_open=tasks.filter(done_on=None).count(),
        judged="judge" in verbs and _judging_over(matter, stage),
    )


def is_sorted(matter: Matter) -> bool:
    """Whether size and level are said, as far as the method has any that this form asks for."""
    stages = form_of(matter).stages
    rules = rules_of(matter)
    needs_size = bool(rules.sizes) and any(stage.sizes for stage in stages)
    needs_level = bool(rules.levels) and any(stage.levels for stage in stages)
    return not (needs_size and not matter.size) and not (needs_level and not matter.level)


def present_at(meeting: Meeting) -> int:
    """Who came of those who decide: fixed seats, or everybody at an open meeting."""
    body = form_of(meeting).body
    came = Seat.unscoped.filter(meeting=meeting, came_at__isnull=False)
    return came.count() if body is None or body.open else came.filter(fixed=True).count()


def _meeting(matter: Matter, stage: Stage) -> engine.Meeting | None:
    found = Item.unscoped.filter(matter=matter, code=stage.code, round=matter.round)
    held = found.exclude(meeting__state__in=(Gathering.CANCELLED, Gathering.CALLED, Gathering.OPEN))
    item: Item | None = held.select_related("meeting").order_by("-meeting__starts_at", "-pk").first()
    if item is None:
        return None
    meeting = item.meeting
    present = present_at(meeting)
    confirmed = meeting.state == Gathering.CONFIRMED
    return engine.Meeting(max(meeting.entitled, present), present, confirmed, item.agreed)


def _vote(matter: Matter, stage: Stage) -> bool | None:
    if stage.vote == "owners":
        return owners_said(matter.pk, stage.code)
    row: Ballot | None = Ballot.unscoped.filter(matter=matter, code=stage.code, counted_at__isnull=False).first()
    return row.passed if row else None


def _notice_over(matter: Matter, stage: Stage) -> bool:
    found = Notice.unscoped.filter(matter=matter, code=stage.code, round=matter.round, until__lte=clock.now())
    return bool(found.exists())


def _judging_over(matter: Matter, stage: Stage) -> bool:
    """When its time is over."""
    step = Step.unscoped.filter(matter=matter, code=stage.code, round=matter.round)
    return bool(step.filter(Q(due_at__lte=clock.now()) & Q(due_at__gte=F("opened_at"))).exists())
