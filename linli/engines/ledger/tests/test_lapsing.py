"""Expiry and caps on the calendar of China, by a method that the test writes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from linli.engines.ledger import registry, services, tasks
from linli.engines.ledger.method import Cap, Expiry, UnitRule
from linli.engines.ledger.models import Account, Entry
from linli.engines.ledger.services import _journal, booking
from linli.engines.ledger.tests.making import SHIFT, SYSTEM, given, has, key, moved, pool, wallet
from linli.engines.ledger.tests.test_booking import refused
from linli.engines.ledger.tests.test_holding import hold, release, reverse
from linli.kernel import clock

YEARS, CALENDAR = {"policy": "years", "years": 3}, {"policy": "calendar_year"}


def at(text: str) -> datetime:
    """A moment on the clock of China."""
    return datetime.fromisoformat(text).replace(tzinfo=clock.ZONE).astimezone(UTC)


@pytest.fixture
def method(monkeypatch: pytest.MonkeyPatch) -> Any:
    """`method(expiry, *caps)`: what the county's method says of every unit."""

    def say(expiry: dict[str, Any], *caps: dict[str, Any]) -> None:
        rule = UnitRule(
            in_use=True,
            expiry=Expiry(**expiry, assumed="x"),
            caps=tuple(Cap(**cap, assumed="x") for cap in caps),
            assumed="x",
        )
        for module in (_journal, booking):
            monkeypatch.setattr(module, "unit_rule", lambda account: rule)

    return say


def lapsed(cast: Any) -> int:
    with transaction.atomic():
        return has(services.county_account(cast.county, "volunteer_points", registry.LAPSED))


def test_points_of_a_year_lapse_at_its_midnight(cast: Any, method: Any) -> None:
    method(CALENDAR)
    mine = wallet(cast)
    with clock.frozen(at("2026-12-31 23:59:59")):
        given(cast, mine, 30)
        assert services.lapse_due() == 0
    with clock.frozen(at("2027-01-01 00:00:00")):
        given(cast, mine, 5)
        assert tasks.lapse_due() == 1
        assert (has(mine), lapsed(cast)) == (5, 30)
        assert services.lapse_due() == 0
    assert services.verify_county(cast.county.pk).sound


def test_it_is_the_day_of_the_deed_that_counts_not_that_of_the_booking(cast: Any, method: Any) -> None:
    method(CALENDAR)
    mine = wallet(cast)
    with clock.frozen(at("2027-01-02 09:00:00")):
        given(cast, mine, 30, effective_at=at("2026-12-30 10:00:00"))
        services.lapse_due()
    assert has(mine) == 0


def test_nobody_spends_what_has_lapsed_though_no_job_came(cast: Any, method: Any) -> None:
    method(CALENDAR)
    mine, fund = wallet(cast), pool(cast)
    with clock.frozen(at("2026-12-31 23:59:59")):
        given(cast, mine, 30)
    with clock.frozen(at("2027-01-01 00:00:00")):
        given(cast, mine, 5)
        refused("ledger.too_little", moved, mine, fund, 6)
        moved(mine, fund, 5)
    assert (has(mine), lapsed(cast)) == (0, 30)
    assert services.verify_county(cast.county.pk).sound


def test_three_years_end_with_the_corresponding_day(cast: Any, method: Any) -> None:
    method(YEARS)
    mine = wallet(cast)
    with clock.frozen(at("2024-02-29 12:00:00")):
        given(cast, mine, 30)
    with clock.frozen(at("2027-02-28 23:59:59")):
        assert (services.lapse_due(), has(mine)) == (0, 30)
    with clock.frozen(at("2027-03-01 00:00:00")):
        assert (services.lapse_due(), has(mine)) == (1, 0)


def test_what_lapses_first_is_spent_first(cast: Any, method: Any) -> None:
    method(YEARS)
    mine, fund = wallet(cast), pool(cast)
    for year, amount in ((2020, 10), (2021, 20)):
        with clock.frozen(at(f"{year}-05-01 12:00:00")):
            given(cast, mine, amount)
    with clock.frozen(at("2022-05-01 12:00:00")):
        moved(mine, fund, 7)
    with clock.frozen(at("2023-05-02 12:00:00")):
        services.lapse_due()
        assert (has(mine), lapsed(cast)) == (20, 3)
    with clock.frozen(at("2024-05-02 12:00:00")):
        services.lapse_due()
        assert (has(mine), lapsed(cast)) == (0, 23)


def test_what_is_held_doesnt_lapse_and_what_comes_back_late_does(cast: Any, method: Any) -> None:
    method(CALENDAR)
    mine = wallet(cast)
    with clock.frozen(at("2026-12-30 12:00:00")):
        given(cast, mine, 30)
        aside = hold(mine, 20)
    with clock.frozen(at("2027-01-01 12:00:00")):
        services.lapse_due()
        assert (has(mine), lapsed(cast)) == (0, 10)
        release(aside)
        assert has(mine) == 20
        services.lapse_due()
        assert (has(mine), lapsed(cast)) == (0, 30)


def test_a_reversed_lot_isnt_taken_twice(cast: Any, method: Any) -> None:
    method(CALENDAR)
    mine = wallet(cast)
    with clock.frozen(at("2026-06-01 12:00:00")):
        wrong = given(cast, mine, 30)
        given(cast, mine, 5)
        reverse(wrong)
    with clock.frozen(at("2027-01-01 12:00:00")):
        services.lapse_due()
        assert (has(mine), lapsed(cast)) == (0, 5)


def test_the_day_on_which_something_lapses_is_told(cast: Any, method: Any) -> None:
    method(YEARS)
    mine, fund = wallet(cast), pool(cast)
    with clock.frozen(at("2026-06-01 12:00:00")):
        given(cast, mine, 30)
        reverse(moved(mine, fund, 30))
        release(hold(mine, 5))
    mine.refresh_from_db()
    assert mine.check_on is not None and mine.check_on.isoformat() == "2029-06-02"


def test_spending_that_is_taken_back_gets_no_new_life(cast: Any, method: Any) -> None:
    method(CALENDAR)
    mine, fund = wallet(cast), pool(cast)
    with clock.frozen(at("2026-12-01 12:00:00")):
        given(cast, mine, 30)
        spent = moved(mine, fund, 30)
    with clock.frozen(at("2027-01-05 12:00:00")):
        reverse(spent)
        assert has(mine) == 30
        services.lapse_due()
        assert (has(mine), lapsed(cast)) == (0, 30)
    assert services.verify_county(cast.county.pk).sound


def test_nothing_lapses_below_the_minimum(cast: Any, method: Any) -> None:
    method(CALENDAR)
    mine = wallet(cast)
    with clock.frozen(at("2026-06-01 12:00:00")):
        given(cast, mine, 30)
        services.set_bounds(SYSTEM, account=mine, minimum=20, maximum=None)
    with clock.frozen(at("2027-01-01 12:00:00")):
        assert (services.lapse_due(), has(mine), services.lapse_due()) == (1, 20, 0)


def test_without_expiry_nothing_lapses(cast: Any, method: Any) -> None:
    method({"policy": "none"})
    mine = wallet(cast)
    with clock.frozen(at("2000-01-01 12:00:00")):
        given(cast, mine, 30)
    assert (services.lapse_due(), has(mine)) == (0, 30)


def earn(account: Account, amount: int, when: str, **more: Any) -> services.Earned:
    with transaction.atomic():
        return services.earn(
            SYSTEM, account=account, amount=amount, effective_at=at(when), **{"kind": SHIFT.code, "key": key(), **more}
        )


def test_a_cap_of_a_day_cuts_at_midnight_in_china(cast: Any, method: Any) -> None:
    method({"policy": "none"}, {"per": "day", "most": 8, "beyond": "cut"})
    mine = wallet(cast)
    assert earn(mine, 50, "2026-06-01 00:00:00").given == 50
    assert earn(mine, 50, "2026-06-01 23:59:59").given == 30
    nothing = earn(mine, 10, "2026-06-01 12:00:00")
    assert (nothing.given, nothing.entry) == (0, None)
    assert earn(mine, 50, "2026-06-02 00:00:00").given == 50
    assert has(mine) == 130


def test_a_cap_that_refuses_leaves_everything_as_it_was(cast: Any, method: Any) -> None:
    method({"policy": "none"}, {"per": "month", "most": 8, "beyond": "refuse"})
    mine = wallet(cast)
    earn(mine, 50, "2026-05-31 23:59:59")
    earn(mine, 80, "2026-06-01 00:00:00")
    refused("ledger.cap_reached", earn, mine, 1, "2026-06-30 23:59:59")
    assert (has(mine), Entry.unscoped.count()) == (130, 2)


def test_a_cap_of_an_activity_counts_no_other(cast: Any, method: Any) -> None:
    method({"policy": "none"}, {"per": "activity", "most": 2, "beyond": "cut"})
    mine = wallet(cast)
    assert earn(mine, 50, "2026-06-01 12:00:00", activity="shift:1").given == 20
    assert earn(mine, 50, "2026-06-01 12:00:00", activity="shift:2").given == 20
    assert earn(mine, 50, "2026-06-01 12:00:00").given == 50


def test_what_was_reversed_may_be_earned_again(cast: Any, method: Any) -> None:
    method({"policy": "none"}, {"per": "day", "most": 8, "beyond": "cut", "kind": SHIFT.code})
    mine = wallet(cast)
    first = earn(mine, 80, "2026-06-01 12:00:00")
    assert earn(mine, 10, "2026-06-01 12:00:00").given == 0
    reverse(first.entry)
    assert earn(mine, 70, "2026-06-01 12:00:00").given == 70
    given(cast, mine, 100, kind="ledger_tests.reward", effective_at=at("2026-06-01 12:00:00"))
    assert earn(mine, 20, "2026-06-01 12:00:00").given == 10


def test_the_same_shift_counts_once_and_stays_what_it_was(cast: Any, method: Any) -> None:
    method({"policy": "none"}, {"per": "day", "most": 8, "beyond": "cut"})
    mine = wallet(cast)
    first = earn(mine, 100, "2026-06-01 12:00:00", key="shift:1")
    again = earn(mine, 100, "2026-06-01 12:00:00", key="shift:1")
    assert (first.given, again.given, again.entry.pk) == (80, 80, first.entry.pk)
    refused("ledger.key_taken", earn, mine, 90, "2026-06-01 12:00:00", key="shift:1")
    assert has(mine) == 80


def test_points_come_from_a_pool_that_isnt_overdrawn(cast: Any, method: Any) -> None:
    method({"policy": "none"})
    mine, fund = wallet(cast), pool(cast)
    given(cast, fund, 30)
    assert earn(mine, 30, "2026-06-01 12:00:00", source=fund).given == 30
    refused("ledger.too_little", earn, mine, 1, "2026-06-01 12:00:00", source=fund)


def test_what_lies_ahead_isnt_earned(cast: Any, method: Any) -> None:
    method({"policy": "none"})
    with clock.frozen(at("2026-06-01 12:00:00")):
        refused("ledger.day_ahead", earn, wallet(cast), 1, "2026-06-01 12:00:01")
        assert clock.now() + timedelta(seconds=1) == at("2026-06-01 12:00:01")
