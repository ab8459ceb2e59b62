from datetime import time

import pytest

from linli.foundation.organizations import rules


@pytest.mark.parametrize(
    ("code", "right"),
    [
        ("91110000600037341L", True),
        ("91350100M000100Y43", True),
        ("91110000600037341M", False),
        ("91350100M000100Y44", False),
        ("91350100M000100Y4", False),
        ("91350100M000100Y433", False),
        ("9135O100M000100Y43", False),
        ("91350100m000100y43", False),
        ("", False),
    ],
)
def test_unified_social_credit_codes(code, right):
    assert rules.is_uscc(code) is right


def test_a_code_whose_sum_divides_by_31_ends_in_zero():
    """Where a source forgets the last "mod 31", such a code crashes."""
    assert rules.is_uscc("000000000000000000")
    assert not rules.is_uscc("000000000000000001")


@pytest.mark.parametrize(
    ("category", "right"),
    [
        ("gbt47678_5_2026/matter/06010", True),
        ("gbt47678_5_2026/matter/06*", True),
        ("social/request/*", True),
        ("social/request/", False),
        ("social/0*1/1", False),
        ("matter/06010", False),
        ("a/b/0*1", False),
        ("a/b/" + "1" * 21, False),
        ("a/b/c\n", False),
    ],
)
def test_categories(category, right):
    assert rules.is_category(category) is right


def test_the_longest_prefix_wins():
    keys = {"s/k/*", "s/k/06*", "s/k/0601*", "x/k/06010"}
    assert rules.best_match("s/k/06010", keys) == "s/k/0601*"
    assert rules.best_match("s/k/07", keys) == "s/k/*"
    assert rules.best_match("s/k/06010", {*keys, "s/k/06010"}) == "s/k/06010"
    assert rules.best_match("s/other/06010", keys) is None


def test_hours_as_offices_write_them():
    assert rules.parse_hours("8:30-12:00，13:30—17:30") == [["08:30", "12:00"], ["13:30", "17:30"]]
    assert rules.parse_hours("") == []
    for wrong in ("8-12", "12:00-8:00", "8:00-12:00, 11:00-13:00", "25:00-26:00", "always"):
        assert rules.parse_hours(wrong) is None
    assert rules.read_hours([["08:30", "12:00"]]) == ((time(8, 30), time(12)),)
    assert rules.read_hours([["08:30"]]) is None
