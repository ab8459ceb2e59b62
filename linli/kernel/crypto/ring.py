"""The key ring: numbered secrets, one of them current. From each a key per purpose is derived (HKDF over SM3-HMAC)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache

_NUMBERED = re.compile(r"([0-9]{1,3}):(.+)", re.DOTALL)
_SALT = b"linli"
_LENGTH = 16  # bytes: SM4 knows no other length, AES-128 the same

Mac = Callable[[bytes, bytes], bytes]


class BadRing(ValueError):
    """The keys can't be read, or two have one number. The message is a sentence for the operator."""


class Ring:
    """Secrets by number. `current` seals; the others only open what was sealed under them."""

    def __init__(self, current: int, secrets: dict[int, str]) -> None:
        self.current = current
        self._secrets = secrets
        self._derived: dict[tuple[int, str, Mac], bytes] = {}

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """All key numbers, the current one first, then from new to old."""
        older = sorted((number for number in self._secrets if number != self.current), reverse=True)
        return (self.current, *older)

    def __contains__(self, number: int) -> bool:
        return number in self._secrets

    def derived(self, number: int, purpose: str, mac: Mac) -> bytes:
        """The key of one purpose (16 bytes); KeyError for a number that isn't in the ring."""
        known = (number, purpose, mac)
        if known not in self._derived:
            extracted = mac(_SALT, self._secrets[number].encode())
            self._derived[known] = mac(extracted, purpose.encode() + b"\x01")[:_LENGTH]
        return self._derived[known]


@lru_cache(maxsize=8)
def ring_of(current: str, older: Sequence[str] = ()) -> Ring:
    """The ring of a current secret and older ones, each `number:secret`; a secret without a number is number 1.

    Raises `BadRing` when two keys share a number or a number isn't 1 to 255.
    """
    pairs = [_numbered(text) for text in (current, *older)]
    if len({number for number, _secret in pairs}) != len(pairs):
        raise BadRing("Two data keys have the same number: write LINLI_DATA_KEY=2:… and LINLI_OLD_DATA_KEYS=1:…")
    return Ring(pairs[0][0], dict(pairs))


def _numbered(text: str) -> tuple[int, str]:
    found = _NUMBERED.fullmatch(text)
    number, secret = (int(found[1]), found[2]) if found else (1, text)
    if not 1 <= number <= 255:
        raise BadRing(f"A data key's number must be 1 to 255, not {number}.")
    return number, secret
