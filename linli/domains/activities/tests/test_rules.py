"""Periods, turns and days of reminding, at their edges; and what a section of the method may say."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from linli.domains.activities import rules
from linli.domains.activities.method import OwnItems, Programme
from linli.domains.activities.rules import Period
from linli.domains.activities.states import State, Turn

MAY = Period(date(2026, 5, 1), date(2026, 5, 31))


@pytest.mark.parametrize(
    ("day", "months", "first", "last"),
    [
        (date(2026, 3, 31), 3, date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 4, 1), 3, date(2026, 4, 1), date(2026, 6, 30)),
        (date(2028, 2, 29), 1, date(2028, 2, 1), date(2028, 2, 29)),
        (date(2026, 12, 31), 12, date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_periods_have_their_days(day: date, months: int, first: date, last: date) -> None:
    assert rules.period_of(day, months) == Period(first, last)


def test_neighbours_of_a_period_cross_the_year() -> None:
    january = Period(date(2026, 1, 1), date(2026, 1, 31))
    assert rules.before(january, 1) == Period(date(2025, 12, 1), date(2025, 12, 31))
    assert rules.after(Period(date(2025, 12, 1), date(2025, 12, 31)), 1) == january


def test_the_period_before_todays_can_be_caught_up_with() -> None:
    assert rules.earliest(date(2026, 5, 31), 1) == date(2026, 4, 1)
    assert rules.earliest(date(2026, 1, 1), 3) == date(2025, 10, 1)


@pytest.mark.parametrize(
    ("state", "on", "today", "turn"),
    [
        (State.HELD, date(2026, 5, 4), date(2026, 7, 1), Turn.HELD),
        (State.PLANNED, date(2026, 5, 13), date(2026, 5, 13), Turn.PLANNED),
        (State.PLANNED, date(2026, 5, 13), date(2026, 5, 14), Turn.LATE),
        (State.BEGUN, date(2026, 5, 31), date(2026, 5, 31), Turn.BEGUN),
        (State.BEGUN, date(2026, 5, 31), date(2026, 6, 1), Turn.LATE),
        (None, None, date(2026, 5, 31), Turn.OPEN),
        (None, None, date(2026, 6, 1), Turn.LATE),
    ],
)
def test_late_is_what_was_not_held_in_time(state: State | None, on: date | None, today: date, turn: Turn) -> None:
    assert rules.turn_of(state, on, MAY, today) is turn


@pytest.mark.parametrize(
    ("today", "found"),
    [
        (date(2026, 5, 25), []),
        (date(2026, 5, 26), [MAY]),
        (date(2026, 5, 31), [MAY]),
        (date(2026, 6, 1), [MAY]),
        (date(2026, 6, 2), []),
    ],
)
def test_reminders_from_five_days_before_the_end_to_the_day_after(today: date, found: list[Period]) -> None:
    assert rules.periods_to_remind(today, 1, 5) == found


def test_a_month_of_reminding_covers_two_periods_on_the_first_day() -> None:
    assert rules.periods_to_remind(date(2026, 6, 1), 1, 31) == [MAY, Period(date(2026, 6, 1), date(2026, 6, 30))]


def test_a_fixed_item_without_words_is_named() -> None:
    assert rules.undone(["交纳党费", "集中学习"], ["交了", " "]) == ["集中学习"]


@pytest.mark.parametrize(
    "facts",
    [
        {},  # nobody holds it
        {"bodies": ["party_branch"], "areas": ["community"]},
        {"bodies": ["party_branch"], "own": None},  # nothing to do
        {"bodies": ["party_branch"], "own": {"least": 0, "most": 3, "assumed": "试"}},
        {"bodies": ["party_branch"], "months": 5},
    ],
)
def test_a_programme_that_cannot_be_is_refused(facts: dict[str, Any]) -> None:
    base = {"label": "试", "months": 1, "own": {"least": 1, "most": 3, "assumed": "试"}, "assumed": "试"}
    assert Programme.model_validate({**base, "bodies": ["party_branch"]})
    with pytest.raises(ValidationError):
        Programme.model_validate({**base, **facts})


def test_own_items_are_a_range() -> None:
    assert OwnItems.model_validate({"least": 3, "most": 3, "assumed": "试"})
    with pytest.raises(ValidationError, match="lies above"):
        OwnItems.model_validate({"least": 4, "most": 3, "assumed": "试"})
