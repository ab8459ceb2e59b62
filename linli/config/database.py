"""The database: ``DATABASE_URL`` (PostgreSQL 15 or newer) or the embedded cluster."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from linli.config import embedded
from linli.config.env import BadSetting, env

OLDEST_MAJOR = 15
PREPARE_AFTER = 2


def default(production: bool, pool: int) -> dict[str, Any]:
    """Django's settings of the one database. Production refuses to start on the embedded one."""
    url = env.str("DATABASE_URL") if production else env.str("DATABASE_URL", "")
    settings = parse(url or embedded.cluster(env.bool("LINLI_TEST", False)).url())
    settings["CONN_HEALTH_CHECKS"] = True
    settings["ATOMIC_REQUESTS"] = False
    #: Plans of the hot paths are kept per connection; a pooler that shares connections between transactions may not know them.
    settings["OPTIONS"]["prepare_threshold"] = PREPARE_AFTER if env.bool("LINLI_PREPARE", True) else None
    if not env.bool("LINLI_TEST", False):
        settings["OPTIONS"]["pool"] = {"min_size": 1, "max_size": pool, "timeout": 3}  # then 503, not a queue
    return settings


def parse(url: str) -> dict[str, Any]:
    """``postgresql://user:password@host:port/name?host=/socket/dir&sslmode=…`` as Django settings."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise BadSetting("DATABASE_URL must begin with postgresql:// ; no other database is supported.")
    if not parts.path.strip("/"):
        raise BadSetting("DATABASE_URL names no database: postgresql://user:password@host:5432/linli")
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
