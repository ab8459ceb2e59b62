"""What one person has to do, by the time it is due."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import F, Q

from linli.domains.cases.models import Case
from linli.domains.cases.selectors.queue import in_hand
from linli.domains.cases.selectors.shapes import SOON
from linli.domains.cases.selectors.where import place_line, with_place
from linli.domains.cases.selectors.whistles import calls_for
from linli.domains.cases.states import State
from linli.foundation.methods import selectors as methods
from linli.kernel import clock
from linli.kernel.actor import Actor

MOST = 200
#: Not my move: somebody else checks, decides or answers.
_ELSEWHERE = (State.RESOLVED, State.ASKING, State.RETURNED, State.WAITING, State.SUSPENDED)


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to do. `mark` goes with the time left; `source` says where it came from."""

    ref: str
    title: str
    state: str
    mark: str
    source: str
    place: str
    due_at: datetime | None
    lat: float | None = None
    lng: float | None = None


@dataclass(frozen=True, slots=True)
class Yesterday:
    """What I finished yesterday and how it went on."""

    done: int = 0
    confirmed: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Jobs:
    """My list in four parts, each by due time, and what waits for somebody else."""

    late: list[Job] = field(default_factory=list)
    today: list[Job] = field(default_factory=list)
    later: list[Job] = field(default_factory=list)
    elsewhere: list[Job] = field(default_factory=list)
    calls: list[Job] = field(default_factory=list)
    yesterday: Yesterday = field(default_factory=Yesterday)


def my_jobs(actor: Actor) -> Jobs:
    """Cases in my hands or my organization's, and calls for it."""
    rows = with_place(Case.scoped.visible_to(actor).filter(in_hand(actor), ended_at__isnull=True))
    jobs = Jobs(calls=[_call(row) for row in calls_for(actor)], yesterday=_yesterday(actor))
    for case in rows.order_by(F("due_at").asc(nulls_last=True), "id")[:MOST]:
        _part(jobs, case).append(_job(case))
    return jobs


def _part(jobs: Jobs, case: Case) -> list[Job]:
    now = clock.now()
    if case.at in _ELSEWHERE:
        return jobs.elsewhere
    if case.due_at and case.due_at < now:
        return jobs.late
    if case.due_at and case.due_at.astimezone(clock.ZONE).date() == clock.today():
        return jobs.today
    return jobs.later


def _job(case: Case) -> Job:
    source = methods.rules_for(case.release_id).cases.sources.get(case.source)
    where = place_line(case.area, case.place_words)
    label = source.label if source else case.source
    return Job(case.ref, case.title, case.state, _mark(case.due_at), label, where, case.due_at, case.lat, case.lng)


def _call(row: object) -> Job:
    return Job(row.ref, row.title, "whistled", _mark(row.due_at), row.organization, row.area, row.due_at)  # type: ignore[attr-defined]


def _mark(due_at: datetime | None) -> str:
    if due_at is None:
        return "plain"
    left = due_at - clock.now()
    return "late" if left < timedelta(0) else "soon" if left < SOON else "plain"


def _yesterday(actor: Actor) -> Yesterday:
    """Cases of mine that were reported as done yesterday (a day in China)."""
    start = clock.now().astimezone(clock.ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    done = Q(resolved_at__gte=start - timedelta(days=1), resolved_at__lt=start)
    states = list(Case.scoped.visible_to(actor).filter(in_hand(actor), done).values_list("state", flat=True)[:MOST])
    waiting = [state for state in states if state in (State.RESOLVED, State.ASKING)]
    return Yesterday(len(states), states.count(State.CONFIRMED), len(waiting))
