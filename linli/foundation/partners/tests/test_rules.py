"""What is signed and when it fits, without a database."""

from datetime import UTC, datetime, timedelta

import pytest

from linli.foundation.partners import rules
from linli.foundation.partners.rules import Signed
from linli.foundation.partners.states import state_of

NOW = datetime(2026, 11, 17, 1, 0, tzinfo=UTC)
HEX = "a" * 64


def test_the_signature_is_what_another_language_would_make() -> None:
    """`printf '1794877200.abcdefgh.{"a":1}' | openssl dgst -sha256 -hmac geheim`"""
    import hashlib
    import hmac

    plain = hmac.new(b"geheim", b'1794877200.abcdefgh.{"a":1}', hashlib.sha256).hexdigest()
    assert rules.signature("geheim", "1794877200", "abcdefgh", b'{"a":1}') == plain


@pytest.mark.parametrize(
    "facts",
    [
        ("", "1", "abcdefgh", HEX),
        ("lk1", "", "abcdefgh", HEX),
        ("lk1", "1.5", "abcdefgh", HEX),
        ("lk1", "-1", "abcdefgh", HEX),
        ("lk1", "1" * 13, "abcdefgh", HEX),
        ("lk1", "1", "short", HEX),
        ("lk1", "1", "a" * 65, HEX),
        ("lk1", "1", "abc def gh", HEX),
        ("lk1", "1", "abcdefgh", "a" * 63),
        ("lk1", "1", "abcdefgh", "Z" * 64),
        ("lk1", "１２", "abcdefgh", HEX),
    ],
)
def test_half_a_signature_is_none(facts: tuple[str, ...]) -> None:
    assert not Signed(*facts).is_whole
    assert Signed("lk1", "1", "abcdefgh", HEX).is_whole


@pytest.mark.parametrize(
    ("off", "expected"),
    [(0, 0), (300, 0), (-300, 0), (301, 301), (-301, -301), (3600, 3600), (-3600, -3600)],
)
def test_five_minutes_are_taken_and_no_second_more(off: int, expected: int) -> None:
    assert rules.seconds_off(NOW + timedelta(seconds=off), NOW) == expected


def test_a_number_that_is_no_moment_is_long_past() -> None:
    assert rules.seconds_off(Signed("lk1", "999999999999", "abcdefgh", HEX).at, NOW) != 0


@pytest.mark.parametrize(
    ("starts", "ends", "revoked", "state"),
    [
        (0, 1, None, "holds"),
        (1, 2, None, "early"),
        (-2, 0, None, "expired"),
        (-2, 2, 0, "revoked"),
        (-2, 2, 1, "holds"),
    ],
)
def test_a_key_holds_from_its_first_to_before_its_last_moment(
    starts: int, ends: int, revoked: int | None, state: str
) -> None:
    def day(number: int | None) -> datetime | None:
        return None if number is None else NOW + timedelta(days=number)

    assert state_of(NOW, day(starts), day(ends), day(revoked)) == state  # type: ignore[arg-type]
