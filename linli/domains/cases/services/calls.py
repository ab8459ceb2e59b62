"""One organization's call: accept, arrive, report, or give it back in time with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from linli.domains.cases import events, permissions
from linli.domains.cases.method import CaseRules
from linli.domains.cases.models import (
    Approval,
    ApprovalKind,
    AttachmentKind,
    Call,
    CallState,
    Case,
    ClockKind,
    Whistle,
)
from linli.domains.cases.selectors.pinned import calendar_of, rules_of
from linli.domains.cases.services import asking, clocks, moves, pictures, telling
from linli.domains.cases.services.texts import cleaned
from linli.foundation.methods import selectors as methods
from linli.foundation.organizations import selectors as organizations
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.pictures import CleanPicture, clean_all
from linli.kernel.statements import Kept, hole
from linli.kernel.writes import insert, update

#: Calls that somebody still has to do something about.
LIVE = (CallState.CALLED, CallState.ACCEPTED, CallState.ARRIVED, CallState.RETURNING)
_ALL_CLOCKS = (ClockKind.CALL_ANSWER, ClockKind.CALL_ARRIVE, ClockKind.CALL_REPORT)


def locked(call: Call) -> Call:
    """The call as it is now; lock its case first, always in that order."""
    found: Call | None = _LOCKED.first(pk=call.pk)
    if found is None:
        raise Call.DoesNotExist(call.pk)
    return found


def _row() -> QuerySet[Call]:
    found = Call.objects.filter(pk=hole("pk")).select_related("organization", "whistle", "case__county")
    return found.defer("case__county__boundary").select_for_update(of=("self",))


_LOCKED = Kept(_row)


def allow(actor: Actor, call: Call) -> None:
    """Raise `RuleBroken` cases.not_yours unless the actor acts for the called organization."""
    if not permissions.is_called(actor, call):
        raise RuleBroken("cases.not_yours")


def open_call(case: Case, whistle: Whistle, organization: Any, *, lead: bool, rules: CaseRules) -> Call:
    """Write a call with its three clocks, all of which run from now, and tell the organization's people."""
    call = Call.objects.create(whistle=whistle, case=case, organization=organization, lead=lead, called_at=clock.now())
    limits = rules.whistle.clocks
    _start(case, call, zip(_ALL_CLOCKS, (limits.answer, limits.arrive, limits.report), strict=True))
    telling.tell_called(case, call)
    return call


@transaction.atomic
def answer_call(actor: Actor, *, call: Call) -> Call:
    """报到 1: the organization takes the call. Raises `RuleBroken` cases.call_moved when it isn't open any more."""
    case, call = _opened(actor, call, CallState.CALLED)
    _step(call, state=CallState.ACCEPTED, answered_at=clock.now())
    clocks.stop(case, ClockKind.CALL_ANSWER, call=call)
    moves.record(actor, case, events.CallAnswered(call.organization.label))
    clocks.refresh_due(case)
    return call


@transaction.atomic
def arrive_at(actor: Actor, *, call: Call, place: str, lat: float | None = None, lng: float | None = None) -> Call:
    """报到 2: people of the organization are on the spot, at `place` (words) and, if known, latitude and longitude.

    Whoever arrives without having accepted has accepted. Raises `RuleBroken` cases.call_moved, cases.bad_place.
    """
    case, call = _opened(actor, call, CallState.CALLED, CallState.ACCEPTED)
    _check_position(lat, lng)
    now = clock.now()
    place = cleaned(place, most=120)
    _step(
        call,
        state=CallState.ARRIVED,
        answered_at=call.answered_at or now,
        arrived_at=now,
        arrived_place=place,
        lat=lat,
        lng=lng,
    )
    clocks.stop(case, ClockKind.CALL_ANSWER, ClockKind.CALL_ARRIVE, call=call)
    moves.record(actor, case, events.CallArrived(call.organization.label, place))
    clocks.refresh_due(case)
    return call


def report_call(actor: Actor, *, call: Call, text: str, photos: Iterable[bytes] = ()) -> Call:
    """报到 3: what was done, with pictures. When the last one has reported, the whistle is over and the caller finishes.

    Raises `RuleBroken` cases.not_arrived before arrival, cases.call_moved, and those of pictures and texts.
    """
    clean = clean_all(photos, rules_of(call.case).limits)
    with transaction.atomic():
        case, call = _opened(actor, call, CallState.CALLED, CallState.ACCEPTED, CallState.ARRIVED)
        if call.state != CallState.ARRIVED:
            raise RuleBroken("cases.not_arrived")
        _report(actor, case, call, text, clean)
    return call


def _report(actor: Actor, case: Case, call: Call, text: str, clean: tuple[CleanPicture, ...]) -> None:
    from linli.domains.cases.services import whistles  # calls and whistles need each other; whistles is the upper one

    _step(call, state=CallState.REPORTED, reported_at=clock.now(), report=cleaned(text))
    pictures.attach(case, clean, kind=AttachmentKind.DURING, public=False, by=call.organization.label)
    clocks.stop(case, ClockKind.CALL_REPORT, call=call)
    moves.record(actor, case, events.CallReported(call.organization.label, call.report))
    if not whistles.settle(actor, case):
        clocks.refresh_due(case)


@transaction.atomic
def return_call(actor: Actor, *, call: Call, reason: str) -> Approval:
    """退回: not ours, and why. Only in the method's time after the call, before arrival, and once; the centre decides.

    Raises `RuleBroken` cases.return_too_late, cases.returned_before, cases.call_moved.
    """
    case, call = _opened(actor, call, CallState.CALLED, CallState.ACCEPTED)
    rules = methods.rules_for(case.release_id).cases
    if clock.now() > return_until(call, rules):
        raise RuleBroken("cases.return_too_late")
    if case.approvals.filter(call=call, kind=ApprovalKind.RETURN).exists():
        raise RuleBroken("cases.returned_before")
    _step(call, state=CallState.RETURNING, answered_at=call.answered_at or clock.now())
    clocks.stop(case, ClockKind.CALL_ANSWER, call=call)
    clocks.drop(case, ClockKind.CALL_ARRIVE, ClockKind.CALL_REPORT, call=call)
    post = rules.closing.arbitration.by
    approval = asking.ask(actor, case, ApprovalKind.RETURN, post=post, reason=reason, call=call)
    clocks.start(case, ClockKind.ARBITRATE, rules.closing.arbitration.within, call=call)
    moves.record(actor, case, events.CallReturned(call.organization.label, approval.reason))
    clocks.refresh_due(case)
    return approval


def return_until(call: Call, rules: CaseRules) -> Any:
    """The last moment (UTC) at which a call may be given back, in the called organization's own working time."""
    calendar = organizations.calendar_for(organization=call.organization, county=call.case.county)
    return calendar.add(call.called_at, rules.whistle.clocks.return_within).at


def release(actor: Actor, case: Case, call: Call) -> None:
    """The call is off: the centre agreed that it isn't theirs, or the whistle ended before."""
    _step(call, state=CallState.RELEASED)
    clocks.drop(case, *_ALL_CLOCKS, ClockKind.ARBITRATE, call=call)
    Approval.objects.filter(call=call, granted__isnull=True).update(
        granted=True, decided_by=actor.label, decided_at=clock.now()
    )
    moves.record(actor, case, events.CallReleased(call.organization.label))


def take_back(case: Case, call: Call) -> None:
    """A refused return: the call stands as accepted, and the ways to the spot and to the report are counted anew."""
    limits = methods.rules_for(case.release_id).cases.whistle.clocks
    _step(call, state=CallState.ACCEPTED)
    clocks.stop(case, ClockKind.ARBITRATE, call=call)
    _start(case, call, ((ClockKind.CALL_ARRIVE, limits.arrive), (ClockKind.CALL_REPORT, limits.report)))


def _start(case: Case, call: Call, lengths: Iterable[tuple[ClockKind, Any]]) -> None:
    """Start several clocks of a call in the called organization's own working time; the caller refreshes `due_at`."""
    calendar = calendar_of(case, call)
    plans = [clocks.plan(case, kind, length, calendar, call=call) for kind, length in lengths]
    insert(plans)


def _opened(actor: Actor, call: Call, *states: CallState) -> tuple[Case, Call]:
    """Case and call, locked in that order, when the actor may answer for the call and it still stands in one of `states`."""
    case = moves.locked(call.case)
    call = locked(call)
    allow(actor, call)
    if call.state not in states or call.whistle.ended_at is not None:
        raise RuleBroken("cases.call_moved", organization=call.organization.label)
    return case, call


def _step(call: Call, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(call, name, value)
    update([call], list(changes))


def _check_position(lat: float | None, lng: float | None) -> None:
    if (lat is None) != (lng is None):
        raise RuleBroken("cases.bad_place")
    if lat is not None and lng is not None and not (-90 <= lat <= 90 and -180 <= lng <= 180):
        raise RuleBroken("cases.bad_place")
