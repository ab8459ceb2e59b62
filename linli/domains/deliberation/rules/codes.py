"""Codes: the one on the spot that changes, and the receipts of votes."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import unicodedata

_DIGITS = 6
#: Without letters and figures that look alike.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_GROUPS, _GROUP = 4, 4


def code_at(secret: str, second: int, every: int) -> str:
    """The code of a meeting in the span of `every` seconds in which `second` lies."""
    mark = hmac.new(secret.encode(), str(second // every).encode(), hashlib.sha256).hexdigest()
    return f"{int(mark, 16) % 10**_DIGITS:06d}"


def is_right(secret: str, said: str, second: int, every: int) -> bool:
    """Whether a code holds now: this span's, or the last one's for whoever typed slowly."""
    plain = "".join(unicodedata.normalize("NFKC", said[:40]).split())
    now = (code_at(secret, second, every), code_at(secret, second - every, every))
    return any(hmac.compare_digest(plain.encode(), one.encode()) for one in now)


def new_receipt() -> str:
    """A receipt: 16 letters and figures (80 bits), nothing of the voter in it."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def plain_receipt(text: str) -> str:
    """A receipt as people type it: capitals, without blanks and strokes; "" for what can't be one."""
    found = re.sub(r"[\s\-—–]", "", unicodedata.normalize("NFKC", text[:60])).upper()
    return found if len(found) == _GROUPS * _GROUP and set(found) <= set(_LETTERS) else ""


def mark_of(receipt: str) -> str:
    """What is kept of a receipt: nobody gets from it back to the code."""
    return hashlib.sha256(f"linli.receipt:{plain_receipt(receipt)}".encode()).hexdigest()
