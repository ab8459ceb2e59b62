"""Real processes: what dies is started again, what is asked to stop stops, what is not ready is refused."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from linli.config import ready
from linli.config.env import ROOT

SERVE = """
import sys
from linli.config import supervise
from linli.config.supervise import Child, serve
supervise.FIRST_DELAY = 0.02
raise SystemExit(serve([Child("one", [sys.executable, "-c", sys.argv[1]])]))
"""


def serve(program: str, tmp_path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SERVE, program], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def wait_for(path, text: str = "") -> str:
    for _ in range(200):
        if path.exists() and text in path.read_text():
            return path.read_text()
        time.sleep(0.05)
    raise AssertionError(f"{path} never said {text!r}")


def test_sigterm_lets_a_child_finish(tmp_path):
    mark = tmp_path / "mark"
    program = f"""
import signal, sys, time, pathlib
mark = pathlib.Path({str(mark)!r})
signal.signal(signal.SIGTERM, lambda *a: (time.sleep(0.3), mark.write_text("finished"), sys.exit(0)))
mark.write_text("began")
time.sleep(60)
"""
    process = serve(program, tmp_path)
    wait_for(mark, "began")
    process.terminate()
    assert process.wait(10) == 0
    assert mark.read_text() == "finished"
    process.stderr.close()


def test_a_child_that_dies_is_started_again(tmp_path):
    mark = tmp_path / "starts"
    process = serve(f"open({str(mark)!r}, 'a').write('x')\nimport time, os\n"
                    f"time.sleep(60 if os.path.getsize({str(mark)!r}) > 1 else 0)", tmp_path)  # fmt: skip
    wait_for(mark, "xx")
    process.send_signal(signal.SIGINT)
    assert process.wait(10) == 0
    assert "starting it again" in process.stderr.read()
    process.stderr.close()


def test_a_child_that_keeps_dying_ends_everything(tmp_path):
    process = serve("raise SystemExit(3)", tmp_path)
    assert process.wait(20) == 1
    assert "giving up" in process.stderr.read()
    process.stderr.close()


def test_what_the_children_need_is_looked_after(tmp_path):
    mark = tmp_path / "tended"
    program = SERVE.replace("sys.argv[1]])])", f'sys.argv[1]])], lambda: open({str(mark)!r}, "a").write("x"))')
    program = program.replace("supervise.FIRST", "supervise.LOOK_SECONDS = 0.1\nsupervise.FIRST")
    process = subprocess.Popen([sys.executable, "-c", program, "import time; time.sleep(60)"],
                               cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)})  # fmt: skip
    wait_for(mark, "xx")
    process.terminate()
    assert process.wait(10) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's parent-death signal is Linux's")
def test_killing_the_supervisor_takes_its_children_along(tmp_path):
    mark = tmp_path / "pid"
    process = serve(f"import os, time; open({str(mark)!r}, 'w').write(f'{{os.getpid()}}.'); time.sleep(60)", tmp_path)
    pid = int(wait_for(mark, ".").strip("."))
    process.kill()
    process.wait()
    process.stderr.close()
    for _ in range(100):
        if not _alive(pid):
            return
        time.sleep(0.05)
    raise AssertionError("the child outlived its supervisor")


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat") as handle:
        return handle.read().split(")")[-1].split()[0] != "Z"


def up(**env: str) -> subprocess.CompletedProcess[str]:
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("LINLI_", "DJANGO_", "DATABASE"))
    }
    clean.pop("SECRET_KEY", None)
    return subprocess.run(
        [sys.executable, "-m", "linli.config.supervise", "up", "--port", "1"], cwd=ROOT,
        env={**clean, "LINLI_MODE": "production", **env}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


GOOD = {"SECRET_KEY": "s" * 50, "LINLI_DATA_KEY": "d" * 50, "LINLI_HOSTS": "linli.invalid",
        "DATABASE_URL": "postgresql://nobody@/x?host=/nonexistent"}  # fmt: skip


@pytest.mark.parametrize("name", ["SECRET_KEY", "LINLI_DATA_KEY", "LINLI_HOSTS", "DATABASE_URL"])
def test_production_refuses_to_start_without(name):
    done = up(**{key: value for key, value in GOOD.items() if key != name})
    assert done.returncode == 2
    assert done.stderr.strip() == f"{name} is not set; it is required in this mode."


def test_production_refuses_a_typo_in_a_switch():
    done = up(**GOOD, LINLI_HTTPS="yes")
    assert done.returncode == 2
    assert "LINLI_HTTPS must be true or false, not 'yes'." in done.stderr


def test_production_says_that_the_database_does_not_answer():
    done = up(**GOOD)
    assert done.returncode == 2
    assert "doesn't answer" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_demo_accounts_are_told_one_per_county_and_role(tmp_path):
    row = {"password": "pw", "county": "East", "post": "Worker", "role": "field_worker"}
    path = tmp_path / "demo-accounts.json"
    path.write_text(
        json.dumps([{**row, "username": "a"}, {**row, "username": "b"}, {**row, "username": "x", "role": "y"}])
    )
    text = ready.accounts_text(path)
    assert "  a  pw  East Worker" in text
    assert "  b  pw" not in text
    assert text.endswith(f"All 3 are in {path}")
    assert ready.accounts_text(tmp_path / "none.json") == "No demo accounts were written."
