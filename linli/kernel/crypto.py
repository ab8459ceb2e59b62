"""Sealing of personal words (SM4-GCM or AES-GCM) and blind indexes (SM3-HMAC), named by configuration.

A sealed value is `version ‖ nonce ‖ ciphertext ‖ tag`; the version byte names the cipher, so that a change of setting leaves
old rows readable. The back end is the `cryptography` package; a certified module is a deployment's own choice (pluggable,
not "compliant": domain-standards §11).
"""

from __future__ import annotations

import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_CIPHERS = {1: algorithms.SM4, 2: algorithms.AES}
_BY_NAME = {"sm4": 1, "aes": 2}
_NONCE, _TAG, _KEY = 12, 16, 16


class CannotOpen(Exception):
    """A sealed value doesn't open: wrong key or damaged bytes. Nothing is guessed."""


def seal(text: str, *, purpose: str) -> bytes:
    """Encrypt `text` under the key of `purpose` ("phone", "name"); the empty string stays empty."""
    if not text:
        return b""
    version = _BY_NAME[settings.LINLI_CIPHER]
    nonce = os.urandom(_NONCE)
    encryptor = Cipher(_CIPHERS[version](_key(purpose)), modes.GCM(nonce)).encryptor()
    body = encryptor.update(text.encode()) + encryptor.finalize()
    return bytes([version]) + nonce + body + encryptor.tag


def unseal(sealed: bytes, *, purpose: str) -> str:
    """Decrypt what `seal` made; raises `CannotOpen` when the key is wrong or a byte changed."""
    data = bytes(sealed)
    if not data:
        return ""
    nonce, body, tag = data[1 : 1 + _NONCE], data[1 + _NONCE : -_TAG], data[-_TAG:]
    try:
        cipher = _CIPHERS[data[0]](_key(purpose))
        decryptor = Cipher(cipher, modes.GCM(nonce, tag)).decryptor()
        return (decryptor.update(body) + decryptor.finalize()).decode()
    except (KeyError, InvalidTag, ValueError) as error:
        raise CannotOpen(purpose) from error


def blind_index(text: str, *, purpose: str) -> str:
    """A keyed hash (64 hex digits) for equality look-ups without opening anything; "" for the empty string."""
    if not text:
        return ""
    mac = hmac.HMAC(_key(f"index:{purpose}"), hashes.SM3())
    mac.update(text.encode())
    return mac.finalize().hex()


def mask_phone(phone: str) -> str:
    """139****0000; short numbers keep their last two digits only."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 9 else f"{'*' * max(len(phone) - 2, 0)}{phone[-2:]}"


def _key(purpose: str) -> bytes:
    return _derived(settings.LINLI_DATA_KEY, purpose)


@lru_cache(maxsize=32)
def _derived(secret: str, purpose: str) -> bytes:
    kdf = HKDF(algorithm=hashes.SHA256(), length=_KEY, salt=b"linli", info=purpose.encode())
    return kdf.derive(secret.encode())
