"""Real processes, each with a connection of its own: fighting over one pool, killed between debit and credit, two with one key."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.db import connection, connections, transaction

from linli.config.env import ROOT
from linli.engines.ledger import selectors, services
from linli.engines.ledger.models import Account, Entry, Posting
from linli.engines.ledger.tests.fighting import KILLED
from linli.engines.ledger.tests.making import REWARD, SYSTEM, given, has, pool, wallet
from linli.kernel.errors import RuleBroken

PROCESSES, POINTS = 16, 120
#: One more is killed from outside, whatever it is doing, after that many points went somewhere.
KILLED_FROM_OUTSIDE, AFTER = 5, 10

pytestmark = pytest.mark.django_db(transaction=True)


def environment() -> dict[str, str]:
    """That of a process of the product which works on the database of this test, under its keys."""
    told = connection.settings_dict
    where = urlencode({"host": told["HOST"], "port": told["PORT"]})
    address = f"postgresql://{quote(told['USER'])}:{quote(told['PASSWORD'])}@/{told['NAME']}?{where}"
    outside = {
        name: value for name, value in os.environ.items() if not name.startswith(("LINLI_", "DJANGO_", "DATABASE"))
    }
    return {
        **outside, "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "linli.config.settings", "DATABASE_URL": address,
        "LINLI_VAR": str(settings.VAR), "LINLI_DATA_KEY": settings.LINLI_DATA_KEY, "SECRET_KEY": settings.SECRET_KEY,
        "LINLI_DB_POOL": "1",
    }  # fmt: skip


def fought(fund: Account) -> tuple[set[str], set[int], int]:
    """What the processes were told to have, which were killed, and how many failed otherwise."""
    command = [sys.executable, "-m", "linli.engines.ledger.tests.fighting", str(fund.pk), str(PROCESSES)]
    got, pids, killed, shot = set(), {}, set(), False
    with subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True) as running:
        for line in _lines(running):
            word, *rest = line.split()
            if word == "pid":
                pids[int(rest[0])] = int(rest[1])
            elif word == "got":
                got.add(rest[0])
            elif word == "killed":
                killed.add(int(rest[0]))
            else:
                raise AssertionError(line)
            if len(got) == AFTER and not shot:
                os.kill(pids[KILLED_FROM_OUTSIDE], signal.SIGKILL)
                shot = True
    return got, killed, running.returncode


def _lines(running: subprocess.Popen[str]) -> Iterator[str]:
    assert running.stdout is not None
    yield from running.stdout


def test_sixteen_processes_empty_one_pool_and_some_are_killed(cast: Any) -> None:
    fund = pool(cast)
    given(cast, fund, POINTS)
    wallets = {number: wallet(cast, 1000 + number) for number in range(PROCESSES)}
    connections.close_all()
    got, killed, failed = fought(fund)
    assert failed == 0
    assert killed <= {KILLED_FROM_OUTSIDE, *KILLED}
    assert killed & set(KILLED)  # some at least came to their moment between debit and credit
    keys = set(Entry.unscoped.filter(kind=REWARD.code).values_list("key", flat=True))
    assert got <= keys  # never lost: whoever was told to have a point has it
    assert len(keys - got) <= 1  # only who was killed from outside may have one without having been told
    assert (has(fund), len(keys)) == (0, POINTS)  # never overdrawn, and none went astray
    assert sum(has(one) for one in wallets.values()) == POINTS
    for number in KILLED:  # the interrupted entry isn't there at all
        assert has(wallets[number]) == sum(key.startswith(f"fight:{number}:") for key in got)
    assert Posting.objects.count() == 2 * Entry.unscoped.count()
    assert selectors.totals(cast.county.pk) == {"volunteer_points": 0}
    assert services.verify_county(cast.county.pk).sound


def together(work: Any, times: int) -> list[Any]:
    """The same work on so many connections at once."""

    def one(number: int) -> Any:
        try:
            with transaction.atomic():
                return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def test_the_same_shift_confirmed_in_two_tabs_counts_once(cast: Any) -> None:
    mine = wallet(cast)
    fund = pool(cast)
    given(cast, fund, 100)
    found = together(
        lambda _: services.post(SYSTEM, kind=REWARD.code, key="shift:1", lines=[(fund, -5), (mine, 5)]).pk, 8
    )
    assert len(set(found)) == 1
    assert (has(mine), has(fund)) == (5, 95)


def test_the_last_one_is_taken_by_one_of_three_phones(cast: Any) -> None:
    fund = pool(cast)
    given(cast, fund, 1)

    def take(number: int) -> str:
        try:
            with transaction.atomic():
                services.hold(SYSTEM, account=fund, amount=1, key=f"phone:{number}")
        except RuleBroken as refused:
            return str(refused.code)
        return "taken"

    assert sorted(together(take, 3)) == ["ledger.too_little", "ledger.too_little", "taken"]
    assert services.verify_county(cast.county.pk).sound


def test_those_who_book_the_other_way_round_dont_wait_for_each_other_for_ever(cast: Any) -> None:
    some, others = wallet(cast, 1), wallet(cast, 2)
    for one in (some, others):
        given(cast, one, 100)

    def swap(number: int) -> None:
        pair = (some, others) if number % 2 else (others, some)
        for turn in range(5):
            services.post(SYSTEM, kind=REWARD.code, key=f"swap:{number}:{turn}", lines=[(pair[0], -1), (pair[1], 1)])

    together(swap, 8)
    assert (has(some), has(others)) == (100, 100)
    assert services.verify_county(cast.county.pk).sound
