"""Every change in the ledger: booking, earning, holds, reversal, lapsing, accounts, and the proof that all of it holds."""

from linli.engines.ledger.services.accounts import county_account, move_accounts, open_account, set_bounds
from linli.engines.ledger.services.booking import Earned, earn, post
from linli.engines.ledger.services.closing import close_account
from linli.engines.ledger.services.deducting import deduct
from linli.engines.ledger.services.holding import capture, hold, release
from linli.engines.ledger.services.lapsing import lapse_due
from linli.engines.ledger.services.reversing import reverse_entry
from linli.engines.ledger.services.taking import take_statement
from linli.engines.ledger.services.verifying import Verified, counties, verify_county

__all__ = [
    "Earned",
    "Verified",
    "capture",
    "close_account",
    "counties",
    "county_account",
    "deduct",
    "earn",
    "hold",
    "lapse_due",
    "move_accounts",
    "open_account",
    "post",
    "release",
    "reverse_entry",
    "set_bounds",
    "take_statement",
    "verify_county",
]
