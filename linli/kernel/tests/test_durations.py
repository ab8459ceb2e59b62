"""Lengths of time as the methods write them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from linli.kernel.durations import Duration, Unit


@pytest.mark.parametrize(
    ("amount", "unit", "length"),
    [
        (0, Unit.MINUTES, timedelta(0)),
        (90, Unit.MINUTES, timedelta(hours=1, minutes=30)),
        (36, Unit.HOURS, timedelta(days=1, hours=12)),
        (365, Unit.DAYS, timedelta(days=365)),
    ],
)
def test_what_runs_day_and_night_has_a_length(amount: int, unit: Unit, length: timedelta) -> None:
    assert Duration(amount, unit).length == length


@pytest.mark.parametrize("unit", [Unit.WORKING_HOURS, Unit.WORKING_DAYS])
def test_working_time_has_none_without_a_calendar(unit: Unit) -> None:
    with pytest.raises(ValueError, match="working time"):
        _ = Duration(5, unit).length
