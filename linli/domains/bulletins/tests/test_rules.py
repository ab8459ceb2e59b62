"""Which periods are due, numbers, bands, and what the public sees. No database."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from linli.domains.bulletins import rules
from linli.domains.bulletins.method import Band, BulletinRules, Content
from linli.domains.bulletins.states import BULLETINS, State
from linli.domains.indicators.rules import period_of, year_before

BANDS = (Band(label="A", up_to=25), Band(label="B", up_to=75), Band(label="C", up_to=100))


def test_edges_of_a_bulletin() -> None:
    moves = {(edge.start.value, edge.by, edge.end.value) for edge in BULLETINS.edges}
    assert moves == {
        ("draft", "send", "sent"), ("sent", "give_back", "draft"), ("sent", "sign", "issued"), ("issued", "recall", "recalled"),
    }  # fmt: skip
    assert not BULLETINS.verbs(State.RECALLED)


@pytest.mark.parametrize(("cycle", "today", "newest", "firsts"), [
    ("month", date(2026, 3, 1), None, [date(2026, 2, 1)]),  # the first time: the last period alone
    ("month", date(2026, 3, 31), date(2026, 2, 1), []),  # drafted already
    ("month", date(2026, 4, 1), date(2026, 2, 1), [date(2026, 3, 1)]),
    ("month", date(2026, 4, 1), date(2026, 1, 1), [date(2026, 2, 1), date(2026, 3, 1)]),  # the job stood still
    ("month", date(2026, 12, 5), date(2025, 1, 1), [date(2026, month, 1) for month in (8, 9, 10, 11)]),  # four at the most
    ("month", date(2026, 1, 5), date(2026, 2, 1), []),  # the clock was set back
    ("week", date(2026, 11, 16), None, [date(2026, 11, 9)]),  # a Monday: the week before it
    ("week", date(2026, 11, 15), None, [date(2026, 11, 2)]),  # a Sunday: its own week isn't over
    ("quarter", date(2026, 1, 1), None, [date(2025, 10, 1)]),
])  # fmt: skip
def test_due(cycle: str, today: date, newest: date | None, firsts: list[date]) -> None:
    assert [one.first for one in rules.due(cycle, today, newest)] == firsts


@pytest.mark.parametrize(("kind", "day", "number"), [
    ("month", date(2026, 12, 31), (2026, 12)), ("quarter", date(2026, 4, 1), (2026, 2)), ("quarter", date(2026, 3, 31), (2026, 1)),
    ("week", date(2027, 1, 1), (2026, 53)), ("week", date(2024, 12, 30), (2025, 1)),
])  # fmt: skip
def test_numbers_are_places_in_the_year(kind: str, day: date, number: tuple[int, int]) -> None:
    assert rules.number_of(period_of(kind, day)) == number


def test_a_quarter_is_compared_with_that_of_the_year_before() -> None:
    quarter = period_of("quarter", date(2024, 2, 29))
    assert (quarter.first, quarter.last) == (date(2024, 1, 1), date(2024, 3, 31))
    assert year_before(quarter).last == date(2023, 3, 31)
    week = period_of("week", date(2026, 11, 16))
    assert (year_before(week).first, year_before(week).first.weekday()) == (date(2025, 11, 17), 0)


@pytest.mark.parametrize(("place", "of", "band"), [
    (1, 1, "A"), (1, 2, "A"), (2, 2, "C"), (1, 5, "A"), (2, 5, "A"), (3, 5, "B"), (4, 5, "B"), (5, 5, "C"),
])  # fmt: skip
def test_bands_go_from_the_first_place_to_the_last(place: int, of: int, band: str) -> None:
    assert rules.band_of(place, of, BANDS) == band


def test_bands_that_dont_fit_are_refused() -> None:
    told: dict[str, Any] = {"tables": ["work"], "assumed": "x"}
    for bands, order in (
        ([], "bands"),
        ([{"label": "A", "up_to": 100}], "places"),
        ([{"label": "A", "up_to": 90}], "bands"),
    ):
        with pytest.raises(ValidationError):
            Content(**told, bands=bands, order=order)
    with pytest.raises(ValidationError):
        BulletinRules(least_shown={"things": 0, "assumed": "x"})


# ── small numbers ──────────────────────────────────────────────────────────────────────────────


def cell(counted: int, of: int, before: tuple[int, int] = (50, 100)) -> dict[str, Any]:
    return {
        "text": f"{counted}/{of}", "counted": counted, "of": of, "place": 1, "reached": True, "query": "i=x", "change": "+1.0",
        "before": {"text": "50", "counted": before[0], "of": before[1]}, "year": None, "year_change": "",
    }  # fmt: skip


def table(*numbers: tuple[int, int], **more: Any) -> dict[str, Any]:
    rows = [
        {"code": str(at), "name": f"街{at}", "cells": [cell(*one)], "score": "80.00", "place": 1, "band": "A"}
        for at, one in enumerate(numbers)
    ]
    whole = (sum(one[0] for one in numbers), sum(one[1] for one in numbers))
    return {"by": "", "heads": [{"label": "率", "of": "x"}], "rows": rows, "nowhere": None} | {
        "sum": {"code": "", "name": "合计", "cells": [cell(*whole)], "score": "80.00", "place": None, "band": ""}, **more
    }  # fmt: skip


@pytest.mark.parametrize(("numbers", "hidden", "whole"), [
    (((50, 100), (60, 100)), set(), False),
    (((4, 100), (60, 100), (70, 90)), {0, 2}, False),  # few counted: the smallest other one goes too
    (((96, 100), (60, 100), (70, 90)), {0, 2}, False),  # few not counted
    (((95, 100), (60, 100)), set(), False),  # five are enough
    (((0, 100), (100, 100)), set(), False),  # none, or all, tells of nobody
    (((0, 0), (60, 100)), set(), False),  # nothing to take it of
    (((2, 4), (0, 0)), {0}, True),  # nothing else could go with it: the sum does
    (((2, 4), (1, 3)), {0, 1}, False),
])  # fmt: skip
def test_few_things_arent_shown_nor_worked_out(
    numbers: tuple[tuple[int, int], ...], hidden: set[int], whole: bool
) -> None:
    told = table(*numbers)
    kept = deepcopy(told)
    shown = rules.for_public(told, 5)
    assert told == kept  # the frozen figures stay
    assert {at for at, row in enumerate(shown["rows"]) if row["cells"][0].get("hidden")} == hidden
    small = numbers == ((2, 4), (1, 3))  # the sum itself is of few then
    assert bool(shown["sum"]["cells"][0].get("hidden")) == (whole or small)
    assert rules.has_hidden(shown) == bool(hidden)
    for at in hidden:
        row = shown["rows"][at]
        assert (row["cells"][0]["text"], row["cells"][0]["counted"], row["cells"][0]["place"]) == ("*", None, None)
        assert (row["cells"][0]["change"], row["score"], row["band"]) == ("", "*", "")


def test_a_change_against_a_hidden_figure_goes_too() -> None:
    told = table((50, 100), (60, 100), (60, 100))
    told["rows"][0]["cells"][0]["before"] = {"text": "3/100", "counted": 3, "of": 100}
    shown = rules.for_public(told, 5)
    assert [row["cells"][0]["change"] for row in shown["rows"]] == ["", "", "+1.0"]
    assert shown["rows"][0]["cells"][0]["before"]["text"] == "*" and shown["rows"][0]["cells"][0]["text"] == "50/100"
