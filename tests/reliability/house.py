"""Real processes on a cluster of their own, for what happens to a process and can't happen to a test."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from linli.config.env import ROOT

KEY = "a" * 40


def environment(var: Path) -> dict[str, str]:
    """That of a process of our own in a state directory: nothing of the suite's reaches it."""
    outside = {
        name: value for name, value in os.environ.items() if not name.startswith(("LINLI_", "DJANGO_", "DATABASE"))
    }
    return {**outside, "LINLI_VAR": str(var), "PYTHONPATH": str(ROOT), "LINLI_DATA_KEY": KEY,
            "DJANGO_SETTINGS_MODULE": "linli.config.settings"}  # fmt: skip


def furnished(factory: pytest.TempPathFactory, name: str) -> Path:
    """A state directory with a cluster that is prepared under `KEY` and stands still. All are copies of one that is made once for a run
    of the suite: migrating takes its time.
    """
    base = factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    model, var = base / "furnished" / "var", factory.mktemp(name) / "var"
    model.parent.mkdir(exist_ok=True)
    with (model.parent / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (model.parent / "done").exists():
            made = House(model)
            made.run("-m", "linli.config.prepare")
            made.run("-m", "linli.config.embedded", "stop")
            (model.parent / "done").touch()
    subprocess.run(["cp", "-a", str(model), str(var)], check=True)  # keeps owners, as a server's files need
    return var


class House:
    """A state directory with a cluster of its own, which runs."""

    def __init__(self, var: Path) -> None:
        self.env = environment(var)
        self.url = self.run("-m", "linli.config.embedded", "start").strip()

    def begin(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str) -> str:
        out, err = (done := self.begin(*arguments)).communicate(timeout=300)
        assert done.returncode == 0, err
        return out

    def number(self, statement: str) -> int:
        with psycopg.connect(self.url) as connection:
            row = connection.execute(statement).fetchone()
        assert row
        return int(row[0])
