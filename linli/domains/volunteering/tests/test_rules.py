"""Codes, distances, minutes, quarters: by hand, with figures that are known."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from linli.domains.volunteering import rules

NINE = datetime(2026, 6, 13, 1, tzinfo=UTC)
ELEVEN = NINE + timedelta(hours=2)


@pytest.mark.parametrize(
    ("came", "left", "expected"),
    [
        (0, 120, 120),
        (-20, 150, 120),  # early and late count nothing
        (1, 120, 105),  # 119 minutes, in whole quarters
        (15, 119, 90),
        (120, 120, 0),
        (130, 140, 0),  # came after the end
        (60, 30, 0),  # a clock that ran backwards
    ],
)
def test_minutes_within_the_shift_in_whole_quarters(came: int, left: int, expected: int) -> None:
    times = [NINE + timedelta(minutes=one) for one in (came, left)]
    assert rules.minutes_served(NINE, ELEVEN, *times, 15) == expected


def test_who_didnt_check_out_stayed_to_the_end() -> None:
    assert rules.minutes_served(NINE, ELEVEN, NINE + timedelta(minutes=30), None, 15) == 90
    assert rules.minutes_served(NINE, ELEVEN, None, None, 1) == 120


def test_over_midnight_minutes_are_minutes() -> None:
    begin = datetime(2026, 6, 13, 14, tzinfo=UTC)  # ten in the evening in China
    assert rules.length(begin, begin + timedelta(hours=4)) == 240
    assert rules.minutes_served(begin, begin + timedelta(hours=4), begin, None, 15) == 240


@pytest.mark.parametrize(("minutes", "fits"), [(0, False), (1, True), (1440, True), (1441, False), (-60, False)])
def test_a_shift_is_a_minute_to_a_day(minutes: int, fits: bool) -> None:
    assert rules.is_span(NINE, NINE + timedelta(minutes=minutes)) is fits


@pytest.mark.parametrize(("minutes", "fits"), [(-31, False), (-30, True), (0, True), (120, True), (121, False)])
def test_checking_in_from_half_an_hour_before_to_the_end(minutes: int, fits: bool) -> None:
    assert rules.may_check_in(NINE + timedelta(minutes=minutes), NINE, ELEVEN, 30) is fits


def test_cancelling_up_to_twelve_hours_before() -> None:
    last = NINE - timedelta(hours=12)
    assert rules.may_cancel(last, NINE, 12)
    assert not rules.may_cancel(last + timedelta(seconds=1), NINE, 12)


def test_codes_change_with_their_window_and_keep_leading_zeros() -> None:
    assert rules.window_of(NINE, 5) == rules.window_of(NINE + timedelta(seconds=299), 5)
    assert rules.window_of(NINE, 5) + 1 == rules.window_of(NINE + timedelta(seconds=300), 5)
    assert rules.ends_in(NINE, 5) == 300
    assert rules.ends_in(NINE + timedelta(seconds=299), 5) == 1
    assert rules.digits_of("0" * 63 + "1") == "000000"
    assert rules.digits_of("00000000000002a" + "f" * 49) == "000042"
    assert rules.is_one_of("000042", ("123456", "000042"))
    assert not rules.is_one_of("42", ("000042",))
    assert not rules.is_one_of("٠٠٠٠٤٢", ("000042",))


@pytest.mark.parametrize("value", [True, 1.5, "1", None, 0, -1, 121, 10**30])
def test_whole_numbers_in_bounds_only(value: object) -> None:
    assert not rules.is_whole(value, 1, 120)


def test_age_and_masked_names() -> None:
    assert rules.age_on(date(2012, 6, 13), date(2026, 6, 12)) == 13
    assert rules.age_on(date(2012, 6, 13), date(2026, 6, 13)) == 14
    assert rules.age_on(date(2012, 2, 29), date(2026, 2, 28)) == 13
    assert [rules.masked_name(one) for one in ("王小红", "王", "")] == ["王**", "王", ""]
