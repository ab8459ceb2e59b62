"""Words of staff: measured after cleaning, refused in words."""

import pytest

from linli.domains.cases.method import Limits
from linli.domains.cases.services.texts import cleaned, words_within
from linli.kernel.errors import RuleBroken


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  已经修好 \n", "已经修好"),
        ("路灯\x00坏\x1b[31m了\x7f", "路灯坏[31m了"),
        ("谢谢👍🏽", "谢谢👍🏽"),
        ("一家👨‍👩‍👧", "一家👨‍👩‍👧"),
        ("第一行\r\n第二行", "第一行\n第二行"),
        ("反\u202e转", "反转"),
    ],
)
def test_it_keeps_what_people_see(typed: str, kept: str) -> None:
    assert cleaned(typed) == kept


@pytest.mark.parametrize(
    ("typed", "limits", "code"),
    [
        ("", {}, "cases.needs_words"),
        (" \n\x00\u200b ", {}, "cases.needs_words"),
        ("短", {"least": 2}, "cases.text_too_short"),
        (" \u200b", {"least": 2}, "cases.needs_words"),
        ("长" * 2001, {}, "cases.text_too_long"),
        ("长" * 1_000_000, {}, "cases.text_too_long"),
    ],
)
def test_it_refuses_in_words(typed: str, limits: dict[str, int], code: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        cleaned(typed, **limits)
    assert refusal.value.code == code
    assert refusal.value.message


def test_the_longest_text_fits() -> None:
    assert len(cleaned("长" * 2000)) == 2000


def test_nothing_is_fine_where_nothing_is_asked() -> None:
    assert cleaned(" ", least=0) == ""


def test_the_countys_limits_hold_for_reports() -> None:
    limits = Limits(text_min=3, text_max=20, photos=1, photo_megabytes=1, assumed="for this test")
    assert words_within(" 路灯坏\x00了 ", limits) == "路灯坏了"
    assert words_within("", limits, least=0) == ""
    for typed, code in (
        ("", "cases.text_too_short"),
        ("坏了", "cases.text_too_short"),
        ("坏" * 21, "cases.text_too_long"),
    ):
        with pytest.raises(RuleBroken) as refusal:
            words_within(typed, limits)
        assert refusal.value.code == code
