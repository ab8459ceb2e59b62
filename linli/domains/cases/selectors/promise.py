"""What was promised to the resident, for apps that carry the promise on (a hotline's limit and its cards)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from linli.domains.cases.models import Case, ClockKind, ClockState, Deadline
from linli.domains.cases.selectors.pinned import calendar_of
from linli.kernel.calendar import WorkCalendar
from linli.kernel.durations import Duration, Unit
from linli.kernel.statements import Kept, hole


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise: when it runs out, whether it runs just now (not while it waits, nor after its end), how long it is, how often it
    was lengthened, and the working time that it counts in.
    """

    due_at: datetime
    is_running: bool
    length: Duration
    extended: int
    calendar: WorkCalendar


_PROMISE = Kept(lambda: Deadline.objects.filter(case_id=hole("case"), kind=ClockKind.PROMISE).order_by("-id")[:1])


def promise_of(case: Case) -> Promise | None:
    """The promise of a case as it stands, two statements at most; None where there is none."""
    found = _PROMISE.first(case=case.pk)
    if found is None:
        return None
    length = Duration(found.amount, Unit(found.unit))
    return Promise(found.due_at, found.state == ClockState.RUNNING, length, found.extended, calendar_of(case))
