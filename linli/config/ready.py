"""What must hold before the product serves: settings, a server new enough, tables up to date."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import psycopg

from linli.config import embedded
from linli.config.database import OLDEST_MAJOR
from linli.config.env import ROOT, BadSetting, env
from linli.config.start import database_up
from linli.config.wheel import EmbeddedError


def settings() -> None:
    """Import the settings; a missing one ends with a sentence."""
    from django.conf import settings as found

    assert found.SECRET_KEY  # the first attribute loads them all


def checks() -> None:
    """Run Django's checks and ours; an error stops the start."""
    import django
    from django.core.management import call_command
    from django.core.management.base import SystemCheckError

    django.setup()
    try:
        call_command("check", deploy=True, fail_level="ERROR", verbosity=0)
    except SystemCheckError as error:
        raise BadSetting(str(error)) from error


def database() -> None:
    """The server answers and is PostgreSQL 15 or newer."""
    database_up()
    url = env.str("DATABASE_URL", "")
    if not url:
        return
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            version = connection.info.server_version
    except psycopg.Error as error:
        raise BadSetting(f"The database of DATABASE_URL doesn't answer: {str(error).strip()}") from error
    if version // 10000 < OLDEST_MAJOR:
        raise BadSetting(f"The server is PostgreSQL {version // 10000}; Linli needs {OLDEST_MAJOR} or newer.")


def keys() -> None:
    """The data keys are those of this database. Nothing is asked, and nothing written, before its tables are there."""
    import django

    django.setup()
    from linli.foundation.privacy.services import WrongKey, check_keys

    try:
        check_keys()
    except WrongKey as error:
        raise BadSetting(str(error)) from error


def tend_database() -> None:
    """Start the embedded server again if it was killed."""
    if not env.str("DATABASE_URL", "") and not embedded.runs():
        try:
            embedded.ensure()
        except EmbeddedError as error:
            print(f"· {error}", file=sys.stderr, flush=True)


def migrations() -> None:
    """No migration is pending."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    connection.close()
    if pending:
        raise BadSetting(f"{len(pending)} migrations are pending; with the same settings run: ./run manage migrate")


def words_are_stale() -> bool:
    """Whether a catalogue was changed after it was compiled, or never compiled."""
    for source in (ROOT / "linli").rglob("django.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns:
            return True
    return False


#: Who is shown at the start: in each county those who meet a case one after the other.
SHOWN = ("field_worker", "office", "centre", "department", "leader")


def accounts_text(path: Path) -> str:
    """The demo accounts for the console, one per county and role; a short hint when there are none."""
    if not path.exists():
        return "No demo accounts were written."
    rows = json.loads(path.read_text(encoding="utf-8"))
    first = {(row["county"], row["role"]): row for row in reversed(rows) if row["role"] in SHOWN}
    shown = sorted(first.values(), key=lambda row: (row["county"], SHOWN.index(row["role"])))
    width = max((len(row["username"]) for row in shown), default=0)
    lines = [f"  {row['username']:<{width}}  {row['password']}  {row['county']} {row['post']}" for row in shown]
    return "\n".join(["Demo accounts (user, password, who):", *lines, f"All {len(rows)} are in {path}"])
