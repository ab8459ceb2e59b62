"""What fits a question, what is compared with what, when a compound is due again. No database."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from linli.domains.surveys import rules
from linli.domains.surveys.method import Question
from linli.domains.surveys.rules import Facts

LIST = {"parking": "停车", "lift": "加装电梯"}


def question(kind: str, **other: Any) -> Question:
    choices = LIST if kind in ("choice", "choices") else {}
    return Question(**{"label": "问", "kind": kind, "choices": choices, "assumed": "测试", **other})


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        ("number", 0, 0),
        ("number", rules.LARGEST, rules.LARGEST),
        ("yes_no", False, False),
        ("choice", "lift", "lift"),
        ("choices", ["lift", "parking", "lift"], ["parking", "lift"]),
        ("text", "  门口\n路窄\x00 ", "门口 路窄"),
        ("text", "字" * 300, "字" * rules.LONGEST),
        ("text", " \x00 ", None),
        *(
            (kind, value, None)
            for kind in ("number", "yes_no", "choice", "choices", "text")
            for value in (None, "", [])
        ),
    ],
)
def test_an_answer_is_kept_as_its_question_wants_it(kind: str, value: Any, kept: Any) -> None:
    assert rules.answered(question(kind), value) == kept


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("number", -1), ("number", rules.LARGEST + 1), ("number", True), ("number", "7"), ("number", 1.5),
        ("yes_no", 1), ("yes_no", "yes"), ("choice", "sauna"), ("choices", ["lift", "sauna"]), ("choices", "lift"),
    ],
)  # fmt: skip
def test_what_doesnt_fit_is_refused(kind: str, value: Any) -> None:
    with pytest.raises(ValueError, match=r"no number|yes nor no|not on the list"):
        rules.answered(question(kind), value)


@pytest.mark.parametrize(
    ("other", "wrong"),
    [
        ({}, ""),
        ({"vacant": 100}, ""),
        ({"vacant": 101}, "more_vacant"),
        ({"homes": 0, "vacant": 0, "floors": None, "parking": None}, ""),
        ({"parking": -1}, "bad_figure"),
        ({"floors": rules.LARGEST + 1}, "bad_figure"),
        ({"company": "张三物业 138 0000 0000"}, "number_in_words"),
        ({"company": "2023物业"}, ""),
    ],
)
def test_figures_that_cant_be(other: dict[str, Any], wrong: str) -> None:
    assert rules.wrong_facts(Facts(**{"homes": 100, "buildings": 2, **other})) == wrong


@pytest.mark.parametrize(
    ("words", "holds"),
    [
        ("6543210", True),
        ("654-32.10", True),
        ("３７１４２５１９８", True),
        ("654321", False),
        ("3幢2单元，5部电梯", False),
    ],
)
def test_a_number_of_somebody_is_seen(words: str, holds: bool) -> None:
    assert rules.holds_number(words) is holds


def test_a_survey_holds_until_the_day_on_which_it_is_due_again() -> None:
    last, today = date(2026, 1, 1), date(2026, 12, 31)
    assert not rules.is_due(last, today, 365)
    assert rules.is_due(last, today + timedelta(days=1), 365)
    assert rules.is_due(None, today, 365)


@pytest.mark.parametrize(
    ("earlier", "found"),
    [
        ([], None),
        ([(2026, 1, 5)], (2026, 1, 5)),  # nothing of the year before: the last one before
        ([(2025, 3, 1), (2025, 11, 1), (2026, 1, 5)], (2025, 11, 1)),
        ([(2019, 3, 1), (2026, 6, 1), (2026, 7, 1)], (2019, 3, 1)),  # the day itself and later ones don't count
    ],
)
def test_what_a_survey_is_compared_with(
    earlier: list[tuple[int, int, int]], found: tuple[int, int, int] | None
) -> None:
    day = rules.year_before(date(2026, 6, 1), [date(*one) for one in earlier])
    assert day == (date(*found) if found else None)


def test_shares_differences_and_tallies() -> None:
    assert (rules.percent(1, 3), rules.percent(0, 3), rules.percent(None, 3), rules.percent(1, 0)) == (
        33,
        0,
        None,
        None,
    )
    assert (rules.difference(3, 1), rules.difference(None, 1), rules.difference(False, True), rules.difference("a", 1)) == (
        -2, None, None, None,
    )  # fmt: skip
    answers = [{"q": ["lift"]}, {"q": ["lift", "parking"]}, {"q": ["gone"]}, {}]
    assert rules.tally(question("choices"), answers, "q") == [("lift", 2), ("parking", 1)]
    assert rules.tally(question("choice"), [{"q": "parking"}], "q") == [("parking", 1), ("lift", 0)]


@pytest.mark.parametrize(
    "other", [{"kind": "choice", "choices": {}}, {"kind": "text", "choices": LIST}, {"kind": "text", "unit": "户"}]
)
def test_a_question_fits_its_kind(other: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        question(**other)
