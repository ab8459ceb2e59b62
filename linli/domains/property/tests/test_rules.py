"""Keys, months, lots and rates, by hand."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.domains.property import rules
from linli.domains.property.states import ON_THE_LIST, ORDERS, RUNNING, STATES, State, key_of


def test_a_key_tells_the_company_by_its_code_and_is_read_back() -> None:
    key = key_of(rules.holder_of("91110000600037341L", 7), 12)
    assert key == "property:91110000600037341L:12" and len(key) <= 60
    assert rules.read_key(key) == ("91110000600037341L", 12)
    assert rules.holder_of("", 7) == "o7"
    with pytest.raises(ValueError):
        rules.read_key("stall:a:1")


def test_the_report_on_a_month_is_due_in_the_month_after() -> None:
    assert rules.due_of(date(2026, 1, 1), 5) == date(2026, 2, 5)
    assert rules.due_of(date(2026, 12, 1), 28) == date(2027, 1, 28)
    assert rules.month_before(date(2026, 3, 31)) == date(2026, 2, 1)
    assert rules.months_between(date(2025, 11, 20), date(2026, 2, 1)) == [
        date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1),
    ]  # fmt: skip
    assert rules.months_between(date(2026, 3, 1), date(2026, 2, 28)) == []


def test_lots_are_drawn_by_a_sum_that_everybody_can_do_again() -> None:
    order = rules.lots("seed", [3, 1, 2])
    assert order == sorted([1, 2, 3], key=lambda one: hashlib.sha256(f"seed:{one}".encode()).hexdigest())
    assert rules.pool_digest([3, 1, 2]) == hashlib.sha256(b"1,2,3").hexdigest()
    assert rules.drawn([5, 9, 2, 7], {9, 2, 7}, 2) == [(2, 9), (3, 2)]


@given(st.lists(st.integers(1, 10**9), unique=True, max_size=30), st.text(max_size=10), st.integers(1, 30))
def test_the_order_of_lots_hangs_on_seed_and_pool_alone(pool: list[int], seed: str, size: int) -> None:
    order = rules.lots(seed, pool)
    assert order == rules.lots(seed, reversed(pool)) and sorted(order) == sorted(pool)
    first = rules.drawn(order, pool, size)
    assert [one for _, one in first] == order[:size]
    if first:  # whoever leaves is followed by the next; all others stay where they were
        rest = [one for one in pool if one != first[0][1]]
        assert rules.drawn(order, rest, size)[: len(first) - 1] == first[1:]


def test_whoever_rates_is_grown_on_the_birthday() -> None:
    days = (date(2026, 5, 16), date(2026, 5, 17), date(2027, 1, 1))
    assert [rules.is_grown(date(2008, 5, 17), day) for day in days] == [False, True, True]
    assert rules.is_grown(None, days[0])
    assert not rules.is_grown(date(2008, 2, 29), date(2026, 2, 28)) and rules.is_grown(
        date(2008, 2, 29), date(2026, 3, 1)
    )


def test_numerals() -> None:
    assert [rules.numeral(one) for one in (1, 10, 11, 20, 21, 99)] == ["一", "十", "十一", "二十", "二十一", "九十九"]
    for odd in (0, 100):
        with pytest.raises(ValueError):
            rules.numeral(odd)


def test_complaints_per_100_households_as_points() -> None:
    assert rules.rate(3, 200) == Fraction(3, 2)
    assert rules.rate(3, None) is None and rules.rate(3, 0) is None
    assert [rules.figure(Fraction(one), 5) for one in (0, 1, 5, 6)] == [100, 80, 0, 0]
    assert rules.figure(None, 5) is None
    assert rules.grown(Fraction(85), Fraction(100)) == -15
    assert rules.grown(Fraction(1), Fraction(0)) is None
    assert rules.shown(Fraction(2, 3)) == Decimal("0.66") and rules.shown(Fraction(-45, 7)) == Decimal("-6.42")
    assert rules.year_before(date(2024, 2, 29)) == date(2023, 2, 28)


def test_the_course_of_an_order() -> None:
    assert set(STATES) == set(State)
    assert {one for one in State if not ORDERS.verbs(one)} == set(State) - set(RUNNING)
    assert {one for one in State if ORDERS.move(one, "lift")} == set(ON_THE_LIST)
    assert ORDERS.move(State.HIRING, "lift") is None, "what owners decided, no correction undoes"
    line = [State.ORDERED]
    for verb in ("lapse", "call_vote", "dismiss", "propose", "choose", "sign"):
        there = ORDERS.move(line[-1], verb)
        assert there
        line.append(there)
    assert line[-1] is State.REPLACED
