"""``./run check``: run every check, then report all that failed; never stop at the first.

Names after the command run only those: ``./run check ruff types``.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STRICT_NAMES = {"rules", "states", "services", "selectors", "method"}
# `check --deploy` needs a production's settings; these open nothing.
PRODUCTION = {
    "LINLI_MODE": "production",
    "SECRET_KEY": "check-only-" + "0123456789abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNO",
    "LINLI_DATA_KEY": "check-only-" + "0123456789abcdefghijklmnopqrstuvwxyz",
    "LINLI_HOSTS": "check.invalid",
}


@dataclass
class Check:
    """One program to run; ``env`` is added to the environment."""

    name: str
    command: list[str]
    env: dict[str, str] = field(default_factory=dict)

    def run(self) -> tuple[bool, str]:
        """Whether it passed, and what it printed."""
        done = subprocess.run(
            self.command, cwd=ROOT, env={**os.environ, **self.env}, capture_output=True, text=True, check=False
        )
        return done.returncode == 0, (done.stdout + done.stderr).strip()


def python(*arguments: str) -> list[str]:
    """A module of this Python."""
    return [sys.executable, *arguments]


def script(name: str, *arguments: str) -> list[str]:
    """A program of this virtual environment."""
    return [str(Path(sys.executable).parent / name), *arguments]


def strict_files() -> Iterator[str]:
    """What mypy holds to strict: the kernel, and rules, states, services, selectors, method of each app."""
    yield from (str(path.relative_to(ROOT)) for path in sorted((ROOT / "linli" / "kernel").glob("*.py")))
    yield from (str(path.relative_to(ROOT)) for path in sorted((ROOT / "linli" / "config").glob("*.py")))
    for floor in ("foundation", "engines", "domains"):
        for path in sorted((ROOT / "linli" / floor).glob("*/*")):
            if path.stem in STRICT_NAMES and (path.suffix == ".py" or any(path.glob("*.py"))):
                yield str(path.relative_to(ROOT))


def templates() -> list[str]:
    """Every HTML template of the product."""
    return sorted(str(path.relative_to(ROOT)) for path in (ROOT / "linli").rglob("templates/**/*.html"))


def spelled() -> list[str]:
    """Files that git knows: not what lies about in the folder."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    return [name for name in listed.split("\0") if name and (ROOT / name).exists()]


def checks() -> list[Check]:
    """All checks, quick ones first."""
    database = (
        os.environ.get("DATABASE_URL")
        or subprocess.run(
            python("-m", "linli.config.embedded", "url"), cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.strip()
    )
    found = [
        Check("shell", ["sh", "-n", "run"]),
        Check("shell-ci", ["bash", "-n", ".ci/run"]),
        Check("ruff", script("ruff", "check", "--output-format", "concise", ".")),
        Check("format", script("ruff", "format", "--check", ".")),
        Check("templates", script("djade", "--check", "--target-version", "5.2", *templates())),
        Check("spelling", script("codespell", *spelled())),
        Check("words", python("-m", "tools.words", "--check")),
        Check("docs", python("-m", "tools.docs", "--check")),
        Check("layers", script("lint-imports", "--no-cache")),
        Check("migrations", python("manage.py", "makemigrations", "--check", "--dry-run")),
        Check("system", python("manage.py", "check", "--fail-level", "WARNING")),
        Check(
            "deploy",
            python("manage.py", "check", "--deploy", "--fail-level", "WARNING"),
            {**PRODUCTION, "DATABASE_URL": database},
        ),
        Check("types", script("mypy", *strict_files())),
    ]
    return [check for check in found if check.name != "templates" or templates()]


def main() -> int:
    """Run, then report; 1 when any failed, 2 for a name nobody knows."""
    wanted, known = set(sys.argv[1:]), checks()
    if unknown := wanted - {check.name for check in known}:
        print(f"Unknown: {', '.join(sorted(unknown))}. Known: {', '.join(check.name for check in known)}")
        return 2
    failed = {}
    for check in known:
        if wanted and check.name not in wanted:
            continue
        began = time.monotonic()
        passed, output = check.run()
        print(f"{'ok  ' if passed else 'FAIL'} {check.name:<12}{time.monotonic() - began:5.1f} s", flush=True)
        if not passed:
            failed[check.name] = output
    for name, output in failed.items():
        print(f"\n──── {name}\n{output}")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
