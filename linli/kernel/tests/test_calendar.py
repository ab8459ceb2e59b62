"""Working time: worked by hand for the autumn of 2026 (1–7 October off; 20 September and 10 October are make-up days)."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.kernel.calendar import WorkCalendar
from linli.kernel.clock import ZONE
from linli.kernel.durations import Duration, Unit
from linli.kernel.holidays import national_calendar

CAL = WorkCalendar(
    holidays=frozenset(date(2026, 10, day) for day in range(1, 8)) | {date(2026, 9, 25)},
    makeup_days=frozenset({date(2026, 9, 20), date(2026, 10, 10)}),
    covers_until=date(2026, 12, 31),
)


def at(month: int, day: int, hour: int = 9, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "due"),
    [
        # calendar time runs on through the night and the holiday
        (at(9, 30, 17), 2, Unit.HOURS, at(9, 30, 19)),
        (at(9, 30, 17), 3, Unit.DAYS, at(10, 3, 17)),
        # four working hours from 16:00: 1.5 h today, 2.5 h tomorrow morning
        (at(11, 18, 16), 4, Unit.WORKING_HOURS, at(11, 19, 11)),
        # over lunch
        (at(11, 18, 11), 2, Unit.WORKING_HOURS, at(11, 18, 14, 30)),
        # over the national holiday: 1 h on 30 September, the rest on 8 October
        (at(9, 30, 16, 30), 2, Unit.WORKING_HOURS, at(10, 8, 9, 30)),
        # reported at night: the clock begins in the morning
        (at(11, 18, 22), 1, Unit.WORKING_HOURS, at(11, 19, 9, 30)),
        # working days: the start day isn't counted, the due moment is the end of the last day
        (at(11, 18, 10), 1, Unit.WORKING_DAYS, at(11, 19, 17, 30)),
        (at(9, 30, 10), 1, Unit.WORKING_DAYS, at(10, 8, 17, 30)),
        # Saturday 10 October is worked
        (at(10, 9, 10), 1, Unit.WORKING_DAYS, at(10, 10, 17, 30)),
        (at(10, 9, 10), 2, Unit.WORKING_DAYS, at(10, 12, 17, 30)),
        (at(11, 18, 10), 0, Unit.WORKING_DAYS, at(11, 18, 17, 30)),
    ],
)
def test_it_adds_each_unit(start: datetime, amount: int, unit: Unit, due: datetime) -> None:
    assert CAL.add(start, Duration(amount, unit)).at == due


def test_it_says_where_the_holidays_are_not_published() -> None:
    assert CAL.add(at(12, 31), Duration(8, Unit.WORKING_HOURS)).certain is False
    assert CAL.add(at(12, 30), Duration(1, Unit.WORKING_DAYS)).certain is True
    assert CAL.add(at(12, 31), Duration(1, Unit.WORKING_DAYS)).certain is False
    assert CAL.add(at(12, 31), Duration(9, Unit.DAYS)).certain is True  # calendar time needs no holidays


def test_a_paused_clock_keeps_what_was_left() -> None:
    due = CAL.add(at(11, 18, 9), Duration(6, Unit.WORKING_HOURS)).at
    left = CAL.remaining(at(11, 18, 11), due, Unit.WORKING_HOURS)
    assert left == timedelta(hours=4)
    assert CAL.resume(at(11, 20, 9), left, Unit.WORKING_HOURS).at == at(11, 20, 14, 30)


def test_nothing_is_left_after_the_due_moment() -> None:
    assert CAL.remaining(at(11, 19), at(11, 18), Unit.HOURS) == timedelta()
    assert CAL.remaining(at(11, 19), at(11, 18), Unit.WORKING_HOURS) == timedelta()


@given(
    start=st.datetimes(datetime(2026, 1, 1), datetime(2026, 11, 30), timezones=st.just(ZONE)),
    hours=st.integers(0, 120),
)
def test_working_hours_added_are_working_hours_counted(start: datetime, hours: int) -> None:
    due = CAL.add(start, Duration(hours, Unit.WORKING_HOURS)).at
    assert due >= start
    assert CAL.worked_between(start, due) == timedelta(hours=hours)


@given(
    start=st.datetimes(datetime(2026, 1, 1), datetime(2026, 11, 30), timezones=st.just(ZONE)),
    days=st.integers(1, 40),
)
def test_a_due_day_is_a_workday(start: datetime, days: int) -> None:
    due = CAL.add(start, Duration(days, Unit.WORKING_DAYS)).at.astimezone(ZONE)
    assert CAL.is_workday(due.date())
    passed = (start.date() + timedelta(n) for n in range(1, (due.date() - start.date()).days + 1))
    assert sum(CAL.is_workday(day) for day in passed) == days


def test_the_national_calendar_knows_this_year() -> None:
    national = national_calendar()
    assert national.is_workday(date(2026, 10, 10)) is True  # 调休, a Saturday
    assert national.is_workday(date(2026, 10, 1)) is False
    assert national.covers_until >= date(2026, 12, 31)


def test_a_negative_length_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        Duration(-1, Unit.HOURS)
