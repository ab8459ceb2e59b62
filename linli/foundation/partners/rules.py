"""Decisions of partners: what is signed, whether a clock fits, whether a key holds. Pure, with the moment passed in."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

#: A signed request is taken this long before and after the moment that it names.
WINDOW = timedelta(minutes=5)

#: Longest life of a key (assumed; a key that nobody replaces is one that nobody looks after).
LONGEST = timedelta(days=731)

#: Most days for which an old key goes on beside the new one (assumed).
OVERLAP_DAYS = 30

#: The log of use is kept this long (assumed); nonces need ten minutes only.
KEPT = timedelta(days=90)

_TIME = re.compile(r"[0-9]{1,12}")
_NONCE = re.compile(r"[A-Za-z0-9_-]{8,64}")
_HEX = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Signed:
    """What a signed request says about itself: key, moment (seconds since 1970, as written), nonce, signature (64 hex digits)."""

    prefix: str
    time: str
    nonce: str
    signature: str

    @property
    def is_whole(self) -> bool:
        """Whether all four are there and of their shape; nothing else is looked at before."""
        return bool(
            self.prefix
            and _TIME.fullmatch(self.time)
            and _NONCE.fullmatch(self.nonce)
            and _HEX.fullmatch(self.signature)
        )

    @property
    def at(self) -> datetime:
        """The moment that the request names; only for a whole one. A number that is no moment counts as long past."""
        try:
            return datetime.fromtimestamp(int(self.time), UTC)
        except (OverflowError, ValueError, OSError):
            return datetime.fromtimestamp(0, UTC)


def signature(secret: str, time: str, nonce: str, body: bytes) -> str:
    """HMAC-SHA256 over `time "." nonce "." body`, as 64 hex digits; `secret` is taken as it is written, in UTF-8."""
    said = f"{time}.{nonce}.".encode() + body
    return hmac.new(secret.encode(), said, hashlib.sha256).hexdigest()


def fits(signed: Signed, secret: str, body: bytes) -> bool:
    """Whether the signature is right; takes the same time whatever is wrong."""
    return same(signature(secret, signed.time, signed.nonce, body), signed.signature)


def same(one: str, other: str) -> bool:
    """Whether two words of figures and letters are the same; takes the same time wherever they differ."""
    return hmac.compare_digest(one, other)


def seconds_off(at: datetime, now: datetime) -> int:
    """By how many seconds a caller's clock is off, when that is more than the window; else 0. Ahead is positive."""
    off = at - now
    return round(off.total_seconds()) if abs(off) > WINDOW else 0


def digest(secret: str) -> str:
    """What is kept of a bearer secret: secrets are long and random, so that one SHA-256 is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()
