"""Arithmetic of indicators, without a database."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from linli.domains.indicators import rules
from linli.domains.indicators.method import Goal, Indicator, Question
from linli.kernel.clock import ZONE

PARTS = st.tuples(st.integers(0, 300), st.integers(0, 300)).map(sorted)


def share(**other: Any) -> Indicator:
    return Indicator.model_validate({"label": "x", "assumed": "x", **other})


def test_the_share_of_l32_must_be_above_exactly_75() -> None:
    goal = Goal.model_validate({"value": 75, "is": "more_than", "source": "L32"})
    assert rules.is_reached(goal, rules.value_of("share", 75, 100)) is False
    assert rules.is_reached(goal, rules.value_of("share", 7501, 10_000)) is True
    assert rules.is_reached(goal, rules.value_of("share", 7499, 10_000)) is False
    assert rules.is_reached(goal, None) is None
    at_least = Goal.model_validate({"value": 75, "is": "at_least", "source": "L32"})
    assert rules.is_reached(at_least, rules.value_of("share", 3, 4)) is True


@pytest.mark.parametrize(
    ("counted", "of", "kind", "direction", "text"),
    [
        (7499, 10_000, "share", "higher", "74.9%"),  # never looks reached when it isn't
        (7501, 10_000, "share", "lower", "75.1%"),
        (3, 4, "share", "lower", "75.0%"),
        (1, 3, "share", "higher", "33.3%"),
        (0, 3, "share", "higher", "0.0%"),
        (999, 1000, "share", "higher", "99.9%"),
        (0, 0, "share", "higher", "—"),
        (95, 31, "ratio", "none", "3.06"),
        (1, 0, "ratio", "none", "—"),
        (7, 0, "count", "none", "7"),
    ],
)
def test_figures_are_rounded_against_the_office(counted: int, of: int, kind: str, direction: str, text: str) -> None:
    assert rules.shown(rules.value_of(kind, counted, of), kind, direction) == text


def test_equals_share_a_place() -> None:
    values = [Fraction(90), Fraction(80), Fraction(80), Fraction(70), None]
    assert rules.ranks(values, "higher") == [1, 2, 2, 4, None]
    assert rules.ranks(values, "lower") == [4, 2, 2, 1, None]
    assert rules.ranks(values, "none") == [None] * 5
    third = Fraction(1, 3), Fraction(333, 1000)  # what looks alike isn't equal
    assert rules.ranks(third, "higher") == [1, 2]
    assert rules.ranks([], "higher") == []


@given(st.lists(st.one_of(st.none(), PARTS.map(lambda pair: rules.value_of("share", *pair))), max_size=20))
def test_places_say_how_many_are_better(values: list[Fraction | None]) -> None:
    known = [one for one in values if one is not None]
    for value, rank in zip(values, rules.ranks(values, "higher"), strict=True):
        assert rank == (None if value is None else 1 + len([one for one in known if one > value]))


def test_the_score_weighs_and_caps() -> None:
    three = [share(weight=30), share(weight=35, cap=95), share(weight=35, direction="lower")]
    full = rules.score(three, [Fraction(100), Fraction(100), Fraction(0)])
    assert full == 30 + Fraction(35 * 95, 100) + 35 == rules.full_score([*three[:2], share(weight=35)])
    assert rules.score(three, [Fraction(50), Fraction(50), Fraction(90)]) == 15 + Fraction(35, 2) + Fraction(35, 10)
    assert rules.score(three, [Fraction(50), None, Fraction(90)]) is None
    assert rules.score([share()], [Fraction(50)]) is None
    assert rules.shown_score(Fraction(1999, 3)) == "666.33"
    assert rules.points(share(weight=0.1), Fraction(100)) == Fraction(1, 10)  # as it is written, not as a float is kept


@given(PARTS, st.integers(1, 100), st.sampled_from(["higher", "lower"]))
def test_points_lie_between_nothing_and_the_weight(pair: list[int], cap: int, direction: str) -> None:
    one = share(weight=7, cap=cap, direction=direction)
    value = rules.value_of("share", *pair)
    points = rules.points(one, value)
    assert points is None if value is None else 0 <= points <= Fraction(7 * cap, 100)


def test_periods_are_days_in_china() -> None:
    month = rules.period_of("month", date(2024, 2, 29))
    assert (month.first, month.last, month.days) == (date(2024, 2, 1), date(2024, 2, 29), 29)
    assert month.span == (datetime(2024, 2, 1, tzinfo=ZONE), datetime(2024, 3, 1, tzinfo=ZONE))
    assert rules.before(month) == rules.period_of("month", date(2024, 1, 5))
    assert rules.after(month) == rules.period_of("month", date(2024, 3, 31))
    week = rules.period_of("week", date(2026, 11, 22))
    assert (week.first, week.last) == (date(2026, 11, 16), date(2026, 11, 22))
    assert rules.after(rules.period_of("year", date(2026, 1, 1))).last == date(2027, 12, 31)
    assert rules.before(rules.period_of("day", date(2026, 3, 1))).first == date(2026, 2, 28)
    own = rules.period_of("own", date(2026, 5, 5), date(2026, 3, 9), date(2026, 3, 5))
    assert (own.first, own.last, own.days) == (date(2026, 3, 5), date(2026, 3, 9), 5)
    assert (rules.before(own).first, rules.before(own).last) == (date(2026, 2, 28), date(2026, 3, 4))
    assert rules.after(own).last == date(2026, 3, 14)
    assert rules.period_of("own", date(2026, 5, 5), date(2026, 3, 9)).first == date(2026, 3, 1)
    assert rules.period_of("own", date(2026, 1, 1), date(2000, 1, 1), date(2026, 1, 1)).days == rules.LONGEST
    assert rules.period_of("odd", date(2026, 12, 31)).last == date(2026, 12, 31)


@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)), st.sampled_from(["day", "week", "month", "year"]))
def test_periods_follow_each_other_without_a_gap(day: date, kind: str) -> None:
    one = rules.period_of(kind, day)
    assert one.first <= day <= one.last
    assert rules.after(one).span[0] == one.span[1]
    assert rules.before(rules.after(one)) == one


def test_a_campaign_is_compared_with_as_many_days_before() -> None:
    earlier, during = rules.campaign_periods(date(2026, 9, 1), date(2026, 11, 30), date(2026, 9, 10)) or (None, None)
    assert earlier and during
    assert (during.first, during.last, during.days) == (date(2026, 9, 1), date(2026, 9, 10), 10)
    assert (earlier.first, earlier.last) == (date(2026, 8, 22), date(2026, 8, 31))
    assert rules.campaign_periods(date(2026, 9, 1), date(2026, 11, 30), date(2026, 8, 31)) is None
    assert rules.change_of("share", Fraction(50), Fraction(105, 2)) == "+2.5"
    assert rules.change_of("share", Fraction(50), Fraction(4999, 100)) == "±0.0"
    assert rules.change_of("count", Fraction(9), Fraction(2)) == "−7"
    assert rules.change_of("ratio", None, Fraction(2)) == ""


@pytest.mark.parametrize(
    "wrong",
    [
        {"fact": "x"}, {"fact": "x", "yes": True, "at_least": 1}, {"fact": "x", "one_of": ()},
        {"fact": "x", "at_least": -1}, {"fact": "x; drop", "yes": True}, {"fact": "x", "odd": 1},
    ],
)  # fmt: skip
def test_a_question_asks_one_thing(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Question.model_validate(wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "count", "weight": 1}, {"weight": 5, "direction": "none"}, {"kind": "ratio"}, {"cap": 0}, {"cap": 101},
        {"kind": "count", "of": [{"fact": "ended", "yes": True}]}, {"subject": "Cases"}, {"assumed": "x", "source": "Q1"},
    ],
)  # fmt: skip
def test_an_indicator_fits_its_kind(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        share(**wrong)
