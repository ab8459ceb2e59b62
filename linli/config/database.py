"""The database: ``DATABASE_URL`` (PostgreSQL 15 or newer) or the embedded cluster, a replica of it (``LINLI_REPLICA_URL``), and the role
under which we work in both.

Everything but migrations runs as the application role, which owns nothing: row-level security binds it, and it can't change
tables (ADR 0011). The role is a startup option of each connection, so that a ``RESET ROLE`` leads back to it.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import psycopg

from linli.config import embedded
from linli.config.env import BadSetting, env

OLDEST_MAJOR = 15
PREPARE_AFTER = 2
#: The plan of a prepared statement is kept, not made anew for each value: only the hot paths' statements have parameters
#: (`kernel.statements`), and what decides their plan is written into their SQL. Planning took a quarter of their time.
PLANS = "force_generic_plan"


def default(production: bool, pool: int) -> dict[str, Any]:
    """Django's settings of the one database. Production refuses to start on the embedded one."""
    url = env.str("DATABASE_URL") if production else env.str("DATABASE_URL", "")
    return _served(parse(url or embedded.cluster(env.bool("LINLI_TEST", False)).url()), pool, wait=3)


def replica(pool: int) -> dict[str, dict[str, Any]]:
    """``{"replica": …}`` where ``LINLI_REPLICA_URL`` names a server that follows the first one (ADR 0036), else nothing.

    A session there can never write, not even once that server is promoted, and whoever can't get one soon asks the first server.
    """
    url = env.str("LINLI_REPLICA_URL", "")
    if not url:
        return {}
    settings = parse(url, "LINLI_REPLICA_URL")
    if settings["NAME"] != default(production=False, pool=pool)["NAME"]:
        raise BadSetting("LINLI_REPLICA_URL and DATABASE_URL must name the same database.")
    given = settings["OPTIONS"].get("options", "")
    settings["OPTIONS"] |= {"connect_timeout": "2", "tcp_user_timeout": "3000"} | settings["OPTIONS"]
    settings["OPTIONS"]["options"] = f"{given} -c default_transaction_read_only=on".strip()
    return {"replica": _served(settings, pool, wait=1)}


def _served(settings: dict[str, Any], pool: int, wait: int) -> dict[str, Any]:
    """How a server is used: under the role, from a pool in which nobody waits longer than `wait` seconds."""
    settings["CONN_HEALTH_CHECKS"] = True
    settings["ATOMIC_REQUESTS"] = False
    #: Plans of the hot paths are kept per connection; a pooler that shares connections between transactions may not know them.
    settings["OPTIONS"]["prepare_threshold"] = PREPARE_AFTER if env.bool("LINLI_PREPARE", True) else None
    if not env.bool("LINLI_TEST", False):  # tests make their database first, and take the role then
        given = settings["OPTIONS"].get("options", "")
        settings["OPTIONS"]["options"] = f"{given} -c role={role()} -c plan_cache_mode={PLANS}".strip()
        settings["OPTIONS"]["pool"] = {"min_size": 1, "max_size": pool, "timeout": wait}  # then 503, not a queue
    return settings


def role() -> str:
    """The application role's name."""
    name = env.str("LINLI_DB_ROLE", embedded.APPLICATION_ROLE)
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", name):
        raise BadSetting(f"LINLI_DB_ROLE must be small letters, digits and underscores, not {name!r}.")
    return name


def owner() -> dict[str, Any]:
    """What differs for the owner of the tables, who migrates: nothing, unless ``LINLI_OWNER_URL`` names another login."""
    url = env.str("LINLI_OWNER_URL", "")
    if not url:
        return {}
    found = parse(url)
    if found["NAME"] != parse(env.str("DATABASE_URL"))["NAME"]:
        raise BadSetting("LINLI_OWNER_URL and DATABASE_URL must name the same database.")
    return {name: found[name] for name in ("USER", "PASSWORD", "HOST", "PORT")}


def check_role() -> None:
    """The application role can be taken, or the start is refused with what to do."""
    url, name = env.str("DATABASE_URL", ""), role()
    try:
        psycopg.connect(url or embedded.cluster(env.bool("LINLI_TEST", False)).url(), options=f"-c role={name}").close()
    except psycopg.OperationalError as error:
        text = str(error).strip()
        if f'role "{name}"' not in text:
            raise BadSetting(f"The database of DATABASE_URL doesn't answer: {text}") from error
        login = parse(url)["USER"] if url else "linli"
        raise BadSetting(
            f"Linli works as the database role {name}, which {login} can't take. As the server's administrator run once: "
            f"CREATE ROLE {name} NOLOGIN; GRANT {name} TO {login}; then: ./run manage migrate"
        ) from error


def parse(url: str, setting: str = "DATABASE_URL") -> dict[str, Any]:
    """``postgresql://user:password@host:port/name?host=/socket/dir&sslmode=…`` as Django settings."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise BadSetting(f"{setting} must begin with postgresql:// ; no other database is supported.")
    if not parts.path.strip("/"):
        raise BadSetting(f"{setting} names no database: postgresql://user:password@host:5432/linli")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": options.pop("port", str(parts.port or 5432)),
        "OPTIONS": {"application_name": "linli", **options},
    }
