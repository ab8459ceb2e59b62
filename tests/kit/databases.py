"""Test databases: migrated once for as long as no migration changes, copied by every worker and every later run, emptied by rows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.backends.postgresql.creation import DatabaseCreation
from django.test import TransactionTestCase
from psycopg.sql import SQL, Identifier

import linli
from linli.config import embedded
from linli.config.env import env

#: Migrated databases to be copied are called this and what they were made of.
KEPT = "linli_migrated_"
#: What migrations themselves lean on.
UNDER_MIGRATIONS = ("foundation/privacy/rls.py", "engines/rollups/watching.py", "kernel/first_tables.py")
#: Whoever comes second waits for the first, and copies.
LOCK = 5_107_001
#: What Django writes after migrations: emptying would make it write it again.
WRITTEN_BY_DJANGO = {"django_content_type", "auth_permission"}
#: Tables that were ever written to since they were last emptied.
WRITTEN = "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND relkind = 'r' AND pg_relation_size(oid) > 0"


def copied_not_migrated() -> None:
    """Making all tables takes some seconds, copying what was made less than one."""
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


def emptied_by_rows() -> None:
    """After a test that commits, only tables that it wrote to are emptied, and their rows deleted: TRUNCATE makes a thousand files for our
    tables and their indexes. Whoever deletes must own the server, so a foreign one is emptied in Django's way.
    """
    if env.str("DATABASE_URL", ""):
        return
    case: Any = TransactionTestCase
    case._fixture_teardown = lambda self: _empty()


def _empty() -> None:
    """Delete every row, whatever triggers and row-level security say, and give the room back."""
    ours = set(connection.introspection.django_table_names(only_existing=True, include_views=False))
    url = embedded.cluster(test=True).url(connection.settings_dict["NAME"], "postgres")
    with psycopg.connect(url, autocommit=True) as server:
        found = server.execute(WRITTEN, [sorted(ours - WRITTEN_BY_DJANGO)]).fetchall()
        tables = [Identifier(name) for (name,) in found]
        if not tables:
            return
        server.execute("SET session_replication_role = replica")
        with server.transaction():
            for table in tables:
                server.execute(SQL("DELETE FROM {}").format(table))
        server.execute(SQL("VACUUM {}").format(SQL(", ").join(tables)))


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
