"""Real processes on a cluster of their own, for what happens to a process and can't happen to a test."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psycopg

from linli.config.env import ROOT


class House:
    """A state directory with a cluster of its own, migrated."""

    def __init__(self, var: Path) -> None:
        outside = {
            name: value for name, value in os.environ.items() if not name.startswith(("LINLI_", "DJANGO_", "DATABASE"))
        }
        self.env = {**outside, "LINLI_VAR": str(var), "PYTHONPATH": str(ROOT), "LINLI_DATA_KEY": "a" * 40,
                    "DJANGO_SETTINGS_MODULE": "linli.config.settings"}  # fmt: skip
        self.url = self.run("-m", "linli.config.embedded", "start").strip()
        self.run("manage.py", "migrate", "-v0")

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
