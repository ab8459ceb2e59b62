"""Appraisals of the counties at their edges: three parties or none (Q37), two appraisals of performance (L60), ten standards (L64)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from linli.engines.scorecards import registry, rules
from linli.engines.scorecards.rules import Given, Marks

PARTIES = ("estate", "community", "unit")


def card_of(rules_of: Any, slug: str, code: str) -> Any:
    return rules_of(slug).scorecards.cards[code]


def all_of(card: Any, **shares: Any) -> Given:
    """Each of these groups gives this share of the full mark (in percent) for everything."""
    marks = {
        (code, group): Marks(Fraction(one.full) * Fraction(share) / 100, 1, 1)
        for code, one in card.rated().items()
        for group, share in shares.items()
    }
    return Given(marks)


def test_three_parties_count_by_their_shares(rules_of: Any) -> None:
    """Q37: 40 % of 100 and 30 % each of 80 and 70."""
    card = card_of(rules_of, "qihe", "member_duty")
    assert {code: int(one.share) for code, one in card.raters.items()} == dict(zip(PARTIES, (40, 30, 30), strict=True))
    found = rules.composite_of(card, all_of(card, estate=100, community=80, unit=70))
    assert found.composite == 40 + 24 + 21


@pytest.mark.parametrize("absent", PARTIES)
def test_without_one_of_the_three_there_is_no_result(rules_of: Any, absent: str) -> None:
    """Q37: the result needs all three."""
    card = card_of(rules_of, "qihe", "member_duty")
    given = {party: 100 for party in PARTIES if party != absent}
    found = rules.composite_of(card, all_of(card, **given))
    assert (found.composite, found.gap, found.missing) == (None, "group", absent)
    assert rules.standing_of(card, found.composite, ()).band == ""


@pytest.mark.parametrize(
    ("slug", "code", "edges"),
    [
        ("qihe", "member_duty", {90: ("good", "fair"), 75: ("fair", "plain"), 60: ("plain", "poor")}),
        ("longkou", "community_performance", {90: ("excellent", "competent"), 70: ("competent", "basic"), 60: ("basic", "weak")}),
        ("longkou", "worker_performance", {90: ("excellent", "competent"), 70: ("competent", "basic"), 60: ("basic", "weak")}),
        ("longkou", "model_grid", {90: ("model", "good"), 60: ("good", "weak")}),
    ],
)  # fmt: skip
def test_a_band_begins_exactly_at_its_number(rules_of: Any, slug: str, code: str, edges: Any) -> None:
    """60 is in, 59.999 isn't, though both are near 60.00 on paper."""
    card = card_of(rules_of, slug, code)
    for edge, (above, below) in edges.items():
        exact, near = Fraction(edge), Fraction(edge) - Fraction(1, 1000)
        assert rules.standing_of(card, exact, ()).band == above
        assert rules.standing_of(card, near, ()).band == below
        assert str(rules.shown(near)) == f"{edge - 1}.99"


@pytest.mark.parametrize(("entries", "points"), [((10,), 90), ((10, 10), 80), ((10, 10, 10), 80)])
def test_pretending_costs_up_to_its_cap(rules_of: Any, entries: Any, points: int) -> None:
    """L60: ten points each time, twenty at most; assumed."""
    card = card_of(rules_of, "longkou", "worker_performance")
    given = all_of(card, community=100, street=100)
    found = rules.composite_of(card, Given(given.marks, items={"fake": [Fraction(one) for one in entries]}))
    assert found.composite == points


def test_honours_and_pay_are_named_and_nothing_follows_by_itself(rules_of: Any) -> None:
    """L60: links are data; no card of a person or a community has an effect in Linli."""
    for code in ("community_performance", "worker_performance"):
        card = card_of(rules_of, "longkou", code)
        assert card.band("excellent").links == ("评先评优", "政治激励", "薪酬参考")
        assert card.effects == frozenset()


def test_results_of_single_people_are_never_public(any_rules: Any) -> None:
    for card in any_rules.scorecards.used().values():
        kind = registry.subject_kind(card.subject)
        assert kind is not None
        assert not (kind.personal and card.public)
