"""What one person has to do, by the time it is due."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case as Choice
from django.db.models import Count, F, Q, Value, When, Window

from linli.domains.cases.models import Case
from linli.domains.cases.selectors.shapes import SOON
from linli.domains.cases.selectors.tabs import in_hand
from linli.domains.cases.selectors.where import place_line
from linli.domains.cases.selectors.whistles import calls_for
from linli.domains.cases.states import State
from linli.foundation.methods import selectors as methods
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.statements import KeptBy, hole

#: So many are shown at first, and so many more each time one asks; so many at most.
STEP, MOST = 40, 1000
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
class Counts:
    """How many there are of each part, shown or not."""

    late: int = 0
    today: int = 0
    later: int = 0
    elsewhere: int = 0


@dataclass(frozen=True, slots=True)
class Jobs:
    """My list in four parts, each by due time, and what waits for somebody else; `counts` are of all, shown or not.

    `more` is how many to ask for next (0: all are shown, or no more can be), `left` how many aren't shown; `new` is the
    number of the first job that was added by asking for more.
    """

    late: list[Job] = field(default_factory=list)
    today: list[Job] = field(default_factory=list)
    later: list[Job] = field(default_factory=list)
    elsewhere: list[Job] = field(default_factory=list)
    calls: list[Job] = field(default_factory=list)
    yesterday: Yesterday = field(default_factory=Yesterday)
    counts: Counts = field(default_factory=Counts)
    more: int = 0
    left: int = 0
    new: str = ""


def my_jobs(actor: Actor, most: int = STEP) -> Jobs:
    """Cases in my hands or my organization's, and calls for it: the first `most` (40 to 1,000) of what is mine to move, by due
    time, then of what waits for somebody else. At most six statements.
    """
    most = min(max(most, STEP), MOST)
    found = _mine(actor, most)
    counts = Counts(**{name: getattr(found[0], f"n_{name}") for name in _PARTS}) if found else Counts()
    left = sum(getattr(counts, name) for name in _PARTS) - len(found)
    jobs = Jobs(
        calls=[_call(row) for row in calls_for(actor)], yesterday=_yesterday(actor), counts=counts, left=left,
        more=min(most + STEP, MOST) if left and most < MOST else 0,
        new=found[most - STEP].ref if most > STEP and most - STEP < len(found) else "",
    )  # fmt: skip
    for case in found:
        _part(jobs, case).append(_job(case))
    return jobs


#: Parts of the list, and the conditions that `_part` asks one by one.
_PARTS = ("late", "today", "later", "elsewhere")


def _mine(actor: Actor, most: int) -> list[Case]:
    """The cases shown, with the number of each part on every one; places in a second statement."""
    now = clock.now()
    tomorrow = (now.astimezone(clock.ZONE) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    found: list[Any] = _MINE(actor, most).rows(now=now, tomorrow=tomorrow)
    places = territory.areas_on(case.path for case in found)
    for case in found:
        case.area = places[case.area_id]
    return found


def _in_my_hands(actor: Actor, most: int) -> Any:
    now, tomorrow, elsewhere = hole("now"), hole("tomorrow"), Q(state__in=_ELSEWHERE)
    parts = {
        "late": ~elsewhere & Q(due_at__lt=now),
        "today": ~elsewhere & Q(due_at__gte=now, due_at__lt=tomorrow),
        "later": ~elsewhere & (Q(due_at__gte=tomorrow) | Q(due_at__isnull=True)),
        "elsewhere": elsewhere,
    }
    counts = {f"n_{name}": Window(Count("pk", filter=condition)) for name, condition in parts.items()}
    last = Choice(When(elsewhere, then=Value(1)), default=Value(0))
    rows = Case.scoped.visible_to(actor).filter(in_hand(actor), ended_at__isnull=True).only(*_OF_JOB)
    return rows.annotate(path=F("area__path"), **counts).order_by(last, F("due_at").asc(nulls_last=True), "id")[:most]


_MINE = KeptBy(_in_my_hands)


#: What a job shows.
_OF_JOB = ("ref", "title", "state", "source", "place_words", "due_at", "lat", "lng", "release", "area")


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
    found = _DONE(actor).first(since=start - timedelta(days=1), until=start)
    return Yesterday(*found) if found else Yesterday()


def _done(actor: Actor) -> Any:
    own = Case.scoped.visible_to(actor).filter(in_hand(actor))
    done = own.filter(resolved_at__gte=hole("since"), resolved_at__lt=hole("until")).order_by()
    counts = {
        "done": Count("*"),
        "confirmed": Count("pk", filter=Q(state=State.CONFIRMED)),
        "waiting": Count("pk", filter=Q(state__in=(State.RESOLVED, State.ASKING))),
    }
    return done.annotate(together=Value(1)).values("together").annotate(**counts).values_list(*counts)


_DONE = KeptBy(_done)
