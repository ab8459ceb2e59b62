"""Decisions of selfservice, without a database."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from linli.domains.selfservice import rules
from linli.domains.selfservice.method import CodeRules
from linli.domains.selfservice.rules import Said, Sent
from linli.kernel.clock import ZONE

NOW = datetime(2026, 11, 21, 12, tzinfo=ZONE)
HOW = CodeRules(
    minutes=5, tries=5, again_after_seconds=60, a_day_per_phone=5, a_day_per_address=7, keep_days=2, assumed="test"
)


def sent(seconds: int, *, phone: bool = True, address: bool = True) -> Sent:
    return Sent(NOW - timedelta(seconds=seconds), phone, address)


def test_another_code_waits_a_minute() -> None:
    assert rules.refusal(HOW, NOW, []) == ("", 0)
    assert rules.refusal(HOW, NOW, [sent(59)]) == ("selfservice.too_soon", 1)
    assert rules.refusal(HOW, NOW, [sent(60)]) == ("", 0)
    assert rules.refusal(HOW, NOW, [sent(1, phone=False)]) == ("", 0)


@pytest.mark.parametrize(("count", "refused"), [(4, ""), (5, "selfservice.too_many_codes")])
def test_a_phone_gets_five_a_day(count: int, refused: str) -> None:
    assert rules.refusal(HOW, NOW, [sent(100 + one, address=False) for one in range(count)])[0] == refused


@pytest.mark.parametrize(("count", "refused"), [(6, ""), (7, "selfservice.too_many_codes")])
def test_an_address_asks_for_so_many_a_day(count: int, refused: str) -> None:
    assert rules.refusal(HOW, NOW, [sent(1, phone=False) for one in range(count)])[0] == refused


@pytest.mark.parametrize(
    ("typed", "read"),
    [("123456", "123456"), (" 123 456 ", "123456"), ("１２３４５６", "123456"), ("12345", ""), ("1234567", ""), ("12345a", ""),
     ("٠١٢٣٤٥", ""), ("😀" * 6, ""), ("1" * 1_000_000, "")],
)  # fmt: skip
def test_figures_are_read_as_people_type_them(typed: str, read: str) -> None:
    assert rules.plain_digits(typed) == read


def test_a_guardian_agrees_for_a_child_and_an_id_number_needs_a_second_consent() -> None:
    assert rules.consents_needed(is_child=False, has_id_number=False) == ("registration",)
    assert rules.consents_needed(is_child=True, has_id_number=True) == ("guardian", "sensitive")


def test_what_was_said_survives_sealing() -> None:
    one = Said("林·小雨", "302", "10055500001", born_on=date(2020, 2, 29), guardian="林大")
    assert Said.from_json(one.as_json()) == one
    assert Said.from_json(Said("林", "1", "1").as_json()).born_on is None


def test_words_are_cut_and_cleaned() -> None:
    assert rules.plain_words("  我的\x00电话\n变了 ") == "我的 电话 变了"
    assert len(rules.plain_words("😀" * 1_000_000)) == rules.WORDS_MAX
    assert rules.plain_words("a\ud800b") == "a b"
