"""Sealing of personal words (SM4-GCM or AES-GCM), blind indexes and marks (SM3-HMAC), over a ring of numbered keys.

A sealed value is `cipher ‖ key number ‖ nonce ‖ ciphertext ‖ tag` (30 bytes more than its text): a change of cipher or key leaves
old rows readable as long as their key is in the ring. What computes is named by the setting LINLI_CRYPTO; a certified
module is a deployment's own choice (pluggable, never "compliant": domain-standards §11).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from types import ModuleType

from django.conf import settings

from linli.kernel.crypto.ring import Ring, ring_of

_BY_NAME = {"sm4": 1, "aes": 2}
_BY_CODE = {code: name for name, code in _BY_NAME.items()}
_HEADER = 2


class CannotOpen(Exception):
    """A sealed value doesn't open: wrong key, a key that isn't in the ring, or damaged bytes. Nothing is guessed."""


def seal(text: str, *, purpose: str) -> bytes:
    """Encrypt `text` under the current key for `purpose` ("phone", "name"); the empty string stays empty."""
    if not text:
        return b""
    keys, engine, cipher = ring(), backend(), settings.LINLI_CIPHER
    header = bytes((_BY_NAME[cipher], keys.current))
    return header + engine.seal(cipher, keys.derived(keys.current, purpose, engine.mac), text.encode(), header)


def unseal(sealed: bytes, *, purpose: str) -> str:
    """Decrypt what `seal` made; raises `CannotOpen` when the key is wrong or missing, or a byte changed."""
    data = bytes(sealed)
    if not data:
        return ""
    header = data[:_HEADER]
    try:
        key = _key(header[1], purpose)
        return backend().unseal(_BY_CODE[header[0]], key, data[_HEADER:], header).decode()
    except (KeyError, IndexError, ValueError) as error:
        raise CannotOpen(purpose) from error


def try_unseal(sealed: bytes, *, purpose: str) -> str:
    """As `unseal`, but "" for what doesn't open: for what browsers hold for a few hours, which ends when its key leaves the ring."""
    try:
        return unseal(sealed, purpose=purpose)
    except CannotOpen:
        return ""


def current_header() -> bytes:
    """The first two bytes of every value that is sealed now; rotation finds the others by it."""
    return bytes((_BY_NAME[settings.LINLI_CIPHER], ring().current))


def blind_index(text: str, *, purpose: str) -> str:
    """A keyed hash (64 hex digits) under the current key, for equality look-ups without opening anything; "" for ""."""
    return mark(text, purpose=f"index:{purpose}") if text else ""


def blind_indexes(text: str, *, purpose: str) -> list[str]:
    """The indexes of `text` under every key of the ring, the current one first: rows are found in the middle of a rotation.

    Empty for the empty string, so that `index__in` finds nothing.
    """
    return [mark(text, purpose=f"index:{purpose}", key=key) for key in ring().numbers] if text else []


def mark(text: str, *, purpose: str, key: int | None = None) -> str:
    """A keyed hash (64 hex digits) that nobody without the key can make; `key` names one of the ring, else the current.

    Raises `CannotOpen` for a key that isn't in the ring.
    """
    return marker(purpose, ring().current if key is None else key)(text)


def marker(purpose: str, key: int) -> Callable[[str], str]:
    """`mark` for one purpose and key, for those who make a great many. Raises as it."""
    keys, engine = ring(), backend()
    try:
        secret = keys.derived(key, purpose, engine.mac)
    except KeyError as error:
        raise CannotOpen(purpose) from error
    return lambda text: bytes(engine.mac(secret, text.encode())).hex()


def ring() -> Ring:
    """The keys of this process, by the settings LINLI_DATA_KEY and LINLI_OLD_DATA_KEYS."""
    return ring_of(settings.LINLI_DATA_KEY, tuple(settings.LINLI_OLD_DATA_KEYS))


def backend() -> ModuleType:
    """The module that computes (see `openssl` for what it offers)."""
    return _module(settings.LINLI_CRYPTO)


@lru_cache(maxsize=4)
def _module(name: str) -> ModuleType:
    """Kept: a list of half a million people asks for it several million times."""
    return import_module(name)


def mask_phone(phone: str) -> str:
    """139****0000; short numbers keep their last two digits only."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 9 else f"{'*' * max(len(phone) - 2, 0)}{phone[-2:]}"


def _key(number: int, purpose: str) -> bytes:
    return ring().derived(number, purpose, backend().mac)
