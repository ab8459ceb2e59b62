"""Sealing: what goes in comes out, damage and wrong keys are said, published SM4 and SM3 vectors hold."""

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from linli.kernel import crypto

VECTOR = bytes.fromhex("0123456789abcdeffedcba9876543210")


def test_the_published_vectors_hold() -> None:
    encryptor = Cipher(algorithms.SM4(VECTOR), modes.ECB()).encryptor()
    assert encryptor.update(VECTOR).hex() == "681edf34d206965e86b3e94f536e4246"
    digest = hashes.Hash(hashes.SM3())
    digest.update(b"abc")
    assert digest.finalize().hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


@pytest.mark.parametrize("cipher", ["sm4", "aes"])
def test_what_was_sealed_opens_even_after_a_change_of_cipher(settings, cipher: str) -> None:
    settings.LINLI_CIPHER = cipher
    sealed = crypto.seal("10000000001", purpose="phone")
    settings.LINLI_CIPHER = "aes" if cipher == "sm4" else "sm4"
    assert b"1000" not in sealed
    assert crypto.unseal(sealed, purpose="phone") == "10000000001"


def test_damage_a_wrong_purpose_and_a_wrong_key_are_said(settings) -> None:
    sealed = crypto.seal("words", purpose="name")
    for broken in (sealed[:-1] + bytes([sealed[-1] ^ 1]), b"\x09" + sealed[1:], b"\x01short"):
        with pytest.raises(crypto.CannotOpen):
            crypto.unseal(broken, purpose="name")
    with pytest.raises(crypto.CannotOpen):
        crypto.unseal(sealed, purpose="phone")
    settings.LINLI_DATA_KEY = "another key of the same house"
    with pytest.raises(crypto.CannotOpen):
        crypto.unseal(sealed, purpose="name")


def test_equal_words_have_equal_indexes_within_a_purpose() -> None:
    assert crypto.blind_index("1", purpose="a") == crypto.blind_index("1", purpose="a")
    assert crypto.blind_index("1", purpose="a") != crypto.blind_index("1", purpose="b")
    assert crypto.blind_index("", purpose="a") == ""


@pytest.mark.parametrize(("phone", "shown"), [("10000000001", "100****0001"), ("12345", "***45"), ("1", "1")])
def test_a_phone_is_shown_masked(phone: str, shown: str) -> None:
    assert crypto.mask_phone(phone) == shown
