"""One-time codes: the vectors of RFC 6238 (appendix B, SHA-1), the window, and the address for the app."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest

from linli.kernel import totp

SECRET = base64.b32encode(b"12345678901234567890").decode()
NOW = datetime(2026, 3, 2, 9, 0, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_the_vectors_of_the_rfc(seconds: int, code: str) -> None:
    at = datetime.fromtimestamp(seconds, tz=UTC)
    assert totp.code_of(SECRET, totp.step_at(at), digits=8) == code
    assert totp.code_of(SECRET, totp.step_at(at)) == code[2:]


@pytest.mark.parametrize(("late", "fits"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_one_step_early_and_late_is_taken(late: int, fits: bool) -> None:
    step = totp.step_at(NOW)
    found = totp.matching_step(SECRET, totp.code_of(SECRET, step), NOW + timedelta(seconds=late * totp.STEP))
    assert found == (step if fits else None)


@pytest.mark.parametrize("code", ["", "000000", "12345", "1234567", "一二三四五六", "١٢٣٤٥٦"])
def test_no_other_code_fits(code: str) -> None:
    assert totp.matching_step(SECRET, code, NOW) is None


def test_a_secret_is_long_and_its_own() -> None:
    made = {totp.new_secret() for _ in range(20)}
    assert len(made) == 20
    assert {len(base64.b32decode(secret)) for secret in made} == {20}


def test_the_address_for_the_app() -> None:
    said = totp.address(SECRET, account="li 春燕", issuer="Linli")
    assert said == f"otpauth://totp/Linli%3Ali%20%E6%98%A5%E7%87%95?secret={SECRET}&issuer=Linli"
