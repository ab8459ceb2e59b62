"""The application role, which owns nothing (ADR 0011): made, given its rights, and left for a while to migrate as the owner."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import ProgrammingError, connection

from linli.foundation.privacy import registry

#: What the application may do nowhere besides what chains say of their tables: the list of migrations is the owner's.
_NEVER_DELETED = ("privacy_keycheck",)
_ONLY_READ = ("django_migrations",)


class NoRole(Exception):
    """The server has no application role, and we may not make it. The message is a sentence for the operator."""


@contextmanager
def as_owner() -> Iterator[None]:
    """Work as the owner of the tables inside the block, on a connection of its own. RuntimeError inside a transaction."""
    kept = connection.settings_dict
    owner = _owners(kept)
    if owner == kept:
        yield
        return
    if connection.in_atomic_block:
        raise RuntimeError("the owner has transactions of its own")
    connection.close()
    connection.settings_dict = owner
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict = kept


def ensure_role() -> None:
    """Make the role if it is missing and take it; raises `NoRole` where the server refuses."""
    name = settings.LINLI_DB_ROLE
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_roles WHERE rolname = %s", [name])
        if not cursor.fetchone()[0]:
            _try(f"CREATE ROLE {name} NOLOGIN")
        cursor.execute("SELECT pg_has_role(current_user, %s, 'MEMBER')", [name])
        if not cursor.fetchone()[0]:
            _try(f"GRANT {name} TO CURRENT_USER")


def grant_rights() -> None:
    """Rows of all tables may be read and written by the role, and nothing else; run after every migration."""
    name = settings.LINLI_DB_ROLE
    with connection.cursor() as cursor:
        for statement in _rights(name, set(connection.introspection.table_names(cursor))):
            cursor.execute(statement)


def _rights(name: str, tables: set[str]) -> Iterator[str]:
    yield f"GRANT USAGE ON SCHEMA public TO {name}"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}"
    yield f"GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {name}"
    for table in tables.intersection(registry.only_added()):
        yield f"REVOKE UPDATE, DELETE ON {table} FROM {name}"
    heads = (chain.heads._meta.db_table for chain in registry.chains())
    for table in tables.intersection((*_NEVER_DELETED, *heads)):
        yield f"REVOKE DELETE ON {table} FROM {name}"
    for table in tables.intersection(_ONLY_READ):
        yield f"REVOKE INSERT, UPDATE, DELETE ON {table} FROM {name}"


def _owners(kept: dict[str, Any]) -> dict[str, Any]:
    """The connection's settings without the role, without a pool, and with the owner's login where there is one."""
    without = {key: value for key, value in kept["OPTIONS"].items() if key not in ("pool", "options")}
    asked = kept["OPTIONS"].get("options", "").replace(f"-c role={settings.LINLI_DB_ROLE}", "").strip()
    if asked:
        without["options"] = asked
    if "role=" not in kept["OPTIONS"].get("options", "") and not settings.LINLI_DB_OWNER:
        return kept
    return {**kept, **settings.LINLI_DB_OWNER, "OPTIONS": without}


def _try(statement: str) -> None:
    name, login = settings.LINLI_DB_ROLE, connection.settings_dict["USER"]
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    except ProgrammingError as error:
        raise NoRole(
            f"Linli works as the database role {name}, and {login} may not make it. As the server's administrator run once: "
            f"CREATE ROLE {name} NOLOGIN; GRANT {name} TO {login}; then again: ./run manage migrate"
        ) from error
