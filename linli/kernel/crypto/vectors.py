"""Published test vectors (domain-standards §11; SM4-GCM of RFC 8998; HMAC of GB/T 15852.2's construction over SM3).

A back end that computes them wrongly stops the start (check linli.E008): what it sealed, no other would ever open.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

_KEY = bytes.fromhex("0123456789abcdeffedcba9876543210")
_SM4_BLOCK = "681edf34d206965e86b3e94f536e4246"
_SM3_ABC = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
_NONCE = bytes.fromhex("00001234567800000000abcd")
_BOUND = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
_CLEAR = bytes.fromhex("aa" * 8 + "bb" * 8 + "cc" * 8 + "dd" * 8 + "ee" * 8 + "ff" * 8 + "ee" * 8 + "aa" * 8)
_SM4_GCM = (
    "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93d496ac15"
    "a56834cbcf98c397b4024a2691233b8d83de3541e4c2b58177e065a9bf7b62ec"
)


def wrong(backend: ModuleType) -> Iterator[str]:
    """Names of the vectors that `backend` gets wrong; none is the only good answer."""
    if backend.block("sm4", _KEY, _KEY).hex() != _SM4_BLOCK:
        yield "SM4"
    if backend.digest(b"abc").hex() != _SM3_ABC:
        yield "SM3"
    if backend.seal("sm4", _KEY, _CLEAR, _BOUND, _NONCE).hex() != _NONCE.hex() + _SM4_GCM:
        yield "SM4-GCM"
    if backend.mac(_KEY, b"abc") != _plain_hmac(backend, _KEY, b"abc"):
        yield "SM3-HMAC"


def _plain_hmac(backend: ModuleType, key: bytes, data: bytes) -> bytes:
    """HMAC written out over the bare hash (RFC 2104), as a second opinion."""
    padded = key.ljust(64, b"\0")
    inner = backend.digest(bytes(byte ^ 0x36 for byte in padded) + data)
    return bytes(backend.digest(bytes(byte ^ 0x5C for byte in padded) + inner))
