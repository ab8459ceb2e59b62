"""Databases of the bench: one that holds a set, and a copy of it that a run may change."""

from __future__ import annotations

import hashlib
import os
import time
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from linli.config import embedded
from linli.config.env import ROOT, env

RUN = "linli_bench_run"
#: A set is made anew after so many seconds: its clocks are to run out in the future, not in the past.
FRESH_SECONDS = 6 * 3600
#: So often a drop is tried again while the server tidies up in the database.
TRIES = 60


def server() -> str:
    """Address of a database on the server that is measured."""
    return env.str("DATABASE_URL", "") or embedded.ensure().url()


def address(base: str, database: str) -> str:
    """The same server, another database."""
    return urlunsplit(urlsplit(base)._replace(path=f"/{database}"))


def make(base: str, database: str, template: str | None = None) -> None:
    """Create a database, empty or as a copy; one of that name is dropped before."""
    drop(base, database)
    with psycopg.connect(base, autocommit=True) as connection:
        copy = sql.SQL(" TEMPLATE {} STRATEGY FILE_COPY").format(sql.Identifier(template)) if template else sql.SQL("")
        connection.execute(sql.SQL("CREATE DATABASE {}{}").format(sql.Identifier(database), copy))


def drop(base: str, database: str) -> None:
    """Drop a database with whoever of us is connected to it; a vacuum at work is waited for."""
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database))
    with psycopg.connect(base, autocommit=True) as connection:
        for _ in range(TRIES):
            try:
                connection.execute(statement)
                return
            except (psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectInUse):
                time.sleep(2)
        connection.execute(statement)


def is_fresh(base: str, database: str) -> bool:
    """Whether a finished set of today's tables is there that isn't too old (`bench_set` is written last)."""
    try:
        with psycopg.connect(address(base, database)) as connection:
            row = connection.execute("SELECT extract(epoch FROM now() - made_at), tables FROM bench_set").fetchone()
    except psycopg.Error:
        return False
    return row is not None and float(row[0]) < FRESH_SECONDS and row[1] == tables()


def tables() -> str:
    """What the tables of this code are told by: the last migration of each app."""
    last = sorted((path.parts[-3], path.read_text()) for path in ROOT.glob("linli/**/max_migration.txt"))
    return hashlib.sha256(repr(last).encode()).hexdigest()


def production(database: str) -> dict[str, str]:
    """The environment of a production that is reached over loopback without TLS."""
    return os.environ | {
        "LINLI_MODE": "production",
        "LINLI_HTTPS": "false",
        "LINLI_WEBHOOK_NETWORKS": "127.0.0.0/8",
        "LINLI_HOSTS": "127.0.0.1,testserver",
        "LINLI_VAR": str(env.var() / "bench"),
        "SECRET_KEY": "bench-only-" + "0123456789abcdef" * 3,
        "LINLI_DATA_KEY": "0123456789abcdef" * 4,
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "tools.bench.settings",
    }
