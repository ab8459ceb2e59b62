"""The arithmetic: figures worked out by hand, and what must hold for any figures."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from linli.engines.scorecards import rules
from linli.engines.scorecards.kinds import Cycle
from linli.engines.scorecards.registry import Period
from linli.engines.scorecards.rules import Given, Marks
from linli.engines.scorecards.states import Gap
from linli.engines.scorecards.tests.cards import BLACK, WHY, card, criterion, missing, raters


def marks(*given: float | str | None) -> Marks:
    numbers = [Fraction(str(one)) for one in given if one is not None]
    return Marks(sum(numbers, Fraction(0)), len(numbers), len(given))


THREE = {"estate": raters(40), "community": raters(35), "unit": raters(25)}
PARTIES = {group: 80 + 10 * at for at, group in enumerate(THREE)}


def three(**of_missing: Any) -> Any:
    return card(raters=THREE, missing=missing(**of_missing))


def rated(*groups: str) -> Given:
    return Given({("work", group): marks(PARTIES[group]) for group in groups})


def test_three_parties_by_their_shares() -> None:
    found = rules.composite_of(three(need_all=True), rated("estate", "community", "unit"))
    assert found.composite == Fraction(40 * 80 + 35 * 90 + 25 * 100, 100) == Fraction("88.5")
    assert dict(found.parts[0].groups) == PARTIES


@pytest.mark.parametrize("left_out", list(THREE))
def test_three_parties_give_no_result_without_all_three(left_out: str) -> None:
    found = rules.composite_of(three(need_all=True), rated(*(set(THREE) - {left_out})))
    assert (found.composite, found.gap, found.missing) == (None, Gap.GROUP, left_out)


def test_without_that_rule_those_who_rated_share_what_the_others_leave() -> None:
    assert rules.composite_of(three(), rated("estate", "unit")).composite == Fraction(40 * 80 + 25 * 100, 65)
    nobody = rules.composite_of(three(), Given())
    assert (nobody.composite, nobody.gap) == (None, Gap.NOTHING)


def test_a_group_needs_its_least() -> None:
    ours = card(raters={"people": raters(least=3)}, missing=missing(need_all=True))
    assert rules.composite_of(ours, Given({("work", "people"): marks(90, 90)})).gap is Gap.GROUP
    assert rules.composite_of(ours, Given({("work", "people"): marks(90, 90, 60)})).composite == 80


def test_an_average_is_exact_and_shown_cut_off() -> None:
    found = rules.composite_of(card(), Given({("work", "people"): marks(60, 60, "59.99")}))
    assert found.composite == Fraction(17999, 300) < 60
    assert rules.shown(found.composite) == Decimal("59.99")
    assert rules.standing_of(card(), found.composite, ()).band == "yellow"


def test_sixty_is_not_fifty_nine_point_nine_nine_five() -> None:
    """59.995 would be rounded to 60.00, and isn't 60."""
    assert [str(rules.shown(Fraction(value))) for value in ("60", "59.995", "59.999999", "60.004", "0")] == [
        "60.00", "59.99", "59.99", "60.00", "0.00",
    ]  # fmt: skip
    assert rules.run_length(card().runs[0], [Fraction("59.995")]) == 1
    assert rules.run_length(card().runs[0], [Fraction("60.00")]) == 0


@pytest.mark.parametrize(
    ("newest_first", "black"),
    [
        ((59, 60), False), ((60, 59), False), ((59, 59), True), ((59, None, 59), True), ((59, None, 60), False),
        ((59,), False), ((59, None), False), ((59, 59, 59), True), ((60, 59, 59), False), ((59, 61, 59), False),
    ],
)  # fmt: skip
def test_black_is_twice_running_below_sixty(newest_first: tuple[int | None, ...], black: bool) -> None:
    values = [None if one is None else Fraction(one) for one in newest_first]
    now, earlier = values[0], values[1:]
    assert (rules.standing_of(card(), now, earlier).band == "black") is black


def test_a_round_without_result_can_end_the_row() -> None:
    ours = card(runs=(BLACK | {"gaps": "ends_it"},))
    assert rules.standing_of(ours, Fraction(59), [None, Fraction(59)]).band == "yellow"


def test_without_a_result_nothing_new_begins() -> None:
    assert rules.standing_of(card(), None, [Fraction(59), Fraction(59)]) == rules.Standing("", {}, frozenset())


@pytest.mark.parametrize(
    ("value", "band"),
    [
        ("100", "red"),
        ("90", "red"),
        ("89.99", "blue"),
        ("75", "blue"),
        ("74.999", "yellow"),
        ("60", "yellow"),
        ("0", "yellow"),
    ],
)
def test_bands_begin_at_their_number(value: str, band: str) -> None:
    assert rules.standing_of(card(), Fraction(value), ()).band == band


def test_effects_of_bands_and_rules() -> None:
    tables = [*card().model_dump()["bands"]]
    tables[0] |= {"effects": ("praise",)}
    tables[3] |= {"effects": ("warn",)}
    ours = card(bands=tables, runs=(BLACK | {"effects": ("deadline",)},))
    assert rules.standing_of(ours, Fraction(95), ()).effects == {"praise"}
    assert rules.standing_of(ours, Fraction(59), [Fraction(50)]).effects == {"deadline", "warn"}
    assert rules.standing_of(ours, Fraction(59), ()).effects == frozenset()


MIXED = {
    "work": criterion(weight=40, most=10),
    "open": criterion(weight=20, kind="yes_no"),
    "vote": criterion(weight=20, kind="vote"),
    "rate": criterion(weight=20, kind="indicator", indicator="rate"),
    "complaints": criterion(weight=10, kind="deduction", each=3),
    "praise": criterion(weight=5, kind="bonus"),
}


def mixed(**other: Any) -> Given:
    return Given(
        marks={
            ("work", "people"): marks(8, 9),
            ("open", "people"): marks(1, 0),
            ("vote", "people"): marks(1, 1, 0, None),
        },
        indicators={"rate": Fraction(90)},
        **other,
    )


def test_every_kind_of_criterion_by_hand() -> None:
    """34 + 10 + 20·2/3 + 18 = 75⅓; four complaints of 3 are capped at 10; praise of 2 and 4 at 5."""
    ours = card(criteria=MIXED)
    assert rules.composite_of(ours, mixed()).composite == Fraction(226, 3)
    found = rules.composite_of(
        ours, mixed(items={"complaints": [Fraction(3)] * 4, "praise": [Fraction(2), Fraction(4)]})
    )
    assert found.composite == Fraction(226, 3) - 10 + 5
    assert {part.code: (part.entries, part.capped) for part in found.parts[4:]} == {
        "complaints": (4, True), "praise": (2, True),
    }  # fmt: skip


def test_a_figure_that_isnt_known() -> None:
    unknown = Given(mixed().marks)
    strict = rules.composite_of(card(criteria=MIXED), unknown)
    assert (strict.composite, strict.gap, strict.missing) == (None, Gap.CRITERION, "rate")
    lenient = rules.composite_of(card(criteria=MIXED, missing=missing(then="others_count")), unknown)
    assert lenient.composite == (Fraction(226, 3) - 18) * 100 / 80


def test_what_was_ruled_stands_for_what_was_rated() -> None:
    found = rules.composite_of(card(criteria=MIXED), mixed(ruled={"work": Fraction(10), "open": Fraction(1)}))
    assert found.composite == 40 + 20 + Fraction(40, 3) + 18


def test_bonus_stops_at_the_full_hundred_unless_the_card_lets_it() -> None:
    given = Given({("work", "people"): marks(99)}, items={"praise": [Fraction(4)]})
    both = {"work": criterion(weight=100), "praise": criterion(weight=5, kind="bonus")}
    assert rules.composite_of(card(criteria=both), given).composite == 100
    assert rules.composite_of(card(criteria=both, above_full=True), given).composite == 103


def test_deductions_stop_at_nought() -> None:
    both = {"work": criterion(weight=100), "off": criterion(weight=50, kind="deduction")}
    given = Given({("work", "people"): marks(20)}, items={"off": [Fraction(40)]})
    assert rules.composite_of(card(criteria=both), given).composite == 0


@pytest.mark.parametrize(
    ("kind", "said", "kept"),
    [
        ("score", "100", "100"),
        ("score", "0", "0"),
        ("score", " 59.99 ", "59.99"),
        ("score", "1e2", "100"),
        ("yes_no", True, "1"),
        ("vote", "-", None),
        ("vote", "0", "0"),
    ],
)
def test_marks_that_fit(kind: str, said: Any, kept: str | None) -> None:
    one = card(criteria={"x": criterion(weight=100, kind=kind)}).criteria["x"]
    assert rules.mark_of(one, said) == (None if kept is None else Decimal(kept))


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("score", "100.01"), ("score", "-0.01"), ("score", "59.995"), ("score", "NaN"), ("score", "inf"), ("score", "1e999999"),
        ("score", ""), ("score", None), ("score", "六十"), ("yes_no", "0.5"), ("yes_no", 2), ("yes_no", ""), ("vote", "2"), ("vote", ""), ("vote", None), ("yes_no", "-"),
    ],
)  # fmt: skip
def test_marks_that_dont(kind: str, said: Any) -> None:
    with pytest.raises(ValueError):
        rules.mark_of(card(criteria={"x": criterion(weight=100, kind=kind)}).criteria["x"], said)


def test_points_of_an_entry() -> None:
    free, fixed = criterion(weight=5, kind="bonus"), criterion(weight=5, kind="deduction", each=2)
    found = card(criteria={"work": criterion(weight=100), "free": free, "fixed": fixed}).criteria
    assert rules.points_of(found["fixed"], "4") == 2
    assert rules.points_of(found["free"], "5") == 5
    for wrong in ("0", "-1", "5.01", "x", ""):
        with pytest.raises(ValueError):
            rules.points_of(found["free"], wrong)


QUARTER = Period(date(2026, 4, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    ("on", "ends", "counts"),
    [
        (date(2026, 4, 1), None, True), (date(2026, 6, 30), None, True), (date(2026, 3, 31), None, False), (date(2026, 7, 1), None, False),
        (date(2025, 7, 2), date(2026, 7, 2), True), (date(2025, 7, 1), date(2026, 7, 1), True), (date(2025, 6, 30), date(2026, 6, 30), False),
        (date(2026, 7, 1), date(2027, 7, 1), False),
    ],
)  # fmt: skip
def test_entries_expire(on: date, ends: date | None, counts: bool) -> None:
    assert rules.entry_counts(on, ends, QUARTER) is counts


@pytest.mark.parametrize(
    ("cycle", "day", "starts", "ends"),
    [
        (Cycle.MONTH, date(2028, 2, 29), date(2028, 2, 1), date(2028, 2, 29)),
        (Cycle.QUARTER, date(2026, 12, 31), date(2026, 10, 1), date(2026, 12, 31)),
        (Cycle.HALF_YEAR, date(2026, 7, 1), date(2026, 7, 1), date(2026, 12, 31)),
        (Cycle.YEAR, date(2026, 1, 1), date(2026, 1, 1), date(2026, 12, 31)),
        (Cycle.ONCE, date(2026, 5, 5), date(2026, 5, 5), date(2026, 5, 5)),
    ],
)
def test_periods(cycle: Cycle, day: date, starts: date, ends: date) -> None:
    assert rules.period_of(cycle, day) == Period(starts, ends)


def test_the_period_before() -> None:
    assert rules.period_before(Cycle.QUARTER, date(2027, 1, 1)) == Period(date(2026, 10, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    "wrong",
    [
        {"criteria": {"work": criterion(weight=99.99)}},
        {"raters": {"a": raters(50), "b": raters(49)}},
        {"raters": {}},
        {"criteria": {"work": criterion(weight=100, raters=("nobody",))}},
        {"criteria": {"work": criterion(weight=100, kind="indicator")}},
        {"criteria": {"work": criterion(weight=100, each=1)}},
        {"criteria": {"work": criterion(weight="100.001")}},
        {
            "bands": (
                {"code": "a", "label": "a", "at_least": 0, **WHY},
                {"code": "b", "label": "b", "at_least": 60, **WHY},
            ),
            "runs": (),
        },
        {"bands": ({"code": "a", "label": "a", "at_least": 60, **WHY},), "runs": ()},
        {"runs": (BLACK | {"band": "green"},)},
        {"raters": {"people": {"label": "x", "who": "posts", "share": 100}}},
    ],
)
def test_cards_that_dont_add_up(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        card(**wrong)


hundredths = st.integers(0, 10_000).map(lambda n: Fraction(n, 100))
composites = st.fractions(0, 100)


@given(composites, hundredths)
def test_what_is_shown_never_contradicts_what_is_compared(value: Fraction, threshold: Fraction) -> None:
    seen = rules.shown(value)
    assert seen is not None
    assert (Fraction(seen) >= threshold) is (value >= threshold)
    assert 0 <= value - Fraction(seen) < Fraction(1, 100)


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=30), st.randoms())
def test_the_order_of_raters_doesnt_matter(given_marks: list[int], chance: Any) -> None:
    def composite(numbers: list[int]) -> Any:
        return rules.composite_of(
            card(), Given({("work", "people"): marks(*(f"{n / 100:.2f}" for n in numbers))})
        ).composite

    mixed_up = [*given_marks]
    chance.shuffle(mixed_up)
    assert composite(given_marks) == composite(mixed_up) == Fraction(sum(given_marks), 100 * len(given_marks))


@settings(max_examples=60)
@given(
    st.lists(st.integers(0, 100), max_size=4),
    st.lists(st.integers(0, 100), max_size=4),
    st.lists(st.integers(0, 100), max_size=4),
    st.booleans(),
    st.lists(hundredths, max_size=6),
    st.lists(hundredths, max_size=6),
    st.booleans(),
)
def test_composites_stay_within_reach(
    a: list[int], b: list[int], c: list[int], need_all: bool, off: list[Fraction], bonus: list[Fraction], above: bool
) -> None:
    criteria = {
        "work": criterion(weight=100),
        "off": criterion(weight=20, kind="deduction"),
        "more": criterion(weight=10, kind="bonus"),
    }
    ours = card(criteria=criteria, raters=THREE, missing=missing(need_all=need_all), above_full=above)
    found = {("work", group): marks(*numbers) for group, numbers in zip(THREE, (a, b, c), strict=True) if numbers}
    outcome = rules.composite_of(ours, Given(found, items={"off": off, "more": bonus}))
    there = [bool(one) for one in (a, b, c)]
    assert (outcome.composite is None) is (not all(there) if need_all else not any(there))
    if outcome.composite is not None:
        assert 0 <= outcome.composite <= (110 if above else 100)
        means = [Fraction(sum(one), len(one)) for one in (a, b, c) if one]
        assert min(means) <= outcome.parts[0].points <= max(means)  # type: ignore[operator]


@given(st.lists(st.one_of(st.none(), composites), max_size=12), st.integers(1, 5), st.booleans())
def test_a_row_is_what_a_second_reading_counts(values: list[Fraction | None], times: int, gaps: bool) -> None:
    ours = card(runs=(BLACK | {"times": times, "gaps": "passed_over" if gaps else "ends_it"},)).runs[0]
    seen = [one for one in values if one is not None] if gaps else values
    low = [one is not None and one < 60 for one in seen]
    assert rules.run_length(ours, values) == (low.index(False) if False in low else len(low))


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from([c for c in Cycle if c is not Cycle.ONCE]))
def test_periods_follow_each_other_without_a_gap(day: date, cycle: Cycle) -> None:
    now = rules.period_of(cycle, day)
    assert now.starts <= day <= now.ends
    assert rules.period_before(cycle, day).ends + timedelta(days=1) == now.starts
    assert rules.period_of(cycle, now.ends) == now


def _wrong(**said: Any) -> list[str]:
    """What a method with this card is told, as keys."""
    from types import SimpleNamespace

    from linli.engines.scorecards.method import ScorecardRules, across

    rules_ = SimpleNamespace(
        organizations=SimpleNamespace(posts={"grid_worker": None}), scorecards=ScorecardRules(cards={"x": card(**said)})
    )
    return [where for where, _ in across(rules_)]


def test_a_card_names_what_there_is() -> None:
    assert _wrong(subject="grid", raters={"a": raters(posts=["grid_worker"])}) == []
    assert _wrong(subject="cloud", raters={"a": raters(who="wind", posts=["baker"])}) == [
        "cards.x.subject", "cards.x.raters.a.who", "cards.x.raters.a.posts",
    ]  # fmt: skip
    counted = {"work": criterion(weight=100, kind="indicator", indicator="moon")}
    assert _wrong(subject="grid", criteria=counted, raters={}, runs=(BLACK | {"effects": ("rain",)},)) == [
        "cards.x.criteria.work.indicator", "cards.x",
    ]  # fmt: skip
    assert _wrong(subject="cloud", use=False) == []
