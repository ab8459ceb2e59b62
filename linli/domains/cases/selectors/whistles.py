"""Whistles and calls as people look at them: the ring of a case, my organization's calls, all open whistles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from linli.domains.cases import permissions
from linli.domains.cases.models import LIVE, Call, CallState, Case, ClockKind, ClockState, Deadline, Whistle
from linli.domains.cases.selectors.shapes import span_words
from linli.domains.cases.selectors.tabs import CountOf
from linli.domains.cases.selectors.where import place_line, with_place
from linli.foundation.methods import selectors as methods
from linli.foundation.organizations import selectors as organizations
from linli.foundation.territory.scoping import placed_under
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.calendar import WorkCalendar
from linli.kernel.statements import Kept, KeptBy, among, hang, hole

#: Rows of a list at most; the page says so when it is full.
MOST = 200
_OPEN_CALLS = (CallState.CALLED, CallState.ACCEPTED, CallState.ARRIVED)
#: The clock that a call in this state waits for.
_WAITS_FOR = {
    CallState.CALLED: ClockKind.CALL_ANSWER,
    CallState.ACCEPTED: ClockKind.CALL_ARRIVE,
    CallState.ARRIVED: ClockKind.CALL_REPORT,
}


@dataclass(frozen=True, slots=True)
class CallView:
    """One organization of the ring. `state` is in, wait, late or returned; `when` and `when_note` are ready words."""

    id: int
    name: str
    lead: bool
    state: str
    note: str
    when: str
    when_note: str
    due_at: datetime | None
    report: str = ""
    stars: int | None = None
    justified: bool | None = None
    can_answer: bool = False
    can_arrive: bool = False
    can_report: bool = False
    can_return: bool = False
    can_rate: bool = False
    can_judge: bool = False


@dataclass(frozen=True, slots=True)
class WhistleView:
    """A whistle with its ring. `arrived` of `called` are on the spot or done; `late` haven't kept a clock."""

    id: int
    ref: str
    title: str
    area: str
    label: str
    tier: str
    caller: str
    reason: str
    blown_at: datetime
    ended_at: datetime | None
    calls: tuple[CallView, ...]
    called: int
    arrived: int
    late: int


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call in my organization's list."""

    id: int
    ref: str
    title: str
    area: str
    organization: str
    caller: str
    reason: str
    lead: bool
    state: str
    called_at: datetime
    due_at: datetime | None
    is_late: bool
    can_return: bool


class _Calendars:
    """Working time of each organization of a list, read once."""

    def __init__(self) -> None:
        self._known: dict[int, WorkCalendar] = {}

    def of(self, call: Call, case: Case) -> WorkCalendar:
        """The called organization's own calendar."""
        found = self._known.get(call.organization_id)
        if found is None:
            found = organizations.calendar_for(organization=call.organization, county=case.county)
            self._known[call.organization_id] = found
        return found


def whistles_of(actor: Actor, case: Case) -> list[WhistleView]:
    """All whistles of a case that the actor was given, newest first; three statements."""
    rows, calendars = _OF_CASE.rows(case=case.pk), _Calendars()
    _with_rings(rows)
    for row in rows:
        row.case = case
    return [_view(actor, row, calendars) for row in rows]


_OF_CASE = Kept(lambda: Whistle.objects.filter(case_id=hole("case")).order_by("-id"))


def open_whistles(actor: Actor) -> list[WhistleView]:
    """Whistles that are out on cases the actor sees, those with most lateness first; at most 200."""
    seen = Case.scoped.visible_to(actor)
    rows = list(_placed(Whistle.objects.filter(ended_at__isnull=True, case__in=seen)).order_by("blown_at")[:MOST])
    _with_rings(rows)
    calendars = _Calendars()
    return sorted((_view(actor, row, calendars) for row in rows), key=lambda view: -view.late)


def first_whistle(actor: Actor, within: str) -> tuple[int, WhistleView | None]:
    """How many whistles are out in an area (its path), and the one with most late calls, the oldest of equals.

    Late is what `_ring_state` calls so: the clock that the call waits for has run out.
    """
    whistle = _FIRST(actor, within).first(now=clock.now())
    if whistle is None:
        return 0, None
    _with_rings([whistle])
    return whistle.n_out, _view(actor, whistle, _Calendars())


def _first(actor: Actor, within: str) -> Any:
    out = Whistle.objects.filter(ended_at=None, case__in=Case.scoped.visible_to(actor).filter(placed_under([within])))
    waits = reduce(or_, (Q(call__state=state, kind=kind) for state, kind in _WAITS_FOR.items()))
    missed = Deadline.objects.filter(waits, call__isnull=False, state__in=LIVE, due_at__lt=hole("now"))
    late = missed.filter(call__whistle__in=out).values("call__whistle").annotate(n=Count("call", distinct=True))
    worst = late.order_by("-n", "call__whistle__blown_at", "call__whistle").values("call__whistle")[:1]
    oldest = out.order_by("blown_at", "id").values("pk")[:1]
    chosen = Whistle.objects.filter(pk=Coalesce(Subquery(worst), Subquery(oldest)))
    return _placed(chosen.annotate(n_out=CountOf(out.order_by().values("pk"))))


_FIRST = KeptBy(_first)


def calls_for(actor: Actor) -> list[CallRow]:
    """Open calls of the actor's organizations, nearest deadline first; at most 200."""
    own = list(actor.org_ids("cases.answer_call"))
    rows = _OWN_CALLS.rows(organizations=own) if own else []
    hang(rows, _LIVE, by="call_id", name="live_clocks")
    calendars = _Calendars()
    listed = [_row(call, calendars) for call in rows]
    return sorted(listed, key=lambda row: row.due_at or row.called_at)


def _own_calls() -> Any:
    own = Call.objects.filter(Q(among("organization_id", hole("organizations"))), state__in=_OPEN_CALLS)
    return _with_all(own.filter(whistle__ended_at__isnull=True)).order_by("called_at")[:MOST]


_OWN_CALLS = Kept(_own_calls)


def call_for(actor: Actor, pk: int, to: str | None = None) -> Call:
    """One call of a case that the actor sees: Http404 when hidden; `to="answer"` also asks that the call is theirs.

    Whether it may be seen is asked of the rows, and of the call and its case themselves.
    """
    seen = Case.scoped.visible_to(actor)
    call = _with_all(Call.objects.all()).filter(pk=pk, case__in=seen).first()
    if call is None or not (permissions.is_called(actor, call) or permissions.may(actor, "cases.view", call.case)):
        raise Http404
    if to == "answer" and not permissions.is_called(actor, call):
        raise PermissionDenied
    return call


def _with_all(rows: Any) -> Any:
    return with_place(rows.select_related("case__county", "organization", "whistle"), "case__area")


def _placed(rows: Any) -> Any:
    """Whistles with their case and its place, in one statement."""
    return with_place(rows.select_related("case__county"), "case__area")


def _with_rings(whistles: Sequence[Whistle]) -> None:
    """Their calls (`ring`) and the clocks of those, in two statements."""
    calls = hang(whistles, _RING, by="whistle_id", name="ring")
    hang(calls, _LIVE, by="call_id", name="live_clocks")


_RING = Kept(
    lambda: (
        Call.objects.filter(Q(among("whistle_id", hole("ids")))).select_related("organization").order_by("-lead", "id")
    )
)
_LIVE = Kept(
    lambda: Deadline.objects.filter(
        Q(among("call_id", hole("ids"))), state__in=(ClockState.RUNNING, ClockState.PAUSED)
    ).order_by("due_at")
)


def _view(actor: Actor, whistle: Whistle, calendars: _Calendars) -> WhistleView:
    case = whistle.case
    rules = methods.rules_for(case.release_id).cases
    may_rate = _may_rate(actor, case)
    ring: list[Call] = whistle.ring  # type: ignore[attr-defined]  # hung on by `_with_rings`
    calls = tuple(_call_view(actor, whistle, call, calendars, may_rate=may_rate) for call in ring)
    return WhistleView(
        id=whistle.pk,
        ref=case.ref,
        title=case.title,
        area=place_line(case.area),
        label=rules.whistle.label,
        tier=rules.tier(whistle.tier).label,
        caller=whistle.caller_label,
        reason=whistle.reason,
        blown_at=whistle.blown_at,
        ended_at=whistle.ended_at,
        calls=calls,
        called=sum(call.state != "returned" for call in calls),
        arrived=sum(call.state == "in" for call in calls),
        late=sum(call.state == "late" for call in calls),
    )


def _may_rate(actor: Actor, case: Case) -> bool:
    """Whether the actor may stand on the caller's side of this case at all."""
    return actor.reaches("cases.whistle", case.area.path) or case.handler_org_id in actor.org_ids("cases.whistle")


def _call_view(actor: Actor, whistle: Whistle, call: Call, calendars: _Calendars, *, may_rate: bool) -> CallView:
    rules = methods.rules_for(whistle.case.release_id).cases
    due = _due_of(call)
    state = _ring_state(call, due)
    when, when_note = _when(call, due)
    mine = permissions.is_called(actor, call)
    live = whistle.ended_at is None
    done = call.state in (CallState.REPORTED, CallState.RELEASED)
    return CallView(
        id=call.pk,
        name=call.organization.label,
        lead=call.lead,
        state=state,
        note=_note(call),
        when=when,
        when_note=when_note,
        due_at=due,
        report=call.report,
        stars=call.stars,
        justified=call.justified,
        can_answer=mine and live and call.state == CallState.CALLED,
        can_arrive=mine and live and call.state in (CallState.CALLED, CallState.ACCEPTED),
        can_report=mine and live and call.state == CallState.ARRIVED,
        can_return=mine and live and _may_return(call, whistle.case, rules, calendars),
        can_rate=may_rate and call.organization_id not in actor.organizations and _unrated(call),
        can_judge=mine and done and call.justified is None and rules.whistle.both_rate,
    )


def _unrated(call: Call) -> bool:
    return call.state == CallState.REPORTED and call.stars is None


def _may_return(call: Call, case: Case, rules: Any, calendars: _Calendars) -> bool:
    if call.state not in (CallState.CALLED, CallState.ACCEPTED):
        return False
    calendar = calendars.of(call, case)
    return bool(clock.now() <= calendar.add(call.called_at, rules.whistle.clocks.return_within).at)


def _due_of(call: Call) -> datetime | None:
    """The deadline that the call waits for now; None when it waits for nothing."""
    kind = _WAITS_FOR.get(CallState(call.state))
    clocks: Sequence[Deadline] = call.live_clocks  # type: ignore[attr-defined]  # hung on by `_LIVE`
    return next((each.due_at for each in clocks if each.kind == kind), None)


def _ring_state(call: Call, due: datetime | None) -> str:
    if call.state in (CallState.RETURNING, CallState.RELEASED):
        return "returned"
    if due is not None and due < clock.now():
        return "late"
    return "wait" if call.state == CallState.CALLED else "in"


def _note(call: Call) -> str:
    notes = {
        CallState.CALLED: gettext("Not answered yet"),
        CallState.ACCEPTED: gettext("On the way"),
        CallState.ARRIVED: call.arrived_place or gettext("On the spot"),
        CallState.REPORTED: gettext("Has reported"),
        CallState.RETURNING: gettext("Given back, to be decided"),
        CallState.RELEASED: gettext("No longer called"),
    }
    return notes[CallState(call.state)]


def _when(call: Call, due: datetime | None) -> tuple[str, str]:
    """By when it should do the next thing, where it is late or hasn't answered; else when it answered and how long that took."""
    if call.answered_at is None or (due is not None and due < clock.now()):
        return _left(due), gettext("by {time}").format(time=_time(due)) if due else ""
    minutes = round((call.answered_at - call.called_at).total_seconds() / 60)
    took = gettext("after {minutes} min").format(minutes=minutes)
    return gettext("{time} answered").format(time=_time(call.answered_at)), took


def _left(due: datetime | None) -> str:
    if due is None:
        return ""
    now = clock.now()
    words = gettext("Late by {span}") if due < now else gettext("{span} left")
    return words.format(span=span_words(abs(due - now)))


def _time(at: datetime | None) -> str:
    if at is None:
        return ""
    local = timezone.localtime(at, clock.ZONE)
    day = "" if local.date() == clock.today() else f"{date_format(local, 'MONTH_DAY_FORMAT')} "
    return f"{day}{date_format(local, 'H:i')}"


def _row(call: Call, calendars: _Calendars) -> CallRow:
    rules = methods.rules_for(call.case.release_id).cases
    due = _due_of(call)
    return CallRow(
        id=call.pk,
        ref=call.case.ref,
        title=call.case.title,
        area=place_line(call.case.area),
        organization=call.organization.label,
        caller=call.whistle.caller_label,
        reason=call.whistle.reason,
        lead=call.lead,
        state=call.state,
        called_at=call.called_at,
        due_at=due,
        is_late=due is not None and due < clock.now(),
        can_return=_may_return(call, call.case, rules, calendars),
    )
