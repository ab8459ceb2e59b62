"""Clocks of a case: started, paused, resumed and stopped by whose turn it is; nobody else writes deadlines.

One table per question (what pauses where, what stops when) is the whole policy; `turn_passed` applies it after each move.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from linli.domains.cases import rules as decide
from linli.domains.cases.method import CaseRules, Tier
from linli.domains.cases.models import LIVE, Call, Case, ClockKind, ClockState, Deadline, Reporter
from linli.domains.cases.selectors.pinned import calendar_of, rules_of
from linli.domains.cases.states import State
from linli.kernel import clock
from linli.kernel.calendar import WorkCalendar
from linli.kernel.durations import Duration, Unit
from linli.kernel.errors import RuleBroken
from linli.kernel.statements import Kept, ask, hole
from linli.kernel.writes import insert, update

K, S = ClockKind, State

TIER_KINDS = (K.ANSWER, K.ARRIVE, K.RESOLVE)
CALL_KINDS = (K.CALL_ANSWER, K.CALL_ARRIVE, K.CALL_REPORT)

#: Clocks whose lateness is told step by step further up, and those of them that make the case climb.
STEPPED = frozenset({*TIER_KINDS, *CALL_KINDS, K.VERIFY, K.CONTACT})
CLIMBING = frozenset({K.ANSWER, K.RESOLVE})

_NOT_RESIDENTS = frozenset(K) - {K.CONFIRM}

#: Kinds that wait while a case is in a state: the turn is somebody else's.
_PAUSED_IN: dict[State, frozenset[ClockKind]] = {
    S.WAITING: _NOT_RESIDENTS,
    S.SUSPENDED: _NOT_RESIDENTS,
    S.ASKING: _NOT_RESIDENTS,
    S.RETURNED: frozenset(TIER_KINDS),
    S.RESOLVED: frozenset({*TIER_KINDS, K.STAGE}),
}
_STOPS_LEAVING: dict[State, frozenset[ClockKind]] = {
    S.RECEIVED: frozenset({K.ANSWER}),
    S.RETURNED: frozenset({K.ARBITRATE}),
    S.RESOLVED: frozenset({K.VERIFY}),
    S.ASKING: frozenset({K.CONFIRM}),
}
_TAKEN_UP = frozenset({K.ANSWER})
_STOPS_REACHING: dict[State, frozenset[ClockKind]] = {
    S.HANDLING: _TAKEN_UP,
    S.WHISTLED: _TAKEN_UP,
    S.WAITING: _TAKEN_UP,
    S.SUSPENDED: _TAKEN_UP,
    S.RESOLVED: frozenset({K.ANSWER, K.ARRIVE, K.CONTACT}),  # what was done is an official reply
    S.ASKING: frozenset({*TIER_KINDS, K.STAGE}),
}
#: The work went on elsewhere or was taken back: nobody was in time or late.
_DROPS_ALL = frozenset({S.DUPLICATE, S.WITHDRAWN})
_FIELDS = ("state", "paused_at", "left_seconds", "ended_at", "due_at", "certain", "next_step", "act_at")


def plan(
    case: Case,
    kind: ClockKind,
    duration: Duration,
    calendar: WorkCalendar,
    *,
    label: str = "",
    call: Call | None = None,
    tier_no: int | None = None,
) -> Deadline:
    """A clock that starts now, not yet saved."""
    now = clock.now()
    due = decide.due(calendar, now, duration)
    made = Deadline(
        case=case, call=call, kind=kind, label=label, tier_no=case.tier_no if tier_no is None else tier_no,
        amount=duration.amount, unit=duration.unit, started_at=now, due_at=due.at, certain=due.certain,
    )  # fmt: skip
    made.act_at = next_act(made, rules_of(case), calendar)
    return made


def start(
    case: Case, kind: ClockKind, duration: Duration, *, label: str = "", call: Call | None = None,
    tier_no: int | None = None,
) -> Deadline:  # fmt: skip
    """Start a clock now, in the working time of whoever holds it, and save it."""
    made = plan(case, kind, duration, calendar_of(case, call), label=label, call=call, tier_no=tier_no)
    made.save()
    refresh_due(case)
    return made


def stop(case: Case, *kinds: ClockKind, call: Call | None = None) -> bool:
    """End live clocks of these kinds as MET or LATE, judged at the moment their owner was done; whether there were any."""
    return _change(case, kinds, call, _stopped)


def drop(case: Case, *kinds: ClockKind, call: Call | None = None) -> None:
    """End live clocks of these kinds without a verdict."""
    _change(case, kinds, call, _dropped)


def extend(deadline: Deadline, duration: Duration) -> Deadline:
    """Give a live clock more time; warnings begin anew. Raises `cases.clock_stopped` when it has ended."""
    if deadline.state not in LIVE:
        raise RuleBroken("cases.clock_stopped")
    case, call = deadline.case, deadline.call
    calendar = calendar_of(case, call)
    due = calendar.add(deadline.due_at, duration)
    deadline.due_at, deadline.certain = due.at, due.certain
    deadline.extended += 1
    deadline.next_step = 0
    if deadline.state == ClockState.PAUSED:
        more = decide.length_of(calendar.hours, duration).total_seconds()
        deadline.left_seconds = (deadline.left_seconds or 0) + more
    else:
        deadline.act_at = next_act(deadline, rules_of(case), calendar)
    deadline.save(update_fields=[*_FIELDS, "extended"])
    refresh_due(case)
    return deadline


def turn_passed(case: Case, old: State, new: State) -> None:
    """Apply the tables after a move: stop, drop, pause, resume and start what the new turn asks for.

    Sets the case's `due_at`, which the caller writes with the move.
    """
    live = live_clocks(case)
    changed = [deadline for deadline in live if _apply(deadline, case, old, new)]
    update(changed, _FIELDS)
    begun = _begun(case, old, new, [d for d in live if d.state in LIVE])
    insert(begun)
    case.due_at = min((d.due_at for d in (*live, *begun) if _of_office(d)), default=None)


def refresh_due(case: Case) -> None:
    """Set `due_at` to the nearest running clock of the office's side; null when only the resident's runs, or none."""
    case.due_at = ask(_REFRESH, [case.pk])[0][0]


def live_clocks(case: Case) -> list[Deadline]:
    """Clocks of the case that run or wait."""
    return _LIVE.rows(case=case.pk)


_LIVE = Kept(
    lambda: (
        Deadline.objects.filter(case_id=hole("case"), state__in=LIVE)
        .select_related("call__organization")
        .order_by("id")
    )
)
#: One statement for reading and writing; `_of_office` says the same of clocks at hand.
_REFRESH = """
    UPDATE cases_case SET due_at = (
        SELECT min(due_at) FROM cases_deadline WHERE case_id = cases_case.id AND state = 'running' AND kind <> 'confirm'
    ) WHERE id = $1 RETURNING due_at
"""


def _of_office(deadline: Deadline) -> bool:
    return deadline.state == ClockState.RUNNING and deadline.kind != K.CONFIRM


def tier_plans(case: Case, rules: CaseRules, calendar: WorkCalendar, have: Iterable[str] = ()) -> list[Deadline]:
    """The clocks of the case's tier that aren't live yet: a hand-over keeps those that are."""
    clocks = rules.tiers[case.tier_no].clocks
    wanted = zip(TIER_KINDS, (clocks.answer, clocks.arrive, clocks.resolve), strict=True)
    return [plan(case, kind, length, calendar) for kind, length in wanted if length and kind not in have]


def filing_plans(
    case: Case, rules: CaseRules, calendar: WorkCalendar, category_key: str, *, reachable: bool
) -> list[Deadline]:
    """The promises and the category's stages: they run from filing and never start again.

    `reachable`: the reporter left a number, so that the county's promise of a first contact (if it makes one) holds.
    """
    found = [plan(case, K.PROMISE, decide.promise_for(rules, case.urgency, case.request_kind), calendar)]
    if reachable and rules.sla.contact is not None:
        found.append(plan(case, K.CONTACT, rules.sla.contact, calendar))
    stages = decide.stages_for(rules, category_key)
    return [*found, *(plan(case, K.STAGE, stage.within, calendar, label=stage.name) for stage in stages)]


def sign_plan(case: Case, rules: CaseRules, calendar: WorkCalendar) -> Deadline:
    """The office's own clock while nobody has the case."""
    return plan(case, K.ANSWER, rules.sla.sign, calendar)


def next_act(deadline: Deadline, rules: CaseRules, calendar: WorkCalendar) -> datetime | None:
    """When the sweep has something to do with a running clock: warn, tell, climb; None when nothing follows."""
    if deadline.kind == K.CONFIRM:
        return deadline.due_at if deadline.next_step <= 1 else None
    tier = rules.tiers[deadline.tier_no]
    if deadline.next_step == 0:
        percent = tier.lateness.warn_at_percent
        return decide.warn_at(calendar, clock.now(), deadline.due_at, length(deadline), percent)
    if deadline.next_step == 1:
        return deadline.due_at
    steps = steps_after(deadline, rules, tier)
    at = deadline.next_step - 2
    return decide.late_step_at(calendar, deadline.due_at, steps[at]) if at < len(steps) else None


def steps_after(deadline: Deadline, rules: CaseRules, tier: Tier) -> tuple[Any, ...]:
    """Late steps that this kind of clock takes."""
    if deadline.kind not in STEPPED:
        return ()
    return decide.late_steps(rules, tier.code, may_climb=deadline.kind in CLIMBING)


def length(deadline: Deadline) -> Duration:
    """The clock's length as it was promised."""
    return Duration(deadline.amount, Unit(deadline.unit))


def _change(case: Case, kinds: tuple[ClockKind, ...], call: Call | None, how: Any) -> bool:
    live = [d for d in live_clocks(case) if d.kind in kinds and (call is None or d.call_id == call.pk)]
    for deadline in live:
        how(deadline)
    if live:
        update(live, _FIELDS)
        refresh_due(case)
    return bool(live)


def _apply(deadline: Deadline, case: Case, old: State, new: State) -> bool:
    """Do to one live clock what the move asks for; whether it changed."""
    kind = ClockKind(deadline.kind)
    if new in _DROPS_ALL or _left_in_time(deadline, case, new):
        _dropped(deadline)
    elif _left_tier(deadline, case, new) or _ends(kind, case, old, new):
        _stopped(deadline)
    elif kind in _PAUSED_IN.get(new, ()):
        return _paused(deadline, case)
    elif deadline.state == ClockState.PAUSED:
        _resumed(deadline, case)
    else:
        return False
    return True


def _ends(kind: ClockKind, case: Case, old: State, new: State) -> bool:
    if not case.is_open:
        return True
    return kind in _STOPS_LEAVING.get(old, ()) or kind in _STOPS_REACHING.get(new, ())


def _left_in_time(deadline: Deadline, case: Case, new: State) -> bool:
    return _left_tier(deadline, case, new) and clock.now() <= deadline.due_at


def _left_tier(deadline: Deadline, case: Case, new: State) -> bool:
    """Whether the clock belonged to a rung that the case has climbed from."""
    return new is S.ASSIGNED and deadline.kind in TIER_KINDS and deadline.tier_no != case.tier_no


def _begun(case: Case, old: State, new: State, live: list[Deadline]) -> list[Deadline]:
    """Clocks that start with the new turn."""
    rules, calendar = rules_of(case), calendar_of(case)
    if new is S.ASSIGNED:
        return tier_plans(case, rules, calendar, have={d.kind for d in live})
    if new is S.RECEIVED:
        return [*(_filed_anew(case, rules, calendar) if old is S.DUPLICATE else ()), sign_plan(case, rules, calendar)]
    owners = {
        S.RESOLVED: (K.VERIFY, rules.tiers[case.tier_no].clocks.verify),
        S.RETURNED: (K.ARBITRATE, rules.closing.arbitration.within),
        S.ASKING: (K.CONFIRM, rules.closing.confirm_within),
    }
    return [plan(case, *owners[new], calendar)] if new in owners else []


def _filed_anew(case: Case, rules: CaseRules, calendar: WorkCalendar) -> list[Deadline]:
    """Clocks of a case that is parted from another one: who was contacted before it was joined isn't owed it again."""
    contacted = Deadline.objects.filter(case=case, kind=K.CONTACT, state__in=(ClockState.MET, ClockState.LATE)).exists()
    reachable = Reporter.objects.filter(case=case).exclude(phone_index="").exists()
    return filing_plans(case, rules, calendar, case.category.key, reachable=reachable and not contacted)


def _stopped(deadline: Deadline) -> None:
    done = deadline.paused_at or clock.now()
    _ended(deadline, ClockState.MET if done <= deadline.due_at else ClockState.LATE, done)


def _dropped(deadline: Deadline) -> None:
    _ended(deadline, ClockState.DROPPED, clock.now())


def _ended(deadline: Deadline, state: ClockState, at: datetime) -> None:
    deadline.state, deadline.ended_at, deadline.act_at = state, at, None


def _paused(deadline: Deadline, case: Case) -> bool:
    if deadline.state == ClockState.PAUSED:
        return False
    now = clock.now()
    left = calendar_of(case, deadline.call).remaining(now, deadline.due_at, Unit(deadline.unit))
    deadline.state, deadline.paused_at, deadline.act_at = ClockState.PAUSED, now, None
    deadline.left_seconds = left.total_seconds()
    return True


def _resumed(deadline: Deadline, case: Case) -> None:
    """Run on with what was left. A clock that was late before the pause stays as late as it was."""
    now, calendar = clock.now(), calendar_of(case, deadline.call)
    paused_at = deadline.paused_at or now
    if paused_at > deadline.due_at:
        deadline.due_at += now - paused_at
    else:
        due = calendar.resume(now, timedelta(seconds=deadline.left_seconds or 0), Unit(deadline.unit))
        deadline.due_at, deadline.certain = due.at, due.certain
    deadline.state, deadline.paused_at, deadline.left_seconds = ClockState.RUNNING, None, None
    deadline.act_at = next_act(deadline, rules_of(case), calendar)
