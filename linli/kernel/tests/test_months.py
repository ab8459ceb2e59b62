"""Stretches of whole months: every day lies in exactly one of each length, and they follow one another without a gap."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.kernel import months


@pytest.mark.parametrize(
    ("day", "length", "first", "last"),
    [
        (date(2024, 2, 29), 1, date(2024, 2, 1), date(2024, 2, 29)),
        (date(2026, 3, 31), 3, date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 4, 1), 3, date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 12, 31), 6, date(2026, 7, 1), date(2026, 12, 31)),
        (date.max, 12, date(9999, 1, 1), date.max),
    ],
)
def test_a_stretch_around_a_day(day: date, length: int, first: date, last: date) -> None:
    assert months.around(day, length) == (first, last)


@given(st.dates(max_value=date(9998, 12, 31)), st.sampled_from([1, 2, 3, 4, 6, 12]))
def test_stretches_have_no_gap(day: date, length: int) -> None:
    first, last = months.around(day, length)
    assert first <= day <= last
    assert months.around(last + timedelta(days=1), length)[0] == last + timedelta(days=1)


@pytest.mark.parametrize("length", [0, -3, 5, 7, 24])
def test_what_does_not_divide_the_year_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="divide"):
        months.around(date(2026, 1, 1), length)


def test_a_quarter_and_the_day_after_it() -> None:
    assert months.quarter(date(2026, 12, 31)) == (date(2026, 10, 1), date(2027, 1, 1))
    assert months.quarter(date(2024, 2, 29)) == (date(2024, 1, 1), date(2024, 4, 1))
