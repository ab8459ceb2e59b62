"""Whoever changes the tables past all rules is found: a posting, a balance, an entry, the chain, its end."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from linli.engines.ledger import services
from linli.engines.ledger.models import Entry
from linli.engines.ledger.services import verifying
from linli.engines.ledger.tests.making import HOURS, NOON, SYSTEM, given, moved, pool, source, wallet
from linli.engines.ledger.tests.test_holding import capture, hold, release, reverse
from linli.kernel import chain, clock

TABLES = ("ledger_account", "ledger_entry", "ledger_posting")


def tamper(*statements: str) -> None:
    """As the owner of the tables, with their triggers switched off."""
    switch = [f"ALTER TABLE {table} {{}} TRIGGER USER" for table in TABLES]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL ROLE linli")
        for one in switch:
            cursor.execute(one.format("DISABLE"))
        for statement in statements:
            cursor.execute(statement)
            assert cursor.rowcount > 0
        for one in switch:
            cursor.execute(one.format("ENABLE"))
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute("SET LOCAL ROLE linli_app")


@pytest.fixture
def five(cast: Any) -> int:
    """A county with five entries of every sort."""
    mine, fund = wallet(cast), pool(cast)
    with transaction.atomic():
        services.earn(
            SYSTEM,
            account=mine,
            amount=50,
            kind="ledger_tests.shift",
            key="a",
            effective_at=NOON,
            activity="班次:1，甲",
        )
    moved(mine, fund, 10, reason="换“毛巾”\\ 一条 🧺")
    capture(hold(mine, 20), fund, 5)
    reverse(given(cast, wallet(cast, unit=HOURS), 60))
    return int(cast.county.pk)


def verified(county_id: int) -> tuple[list[str], int | None, str]:
    found = services.verify_county(county_id)
    return [why for why, _ in found.findings], found.chain.first_broken, found.chain.why


def test_what_nobody_touched_holds(five: int) -> None:
    found = services.verify_county(five)
    assert found.sound
    assert (found.accounts, found.postings, found.chain.entries, found.chain.unchecked) == (6, 13, 6, 0)
    assert found.chain.digest == Entry.unscoped.get(number=6).digest


@pytest.mark.parametrize("change", [
    "amount = amount + 1", "balance = balance + 1", "booked_at = booked_at - interval '1 second'",
    "effective_on = effective_on + 1", "is_lot = NOT is_lot", "lapses_on = coalesce(lapses_on, effective_on) + 1",
    "account_id = (SELECT max(account_id) FROM ledger_posting), number = 9",
])  # fmt: skip
def test_a_changed_posting_is_found(five: int, change: str) -> None:
    tamper(f"UPDATE ledger_posting SET {change} WHERE id = (SELECT min(id) FROM ledger_posting)")
    assert verified(five)[1:] == (1, chain.CHANGED)


@pytest.mark.parametrize("change", [
    "kind = 'x.y'", "key = 'other'", "activity = 'x'", "effective_at = effective_at + interval '1 microsecond'", "made_at = now()",
    "actor_id = 7", "actor_label = '别人'", "reason = ''", "reason = reason || ' '", "fingerprint = ''", "settles_id = id",
    "reversal_of_id = id",
])  # fmt: skip
def test_a_changed_word_of_an_entry_is_found(five: int, change: str) -> None:
    tamper(f"UPDATE ledger_entry SET {change} WHERE number = 2")
    assert verified(five)[1:] == (2, chain.CHANGED)


def test_a_changed_balance_is_found(five: int) -> None:
    tamper("UPDATE ledger_account SET balance = balance + 5 WHERE kind = 'ledger_tests.pool'")
    assert verified(five) == ([verifying.STANDING], None, "")
    tamper("UPDATE ledger_account SET balance = balance - 5 WHERE kind = 'ledger_tests.pool'")
    assert verified(five) == ([], None, "")


def test_a_balance_outside_of_its_bounds_is_found(five: int) -> None:
    tamper("UPDATE ledger_account SET owed = 3 WHERE kind = 'ledger_tests.pool'")
    assert verified(five) == ([verifying.BOUNDS], None, "")


def test_amounts_that_were_changed_with_all_that_follows_are_found_by_the_chain(five: int) -> None:
    """Somebody makes another amount fit everywhere: sums, running balances, accounts. The digest doesn't."""
    tamper(
        "UPDATE ledger_posting SET amount = amount + sign(amount) WHERE entry_id = (SELECT id FROM ledger_entry WHERE number = 2)",
        "UPDATE ledger_posting AS posting SET balance = (SELECT sum(amount) FROM ledger_posting AS other "
        "WHERE other.account_id = posting.account_id AND other.number <= posting.number)",
        "UPDATE ledger_account AS account SET balance = (SELECT sum(amount) FROM ledger_posting WHERE account_id = account.id) "
        "WHERE postings > 0",
    )
    assert verified(five) == ([], 2, chain.CHANGED)


def test_an_entry_that_doesnt_sum_to_zero_is_found(five: int) -> None:
    tamper("UPDATE ledger_posting SET amount = amount + 3 WHERE id = (SELECT max(id) FROM ledger_posting)")
    assert verifying.SUM in verified(five)[0]


@pytest.mark.parametrize(("number", "why"), [(1, chain.MISSING), (2, chain.MISSING), (6, chain.CUT)])
def test_an_entry_that_was_taken_out_is_found(five: int, number: int, why: str) -> None:
    tamper(f"DELETE FROM ledger_posting WHERE entry_id = (SELECT id FROM ledger_entry WHERE number = {number})",
           f"DELETE FROM ledger_entry WHERE number = {number}")  # fmt: skip
    assert verified(five)[1:] == (number, why)


def test_everything_taken_out_is_found(five: int) -> None:
    tamper(
        "DELETE FROM ledger_posting",
        "DELETE FROM ledger_entry",
        "UPDATE ledger_account SET balance = 0, postings = 0, owed = 0",
    )
    assert verified(five) == ([], 1, chain.CUT)
    tamper("DELETE FROM ledger_chainhead")
    assert verified(five) == ([], None, "")  # nothing is left but the digest that was noted outside (ADR 0012)


def test_a_forged_head_is_found(five: int) -> None:
    tamper("UPDATE ledger_chainhead SET number = 5, digest = (SELECT digest FROM ledger_entry WHERE number = 5)",
           "DELETE FROM ledger_posting WHERE entry_id = (SELECT id FROM ledger_entry WHERE number = 6)",
           "DELETE FROM ledger_entry WHERE number = 6")  # fmt: skip
    assert verified(five)[1:] == (5, chain.BEHEADED)


def test_the_command_says_what_it_found(five: int) -> None:
    out = StringIO()
    call_command("ledger", "verify", stdout=out)
    assert f"county {five}: 6 entries hold" in out.getvalue()
    assert f"county {five}: 6 accounts, 13 postings hold" in out.getvalue()
    tamper("UPDATE ledger_posting SET amount = amount + 1 WHERE id = (SELECT max(id) FROM ledger_posting)")
    out = StringIO()
    with pytest.raises(CommandError, match=str(five)):
        call_command("ledger", "verify", "--county", str(five), stdout=out)
    said = out.getvalue()
    assert f"county {five}: entry 6: {chain.CHANGED}" in said
    assert f"county {five}: entry 6: it doesn't sum to zero" in said
    assert ", posting 2: the balance after a posting isn't" in said


def test_after_a_rotation_old_entries_hold_with_and_without_their_key(five: int, cast: Any, settings: Any) -> None:
    settings.LINLI_OLD_DATA_KEYS = [f"1:{settings.LINLI_DATA_KEY}"]
    settings.LINLI_DATA_KEY = "2:another key of the same house, long enough"
    release(hold(wallet(cast), 1))
    assert services.verify_county(five).sound
    settings.LINLI_OLD_DATA_KEYS = []
    found = services.verify_county(five)
    assert (found.sound, found.chain.entries, found.chain.unchecked) == (True, 8, 6)


def test_each_county_has_a_journal_of_its_own(five: int, cast: Any) -> None:
    there = wallet(cast, area=cast.other_county_community)
    with transaction.atomic(), clock.frozen(NOON):
        services.earn(SYSTEM, account=there, amount=5, kind="ledger_tests.shift", key="a", effective_at=NOON)
    assert services.counties() == sorted([five, cast.other_county.pk])
    tamper(f"UPDATE ledger_account SET balance = 9 WHERE id = {there.pk}")
    assert services.verify_county(five).sound
    assert not services.verify_county(cast.other_county.pk).sound
    assert source(cast).county_id == five
