"""A process of its own that forks others, all of which take from one pool until it is empty; run by `test_processes`.

    python -m linli.engines.ledger.tests.fighting POOL_ID PROCESSES

Prints "pid NUMBER PID" for each process, "got KEY" for each point that one was told to have, and in the end "killed NUMBER" for those
that were. Nobody begins before all are connected. Some end themselves with SIGKILL at a moment between debit and credit; which ones
and when follows from their number alone.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

import django

#: The statement at which a process kills itself, by its number, and how often it takes from the pool before. The last one is sent after
#: everything is written, but not committed.
KILLED: dict[int, tuple[str, int]] = {
    1: ('INSERT INTO "ledger_entry"', 0),
    4: ('INSERT INTO "ledger_posting"', 1),
    7: ('UPDATE "ledger_account"', 2),
    10: ("ledger_chainhead", 1),
    13: ("done", 0),
}


def say(words: str) -> None:
    """One line, whole, from whichever process."""
    os.write(1, f"{words}\n".encode())


def killing(number: int, taken: list[int]) -> Any:
    """A wrapper of statements that ends this process after the one at which it is to be killed."""
    marker, before = KILLED.get(number, ("", 0))

    def run(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found = execute(sql, params, many, context)
        if marker and marker in sql and sql.startswith(("INSERT", "UPDATE", "SELECT 'done'")) and len(taken) >= before:
            os.kill(os.getpid(), signal.SIGKILL)
        return found

    return run


def fight(number: int, pool: int) -> None:
    """Take a point at a time from the pool until there is none."""
    from django.db import connection, transaction

    from linli.engines.ledger import services
    from linli.engines.ledger.models import Account
    from linli.engines.ledger.tests.making import REWARD, SYSTEM
    from linli.kernel.errors import RuleBroken

    taken: list[int] = []
    mine = Account.unscoped.get(owner_id=1000 + number)
    fund = Account.unscoped.get(pk=pool)
    with connection.execute_wrapper(killing(number, taken)):
        while True:
            key = f"fight:{number}:{len(taken)}"
            try:
                with transaction.atomic():
                    services.post(SYSTEM, kind=REWARD.code, key=key, lines=[(fund, -1), (mine, 1)])
                    with connection.cursor() as cursor:
                        cursor.execute("SELECT 'done'")
            except RuleBroken as refused:
                if refused.code == "ledger.too_little":
                    return
                raise
            taken.append(1)
            say(f"got {key}")


def child(number: int, pool: int, ready: int, go: int) -> None:
    """A process from its fork to its end; it must never go on as its parent."""
    try:
        from django.db import connection

        connection.ensure_connection()
        os.write(ready, b".")
        os.read(go, 1)  # comes back when the parent closes its end
        fight(number, pool)
        os._exit(0)
    except BaseException as error:  # noqa: BLE001  (see above)
        say(f"failed {number} {error!r}")
        os._exit(1)


def main() -> None:
    """Fork the processes, let them go at once, wait for all; ends with the number of those that failed."""
    django.setup()
    pool, processes = int(sys.argv[1]), int(sys.argv[2])
    (waiting, ready), (go, start) = os.pipe(), os.pipe()
    children = {}
    for number in range(processes):
        if (pid := os.fork()) == 0:
            os.close(start)
            child(number, pool, ready, go)
        children[number] = pid
        say(f"pid {number} {pid}")
    os.close(ready)
    for _ in children:
        os.read(waiting, 1)
    os.close(start)
    ends = {number: os.waitpid(pid, 0)[1] for number, pid in children.items()}
    for number, end in ends.items():
        if end == signal.SIGKILL:
            say(f"killed {number}")
    sys.exit(sum(1 for end in ends.values() if end not in (0, signal.SIGKILL)))


if __name__ == "__main__":
    main()
