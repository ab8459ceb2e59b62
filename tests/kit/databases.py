"""Test databases: migrated once for as long as no migration changes, and copied by every worker and every later run."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.backends.postgresql.creation import DatabaseCreation

import linli

#: Migrated databases to be copied are called this and what they were made of.
KEPT = "linli_migrated_"
#: What migrations themselves lean on.
UNDER_MIGRATIONS = ("foundation/privacy/rls.py",)
#: Whoever comes second waits for the first, and copies.
LOCK = 5_107_001


def copied_not_migrated() -> None:
    """Migrating takes half a minute, copying what was migrated less than a second."""
    made: Any = DatabaseCreation
    migrate = made.create_test_db

    def create_test_db(self: DatabaseCreation, *args: Any, **options: Any) -> str:
        wanted = KEPT + _made_of()
        with _alone(self) as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [KEPT])
            kept = {name for (name,) in cursor.fetchall()}
            self.connection.settings_dict["TEST"]["TEMPLATE"] = wanted if wanted in kept else None
            name: str = migrate(self, *args, **options)
            if wanted not in kept:
                self.connection.close()  # nobody may look on while a database is copied
                for old in kept:
                    cursor.execute(f'DROP DATABASE "{old}"')
                cursor.execute(f'CREATE DATABASE "{wanted}" TEMPLATE "{name}"')
        return name

    made.create_test_db = create_test_db


def dropped_by_force() -> None:
    """A connection that a thread of some test left behind must not keep the test database alive."""
    made: Any = DatabaseCreation

    def drop(self: DatabaseCreation, name: str, verbosity: int) -> None:
        with self._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {self.connection.ops.quote_name(name)} WITH (FORCE)")

    made._destroy_test_db = drop


@contextmanager
def _alone(creation: DatabaseCreation) -> Iterator[Any]:
    with creation._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        yield cursor


def _made_of() -> str:
    """A digest of all that a migrated database is made of: migrations of all apps, what runs after them, and the role."""
    digest = hashlib.sha256(settings.LINLI_DB_ROLE.encode())
    for name in ("django", "procrastinate"):
        digest.update(version(name).encode())
    for under in UNDER_MIGRATIONS:
        digest.update((Path(linli.__path__[0]) / under).read_bytes())
    for app in sorted(apps.get_app_configs(), key=lambda one: one.label):
        digest.update(app.label.encode())
        for path in sorted((Path(app.path) / "migrations").rglob("*.*")):
            if path.suffix in (".py", ".sql"):
                digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]
