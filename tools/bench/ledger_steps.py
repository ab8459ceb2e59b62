"""`python -m tools.bench.ledger_steps STEP …`: one step of the ledger's bench in the database that DATABASE_URL names."""

from __future__ import annotations

import json
import logging
import os
import resource
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import django

UNIT = "volunteer_points"
WALLETS = 10_000
#: Accounts whose statement is asked for, by the place of the entries that go to them: one in 500, in 50, in 5. The rarest comes first.
ASKED = {1: 500, 2: 50, 3: 5}
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)

_ENTRY = (
    "id", "county_id", "number", "kind", "key", "fingerprint", "activity", "effective_at", "made_at", "actor_id", "actor_label",
    "reason", "reversal_of_id", "settles_id", "key_number", "previous", "digest",
)  # fmt: skip
_POSTING = (
    "entry_id", "account_id", "number", "amount", "balance", "booked_at", "effective_on", "is_lot", "lapses_on",
)  # fmt: skip


def journal(postings: str) -> None:
    """Entries of two postings each, out of one account into many, with digests that hold."""
    from django.db import transaction

    from linli.foundation.territory.selectors import counties

    county, count = counties()[0], int(postings) // 2
    with transaction.atomic():
        accounts = [_account(county, number) for number in range(WALLETS)]
    with _rules_off() as cursor:
        made = list(_entries(county.pk, [one.pk for one in accounts], count))
        _copy(cursor, "ledger_entry", _ENTRY, (entry for entry, _ in made))
        _copy(cursor, "ledger_posting", _POSTING, (posting for _, two in made for posting in two))
        _settle(cursor)
    _end(county.pk, made[-1][0])


def _end(county_id: int, last: Any) -> None:
    """The end of the chain stands on this entry."""
    from django.db import transaction

    from linli.engines.ledger.services._journal import JOURNAL

    with transaction.atomic():
        JOURNAL.move(JOURNAL.held_head(county_id), last.number, last.digest)


def _account(county: Any, number: int) -> Any:
    """The first one gives; the others are of a kind that the served product knows, too."""
    from linli.engines.ledger import registry
    from linli.engines.ledger.models import Account

    kind = registry.LAPSED if number else registry.SOURCE
    return Account.unscoped.create(
        county=county, area=county, kind=kind.code, owner_id=number, unit=UNIT, minimum=kind.minimum, opened_at=BEGAN
    )


def _entries(county_id: int, accounts: list[int], count: int) -> Iterator[tuple[Any, list[Any]]]:
    from linli.engines.ledger.services import _journal
    from linli.kernel import crypto

    balances, numbers, previous = dict.fromkeys(accounts, 0), dict.fromkeys(accounts, 0), ""
    for number in range(1, count + 1):
        at = BEGAN + timedelta(seconds=number * 30)
        entry = SimpleNamespace(
            id=number, county_id=county_id, number=number, kind="ledger.capture", key=f"bench:{number}", fingerprint="f" * 64,
            activity=f"shift:{number // 20}", effective_at=at, made_at=at, actor_id=7, actor_label="王海波", reason="社区清洁志愿服务",
            reversal_of_id=None, settles_id=None, key_number=crypto.ring().current, previous=previous,
        )  # fmt: skip
        chosen = next((to for to, every in ASKED.items() if number % every == 0), 4 + number % (len(accounts) - 4))
        two = []
        for account, amount in ((accounts[0], -10), (accounts[chosen], 10)):
            balances[account] += amount
            numbers[account] += 1
            two.append(SimpleNamespace(
                entry_id=number, account_id=account, number=numbers[account], amount=amount, balance=balances[account],
                booked_at=at, effective_on=at.date(), is_lot=amount > 0, lapses_on=None,
            ))  # fmt: skip
        entry.digest = previous = _journal.JOURNAL.digest(_journal.words_of(entry, two))
        yield entry, two


def long(postings: str) -> None:
    """One account more, with so many postings; nobody verifies these, so they carry no digests."""
    from linli.foundation.territory.selectors import counties

    account, count = _account(counties()[0], WALLETS), int(postings)
    with _rules_off() as cursor:
        cursor.execute(
            "INSERT INTO ledger_entry (county_id, number, kind, key, fingerprint, activity, effective_at, made_at, actor_label, reason, "
            "key_number, previous, digest) SELECT %s, 10000000 + n, 'ledger.capture', 'long:' || n, '', '', at, at, '王海波', '社区清洁', 1, '', '' "
            "FROM (SELECT n, %s + n * interval '15 seconds' AS at FROM generate_series(1, %s) AS n) AS told",
            [account.county_id, BEGAN, count],
        )
        cursor.execute(
            "INSERT INTO ledger_posting (entry_id, account_id, number, amount, balance, booked_at, effective_on, is_lot) "
            "SELECT id, %s, number - 10000000, 1, number - 10000000, made_at, made_at::date, true FROM ledger_entry "
            "WHERE number > 10000000",
            [account.pk],
        )
        _settle(cursor)


class _rules_off:  # noqa: N801  (reads as a word after `with`)
    """A cursor of the owner in a transaction, with the ledger's triggers switched off."""

    def __enter__(self) -> Any:
        from django.db import connection, transaction

        from linli.foundation.privacy.roles import as_owner

        self.owner, self.atomic = as_owner(), transaction.atomic()
        self.owner.__enter__()
        self.atomic.__enter__()
        self.cursor = connection.cursor()
        self._switch("DISABLE")
        return self.cursor

    def __exit__(self, *error: object) -> None:
        if not error[0]:
            self.cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no table is altered while a check of a key waits
            self._switch("ENABLE")
        self.atomic.__exit__(*error)
        self.owner.__exit__(*error)
        _vacuum()

    def _switch(self, word: str) -> None:
        for table in ("ledger_account", "ledger_entry", "ledger_posting"):
            self.cursor.execute(f"ALTER TABLE {table} {word} TRIGGER USER")


def _vacuum() -> None:
    from django.db import connection

    from linli.foundation.privacy.roles import as_owner

    with as_owner(), connection.cursor() as cursor:
        for table in ("ledger_account", "ledger_entry", "ledger_posting"):
            cursor.execute(f"VACUUM ANALYZE {table}")


def _copy(cursor: Any, table: str, columns: tuple[str, ...], rows: Iterator[Any]) -> None:
    with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([getattr(row, column) for column in columns])


def _settle(cursor: Any) -> None:
    """Accounts as their postings make them, and the numbers of rows that go on after them."""
    cursor.execute(
        "UPDATE ledger_account AS account SET balance = told.total, postings = told.postings, booked_at = told.at FROM ("
        "SELECT account_id, sum(amount) AS total, count(*) AS postings, max(booked_at) AS at FROM ledger_posting GROUP BY account_id"
        ") AS told WHERE told.account_id = account.id"
    )
    cursor.execute("SELECT setval(pg_get_serial_sequence('ledger_entry', 'id'), (SELECT max(id) FROM ledger_entry))")


def verify(rounds: str) -> dict[str, Any]:
    """The service that `./run ledger verify` calls, timed: by the clock, and what this process and its backend worked."""
    from linli.engines.ledger import services

    times, works = [], []
    for _ in range(int(rounds)):
        began, worked = time.perf_counter(), _worked()
        (found,) = [services.verify_county(county) for county in services.counties()]
        times.append(time.perf_counter() - began)
        works.append(_worked() - worked)
        if not found.sound:
            raise SystemExit(f"the journal doesn't hold: {found}")
    return {
        "postings": found.postings, "entries": found.chain.entries, "accounts": found.accounts, "rounds": len(times),
        "seconds": round(statistics.median(times), 2), "fastest": round(min(times), 2), "slowest": round(max(times), 2),
        "worked": round(statistics.median(works), 2), "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }  # fmt: skip


def _worked() -> float:
    """Seconds of a core that this process and its backend have taken so far; the backend's only where /proc tells."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        stat = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    own = time.process_time()
    if not stat.exists():
        return own
    user, system = stat.read_text().rpartition(")")[2].split()[11:13]
    return own + (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def ask(seconds: str, rounds: str) -> dict[str, Any]:
    """Statements over HTTP: the newest page, one from the middle, and one between two days in the middle."""
    from linli.config.env import env
    from linli.demo import plan
    from linli.engines.ledger.models import Account
    from tools.bench import measures, serving

    accounts = Account.unscoped.filter(owner_id__in=[1, 2, 3, 0, WALLETS]).order_by("postings")
    cookie = measures.session_of(measures.persona(plan.slugs()[0], "county-centre"))
    served, port = serving.web(dict(os.environ), env.var() / "web.log")
    try:
        asked = [(name, one, path) for one in accounts for name, path in _pages(one)]
        rates = [_rate(port, path, cookie, float(seconds), int(rounds)) for _, _, path in asked]
    finally:
        served.stop()
    result: dict[str, Any] = {}
    for (name, one, _), rate in zip(asked, rates, strict=True):
        result.setdefault(name, []).append({"postings": one.postings, **rate})
    return result


def _pages(account: Any) -> Iterator[tuple[str, str]]:
    from django.urls import reverse

    path, middle = reverse("ledger:account", args=[account.pk]), account.postings // 2
    day = (BEGAN + (account.booked_at - BEGAN) / 2).date().isoformat()
    yield "newest page", path
    yield "a page in the middle", f"{path}?before={middle}"
    yield "a day in the middle", f"{path}?first={day}&last={day}"


def _rate(port: int, path: str, cookie: str, seconds: float, rounds: int) -> dict[str, float]:
    from tools.bench.load import drive, get

    rates = [drive(port, lambda _client, _at: get(path, cookie), clients=1, seconds=seconds) for _ in range(rounds)]
    if any(rate.failed for rate in rates):
        raise SystemExit(f"{path} was refused")
    return {key: round(statistics.median(getattr(rate, key) for rate in rates), 2) for key in ("p50", "p95")}


if __name__ == "__main__":
    django.setup()
    logging.getLogger("linli.request").disabled = True  # of this process
    steps = {"journal": journal, "verify": verify, "long": long, "ask": ask}
    print(json.dumps(steps[sys.argv[1]](*sys.argv[2:]) or {}))
