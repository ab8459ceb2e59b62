"""What a vote comes to, at its edges: area and heads apart, exactly at 2/3, 1/2, 3/4, and one hundredth of a square metre below."""

from __future__ import annotations

import pytest

from linli.domains.owners import rules
from linli.domains.owners.method import Threshold
from linli.domains.owners.rules import Line, Outcome
from linli.domains.owners.states import Choice, Why

QUORUM = Threshold(share="2/3", strictly=False, source="DS§8")
ORDINARY = Threshold(share="1/2", strictly=True, source="DS§8")
GRAVE = Threshold(share="3/4", strictly=False, source="DS§8")
YES, NO, ABSTAIN = Choice.FOR, Choice.AGAINST, Choice.ABSTAIN


def counted(*lines: tuple[int, int, str | None], need: Threshold = ORDINARY) -> Outcome:
    return rules.outcome([Line(*line) for line in lines], quorum=QUORUM, need=need)


def test_exactly_two_thirds_take_part_is_enough() -> None:
    found = counted((20_000, 2, YES), (10_000, 1, None))
    assert found == Outcome(20_000, 2, 20_000, 2, 30_000, 3, valid=True, passed=True, why=Why.NONE)


def test_one_hundredth_of_a_square_metre_below_two_thirds_is_not() -> None:
    found = counted((19_999, 2, YES), (10_001, 1, None))
    assert (found.valid, found.passed, found.why) == (False, False, Why.QUORUM_AREA)


def test_heads_are_tested_apart_from_area() -> None:
    assert counted((29_999, 1, YES), (1, 1, None)).why is Why.QUORUM_HEADS
    assert counted((1, 2, YES), (2, 1, None)).why is Why.QUORUM_AREA


def test_a_total_that_has_no_third() -> None:
    """2/3 of 10,000 hundredths is 6,666.67: 6,667 is enough, 6,666 isn't. No rounding on the way."""
    assert counted((6_667, 2, YES), (3_333, 1, None)).valid
    assert not counted((6_666, 2, YES), (3_334, 1, None)).valid


def test_an_ordinary_matter_needs_more_than_half_of_those_taking_part() -> None:
    half = counted((15_000, 2, YES), (15_000, 1, NO))
    assert (half.valid, half.passed, half.why) == (True, False, Why.FOR_AREA)
    assert counted((15_001, 2, YES), (14_999, 1, NO)).passed
    assert counted((14_999, 2, YES), (15_001, 1, NO)).why is Why.FOR_AREA
    assert counted((20_000, 1, YES), (10_000, 1, NO)).why is Why.FOR_HEADS


def test_a_grave_matter_needs_three_quarters_and_exactly_that_is_enough() -> None:
    assert counted((30_000, 3, YES), (10_000, 1, NO), need=GRAVE).passed
    assert counted((29_999, 3, YES), (10_001, 1, NO), need=GRAVE).why is Why.FOR_AREA
    assert counted((30_000, 2, YES), (10_000, 1, NO), need=GRAVE).why is Why.FOR_HEADS


def test_who_stays_away_counts_for_the_quorum_alone() -> None:
    """100 of 100 agree that take part; 50 stay away: 2/3 took part, all of them agreed."""
    found = counted((10_000, 100, YES), (5_000, 50, None), need=GRAVE)
    assert found.passed


def test_who_abstains_takes_part_and_is_not_in_favour() -> None:
    found = counted((10_000, 1, YES), (10_000, 1, ABSTAIN))
    assert (found.valid, found.passed, found.took_part_heads, found.for_heads) == (True, False, 2, 1)


def test_nobody_there_and_nobody_voting() -> None:
    assert counted().why is Why.QUORUM_AREA
    assert not counted((10_000, 1, None)).valid
    assert counted((10_000, 0, YES)).why is Why.QUORUM_HEADS, "a roll without heads passes nothing"


def test_a_further_unit_of_the_same_owner_counts_its_area_alone() -> None:
    found = counted((10_000, 1, YES), (10_000, 0, YES), (10_000, 1, NO))
    assert (found.for_area, found.for_heads, found.took_part_heads, found.passed) == (20_000, 1, 2, False)


def test_the_result_does_not_hang_on_the_order() -> None:
    lines = [(12_345, 1, YES), (9_999, 1, NO), (7_001, 0, None), (8_888, 1, YES)]
    assert counted(*lines) == counted(*reversed(lines))


@pytest.mark.parametrize(
    ("words", "area"), [("89.5", 8950), ("120", 12_000), ("0.01", 1), ("99999.99", 9_999_999), (" １２０．５ ", 12_050)]
)
def test_square_metres_as_people_write_them(words: str, area: int) -> None:
    assert rules.hundredths(words) == area


@pytest.mark.parametrize("words", ["", "0", "0.00", "-1", "1.234", "1e3", "100000", "abc", "1,5", "NaN", "٣", "1.²"])
def test_what_is_no_area(words: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        rules.hundredths(words)


def test_a_share_is_at_most_all() -> None:
    with pytest.raises(ValueError, match="at most"):
        Threshold(share="4/3", strictly=False, source="DS§8")


def test_a_roll_has_one_digest_whatever_its_order() -> None:
    rows = [(1, "101", 10_000, 1), (2, "102", 9_000, 0)]
    assert rules.roll_digest(rows) == rules.roll_digest(reversed(rows))
    assert rules.roll_digest(rows) != rules.roll_digest([(1, "101", 10_000, 1), (2, "102", 9_001, 0)])
