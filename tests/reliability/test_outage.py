"""The served product when things are killed: real processes, a database of their own, no mocks."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from linli.config.env import ROOT
from tests.reliability.house import environment, furnished

pytestmark = pytest.mark.slow


class Served:
    """Granian over a cluster of its own in `var`; nothing shared with the suite's database."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.port = _free_port()
        self.env = environment(var) | {"LINLI_WEB_WORKERS": "1"}
        self.process: subprocess.Popen[bytes] | None = None

    def python(self, *arguments: str) -> None:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr

    def start(self) -> None:
        self.python("-m", "linli.config.embedded", "start")
        self.python("-m", "linli.config.prepare", "--static")
        code = (
            f"from linli.config.supervise import serve, web; raise SystemExit(serve([web('127.0.0.1', {self.port})]))"
        )
        with (self.var / "web.log").open("wb") as log:
            self.process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=self.env, stderr=log)
        self.until(lambda: self.get("/healthz")[0] == 200)

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def until(self, holds: Callable[[], bool], seconds: float = 40) -> None:
        deadline = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < deadline, (self.var / "web.log").read_text()[-3000:]
            time.sleep(0.2)

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(40)
        self.python("-m", "linli.config.embedded", "stop")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> Iterator[Served]:
    made = Served(furnished(tmp_path_factory, "served"))
    try:
        made.start()
        yield made
    finally:
        made.stop()


def test_a_killed_database_is_words_and_comes_back(served):
    status, _page = served.get("/methods/")
    assert status == 200
    os.kill(int((served.var / "pg" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    refused: list[str] = []
    served.until(lambda: _refused(served, refused))
    assert "<h1" in refused[0]
    assert "Traceback" not in refused[0]
    status, text = served.get("/healthz")
    assert status == 503
    assert json.loads(text)["database"] != "ok"
    served.python("-m", "linli.config.embedded", "start")
    served.until(lambda: served.get("/methods/")[0] == 200)


def _refused(served: Served, pages: list[str]) -> bool:
    """Whether the killed server is gone for the web as well: on a busy machine its last backend may answer once more."""
    status, page = served.get("/methods/")
    assert status in (200, 503)
    pages += [page] if status == 503 else []
    return bool(pages)


def test_a_killed_web_worker_is_replaced(served):
    granian = _children(served.process.pid)[0]
    worker = _children(granian)[-1]
    os.kill(worker, signal.SIGKILL)
    served.until(lambda: served.get("/healthz")[0] == 200 and worker not in _children(granian))


def _children(pid: int) -> list[int]:
    text = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False).stdout
    return [int(word) for word in text.split()]
