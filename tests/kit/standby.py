"""A second server from the same wheel, which follows the suite's own: a base backup, then the stream of its log."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from linli.config import embedded
from linli.config.embedded import Cluster
from linli.config.wheel import owner, run


class Standby:
    """Follows `first` from `data`."""

    def __init__(self, first: Cluster, data: Path) -> None:
        self.first = first
        self.cluster = Cluster(data, embedded._socket_dir(data), fast=first.fast)

    def begin(self) -> None:
        """Copy the first server as it is now, and follow it. What an earlier run left behind is ended and thrown away."""
        self.end()
        helper, data = owner(self.first.data), self.cluster.data
        for folder in (data, self.cluster.sockets):
            embedded.open_path(folder)
            embedded._own_dir(folder, helper)
        source = f"host={self.first.sockets} port=5432 user=postgres"
        run(helper, "pg_basebackup", "-D", str(data), "-d", source, "-R", "-c", "fast", "--no-sync")
        self.start()

    def start(self) -> None:
        """Start it (again)."""
        embedded._prepare(self.cluster)
        embedded._start(self.cluster)

    def kill(self) -> None:
        """End it at once, as a crash does."""
        pid = embedded._server_pid(self.cluster.data)
        assert pid
        embedded._end(pid, self.cluster.data, signal.SIGQUIT)

    def tell(self, statement: str) -> Any:
        """Run one statement as its administrator."""
        with psycopg.connect(self.cluster.url("postgres", "postgres"), autocommit=True) as server:
            done = server.execute(statement)
            return done.fetchone() if done.description else None

    def pause(self) -> None:
        """Stay at this moment, whatever comes."""
        self.tell("SELECT pg_wal_replay_pause()")

    def go_on(self) -> None:
        """Follow again."""
        self.tell("SELECT pg_wal_replay_resume()")

    def promote(self) -> None:
        """Become a server of its own."""
        self.tell("SELECT pg_promote()")

    def end(self) -> None:
        """Stop it, and leave nothing behind."""
        if pid := embedded._server_pid(self.cluster.data):
            embedded._end(pid, self.cluster.data, signal.SIGQUIT)
        for left in (self.cluster.data, self.cluster.sockets):
            shutil.rmtree(left, ignore_errors=True)
        self.cluster.log.unlink(missing_ok=True)


@contextmanager
def standby_of(first: Cluster, name: str) -> Iterator[Standby]:
    """One that runs as long as the block does, beside the first: another run of pytest shuts the directories of this one to the user
    who runs the servers.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "one")
    made = Standby(first, first.data.with_name(f"pg-{name}-{worker}"))
    try:
        made.begin()
        yield made
    finally:
        made.end()
