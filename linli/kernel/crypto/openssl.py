"""The usual back end: OpenSSL through the `cryptography` package. Another one offers the same five functions.

`cipher` is "sm4" or "aes"; keys have 16 bytes; what doesn't open raises ValueError and nothing else.
"""

from __future__ import annotations

import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_CIPHERS = {"sm4": algorithms.SM4, "aes": algorithms.AES}
_NONCE, _TAG = 12, 16


def seal(cipher: str, key: bytes, data: bytes, bound: bytes, nonce: bytes = b"") -> bytes:
    """`nonce ‖ ciphertext ‖ tag` in GCM; `bound` is authenticated beside it. The nonce is random unless a vector gives it."""
    nonce = nonce or os.urandom(_NONCE)
    encryptor = Cipher(_CIPHERS[cipher](key), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(bound)
    return nonce + encryptor.update(data) + encryptor.finalize() + encryptor.tag


def unseal(cipher: str, key: bytes, sealed: bytes, bound: bytes) -> bytes:
    """The clear bytes; ValueError when the key, `bound` or any byte is another."""
    nonce, body, tag = sealed[:_NONCE], sealed[_NONCE:-_TAG], sealed[-_TAG:]
    try:
        decryptor = Cipher(_CIPHERS[cipher](key), modes.GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(bound)
        return decryptor.update(body) + decryptor.finalize()
    except InvalidTag as error:
        raise ValueError("doesn't open") from error


def mac(key: bytes, data: bytes) -> bytes:
    """SM3-HMAC, 32 bytes."""
    found = _keyed(key).copy()
    found.update(data)
    return found.finalize()


@lru_cache(maxsize=64)
def _keyed(key: bytes) -> hmac.HMAC:
    """Begun with its key: that takes half of the time, and few keys make many marks."""
    return hmac.HMAC(key, hashes.SM3())


def digest(data: bytes) -> bytes:
    """SM3, 32 bytes."""
    found = hashes.Hash(hashes.SM3())
    found.update(data)
    return found.finalize()


def block(cipher: str, key: bytes, data: bytes) -> bytes:
    """One block of 16 bytes, plainly enciphered: for the published vectors, never for data."""
    return Cipher(_CIPHERS[cipher](key), modes.ECB()).encryptor().update(data)  # noqa: S305  (one block, a vector)
