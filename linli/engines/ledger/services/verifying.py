"""Recomputing everything from the postings: balances, sums, and the chain of the journal. Reads only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction

from linli.engines.ledger.models import Account, ChainHead, Entry
from linli.engines.ledger.services._journal import JOURNAL
from linli.kernel.chain import ChainReport, Walk
from linli.kernel.words import N_

RUNNING = N_("account {where}: the balance after a posting isn't what the postings before it make")
STANDING = N_("account {where}: the balance isn't the sum of the postings")
BOUNDS = N_("account {where}: the balance lies outside of its bounds")
SUM = N_("entry {where}: it doesn't sum to zero")

_PIECE = 5000

_RUNNING = """
SELECT account_id || ', posting ' || number FROM (
    SELECT posting.account_id, posting.number, posting.amount, posting.balance, posting.booked_at,
        lag(posting.balance, 1, 0::bigint) OVER told AS before, lag(posting.number, 1, 0::bigint) OVER told AS last,
        lag(posting.booked_at) OVER told AS booked_before
    FROM ledger_posting AS posting JOIN ledger_account AS account ON account.id = posting.account_id
    WHERE account.county_id = %s
    WINDOW told AS (PARTITION BY posting.account_id ORDER BY posting.number)
) AS walked
WHERE balance <> before + amount OR number <> last + 1 OR booked_at < booked_before
ORDER BY account_id, number LIMIT 1"""

_STANDING = """
SELECT account.id::text FROM ledger_account AS account
LEFT JOIN (SELECT account_id, sum(amount) AS total, count(*) AS postings FROM ledger_posting GROUP BY account_id) AS told
    ON told.account_id = account.id
WHERE account.county_id = %s AND (account.balance <> coalesce(told.total, 0) OR account.postings <> coalesce(told.postings, 0))
ORDER BY account.id LIMIT 1"""

_BOUNDS = """
SELECT id::text FROM ledger_account
WHERE county_id = %s AND (balance > maximum OR owed <> greatest(0, minimum - balance))
ORDER BY id LIMIT 1"""

_SUM = """
SELECT entry.number::text FROM ledger_entry AS entry WHERE entry.id IN (
    SELECT posting.entry_id FROM ledger_posting AS posting JOIN ledger_account AS account ON account.id = posting.account_id
    WHERE account.county_id = %s GROUP BY posting.entry_id, account.unit HAVING sum(posting.amount) <> 0
) ORDER BY entry.number LIMIT 1"""

_FINDINGS = ((RUNNING, _RUNNING), (STANDING, _STANDING), (BOUNDS, _BOUNDS), (SUM, _SUM))


def _plain(row: str, *fields: str) -> str:
    """Fields as `_journal` writes those that hold no words; NULL is empty."""
    parted = ", ',', ".join(f"{row}.{field}" for field in fields)
    return f"concat({parted}, ';')"


def _words(row: str, *fields: str) -> str:
    """Fields as `rules.words_of` writes them; none of these is NULL."""
    return " || ".join(f"char_length({row}.{field}) || ':' || {row}.{field}" for field in fields)


_OF_ENTRY = _plain(
    "entry", "county_id", "number", "effective_at", "made_at", "actor_id", "reversal_of_id", "settles_id", "key_number"
)
_TOLD = _words("entry", "kind", "key", "fingerprint", "activity", "actor_label", "reason", "previous")
_OF_POSTING = _plain(
    "posting", "account_id", "number", "amount", "balance", "booked_at", "effective_on", "is_lot", "lapses_on"
)
_ENTRIES = f"""
SELECT entry.number, entry.previous, entry.digest, entry.key_number, {_OF_ENTRY} || {_TOLD} || coalesce(told.words, '')
FROM ledger_entry AS entry LEFT JOIN (
    SELECT posting.entry_id, string_agg({_OF_POSTING}, '' ORDER BY posting.account_id) AS words
    FROM ledger_posting AS posting GROUP BY posting.entry_id
) AS told ON told.entry_id = entry.id
WHERE entry.county_id = %s ORDER BY entry.number"""  # noqa: S608  (our own words)

#: For these statements alone: sorts stay in memory, plans are made for all rows and for one core, moments are written as `_journal`
#: writes them.
_FOR_ALL = (
    "SET LOCAL work_mem = '128MB'; SET LOCAL cursor_tuple_fraction = 1; SET LOCAL max_parallel_workers_per_gather = 0; "
    "SET LOCAL datestyle = 'ISO'; SET LOCAL timezone = 'UTC'"
)


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found in one county: how much was looked at, what doesn't hold (the first of each kind, a msgid and where), and the
    chain. `sound` when all holds.
    """

    county_id: int
    accounts: int
    postings: int
    findings: tuple[tuple[str, str], ...]
    chain: ChainReport

    @property
    def sound(self) -> bool:
        """Whether everything holds."""
        return not self.findings and self.chain.first_broken is None


def counties() -> list[int]:
    """Counties with accounts, entries or a head, by number."""
    tables = (Account.unscoped.order_by(), Entry.unscoped.order_by(), ChainHead.objects.order_by())
    return sorted({pk for rows in tables for pk in rows.values_list("county_id", flat=True).distinct()})


def verify_county(county_id: int) -> Verified:
    """Recompute a county's balances and sums from the postings, and follow its journal. Entries made meanwhile don't disturb it."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_FOR_ALL)
        return _verified(county_id)


def _verified(county_id: int) -> Verified:
    walk = Walk(JOURNAL, county_id)
    accounts = Account.unscoped.filter(county_id=county_id)
    counts = dict(accounts.order_by().values_list("pk", "postings"))
    return Verified(county_id, len(counts), sum(counts.values()), tuple(_findings(county_id)), walk.report(_follow))


def _findings(county_id: int) -> Iterator[tuple[str, str]]:
    for why, statement in _FINDINGS:
        with connection.cursor() as cursor:
            cursor.execute(statement, [county_id])
            for (where,) in cursor.fetchall():
                yield why, where


def _follow(walk: Walk) -> None:
    """Every entry, in pieces, as the database has it now."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(_ENTRIES, [walk.county_id])
        while rows := cursor.fetchmany(_PIECE):
            for row in rows:
                walk.step(*row)
