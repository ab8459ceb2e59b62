"""When a visit is due: month ends, holidays, just due, two in one quarter and none in the next (H37, L9)."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from linli.domains.visits import method, rules, states
from linli.domains.visits.rules import Rhythm
from linli.domains.visits.states import Counting, Cycle, OffDays
from linli.kernel.calendar import WorkCalendar

#: 1–8 October and 27 September – 3 October of the text's year are free, 10 October (a Saturday) is worked instead.
OCTOBER = frozenset(date(2026, 10, day) for day in range(1, 9))
CAL = WorkCalendar(OCTOBER, frozenset({date(2026, 10, 10)}), date(2026, 12, 31))
FREE_WEEK = WorkCalendar(frozenset(date(2026, 2, day) for day in range(16, 21)), frozenset(), date(2026, 12, 31))


def day(text: str) -> date:
    return date.fromisoformat(text)


def due(cycle: Cycle, last: str, counting: Counting = Counting.ROLLING, calendar: WorkCalendar = CAL) -> str:
    return rules.next_due(Rhythm(cycle, counting), day(last), calendar).isoformat()


@pytest.mark.parametrize(
    ("cycle", "last", "next_one"),
    [
        (Cycle.DAILY, "2026-03-02", "2026-03-03"),
        (Cycle.WEEKLY, "2026-03-02", "2026-03-09"),
        (Cycle.MONTHLY, "2026-01-31", "2026-02-28"),
        (Cycle.MONTHLY, "2028-01-31", "2028-02-29"),
        (Cycle.MONTHLY, "2026-02-28", "2026-03-28"),
        (Cycle.MONTHLY, "2026-12-15", "2027-01-15"),
        (Cycle.QUARTERLY, "2025-11-30", "2026-02-28"),
        (Cycle.HALF_YEARLY, "2026-08-31", "2027-02-28"),
        (Cycle.YEARLY, "2028-02-29", "2029-02-28"),
    ],
)
def test_a_cycle_later(cycle: Cycle, last: str, next_one: str) -> None:
    assert rules.after(day(last), cycle) == day(next_one)


@pytest.mark.parametrize(
    ("cycle", "last", "next_one"),
    [
        (Cycle.DAILY, "2026-03-06", "2026-03-09"),  # Friday: Monday
        (Cycle.WEEKLY, "2026-09-24", "2026-10-09"),  # into the free days: the first workday after them
        (Cycle.WEEKLY, "2026-10-03", "2026-10-10"),  # a Saturday that is worked
        (Cycle.MONTHLY, "2026-02-28", "2026-03-30"),  # 28 March is a Saturday
    ],
)
def test_a_due_day_is_worked(cycle: Cycle, last: str, next_one: str) -> None:
    assert due(cycle, last) == next_one


def test_a_due_day_may_stay_where_the_method_says_so() -> None:
    rhythm = Rhythm(Cycle.MONTHLY, off_days=OffDays.SAME_DAY)
    assert rules.next_due(rhythm, day("2026-02-28"), CAL) == day("2026-03-28")


@pytest.mark.parametrize(
    ("cycle", "last", "next_one"),
    [
        (Cycle.QUARTERLY, "2026-01-05", "2026-06-30"),
        (Cycle.QUARTERLY, "2026-03-31", "2026-06-30"),  # the second one in the quarter saves nothing
        (Cycle.QUARTERLY, "2026-04-01", "2026-09-30"),
        (Cycle.MONTHLY, "2026-01-31", "2026-02-27"),  # the last of February is a Saturday
        (Cycle.WEEKLY, "2026-03-02", "2026-03-13"),
        (Cycle.WEEKLY, "2026-03-08", "2026-03-13"),  # a Sunday still belongs to its week
    ],
)
def test_once_in_each_period_of_the_calendar(cycle: Cycle, last: str, next_one: str) -> None:
    """L9."""
    assert due(cycle, last, Counting.CALENDAR) == next_one


def test_a_week_without_any_workday_is_passed_over() -> None:
    assert due(Cycle.WEEKLY, "2026-02-13", Counting.CALENDAR, FREE_WEEK) == "2026-02-27"


@pytest.mark.parametrize(
    ("due_on", "mark"),
    [
        ("2026-03-01", "late"), ("2026-03-02", "today"), ("2026-03-03", "soon"), ("2026-03-09", "soon"),
        ("2026-03-10", "later"), (None, "later"),
    ],
)  # fmt: skip
def test_just_due_is_not_late(due_on: str | None, mark: str) -> None:
    assert states.mark_of(day(due_on) if due_on else None, day("2026-03-02")) == mark


def test_first_visits_are_spread_over_one_cycle() -> None:
    start = day("2026-03-02")
    days = rules.spread(Rhythm(Cycle.WEEKLY), start, 10, CAL)
    assert days == sorted(days) and days[0] == start
    assert [days.count(one) for one in dict.fromkeys(days)] == [2, 2, 2, 2, 2]
    assert len(rules.spread(Rhythm(Cycle.QUARTERLY), start, 3, CAL)) == 3
    assert rules.spread(Rhythm(Cycle.DAILY), day("2026-03-07"), 2, CAL) == [day("2026-03-09")] * 2
    assert rules.spread(Rhythm(Cycle.QUARTERLY), start, 0, CAL) == []
    by_calendar = rules.spread(Rhythm(Cycle.QUARTERLY, Counting.CALENDAR), start, 2, CAL)
    assert by_calendar == [day("2026-03-31")] * 2


def test_each_ground_is_spread_by_itself() -> None:
    days = rules.spread_by_ground(Rhythm(Cycle.WEEKLY), day("2026-03-02"), [1, 1, 2, 1, 2, 1, 1], CAL)
    assert [one.day for one in days] == [2, 3, 2, 4, 4, 5, 6]
    assert rules.spread_by_ground(Rhythm(Cycle.WEEKLY), day("2026-03-02"), [], CAL) == []


def test_a_plan_on_the_last_free_days_of_a_period_waits_for_the_next() -> None:
    rhythm = Rhythm(Cycle.MONTHLY, Counting.CALENDAR)
    assert rules.first_due(rhythm, day("2026-02-28"), CAL) >= day("2026-02-28")


@pytest.mark.parametrize(
    ("outcome", "tries", "done"),
    [("answered", 1, True), ("refused", 1, True), ("nobody", 2, False), ("nobody", 3, True)],
)
def test_what_counts_as_done(outcome: str, tries: int, done: bool) -> None:
    assert rules.is_done(outcome, tries, ("answered", "refused"), 3) is done


def test_rooms_stand_as_one_comes_by_them() -> None:
    rooms = ["1001", "东2", "102", "101", "3单元201", "东10"]
    assert sorted(rooms, key=rules.room_order) == ["东2", "东10", "3单元201", "101", "102", "1001"]


def test_names_are_found_in_words() -> None:
    assert rules.names_in("王小红家门口漏水", ["王小红"])
    assert not rules.names_in("楼道漏水", ["王小红", "楼"])


def test_the_schema_names_exactly_the_states() -> None:
    for code, enum in (
        (method.CycleCode, states.Cycle), (method.SubjectCode, states.Subject),
        (method.CountingCode, states.Counting), (method.OffDaysCode, states.OffDays),
        (method.OutcomeCode, states.Outcome),
    ):  # fmt: skip
        assert set(get_args(code)) == {one.value for one in enum}


def test_rarer_and_more_often() -> None:
    assert states.is_rarer("yearly", "quarterly")
    assert not states.is_rarer("quarterly", "quarterly") and not states.is_rarer("daily", "weekly")
