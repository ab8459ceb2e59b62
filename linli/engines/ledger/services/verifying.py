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
SELECT entry.number::text FROM ledger_posting AS posting
JOIN ledger_account AS account ON account.id = posting.account_id JOIN ledger_entry AS entry ON entry.id = posting.entry_id
WHERE entry.county_id = %s GROUP BY entry.number, account.unit HAVING sum(posting.amount) <> 0
ORDER BY entry.number LIMIT 1"""

_FINDINGS = ((RUNNING, _RUNNING), (STANDING, _STANDING), (BOUNDS, _BOUNDS), (SUM, _SUM))


def _word(field: str) -> str:
    """A field as `rules.words_of` writes it."""
    text = f"coalesce(({field})::text, '')"
    return f"char_length({text}) || ':' || {text}"


def _micros(field: str) -> str:
    return f"(extract(epoch FROM {field}) * 1000000)::bigint"


_OF_ENTRY = " || ".join(map(_word, (
    "entry.county_id", "entry.number", "entry.kind", "entry.key", "entry.fingerprint", "entry.activity",
    _micros("entry.effective_at"), _micros("entry.made_at"), "entry.actor_id", "entry.actor_label", "entry.reason",
    "entry.reversal_of_id", "entry.settles_id", "entry.key_number", "entry.previous",
)))  # fmt: skip
_OF_POSTING = " || ".join(map(_word, (
    "posting.account_id", "posting.number", "posting.amount", "posting.balance", _micros("posting.booked_at"),
    "posting.effective_on - date '2000-01-01'", "posting.is_lot::int", "posting.lapses_on - date '2000-01-01'",
)))  # fmt: skip
_ENTRIES = f"""
SELECT entry.number, entry.previous, entry.digest, entry.key_number, {_OF_ENTRY} || coalesce(told.words, '')
FROM ledger_entry AS entry LEFT JOIN (
    SELECT posting.entry_id, string_agg({_OF_POSTING}, '' ORDER BY posting.account_id) AS words
    FROM ledger_posting AS posting GROUP BY posting.entry_id
) AS told ON told.entry_id = entry.id
WHERE entry.county_id = %s ORDER BY entry.number"""  # noqa: S608  (our own words)


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
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(_ENTRIES, [walk.county_id])
        while rows := cursor.fetchmany(_PIECE):
            for row in rows:
                walk.step(*row)
