"""Changing accounts: `signing_in`, `sessions` (devices), `passwords`, `accounts`, `grants` (extra rights), `demo`."""

from linli.foundation.access.services.accounts import (
    AccountRow,
    import_accounts,
    lock_account,
    open_account,
    reset_password,
    unlock_account,
)
from linli.foundation.access.services.demo import switch_persona, write_demo_accounts
from linli.foundation.access.services.grants import end_grant, grant_role
from linli.foundation.access.services.passwords import change_password, confirm_password
from linli.foundation.access.services.sessions import end_session, seen, sign_out, sign_out_others
from linli.foundation.access.services.signing_in import sign_in

__all__ = [
    "AccountRow",
    "change_password",
    "confirm_password",
    "end_grant",
    "end_session",
    "grant_role",
    "import_accounts",
    "lock_account",
    "open_account",
    "reset_password",
    "seen",
    "sign_in",
    "sign_out",
    "sign_out_others",
    "switch_persona",
    "unlock_account",
    "write_demo_accounts",
]
