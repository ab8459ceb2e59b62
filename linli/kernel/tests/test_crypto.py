"""Sealing: what goes in comes out, damage and wrong keys are said, published SM4 and SM3 vectors hold."""

import pytest

from linli.kernel import crypto
from linli.kernel.checks import crypto_computes_rightly
from linli.kernel.crypto import openssl, vectors
from linli.kernel.crypto.ring import BadRing, ring_of

OLD, NEW = "1:a key of the house, long enough", "2:another key of the house, long enough"


def test_the_published_vectors_hold(settings) -> None:
    assert list(vectors.wrong(crypto.backend())) == []
    assert settings.LINLI_CRYPTO == "linli.kernel.crypto.openssl"


def test_a_back_end_that_computes_wrongly_stops_the_start(settings) -> None:
    assert crypto_computes_rightly() == []
    settings.LINLI_CRYPTO = __name__
    (error,) = crypto_computes_rightly()
    assert (error.id, "SM3" in error.msg) == ("linli.E008", True)
    settings.LINLI_CRYPTO = "no.such.module"
    assert crypto_computes_rightly()[0].id == "linli.E008"


seal, unseal, block, mac = openssl.seal, openssl.unseal, openssl.block, openssl.mac


def digest(data: bytes) -> bytes:
    """This module as a back end that has SM3 wrong."""
    return b"0" * 32


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


def test_a_sealed_value_names_cipher_and_key(settings) -> None:
    settings.LINLI_DATA_KEY, settings.LINLI_OLD_DATA_KEYS = NEW, [OLD]
    settings.LINLI_CIPHER = "sm4"
    assert crypto.seal("x", purpose="phone")[:2] == b"\x01\x02" == crypto.current_header()
    settings.LINLI_CIPHER = "aes"
    assert crypto.seal("x", purpose="phone")[:2] == b"\x02\x02"


def test_an_older_key_opens_as_long_as_it_is_in_the_ring(settings) -> None:
    settings.LINLI_DATA_KEY, settings.LINLI_OLD_DATA_KEYS = OLD, []
    sealed, index = crypto.seal("words", purpose="name"), crypto.blind_index("words", purpose="name")
    settings.LINLI_DATA_KEY, settings.LINLI_OLD_DATA_KEYS = NEW, [OLD]
    assert crypto.unseal(sealed, purpose="name") == "words"
    assert crypto.blind_indexes("words", purpose="name") == [crypto.blind_index("words", purpose="name"), index]
    settings.LINLI_OLD_DATA_KEYS = []
    with pytest.raises(crypto.CannotOpen):
        crypto.unseal(sealed, purpose="name")
    with pytest.raises(crypto.CannotOpen):
        crypto.mark("words", purpose="name", key=1)


def test_cipher_and_key_number_cant_be_exchanged(settings) -> None:
    settings.LINLI_DATA_KEY, settings.LINLI_OLD_DATA_KEYS = NEW, [OLD]
    sealed = crypto.seal("words", purpose="name")
    for header in (b"\x02\x02", b"\x01\x01", b"\x00\x02", b"\x01\x09"):
        with pytest.raises(crypto.CannotOpen):
            crypto.unseal(header + sealed[2:], purpose="name")


def test_nothing_has_no_index() -> None:
    assert crypto.blind_indexes("", purpose="a") == []


def test_equal_words_are_sealed_differently_each_time() -> None:
    assert len({crypto.seal("same", purpose="a") for _ in range(50)}) == 50


@pytest.mark.parametrize("keys", [("1:a", "1:b"), ("a", "b"), ("0:a",), ("256:a",)])
def test_a_ring_that_says_two_things_is_refused(keys: tuple[str, ...]) -> None:
    with pytest.raises(BadRing):
        ring_of(keys[0], keys[1:])


def test_a_key_without_a_number_is_the_first() -> None:
    assert ring_of("secret").numbers == (1,)
    assert ring_of("7:secret", ("secret", "3:x")).numbers == (7, 3, 1)


def test_what_a_browser_holds_ends_with_its_key(settings) -> None:
    settings.LINLI_DATA_KEY, settings.LINLI_OLD_DATA_KEYS = OLD, []
    sealed = crypto.seal("token", purpose="token")
    assert crypto.try_unseal(sealed, purpose="token") == "token"
    settings.LINLI_DATA_KEY = NEW
    assert crypto.try_unseal(sealed, purpose="token") == ""
