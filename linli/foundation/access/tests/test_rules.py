"""Pure rules of signing in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from linli.foundation.access import rules, states
from linli.foundation.access.rules import Tries

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


def test_the_last_allowed_try_sets_the_lock() -> None:
    tries = Tries(0, NOW)
    for _ in range(4):
        tries = rules.another_try(tries, NOW, 5)
        assert not rules.is_locked(tries, NOW)
    tries = rules.another_try(tries, NOW, 5)
    assert rules.is_locked(tries, NOW)
    assert rules.is_locked(tries, NOW + timedelta(minutes=14, seconds=59))
    assert not rules.is_locked(tries, NOW + timedelta(minutes=15))


def test_a_window_that_has_passed_starts_again() -> None:
    tries = rules.another_try(Tries(4, NOW), NOW + timedelta(minutes=15), 5)
    assert (tries.count, tries.locked_until) == (1, None)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            "Mozilla/5.0 (Linux; Android 14; PLR-AL00) Chrome/120 Mobile Safari/537.36 MicroMessenger/8",
            "Android · 微信",
        ),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120.0 Safari/537.36 Edg/120", "Windows · Edge"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17 Safari/604.1", "iPhone · Safari"),
        ("curl/8", ""),
        ("", ""),
    ],
)
def test_devices_have_names(agent: str, name: str) -> None:
    assert rules.device_name(agent) == name


@pytest.mark.parametrize(
    ("address", "network", "words"),
    [
        ("192.0.2.7", "192.0.2.0", "192.0.2.0/24"),
        ("2001:db8:1234:5678::9", "2001:db8:1234::", "2001:db8:1234::/48"),
        (None, None, ""),
    ],
)
def test_of_an_address_only_its_network_is_kept(address: str | None, network: str | None, words: str) -> None:
    assert rules.network_of(address) == network
    assert states.network_words(network) == words


def test_a_recovery_code_says_its_slot_and_is_never_taken_for_a_code_of_the_app() -> None:
    assert rules.recovery_code(3, lambda letters: letters[-1]) == "3-99999-9999z"
    assert len(rules.LETTERS) == len(set(rules.LETTERS)) == 31
    assert not set("01ilo") & set(rules.LETTERS)


def test_the_most_particular_home_comes_first() -> None:
    assert rules.homes_of(["field_worker", "leader"])[0] == "web:board"
    assert rules.homes_of(["helper"]) == ["web:field-home"]
    assert rules.homes_of(["nobody"]) == []
