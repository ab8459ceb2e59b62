"""Cycles, prices, changes of a list, and matching: arithmetic with figures known beforehand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.domains.cobuilding.method import Sharing
from linli.domains.cobuilding.rules import (
    Cycle,
    Offer,
    Wanted,
    changes_between,
    cycle_before,
    cycle_of,
    match,
    missing,
    prices_of,
)
from linli.domains.cobuilding.states import CLAIMS, ClaimState


@pytest.mark.parametrize(
    ("day", "months", "first", "last"),
    [
        (date(2026, 3, 31), 3, date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 4, 1), 3, date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 12, 31), 3, date(2026, 10, 1), date(2026, 12, 31)),
        (date(2024, 2, 29), 1, date(2024, 2, 1), date(2024, 2, 29)),
        (date(2026, 7, 1), 12, date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_cycle_is_whole_months_of_the_year(day: date, months: int, first: date, last: date) -> None:
    assert cycle_of(day, months) == Cycle(first, last)


def test_the_cycle_before_january_lies_in_the_old_year() -> None:
    assert cycle_before(date(2026, 1, 1), 3) == Cycle(date(2025, 10, 1), date(2025, 12, 31))


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from([1, 2, 3, 4, 6, 12]))
def test_every_day_lies_in_its_cycle_and_not_in_the_one_before(day: date, months: int) -> None:
    assert cycle_of(day, months).holds(day)
    assert not cycle_before(day, months).holds(day)
    assert (cycle_of(day, months).first - cycle_before(day, months).last).days == 1


def test_missing_never_falls_below_nothing() -> None:
    assert [missing(2, done) for done in (0, 1, 2, 3)] == [2, 1, 0, 0]


def test_three_prices_by_resource_and_user() -> None:
    named = {"label": "场地", "assumed": "test"}
    sharing = Sharing.model_validate(
        {
            "resources": {"venue": named, "ground": named},
            "users": {"public": {"label": "所有人", "assumed": "test"}, "unit": {"label": "单位", "assumed": "test"}},
            "prices": [{"resource": "venue", "user": "public", "tier": "free", "assumed": "test"}],
        }
    )
    assert prices_of(sharing, "venue") == [("所有人", "free"), ("单位", "")]
    assert prices_of(sharing, "ground") == []


def test_a_price_for_what_isnt_listed_is_refused() -> None:
    price = {"resource": "pool", "user": "public", "tier": "free", "assumed": "test"}
    with pytest.raises(ValueError, match="isn't listed"):
        Sharing.model_validate({"prices": [price]})


def test_what_changed_between_two_versions() -> None:
    change = changes_between({"1": {"a": 1}, "2": {"a": 2}}, {"2": {"a": 3}, "3": {"a": 1}})
    assert (change.added, change.gone, change.changed) == (("3",), ("1",), ("2",))


def offer(key: int, path: str = "1.2.3.", kinds: str = "x", **facts: object) -> Offer:
    return Offer(key, path, frozenset(kinds), **facts)  # type: ignore[arg-type]


def best(part: Wanted, *offers: Offer) -> list[int]:
    return [found.offer.key for found in match([part], offers)[part.key]]


def test_the_nearest_comes_first_whatever_is_left_elsewhere() -> None:
    part = Wanted(9, "1.2.3.", "x")
    assert best(part, offer(1, "1.5.6.", capacity=9), offer(2, "1.2.4.", capacity=5), offer(3)) == [3, 2, 1]
    assert best(part, offer(1, "7.8.9.")) == []


def test_at_one_place_who_has_most_left_then_the_lower_key() -> None:
    part = Wanted(9, "1.2.3.", "x")
    assert best(part, offer(1, capacity=3, busy=2), offer(3, capacity=2), offer(2, capacity=2)) == [2, 3, 1]
    assert best(part, offer(1, capacity=2, busy=2)) == []


def test_kind_size_and_time_must_fit() -> None:
    part = Wanted(9, "1.2.3.", "x", date(2026, 5, 1), date(2026, 5, 31), size=2)
    assert best(part, offer(1, capacity=1), offer(2, kinds="y", capacity=9)) == []
    ends = offer(1, capacity=2, ends=date(2026, 4, 30))
    assert best(
        part, ends, offer(2, capacity=2, ends=date(2026, 5, 1)), offer(3, capacity=2, starts=date(2026, 6, 1))
    ) == [2]


def test_three_at_the_most_and_each_once() -> None:
    part = Wanted(9, "1.2.3.", "x")
    assert best(part, *(offer(key) for key in range(1, 9))) == [1, 2, 3]


def test_after_delivery_began_only_an_ending_leads_out() -> None:
    assert CLAIMS.move(ClaimState.DELIVERING, "release") is None
    assert CLAIMS.move(ClaimState.DELIVERING, "end") == ClaimState.ENDED
    assert CLAIMS.verbs(ClaimState.DELIVERED) == frozenset()
