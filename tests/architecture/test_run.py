"""The one entry script: POSIX, tells about itself, refuses what it doesn't know."""

import os
import re
import subprocess

from tests.architecture import source

TEXT = (source.ROOT / "run").read_text(encoding="utf-8")


def run(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "./run", *arguments],
        cwd=source.ROOT,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
    )


def test_bare_run_lists_every_command():
    listed = set(re.findall(r"^  ([a-z]+)", run().stdout, re.MULTILINE))
    assert listed == set(re.findall(r"^cmd_([a-z]+)\(\)", TEXT, re.MULTILINE))
    assert {"demo", "test", "up", "check", "fix", "seed", "bench", "shell", "manage", "methods", "newapp"} <= listed


def test_every_command_can_be_called():
    dispatched = re.search(r"^  (demo\|[a-z|]+)\) \"cmd_", TEXT, re.MULTILINE)
    assert set(dispatched[1].split("|")) == set(re.findall(r"^cmd_([a-z]+)\(\)", TEXT, re.MULTILINE))


def test_an_unknown_command_is_refused():
    done = run("dance")
    assert done.returncode == 2
    assert "Unknown command: dance" in done.stderr


def test_seed_wants_a_county():
    done = run("seed")
    assert done.returncode == 2
    assert "Usage: ./run seed COUNTY" in done.stderr


def test_state_goes_where_it_is_told():
    assert "State lives in /somewhere/else " in run(LINLI_VAR="/somewhere/else").stdout
    assert f"State lives in {source.ROOT}/here " in run(LINLI_VAR="here").stdout


def test_locks_hold_names_versions_and_hashes_only():
    for name in ("requirements.lock", "requirements-dev.lock"):
        for line in (source.ROOT / name).read_text(encoding="utf-8").splitlines():
            assert re.match(r"[a-z0-9._-]+==[^ ]+( ;.*)? \\$|    --hash=sha256:[0-9a-f]{64}( \\)?$", line), line
