"""Every change in partners: `bodies` (the systems), `keys` (issue, rotate, revoke), `callers` (who comes in, and the log of use)."""

from linli.foundation.partners.services.bodies import add_partner, switch_partner
from linli.foundation.partners.services.callers import (
    KEY,
    NONCE,
    SIGNATURE,
    TIME,
    Caller,
    by_bearer,
    forget_uses,
    verify_signature,
)
from linli.foundation.partners.services.keys import Issued, forget_keys, issue, revoke, rotate

__all__ = [
    "KEY",
    "NONCE",
    "SIGNATURE",
    "TIME",
    "Caller",
    "Issued",
    "add_partner",
    "by_bearer",
    "forget_keys",
    "forget_uses",
    "issue",
    "revoke",
    "rotate",
    "switch_partner",
    "verify_signature",
]
