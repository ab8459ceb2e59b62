"""Turns, limits, days: no database."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from linli.domains.alliances import rules
from linli.domains.alliances.method import AllianceRules, PointRules
from linli.domains.alliances.rules import Year
from linli.domains.alliances.states import MEMBERSHIPS, RESOLUTIONS, SCORES, Band
from linli.foundation.methods import loader

RULE: PointRules = loader.rules_from_files("leshan").alliances.points


@pytest.mark.parametrize(
    ("tenths", "band"),
    [
        (0, Band.LOW),
        (599, Band.LOW),
        (600, Band.SHARES),
        (601, Band.SHARES),
        (1000, Band.SHARES),
        (1001, Band.HONOURED),
    ],
)
def test_exactly_the_limit_shares_and_isnt_yet_honoured(tenths: int, band: Band) -> None:
    assert rules.band(tenths, RULE) is band


@pytest.mark.parametrize(
    ("since", "last", "now", "is_barred"),
    [
        (None, 0, 0, False),  # no member: nobody scores it
        (date(2025, 1, 1), 599, 0, True),
        (date(2025, 1, 2), 0, 0, False),  # no whole year yet
        (date(2020, 5, 1), 600, 0, False),
        (date(2020, 5, 1), 0, 599, True),
        (date(2020, 5, 1), 0, 600, False),  # made good
    ],
)
def test_who_is_barred(since: date | None, last: int, now: int, is_barred: bool) -> None:
    assert rules.is_barred(Year(since, last, now), 2026, RULE) is is_barred


def test_the_day_of_honour_is_that_on_which_the_limit_is_passed() -> None:
    days = [(date(2026, 3, 1), 600), (date(2026, 1, 1), 400), (date(2026, 4, 1), 1), (date(2026, 5, 1), 50)]
    assert rules.honoured_on(days, RULE) == date(2026, 4, 1)
    assert rules.honoured_on(days[:2], RULE) is None


@pytest.mark.parametrize(
    ("on", "today", "is_right"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), True),
        (date(2025, 12, 31), date(2026, 1, 31), True),
        (date(2025, 12, 31), date(2026, 2, 1), False),
        (date(2024, 12, 31), date(2026, 1, 1), False),
        (date(2026, 3, 2), date(2026, 3, 1), False),
    ],
)
def test_what_may_still_be_entered(on: date, today: date, is_right: bool) -> None:
    assert rules.is_in_time(on, today, RULE) is is_right


def test_turns_go_round_and_cross_the_year() -> None:
    firsts = list(rules.cycles_from(date(2026, 11, 30), 3, 3))
    assert firsts == [date(2026, 10, 1), date(2027, 1, 1), date(2027, 4, 1)]
    assert rules.rota([7, 8], firsts) == [(firsts[0], 7), (firsts[1], 8), (firsts[2], 7)]
    assert list(rules.cycles_from(date(2026, 12, 31), 1, 2)) == [date(2026, 12, 1), date(2027, 1, 1)]
    assert rules.rota([], firsts) == []


def test_the_table_gives_tenths_and_nothing_for_what_it_doesnt_know() -> None:
    assert RULE.points_of("meeting", "leading") == 100
    assert RULE.points_of("meeting", "x") == RULE.points_of("x", "leading") == 0
    half = RULE.model_dump() | {"activities": {"a": {"label": "甲", "points": {"present": 0.7}, "assumed": "试"}}}
    assert PointRules.model_validate(half).points_of("a", "present") == 7


def allowed(machine: Any) -> set[tuple[str, str, str]]:
    return {(edge.start, edge.by, edge.end) for edge in machine.edges}


def test_edges() -> None:
    assert allowed(MEMBERSHIPS) == {
        ("asked", "confirm", "confirmed"), ("asked", "decline", "declined"), ("confirmed", "leave", "left"),
    }  # fmt: skip
    assert allowed(RESOLUTIONS) == {("open", "done", "done"), ("open", "dropped", "dropped")}
    assert allowed(SCORES) == {
        ("waiting", "count", "counted"), ("waiting", "refuse", "refused"), ("counted", "take_back", "taken_back"),
    }  # fmt: skip


LABEL = {"label": "甲", "assumed": "试"}
FULL = {"capacities": {"a": LABEL | {"of": "unit"}}, "topics": {"t": LABEL}}


@pytest.mark.parametrize(
    "section",
    [
        {"kinds": {"a": LABEL}},
        {"kinds": {"a": LABEL | {"places": ["x"]}}, **FULL},
        {"kinds": {"a": LABEL | {"parent": "a"}}, **FULL},
        {"kinds": {"a": LABEL | {"parent": "b"}}, **FULL},
        {"kinds": {"a": LABEL | {"by_trade": True}}, **FULL},
        {"kinds": {"a": LABEL | {"by_trade": True, "trades": ["x"]}}, "trades": {"t": LABEL}, **FULL},
        {"kinds": {"a": LABEL | {"trades": ["t"]}}, "trades": {"t": LABEL}, **FULL},
        {"points": RULE.model_dump() | {"honoured_above": 59}},
        {"points": RULE.model_dump() | {"activities": {"a": LABEL | {"points": {"x": 1}}}}},
        {"points": RULE.model_dump() | {"activities": {"a": LABEL | {"points": {"present": 0.25}}}}},
    ],
)
def test_what_doesnt_fit_together_is_refused(section: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"alliances need|names|branch|trade|below|more than one digit"):
        AllianceRules.model_validate(section)
