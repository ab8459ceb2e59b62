"""Changing accounts: `signing_in`, `sessions` (devices), `passwords`, `second_factor`,
`proof` (step-up), `accounts`, `grants` (extra rights), `demo`."""

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
from linli.foundation.access.services.second_factor import (
    pending_secret,
    renew_codes,
    reset_second_factor,
    turn_off,
    turn_on,
)
from linli.foundation.access.services.sessions import SWITCHED, end_session, seen, sign_out, sign_out_others
from linli.foundation.access.services.signing_in import awaited, enter_code, sign_in

__all__ = [
    "SWITCHED",
    "AccountRow",
    "awaited",
    "change_password",
    "end_grant",
    "end_session",
    "enter_code",
    "grant_role",
    "import_accounts",
    "is_proved",
    "lock_account",
    "open_account",
    "pending_secret",
    "prove",
    "renew_codes",
    "reset_password",
    "reset_second_factor",
    "seen",
    "sign_in",
    "sign_out",
    "sign_out_others",
    "switch_persona",
    "turn_off",
    "turn_on",
    "unlock_account",
    "write_demo_accounts",
]
