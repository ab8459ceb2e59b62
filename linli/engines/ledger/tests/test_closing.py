"""Closing accounts, private kinds, and amounts as people write them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404

from linli.engines.ledger import registry, selectors, services
from linli.engines.ledger.models import Account
from linli.engines.ledger.tests.making import CNY, NOON, POINTS, SYSTEM, given, has, moved, pool, source, wallet
from linli.engines.ledger.tests.test_booking import refused
from linli.engines.ledger.tests.test_database import refused as the_database_refuses
from linli.engines.ledger.tests.test_holding import hold, release, reverse
from linli.kernel import clock

SECRET = registry.AccountKind("ledger_tests.secret", "Secret", private=True)
registry.register_account(SECRET)


def close(account: Account, **more: Any) -> Account:
    return services.close_account(SYSTEM, account=account, **{"reason": "不再使用", **more})


def again(account: Account) -> Account:
    return Account.unscoped.get(pk=account.pk)


def test_only_at_zero(cast: Any) -> None:
    mine = wallet(cast)
    given(cast, mine, 30)
    refused("ledger.not_empty", close, mine)
    refused("ledger.reason_needed", close, mine, reason=" ")
    moved(mine, pool(cast), 30)
    assert close(mine).closed_at is not None
    first = again(mine).closed_at
    assert close(mine).closed_at == first  # twice is once


def test_with_a_last_entry(cast: Any) -> None:
    mine = wallet(cast)
    given(cast, mine, 30)
    close(mine, to=source(cast))
    assert has(mine) == 0
    assert has(source(cast)) == 0
    (last,) = selectors.statement(again(mine), size=1).rows
    assert last.entry.kind == registry.CLOSING.code
    assert services.verify_county(cast.county.pk).sound


def test_what_is_owed_comes_back_to_zero(cast: Any) -> None:
    mine = wallet(cast)
    first = given(cast, mine, 30)
    moved(mine, pool(cast), 30)
    reverse(first, may_owe=True)
    assert again(mine).owed == 30
    close(mine, to=source(cast))
    assert (again(mine).balance, again(mine).owed) == (0, 0)


def test_nothing_is_booked_afterwards(cast: Any) -> None:
    mine, shop = wallet(cast), pool(cast)
    given(cast, mine, 30)
    spent = moved(mine, shop, 30)
    close(mine)
    refused("ledger.closed", given, cast, mine, 10)
    refused("ledger.closed", reverse, spent)
    refused("ledger.closed", hold, mine, 10)
    refused("ledger.closed", services.set_bounds, SYSTEM, account=mine, minimum=0, maximum=5)
    assert wallet(cast).pk == mine.pk  # it isn't opened anew under the same owner


def test_what_is_on_hold_keeps_it_open(cast: Any) -> None:
    mine = wallet(cast)
    given(cast, mine, 30)
    held = hold(mine, 30)
    refused("ledger.held_still", close, mine)
    release(held)
    close(mine, to=source(cast))
    assert again(mine).held.closed_at is not None


def test_what_has_lapsed_goes_before_the_rest(cast: Any) -> None:
    with clock.frozen(NOON):
        mine = wallet(cast)
        given(cast, mine, 30)
    with clock.frozen(NOON + timedelta(days=4 * 366)):
        close(mine)  # all of it has lapsed, so it stands at zero
    assert again(mine).postings == 2


def test_the_countys_own_stay_open(cast: Any) -> None:
    refused("ledger.stays_open", close, source(cast))


def test_the_database_holds_it(cast: Any) -> None:
    mine, shop = wallet(cast), pool(cast)
    spent = given(cast, mine, 30)
    the_database_refuses("closed_at_zero", f"UPDATE ledger_account SET closed_at = now() WHERE id = {mine.pk}")
    moved(mine, shop, 30)
    close(mine)
    posted = f"""INSERT INTO ledger_posting (entry_id, account_id, number, amount, balance, booked_at, effective_on, is_lot)
        VALUES ({spent.pk}, {mine.pk}, 3, 5, 5, now() + interval '1 day', '2026-01-01', false)"""
    the_database_refuses("is closed", posted)
    the_database_refuses("is closed", f"UPDATE ledger_account SET closed_at = NULL WHERE id = {mine.pk}")


def test_bounds_the_wrong_way_round(cast: Any) -> None:
    mine = wallet(cast)
    services.set_bounds(SYSTEM, account=mine, minimum=None, maximum=None)
    refused("ledger.bounds", services.set_bounds, SYSTEM, account=mine, minimum=5, maximum=-5)


def test_private_kinds_show_nowhere(cast: Any) -> None:
    mine = wallet(cast)
    hidden = Account.unscoped.get(pk=mine.pk)
    Account.unscoped.filter(pk=hidden.pk).update(kind=SECRET.code)
    chen = cast.chen_centre.actor
    assert hidden.pk not in [row.account.pk for row in selectors.accounts_page(chen)[1]]
    with pytest.raises(Http404):
        selectors.account_for(chen, hidden.pk)
    assert SECRET.code not in dict(selectors.kind_choices())


@pytest.mark.parametrize(("unit", "words", "amount"), [
    (POINTS, "1.5", 15), (POINTS, "−3", -30), (POINTS, "１２", 120), (CNY, "1,000.01", 100_001), ("hours", "1:30", 90),
    ("hours", "-0:05", -5), ("hours", "2", 120),
])  # fmt: skip
def test_amounts_as_people_write_them(unit: str, words: str, amount: int) -> None:
    assert registry.unit(unit).read(words) == amount


@pytest.mark.parametrize("words", ["", "x", "1.55", "1e9", "NaN", "1:30", "٣", "--1", "1.", "9" * 20])
def test_no_amounts(words: str) -> None:
    with pytest.raises(ValueError):
        registry.unit(POINTS).read(words)
