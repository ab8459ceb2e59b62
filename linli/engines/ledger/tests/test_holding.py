"""Holds, their release and capture; reversal of everything that can be reversed."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from linli.engines.ledger import selectors, services
from linli.engines.ledger.models import Account, Entry
from linli.engines.ledger.tests.making import SYSTEM, given, has, key, moved, pool, source, wallet
from linli.engines.ledger.tests.test_booking import refused
from linli.foundation.audit import selectors as audit


def held(account: Account) -> int:
    return selectors.on_hold(Account.unscoped.get(pk=account.pk))


def hold(account: Account, amount: int, **more: Any) -> Entry:
    with transaction.atomic():
        return services.hold(SYSTEM, account=account, amount=amount, **{"key": key(), **more})


def release(entry: Entry, **more: Any) -> Entry:
    with transaction.atomic():
        return services.release(SYSTEM, hold=entry, **{"key": key(), **more})


def capture(entry: Entry, to: Account, amount: int | None = None, **more: Any) -> Entry:
    with transaction.atomic():
        return services.capture(SYSTEM, hold=entry, to=to, amount=amount, **{"key": key(), **more})


def reverse(entry: Entry, **more: Any) -> Entry:
    return services.reverse_entry(SYSTEM, entry=entry, **{"reason": "记错了", **more})


@pytest.fixture
def mine(cast: Any) -> Account:
    """Somebody with 30."""
    account = wallet(cast)
    given(cast, account, 30)
    return account


def test_what_is_held_cant_be_spent(cast: Any, mine: Account) -> None:
    first = hold(mine, 20)
    assert (has(mine), held(mine)) == (10, 20)
    refused("ledger.too_little", hold, mine, 11)
    refused("ledger.too_little", moved, mine, pool(cast), 11)
    release(first)
    assert (has(mine), held(mine)) == (30, 0)


def test_a_hold_is_paid_whole_or_in_part(cast: Any, mine: Account) -> None:
    shop = pool(cast)
    capture(hold(mine, 20), shop)
    assert (has(mine), held(mine), has(shop)) == (10, 0, 20)
    capture(hold(mine, 10), shop, 4)
    assert (has(mine), held(mine), has(shop)) == (6, 0, 24)
    over = hold(mine, 5)
    refused("ledger.more_than_held", capture, over, shop, 6)
    refused("ledger.bad_amount", capture, over, shop, 0)


def test_a_hold_is_settled_once(cast: Any, mine: Account) -> None:
    shop, first = pool(cast), hold(mine, 20)
    paid = capture(first, shop, key="pay")
    assert capture(first, shop, key="pay").pk == paid.pk
    refused("ledger.settled_already", capture, first, shop)
    refused("ledger.settled_already", release, first)
    refused("ledger.key_taken", capture, first, shop, 3, key="pay")
    refused("ledger.not_a_hold", release, paid)
    assert (has(mine), has(shop)) == (10, 20)


def test_the_same_hold_comes_once(mine: Account) -> None:
    assert hold(mine, 20, key="h").pk == hold(mine, 20, key="h").pk
    refused("ledger.key_taken", hold, mine, 10, key="h")
    assert held(mine) == 20


def test_a_reversal_takes_back_once_and_is_linked(cast: Any, mine: Account) -> None:
    entry = moved(mine, pool(cast), 12)
    back = reverse(entry)
    assert (has(mine), has(pool(cast)), back.reversal_of_id) == (30, 0, entry.pk)
    refused("ledger.reversed_already", reverse, entry)
    refused("ledger.not_reversible", reverse, back)
    refused("ledger.reason_needed", reverse, moved(mine, pool(cast), 1), reason="  ")
    assert [line.text for line in audit.timeline(entry)] == ["已冲正：记错了"]


def test_the_database_takes_one_reversal_only(cast: Any, mine: Account) -> None:
    entry = moved(mine, pool(cast), 12)
    back = reverse(entry)
    twin = Entry.unscoped.get(pk=back.pk)
    twin.pk, twin.key, twin.number = None, "twin", 99
    with pytest.raises(IntegrityError, match="reversal_of"), transaction.atomic():
        twin.save(force_insert=True)
    assert connection.needs_rollback is False


def test_what_was_spent_isnt_taken_back_unless_allowed(cast: Any, mine: Account) -> None:
    entry = given(cast, mine, 10)
    moved(mine, pool(cast), 35)
    refused("ledger.too_little", reverse, entry)
    reverse(entry, may_owe=True)
    account = Account.unscoped.get(pk=mine.pk)
    assert (account.balance, account.owed) == (-5, 5)
    assert services.verify_county(cast.county.pk).sound
    refused("ledger.too_little", moved, mine, pool(cast), 1)
    given(cast, mine, 3)
    assert Account.unscoped.get(pk=mine.pk).owed == 2
    given(cast, mine, 4)
    account.refresh_from_db()
    assert (account.balance, account.owed) == (2, 0)
    refused("ledger.too_little", moved, mine, pool(cast), 3)


def test_a_payment_from_a_hold_goes_back_to_its_holder(cast: Any, mine: Account) -> None:
    shop = pool(cast)
    paid = capture(hold(mine, 20), shop, 15)
    reverse(paid)
    assert (has(mine), held(mine), has(shop)) == (30, 0, 0)


def test_a_hold_is_given_back_and_not_reversed(mine: Account) -> None:
    first = hold(mine, 20)
    refused("ledger.not_reversible", reverse, first)
    refused("ledger.not_reversible", reverse, release(first))


def test_all_of_it_holds(cast: Any, mine: Account) -> None:
    reverse(capture(hold(mine, 20), pool(cast), 15))
    release(hold(mine, 5))
    assert services.verify_county(cast.county.pk).sound
    assert selectors.totals(cast.county.pk) == {"volunteer_points": 0}
    assert has(source(cast)) == -30
