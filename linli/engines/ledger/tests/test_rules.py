"""Shares, rounding, periods, caps and ends, against plain arithmetic."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from linli.engines.ledger import registry, rules
from linli.engines.ledger.method import Cap, Expiry, LedgerRules, UnitRule

AMOUNTS = st.integers(0, registry.LARGEST)
DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@given(AMOUNTS, st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any))
def test_shares_sum_to_the_amount_and_none_is_a_part_off(amount: int, weights: list[int]) -> None:
    shares = rules.split(amount, weights)
    assert sum(shares) == amount
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - Fraction(amount * weight, sum(weights))) < 1
        assert weight or not share


def test_the_rest_goes_to_the_largest_remainder_and_among_equals_to_the_first() -> None:
    assert rules.split(10, [1, 1, 1]) == [4, 3, 3]
    assert rules.split(10, [1, 5, 5]) == [1, 5, 4]
    assert rules.split(0, [2, 1]) == [0, 0]


@pytest.mark.parametrize(("amount", "weights"), [(-1, [1]), (1, []), (1, [0, 0]), (1, [2, -1])])
def test_what_cant_be_shared_is_refused(amount: int, weights: list[int]) -> None:
    with pytest.raises(ValueError, match="begin at 0"):
        rules.split(amount, weights)


@given(st.integers(0, 10**9), st.integers(0, 10**6), st.integers(1, 10**6))
def test_rounding_is_exact(quantity: int, rate: int, per: int) -> None:
    exact = Fraction(quantity * rate, per)
    assert rules.worth(quantity, rate, per) == floor(exact)
    assert rules.worth(quantity, rate, per, "up") == ceil(exact)
    assert rules.worth(quantity, rate, per, "half_up") == floor(exact + Fraction(1, 2))


@pytest.mark.parametrize(("minutes", "down", "half_up", "up"), [
    (0, 0, 0, 0), (2, 0, 0, 1), (3, 0, 1, 1), (60, 10, 10, 10), (89, 14, 15, 15), (90, 15, 15, 15), (91, 15, 15, 16),
])  # fmt: skip
def test_minutes_become_tenths_of_points(minutes: int, down: int, half_up: int, up: int) -> None:
    assert [rules.worth(minutes, 10, 60, how) for how in ("down", "half_up", "up")] == [down, half_up, up]


@pytest.mark.parametrize(("quantity", "rate", "per"), [(-1, 1, 1), (1, -1, 1), (1, 1, 0)])
def test_a_negative_quantity_is_worth_nothing_at_all(quantity: int, rate: int, per: int) -> None:
    with pytest.raises(ValueError, match="begin at 0"):
        rules.worth(quantity, rate, per)


@given(DAYS, st.sampled_from(["day", "week", "month", "year"]))
def test_a_day_lies_in_one_period_that_ends_where_the_next_begins(day: date, per: str) -> None:
    first, after = rules.period_of(day, per)  # type: ignore[arg-type,misc]
    assert first <= day < after
    assert rules.period_of(after - timedelta(days=1), per) == (first, after)  # type: ignore[arg-type]
    assert rules.period_of(after, per)[0] == after  # type: ignore[arg-type,index]


def test_periods_are_those_of_the_calendar() -> None:
    assert rules.period_of(date(2026, 11, 22), "week") == (date(2026, 11, 16), date(2026, 11, 23))
    assert rules.period_of(date(2028, 2, 29), "month") == (date(2028, 2, 1), date(2028, 3, 1))
    assert rules.period_of(date(2026, 12, 31), "year") == (date(2026, 1, 1), date(2027, 1, 1))
    assert rules.period_of(date(2026, 12, 31), "activity") is None


def cap(most: int, beyond: str = "cut") -> Cap:
    return Cap.model_validate({"per": "day", "most": most, "beyond": beyond, "assumed": "x"})


@given(AMOUNTS, st.lists(st.tuples(st.integers(1, 1000), AMOUNTS), max_size=4), st.sampled_from([1, 10, 60, 100]))
def test_caps_that_cut_leave_what_the_narrowest_leaves(asked: int, told: list[tuple[int, int]], scale: int) -> None:
    found = rules.allowed(asked, [(cap(most), earned) for most, earned in told], scale)
    assert found.amount == min([asked, *(max(0, most * scale - earned) for most, earned in told)])
    assert found.refused is None


@given(st.integers(1, 10**6), st.integers(1, 1000), AMOUNTS)
def test_a_cap_that_refuses_gives_all_or_nothing(asked: int, most: int, earned: int) -> None:
    found = rules.allowed(asked, [(cap(1_000_000), 0), (cap(most, "refuse"), earned)], 10)
    assert (found.amount, found.refused is None) in ((asked, True), (0, False))
    assert (found.refused is None) == (earned + asked <= most * 10)


@given(DAYS, st.integers(1, 30))
def test_years_end_with_the_corresponding_day(day: date, years: int) -> None:
    ends = rules.lapses_on(Expiry(policy="years", years=years, assumed="x"), day)
    assert ends is not None
    last = ends - timedelta(days=1)
    assert (last.year, last.month) == (day.year + years, day.month)
    assert last.day == day.day or (day.day == 29 and last.day == 28)


def test_a_calendar_year_ends_with_its_year_and_nothing_else_ends() -> None:
    year = Expiry(policy="calendar_year", assumed="x")
    assert [rules.lapses_on(year, date(2026, *day)) for day in ((1, 1), (12, 31))] == [date(2027, 1, 1)] * 2
    assert rules.lapses_on(Expiry(policy="none", assumed="x"), date(2026, 1, 1)) is None
    assert rules.lapses_on(None, date(2026, 1, 1)) is None


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(1, 50)), max_size=12), st.lists(st.integers(0, 90), max_size=6)
)
def test_ageing_takes_what_a_queue_of_lots_would_take(lots: list[tuple[int, int]], wishes: list[int]) -> None:
    """Lots in the order of their ends, each with its day of end; after day d what is spent comes from the first that is left."""
    queue, spent, told = sorted(lots), 0, 0
    for day, wish in enumerate(wishes):
        left = sum(amount for _, amount in queue)
        queue, used = _taken(queue, min(wish, left)), min(wish, left)
        spent += used
        due = rules.to_lapse(sum(amount for ends, amount in lots if ends <= day), spent + told)
        assert due == sum(amount for ends, amount in queue if ends <= day)
        queue, told = [(ends, amount) for ends, amount in queue if ends > day], told + due


def _taken(queue: list[tuple[int, int]], amount: int) -> list[tuple[int, int]]:
    left = []
    for ends, lot in queue:
        used = min(lot, amount)
        amount -= used
        if lot > used:
            left.append((ends, lot - used))
    return left


@given(st.lists(st.text(max_size=5), max_size=5), st.lists(st.text(max_size=5), max_size=5))
def test_no_letter_moves_from_one_word_to_the_next(some: list[str], others: list[str]) -> None:
    assert (rules.words_of(some) == rules.words_of(others)) == (some == others)


@pytest.mark.parametrize(("unit", "amount", "words"), [
    (registry.VOLUNTEER_POINTS, 15, "1.5"), (registry.VOLUNTEER_POINTS, 1230, "123"), (registry.VOLUNTEER_POINTS, -5, "−0.5"),
    (registry.HOURS, 150, "2:30"), (registry.HOURS, -1, "−0:01"), (registry.CNY, 123456789, "1,234,567.89"),
    (registry.CNY, -100, "−1.00"), (registry.CNY, 5, "0.05"), (registry.CNY, 0, "0.00"),
])  # fmt: skip
def test_amounts_are_shown_as_people_read_them(unit: registry.Unit, amount: int, words: str) -> None:
    assert unit.shown(amount) == words


def test_kinds_are_declared_once() -> None:
    for declare, one in (
        (registry.register_unit, registry.Unit("hours", "Other", 1)),
        (registry.register_account, registry.AccountKind("ledger.source", "Other")),
        (registry.register_entry, registry.EntryKind("ledger.hold", "Other")),
    ):
        with pytest.raises(ValueError, match="declared twice"):
            declare(one)  # type: ignore[operator]


UNIT = {"in_use": True, "assumed": "x", "expiry": {"policy": "none", "assumed": "x"}}


@pytest.mark.parametrize(("section", "words"), [
    ({"units": {"gold": UNIT}}, "there are: cny"),
    ({"units": {"cny": UNIT | {"expiry": {"policy": "years", "assumed": "x"}}}}, "years goes with"),
    ({"units": {"cny": UNIT | {"expiry": {"policy": "none", "years": 2, "assumed": "x"}}}}, "years goes with"),
    ({"units": {"cny": UNIT | {"caps": [{"per": "day", "most": 0, "beyond": "cut", "assumed": "x"}]}}}, "greater than"),
    ({"units": {"cny": UNIT | {"caps": [{"per": "hour", "most": 1, "beyond": "cut", "assumed": "x"}]}}}, "Input should be"),
])  # fmt: skip
def test_a_method_that_makes_no_sense_is_refused(section: dict[str, object], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        LedgerRules.model_validate(section)
    assert UnitRule.model_validate(UNIT).in_use
