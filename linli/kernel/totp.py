"""One-time codes by time (RFC 6238): HMAC-SHA-1, six digits, thirty seconds, which is what every authenticator app reads.

Forty lines of our own over the standard library, held to the RFC's test vectors. A secret is base32 text of twenty bytes.
"""

from __future__ import annotations

import base64
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

#: Seconds for which a code is the current one.
STEP = 30
DIGITS = 6
_BYTES = 20


def new_secret() -> str:
    """A fresh secret: 32 letters and digits of base32, without padding."""
    return base64.b32encode(secrets.token_bytes(_BYTES)).decode()


def step_at(at: datetime) -> int:
    """The number of the step in which `at` lies, counted from 1970."""
    return int(at.timestamp()) // STEP


def code_of(secret: str, step: int, digits: int = DIGITS) -> str:
    """The code of one step (RFC 4226 truncation), with leading zeros."""
    digest = hmac.digest(base64.b32decode(secret), step.to_bytes(8, "big"), "sha1")
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**digits:0{digits}d}"


def matching_step(secret: str, code: str, at: datetime, drift: int = 1) -> int | None:
    """The newest step within `drift` of `at` whose code this is; None where it is none of them.

    All of them are compared, each in constant time. That a step is used once only is the caller's business.
    """
    now = step_at(at)
    fits = [
        step
        for step in range(now - drift, now + drift + 1)
        if hmac.compare_digest(code_of(secret, step).encode(), code.encode())
    ]
    return max(fits, default=None)


def address(secret: str, *, account: str, issuer: str) -> str:
    """The `otpauth:` address that an authenticator app reads from a QR code."""
    query = urlencode({"secret": secret, "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{quote(f'{issuer}:{account}', safe='')}?{query}"
