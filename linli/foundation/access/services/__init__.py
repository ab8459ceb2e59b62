"""Changing accounts: `signing_in`, `sessions` (devices), `passwords`, `proof` (step-up), `accounts`, `grants`, `demo`."""

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
from linli.foundation.access.services.passwords import change_password
from linli.foundation.access.services.proof import is_proved, prove
from linli.foundation.access.services.sessions import end_session, seen, sign_out, sign_out_others
from linli.foundation.access.services.signing_in import sign_in

__all__ = [
    "AccountRow",
    "change_password",
    "end_grant",
    "end_session",
    "grant_role",
    "import_accounts",
    "is_proved",
    "lock_account",
    "open_account",
    "prove",
    "reset_password",
    "seen",
    "sign_in",
    "sign_out",
    "sign_out_others",
    "switch_persona",
    "unlock_account",
    "write_demo_accounts",
]
