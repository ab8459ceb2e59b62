"""What the database holds by itself: the owner of the tables, too, is refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import Error, connection, transaction

from linli.engines.ledger.models import Posting
from linli.engines.ledger.tests.making import given, has, moved, pool, source, wallet

BECOME_OWNER, BACK = "SET LOCAL ROLE linli", "SET LOCAL ROLE linli_app"


def run(*statements: str, owner: bool = True) -> None:
    """Statements in a transaction whose deferred rules are asked at its end."""
    with transaction.atomic(), connection.cursor() as cursor:
        if owner:
            cursor.execute(BECOME_OWNER)
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(BACK)


def refused(words: str, *statements: str, owner: bool = True) -> None:
    with pytest.raises(Error, match=words):
        run(*statements, owner=owner)


@pytest.fixture
def booked(cast: Any) -> dict[str, int]:
    """An entry of 30 and one of 10, and the accounts."""
    mine, fund = wallet(cast), pool(cast)
    first = given(cast, mine, 30)
    moved(mine, fund, 10)
    return {"mine": mine.pk, "fund": fund.pk, "source": source(cast).pk, "entry": first.pk}


@pytest.mark.parametrize("statement", [
    "UPDATE ledger_posting SET amount = amount + 1", "UPDATE ledger_entry SET reason = 'x'",
    "DELETE FROM ledger_posting", "DELETE FROM ledger_entry",
])  # fmt: skip
def test_entries_and_postings_are_only_added(booked: dict[str, int], statement: str) -> None:
    refused("is only added to", statement)
    refused("permission denied", statement, owner=False)


POSTED = """INSERT INTO ledger_posting (entry_id, account_id, number, amount, balance, booked_at, effective_on, is_lot)
    VALUES ({entry}, {account}, {number}, {amount}, {balance}, now() + interval '1 day', '2026-01-01', false)"""
ENTERED = """INSERT INTO ledger_entry (county_id, number, kind, key, fingerprint, activity, effective_at, made_at, actor_label, reason,
    key_number, previous, digest) SELECT county_id, 9, kind, 'forged', '', '', now(), now(), '', '', 1, '', '' FROM ledger_entry
    WHERE id = {entry}"""


def test_an_entry_sums_to_zero(booked: dict[str, int]) -> None:
    to_mine = POSTED.format(entry=booked["entry"], account=booked["mine"], number=3, amount=5, balance=25)
    update = f"UPDATE ledger_account SET balance = 25, postings = 3 WHERE id = {booked['mine']}"
    refused("doesn't sum to zero: volunteer_points 5", to_mine, update)
    refused("hasn't two postings", ENTERED.format(entry=booked["entry"]))


def test_a_posting_follows_the_one_before(booked: dict[str, int]) -> None:
    for number, amount, balance in ((4, 5, 25), (3, 5, 26), (1, 5, 25)):
        refused("doesn't follow", POSTED.format(
            entry=booked["entry"], account=booked["mine"], number=number, amount=amount, balance=balance
        ))  # fmt: skip


def test_a_balance_is_that_of_the_last_posting(booked: dict[str, int]) -> None:
    refused(
        "doesn't have what its last posting says", f"UPDATE ledger_account SET balance = 99 WHERE id = {booked['mine']}"
    )
    refused(
        "doesn't have what its last posting says", f"UPDATE ledger_account SET postings = 1 WHERE id = {booked['mine']}"
    )
    refused("doesn't have what its last posting says", POSTED.format(
        entry=booked["entry"], account=booked["mine"], number=3, amount=5, balance=25
    ).replace("ledger_posting (", "ledger_posting ("), POSTED.format(
        entry=booked["entry"], account=booked["source"], number=2, amount=-5, balance=-35
    ))  # fmt: skip


def test_a_balance_stays_within_its_bounds(booked: dict[str, int]) -> None:
    refused("ledger_account_not_below", f"UPDATE ledger_account SET balance = -1 WHERE id = {booked['mine']}")
    refused("ledger_account_not_above", f"UPDATE ledger_account SET maximum = 9 WHERE id = {booked['fund']}")


def test_an_account_keeps_its_unit(booked: dict[str, int]) -> None:
    refused("keeps its unit", f"UPDATE ledger_account SET unit = 'cny' WHERE id = {booked['mine']}")


def test_nothing_of_it_came_in(booked: dict[str, int], cast: Any) -> None:
    """A control: the same statements, made right, are taken, so each test above can fail."""
    entry = booked["entry"]
    run(
        POSTED.format(entry=entry, account=booked["mine"], number=3, amount=5, balance=25),
        POSTED.format(entry=entry, account=booked["fund"], number=2, amount=-5, balance=5),
        f"UPDATE ledger_account SET balance = 25, postings = 3 WHERE id = {booked['mine']}",
        f"UPDATE ledger_account SET balance = 5, postings = 2 WHERE id = {booked['fund']}",
    )
    assert (has(wallet(cast)), Posting.objects.count()) == (25, 6)
