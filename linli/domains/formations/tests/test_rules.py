"""Reviews at the boundary, who may found one together, and shares."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from linli.domains.formations import rules
from linli.domains.formations.method import FormationRules, Upkeep

TODAY = date(2026, 3, 1)
UPKEEP = Upkeep(at_least=3, review_days=365, grace_days=90, assumed="a test")
BRANCH = {"label": "支部", "body": "party_branch", "source": "Q38"}


@pytest.mark.parametrize(
    ("members", "was_short", "wanted"),
    [
        (3, False, date(2027, 3, 1)),
        (3, True, date(2027, 3, 1)),  # it found them in time
        (2, False, date(2026, 5, 30)),
        (2, True, None),
        (0, False, date(2026, 5, 30)),
    ],
)
def test_exactly_the_least_is_enough_and_grace_is_given_once(
    members: int, was_short: bool, wanted: date | None
) -> None:
    assert rules.next_review(UPKEEP, TODAY, members, was_short=was_short) == wanted


@pytest.mark.parametrize(
    ("of_place", "of_units", "least", "wanted"),
    [(1, 1, 2, True), (2, 0, 2, False), (0, 2, 2, False), (1, 1, 3, False), (1, 2, 3, True), (0, 0, 2, False)],
)
def test_founders_are_enough_and_of_both_sorts(of_place: int, of_units: int, least: int, wanted: bool) -> None:
    assert rules.is_joint(of_place, of_units, least) is wanted


def test_a_share_is_cut_off_and_nothing_of_nothing() -> None:
    assert (rules.share(0, 0), rules.share(999, 1000), rules.share(7, 7)) == (None, 99, 100)


@pytest.mark.parametrize(
    "wrong",
    [
        {"forms": {"a": {**BRANCH, "sites": ["nowhere"]}}},
        {"forms": {"a": BRANCH}},  # neither sites nor founders
        {"forms": {"a": {**BRANCH, "founders": 2}}},  # a branch has members of its own
        {"sites": {"x": {"label": "点", "source": "Q38"}}, "forms": {"a": {**BRANCH, "sites": ["x"], "founders": 2}}},
        {
            "sites": {"x": {"label": "点", "source": "Q38"}},
            "forms": {"a": {**BRANCH, "body": "alliance", "sites": ["x"]}},
        },
        {"forms": {"a": {**BRANCH, "body": "joint_organization", "founders": 1}}},
        {"fallback": {"label": "兜底", "source": "X9"}},
    ],
)
def test_what_a_method_may_not_say(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        FormationRules.model_validate(wrong)
