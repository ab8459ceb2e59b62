"""Where sessions lie: Django's table, read in one statement with the account that is signed in, and written in one."""

from __future__ import annotations

from typing import Any

from django.contrib import auth
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session as Stored
from django.db import DEFAULT_DB_ALIAS
from django.utils.crypto import constant_time_compare

from linli.foundation.access.models import Account, Session
from linli.foundation.access.services.sessions import BACKEND
from linli.kernel.statements import ask, change

_COLUMNS = [field.attname for field in Account._meta.concrete_fields]
_READ = f"""
    SELECT stored.session_data, {", ".join(f"account.{field.column}" for field in Account._meta.concrete_fields)}
    FROM {Stored._meta.db_table} AS stored
    LEFT JOIN {Session._meta.db_table} AS device ON device.key = stored.session_key
    LEFT JOIN {Account._meta.db_table} AS account ON account.id = device.account_id
    WHERE stored.session_key = $1 AND stored.expire_date > statement_timestamp()
"""  # noqa: S608  (names of our own tables)
_WRITE = f"""
    UPDATE {Stored._meta.db_table} SET session_data = $1, expire_date = $2 WHERE session_key = $3
"""  # noqa: S608  (as above)


class SessionStore(DatabaseStore):
    """A session of `django_session`. What a row of `access_session` says about its key comes with it: the account."""

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self._account: Account | None = None
        self._kept: bytes | None = None

    def load(self) -> dict[str, Any]:
        """The content, and beside it the account as it is now; an unknown or expired key begins an empty session."""
        rows = ask(_READ, [self.session_key])
        if not rows:
            self._session_key = None
            return {}
        data, *columns = rows[0]
        if columns[0] is not None:
            self._account = Account.from_db(DEFAULT_DB_ALIAS, _COLUMNS, columns)
        return self.decode(data)

    def save(self, must_create: bool = False) -> None:
        """Write the content where it changed since the last write (a creating request keeps it in its own transaction)."""
        if must_create or self.session_key is None:
            super().save(must_create)
            return
        data = dict(self.items())
        content = self.serializer().dumps(data)
        if content == self._kept:
            return
        if not change(_WRITE, [self.encode(data), self.get_expiry_date(), self.session_key]):
            raise UpdateError
        self._kept = content

    def signed_in(self) -> Account | None:
        """The account that came with the content, if all holds that Django's own `get_user` asks for; None else."""
        said = self.get(auth.SESSION_KEY)
        found = self._account
        if (
            found is None
            or said != str(found.pk)
            or self.get(auth.BACKEND_SESSION_KEY) != BACKEND
            or not found.is_active
        ):
            return None
        proof = self.get(auth.HASH_SESSION_KEY) or ""
        return found if constant_time_compare(proof, found.get_session_auth_hash()) else None
