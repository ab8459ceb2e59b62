"""Starts what serves the product (web and worker), and stops it without losing work.

``demo`` prepares the database, loads the demo counties and serves; ``up`` is production: it refuses
to start on missing settings, an old server or pending migrations.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

from linli.config import ready
from linli.config.database import check_role
from linli.config.env import ROOT, BadSetting, env
from linli.config.wheel import EmbeddedError

GRACE_SECONDS = 30
RESTARTS_PER_MINUTE = 5
FIRST_DELAY, LONGEST_DELAY = 0.5, 15.0  # seconds before a child that died is started again
LOOK_SECONDS = 2.0  # how often the embedded database is looked after


@dataclass
class Child:
    """One process that is kept alive."""

    name: str
    command: list[str]
    quiet: bool = False  # drop its standard output; logs go to standard error
    process: subprocess.Popen[bytes] | None = None
    starts: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start it in a session of its own: Ctrl-C reaches us only, and we stop it in order."""
        self.starts.append(time.monotonic())
        self.process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            stdout=subprocess.DEVNULL if self.quiet else None,
            start_new_session=True,
            preexec_fn=_die_with_parent if _prctl else None,  # noqa: PLW1509  (we have one thread)
        )

    @property
    def died(self) -> bool:
        """It ended although nobody asked it to."""
        return self.process is not None and self.process.poll() is not None

    @property
    def restarts(self) -> int:
        """How often it was started again within the last minute."""
        return sum(at > time.monotonic() - 60 for at in self.starts[1:])

    @property
    def due(self) -> bool:
        """It is down and has waited its turn: longer each time, for the database may be away for a while."""
        delay = min(LONGEST_DELAY, FIRST_DELAY * 2**self.restarts)
        return self.died and time.monotonic() >= self.starts[-1] + delay


def _load_prctl() -> Callable[[int, int], int] | None:
    try:
        return ctypes.CDLL(None).prctl if sys.platform == "linux" else None
    except (OSError, AttributeError):
        return None


_prctl = _load_prctl()


def _die_with_parent() -> None:
    """If we are killed, the kernel stops the child (Linux); nobody is left holding the port."""
    assert _prctl is not None
    _prctl(1, signal.SIGTERM)


def python(*arguments: str) -> list[str]:
    """A command of this Python."""
    return [sys.executable, *arguments]


def web(host: str, port: int) -> Child:
    """Granian serving the WSGI application; its workers answer what they began before they stop."""
    workers = env.int("LINLI_WEB_WORKERS", min(os.cpu_count() or 1, 4), least=1)
    return Child("web", python(
        "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers),
        "--blocking-threads", str(env.int("LINLI_WEB_THREADS", 4, least=1)), "--backpressure", "64",
        "--respawn-failed-workers", "--workers-kill-timeout", "20s", "--no-access-log", "--log-level", "warning",
        "linli.config.wsgi:application",
    ))  # fmt: skip


def worker() -> Child:
    """The Procrastinate worker: jobs and periodic sweeps."""
    concurrency = env.int("LINLI_JOBS", 2, least=1)
    return Child("worker", python(
        "manage.py", "procrastinate", "worker", "--concurrency", str(concurrency),
        "--shutdown-graceful-timeout", str(GRACE_SECONDS - 5),
        "--delete-jobs", "successful",  # some run each second; failed ones stay for a month (audit.tasks)
    ), quiet=True)  # fmt: skip


def serve(children: list[Child], tend: Callable[[], None] = lambda: None) -> int:
    """Run until SIGTERM or Ctrl-C: 0 after an orderly stop, 1 when all children keep dying.

    `tend` is called every two seconds and looks after what the children need.
    """
    stopping: list[int] = []

    def ask(number: int, _frame: FrameType | None) -> None:
        stopping.append(number)

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, ask)
    for child in children:
        child.start()
    status = _watch(children, stopping, tend)
    stop_all(children)
    return status


def _watch(children: list[Child], stopping: list[int], tend: Callable[[], None]) -> int:
    looked = time.monotonic()
    while not stopping:
        if all(child.restarts >= RESTARTS_PER_MINUTE for child in children):
            say("all processes keep ending; giving up")
            return 1
        for child in children:
            if child.due:
                say(f"{child.name} ended by itself; starting it again")
                child.start()
        if time.monotonic() - looked > LOOK_SECONDS:
            tend()
            looked = time.monotonic()
        time.sleep(0.2)
    return 0


def stop_all(children: list[Child]) -> None:
    """SIGTERM to each, time to finish, SIGKILL to what is left."""
    running = [child.process for child in children if child.process and child.process.poll() is None]
    for process in running:
        process.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for process in running:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def say(text: str) -> None:
    """A line of progress."""
    print(f"· {text}", file=sys.stderr, flush=True)


def step(command: list[str]) -> None:
    """Run one command; ends the process when it fails."""
    done = subprocess.run(command, cwd=ROOT, check=False)
    if done.returncode:
        raise SystemExit(done.returncode)


def compile_words() -> None:
    """Compile the catalogues when one is newer than its compiled form."""
    if ready.words_are_stale():
        say("words")
        step(python("-m", "tools.words", "--compile"))


def check_port(host: str, port: int) -> None:
    """Say that the port is taken before minutes of loading, not after."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise BadSetting(f"Port {port} on {host} is taken ({error.strerror}); choose another: --port N") from error


def demo(options: argparse.Namespace) -> int:
    """Load the demo and serve it on loopback (or ``--host``)."""
    os.environ["LINLI_MODE"] = "demo"
    if not options.no_serve:
        check_port(options.host, options.port)
    say("database")
    ready.database()
    compile_words()
    static = [] if options.no_serve else ["--static"]
    step(python("-m", "linli.config.prepare", *static, "--demo", *demo_arguments(options)))
    if options.no_serve:
        return 0
    print(f"\nLinli is at http://{options.host}:{options.port}/  (Ctrl-C stops it; ./run demo starts it again)")
    print(ready.accounts_text(env.var() / "demo-accounts.json"), flush=True)
    return serve([web(options.host, options.port), worker()], tend=ready.tend_database)


def demo_arguments(options: argparse.Namespace) -> list[str]:
    """What is handed on to the management command."""
    counties = [part for county in options.county for part in ("--county", county)]
    return [*counties, *(["--scale", options.scale] if options.scale else [])]


def up(options: argparse.Namespace) -> int:
    """Production: refuse what is not ready, then serve web, worker or both."""
    os.environ["LINLI_MODE"] = "production"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
    ready.settings()
    ready.database()
    check_role()
    ready.checks()
    ready.migrations()
    ready.keys()
    both = options.web == options.worker
    children: list[Child] = []
    if both or options.web:
        check_port(options.host, options.port)
        compile_words()
        say("static files")
        step(python("manage.py", "collectstatic", "--noinput", "--verbosity", "0"))
        children.append(web(options.host, options.port))
    if both or options.worker:
        children.append(worker())
    return serve(children)


def parser() -> argparse.ArgumentParser:
    """The command line of ``./run demo`` and ``./run up``."""
    top = argparse.ArgumentParser(prog="./run")
    acts = top.add_subparsers(dest="act", required=True)
    for act in (acts.add_parser("demo"), acts.add_parser("up")):
        act.add_argument("--host", default=env.str("LINLI_HOST", "127.0.0.1"), help="address to listen on")
        act.add_argument("--port", type=int, default=env.int("LINLI_PORT", 8000, least=1))
    acts.choices["demo"].add_argument("--county", action="append", default=[], help="load this county only; repeatable")
    acts.choices["demo"].add_argument("--scale", help="share of the full numbers, e.g. 0.1")
    acts.choices["demo"].add_argument("--no-serve", action="store_true", help="load and leave")
    acts.choices["up"].add_argument("--web", action="store_true", help="only the web process")
    acts.choices["up"].add_argument("--worker", action="store_true", help="only the worker")
    return top


def main() -> int:
    """Entry of ``./run demo`` and ``./run up``; errors are sentences."""
    try:
        options = parser().parse_args()
        return demo(options) if options.act == "demo" else up(options)
    except (BadSetting, EmbeddedError) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(main())
