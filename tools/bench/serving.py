"""The served product as a child process, what it logs, and what memory it takes."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
from collections import defaultdict
from pathlib import Path

from linli.config import supervise
from linli.config.env import ROOT


class Served:
    """One process group that is stopped in the end; its log goes to a file."""

    def __init__(self, command: list[str], environment: dict[str, str], log: Path) -> None:
        self.log = log
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=out, stderr=out, start_new_session=True
            )

    def stop(self) -> None:
        """SIGTERM, time to finish, SIGKILL."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)


def web(environment: dict[str, str], log: Path) -> tuple[Served, int]:
    """The web process as `./run up` starts it, on a free port; waits until it answers."""
    port = free_port()
    served = Served(supervise.web("127.0.0.1", port).command, environment, log)
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
            if served.process.poll() is not None:
                break
        else:
            return served, port
    served.stop()
    raise RuntimeError(f"the web process didn't come up; see {log}")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def statements(log: Path) -> dict[str, int]:
    """SQL statements per request by route, as the product's own request log counts them: the median."""
    found: dict[str, list[int]] = defaultdict(list)
    for line in log.read_text(encoding="utf-8").splitlines():
        if '"queries"' in line:
            said = json.loads(line)
            found[f"{said['method']} {said['route']}"].append(said["queries"])
    return {route: sorted(counts)[len(counts) // 2] for route, counts in found.items()}


def memory(pid: int) -> float | None:
    """Megabytes of a process and its children, shared pages counted once (PSS); None where /proc doesn't tell."""
    try:
        return round(sum(_pss(one) for one in family(pid)) / 1024, 1)
    except OSError:
        return None


def family(pid: int) -> list[int]:
    """A process and all below it."""
    children: dict[int, list[int]] = defaultdict(list)
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
        children[parent].append(int(folder.name))
    found = [pid]
    for one in found:
        found += children[one]
    return found


def _pss(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0
