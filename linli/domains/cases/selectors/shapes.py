"""What pages show of a case: small frozen shapes with the names that the page parts ask for, and how they are made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext, ngettext

from linli.domains.cases.method import CaseRules
from linli.domains.cases.models import Case, ClockKind, ClockState, Deadline
from linli.domains.cases.states import STATE_LABELS, Kind, State
from linli.foundation.audit.selectors import Line
from linli.kernel import clock
from linli.kernel.words import N_

#: A clock with less than this left is soon due, in lists.
SOON = timedelta(hours=4)
#: Stops that a line shows of its past.
MOST_STOPS = 7


@dataclass(frozen=True, slots=True)
class Badge:
    """A word with its shape; `kind` is a mark's name."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock of a case. `state`: run, soon, late, paused or met; `percent` of its time used up, None when paused."""

    name: str
    state: str
    due_at: datetime
    percent: int | None
    why: str = ""
    left: str = ""
    certain: bool = True
    source: Any = None


@dataclass(frozen=True, slots=True)
class Station:
    """A stop on the line that a case has travelled. `leg` is the time since the stop before."""

    name: str
    state: str
    who: str = ""
    at: datetime | None = None
    leg: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a timeline."""

    at: datetime
    who: str
    text: str
    kind: str
    audience: str
    quote: str = ""
    photos: Sequence[Any] = field(default=())


_BADGES = {
    State.RECEIVED: "new",
    State.RETURNED: "returned",
    State.ASKING: "ask",
    State.WAITING: "paused",
    State.SUSPENDED: "paused",
    State.CONFIRMED: "solved",
    State.DUPLICATE: "merged",
}

_PAUSE_WORDS = {
    State.WAITING: N_("Waits for the reporter's answer"),
    State.SUSPENDED: N_("Suspended with approval"),
    State.RETURNED: N_("Waits for the decision on the return"),
    State.RESOLVED: N_("Waits for the check"),
    State.ASKING: N_("Waits for the resident's word"),
}

#: Event → name of the stop, and the shape that it keeps when the case has gone on.
_STOPS = {
    "cases.opened": (N_("Received"), "done"),
    "cases.dispatched": (N_("Dispatched"), "done"),
    "cases.returned": (N_("Returned"), "returned"),
    "cases.looked": (N_("On site"), "done"),
    "cases.clock_missed": (N_("Not done in time"), "late"),
    "cases.whistle_blown": (N_("Whistle"), "done"),
    "cases.escalated": (N_("One level up"), "done"),
    "cases.result_noted": (N_("Done"), "done"),
    "cases.sent_back": (N_("Sent back"), "returned"),
    "cases.resident_asked": (N_("Resident is asked"), "done"),
    "cases.reopened": (N_("Not solved"), "returned"),
    "cases.confirmed": (N_("Solved"), "solved"),
    "cases.lapsed": (N_("Unconfirmed"), "done"),
    "cases.explained": (N_("Explained"), "done"),
    "cases.redirected": (N_("Legal route named"), "done"),
    "cases.withdrawn": (N_("Withdrawn"), "done"),
    "cases.merged": (N_("Joined"), "done"),
}

#: Lines that the reporter wrote.
_BY_REPORTER = frozenset(
    {"cases.answered", "cases.confirmed", "cases.reopened", "cases.objected", "cases.joined", "cases.withdrawn"}
)


def badge_of(case: Case) -> Badge:
    """State and lateness in one word: late first, then what the state is, then how soon."""
    return badge_at(case.at, case.due_at, gettext(STATE_LABELS[case.at]))


def badge_at(state: State, due_at: datetime | None, label: str) -> Badge:
    """As `badge_of`, for lists that read columns instead of cases; `label` is the state's own word."""
    is_open, now = state.kind is Kind.OPEN, clock.now()
    if due_at and due_at < now and is_open:
        return Badge("late", gettext("Late by {span}").format(span=span_words(now - due_at)))
    if state in _BADGES or not is_open:
        return Badge(_BADGES.get(state, "paused"), label)
    if due_at and due_at - now < SOON:
        return Badge("soon", gettext("{span} left").format(span=span_words(due_at - now)))
    return Badge("doing", label)


def mark_of(case: Case) -> str:
    """The shape of the state itself, lateness aside."""
    return _BADGES.get(case.at, "doing" if case.is_open else "paused")


def span_words(span: timedelta) -> str:
    """A length of time as people say it: its two largest parts at most."""
    minutes = max(0, round(span.total_seconds() / 60))
    days, hours, minutes = minutes // 1440, minutes % 1440 // 60, minutes % 60
    if days:
        return ngettext("{n} day", "{n} days", days).format(n=days)
    if hours:
        return ngettext("{n} hour", "{n} hours", hours).format(n=hours)
    return ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)


def clocks_of(case: Case, deadlines: Iterable[Deadline], rules: CaseRules) -> list[Clock]:
    """Every clock of the case but those that no longer matter."""
    return [_clock(case, one, rules) for one in deadlines if one.state != ClockState.DROPPED]


def stations_of(case: Case, lines: Iterable[Line]) -> list[Station]:
    """The line that the case has travelled (oldest first), where it is now, and what still lies ahead."""
    past = _without_repeats(line for line in reversed(list(lines)) if line.code in _STOPS)
    stops = _shortened([_station(line, before) for line, before in zip(past, [None, *past], strict=False)])
    if not case.is_open:
        return stops
    if stops and stops[-1].state == "done":
        stops[-1] = Station(stops[-1].name, "now", stops[-1].who, stops[-1].at, stops[-1].leg)
    ahead = [] if case.at in (State.RESOLVED, State.ASKING) else [Station(gettext("Done"), "next")]
    return [*stops, *ahead, Station(gettext("The resident's word"), "next")]


def entries_of(lines: Iterable[Line]) -> list[Entry]:
    """A timeline for staff, newest first: people by name."""
    return [Entry(line.at, who_of(line), line.text, line.mark, line.audience) for line in lines]


def public_entries(lines: Iterable[Line], community: str) -> list[Entry]:
    """A timeline for residents: organizations and places, never people."""
    return [Entry(line.at, _public_who(line, community), line.text, line.mark, "") for line in lines]


def who_of(line: Line) -> str:
    """Who did it: the person, the reporter, or Linli itself."""
    if line.who:
        return line.who
    return gettext("Reporter") if line.code in _BY_REPORTER or line.code == "cases.opened" else gettext("Linli")


def _public_who(line: Line, community: str) -> str:
    if line.code in _BY_REPORTER or line.code == "cases.opened":
        return gettext("Resident")
    return str(line.data.get("by") or community)


def _without_repeats(lines: Iterable[Line]) -> list[Line]:
    """Several clocks that were missed one after the other are one stop."""
    kept: list[Line] = []
    for line in lines:
        if not (kept and kept[-1].code == line.code == "cases.clock_missed"):
            kept.append(line)
    return kept


def _shortened(stops: list[Station]) -> list[Station]:
    """A line that fits: the first stop and the latest ones; what lies between is counted."""
    if len(stops) <= MOST_STOPS:
        return stops
    left_out = len(stops) - MOST_STOPS + 1
    between = Station(ngettext("{n} step", "{n} steps", left_out).format(n=left_out), "done")
    return [stops[0], between, *stops[left_out + 1 :]]


def _station(line: Line, before: Line | None) -> Station:
    name, state = _STOPS[line.code]
    leg = span_words(line.at - before.at) if before else ""
    return Station(gettext(name), state, str(line.data.get("to") or who_of(line)), line.at, leg)


def _clock(case: Case, one: Deadline, rules: CaseRules) -> Clock:
    name, source = one.name, _source(one, rules)
    if one.state == ClockState.PAUSED:
        return Clock(name, "paused", one.due_at, None, gettext(_PAUSE_WORDS.get(case.at, N_("Paused"))), source=source)
    at = one.ended_at or clock.now()
    late = one.state == ClockState.LATE or (one.state == ClockState.RUNNING and at > one.due_at)
    state = "late" if late else "met" if one.state == ClockState.MET else "soon" if one.next_step else "run"
    left = gettext("took {span}").format(span=span_words(at - one.started_at)) if one.ended_at else ""
    return Clock(name, state, one.due_at, _percent(one, at), left=left, certain=one.certain, source=source)


def _percent(one: Deadline, at: datetime) -> int:
    whole = (one.due_at - one.started_at).total_seconds()
    return 100 if whole <= 0 else min(100, round(100 * (at - one.started_at).total_seconds() / whole))


def _source(one: Deadline, rules: CaseRules) -> Any:
    """The table of the method that the clock comes from, for the mark beside it."""
    tables: Mapping[str, Any] = {
        ClockKind.PROMISE: rules.sla,
        ClockKind.CONTACT: rules.sla,
        ClockKind.CALL_ANSWER: rules.whistle.clocks,
        ClockKind.CALL_ARRIVE: rules.whistle.clocks,
        ClockKind.CALL_REPORT: rules.whistle.clocks,
        ClockKind.ARBITRATE: rules.closing,
        ClockKind.CONFIRM: rules.closing,
    }
    if one.kind == ClockKind.STAGE:
        return next((table for table in rules.category_clocks if one.label in [s.name for s in table.stages]), None)
    return tables.get(one.kind, rules.tiers[one.tier_no].clocks)
