"""Words in one line: what can't be seen is gone, what can't be taken is refused with the asker's own code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.kernel.errors import RuleBroken
from linli.kernel.lines import one_line, required


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        (" \n\x00\u200b\u200d\u3000 ", ""),
        ("路灯坏了，\r\n  请修", "路灯坏了， 请修"),
        ("门\x00牌\u202e三", "门 牌 三"),
        ("一家👨‍👩‍👧👍🏽", "一家👨‍👩‍👧👍🏽"),
        ("半个\ud83d字", "半个 字"),
    ],
)
def test_it_keeps_what_people_see(typed: str, kept: str) -> None:
    assert one_line(typed) == kept


def test_a_cut_leaves_no_blank_at_the_end() -> None:
    assert one_line("东门 西门", 3) == "东门"


@given(st.text(), st.integers(1, 50))
def test_a_line_stays_as_it_is_when_it_is_cleaned_again(text: str, most: int) -> None:
    line = one_line(text, most)
    assert len(line) <= most
    assert one_line(line, most) == line


@pytest.mark.parametrize(("typed", "least"), [("", 1), ("\u200b\n", 1), ("短", 2)])
def test_too_few_words_are_refused_with_the_code_given(typed: str, least: int) -> None:
    with pytest.raises(RuleBroken) as refusal:
        required(typed, 200, "cases.needs_words", least=least)
    assert refusal.value.code == "cases.needs_words"
