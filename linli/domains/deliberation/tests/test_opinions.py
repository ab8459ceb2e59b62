"""The map of opinions: groups of known make-up are found, nobody is shown alone, and it is quick."""

from __future__ import annotations

import random
import time

from linli.domains.deliberation.rules import opinions

RULES = {"least_people": 10, "least_group": 5, "most_groups": 5}


def two_camps(size: int = 20) -> dict[int, dict[int, int]]:
    """Half agrees with 1–3 and half disagrees; all agree with 4."""
    return {n: dict.fromkeys((1, 2, 3), 1 if n % 2 else -1) | {4: 1} for n in range(size)}


def test_two_camps_are_found_and_what_they_share() -> None:
    found = opinions.draw(two_camps(), [1, 2, 3, 4], **RULES)
    assert found is not None
    assert sorted(group.people for group in found.groups) == [10, 10]
    assert [pk for pk, _ in found.shared] == [4]
    assert {len(group.agrees) for group in found.groups} == {1, 3}


def test_too_few_people_give_no_map() -> None:
    assert opinions.draw(two_camps(9), [1, 2, 3, 4], **RULES) is None
    assert opinions.draw(two_camps(), [1], **RULES) is None


def test_a_small_group_is_not_shown() -> None:
    said = {n: dict.fromkeys((1, 2, 3, 4), 1) for n in range(20)} | {
        n: dict.fromkeys((1, 2, 3, 4), -1) for n in range(20, 23)
    }
    found = opinions.draw(said, [1, 2, 3, 4], **RULES)
    assert found is not None
    assert all(group.people >= 5 for group in found.groups)
    assert sum(group.people for group in found.groups) + found.left_out == 23


def test_who_all_think_alike_are_one_group() -> None:
    found = opinions.draw({n: {1: 1, 2: -1} for n in range(12)}, [1, 2], **RULES)
    assert found is not None
    assert [group.people for group in found.groups] == [12]


def test_a_thousand_people_and_a_hundred_statements_take_less_than_two_seconds() -> None:
    chance = random.Random("map")
    statements = list(range(100))
    said = {
        n: {
            pk: (1 if (pk + n % 3) % 3 else -1) if chance.random() < 0.9 else 0
            for pk in statements
            if chance.random() < 0.6
        }
        for n in range(1000)
    }
    opinions.draw(two_camps(), [1, 2, 3, 4], **RULES)  # the first import isn't the map's
    began = time.perf_counter()
    found = opinions.draw(said, statements, **RULES)
    took = time.perf_counter() - began
    print(f"map of 1,000 × 100: {took:.2f} s")
    assert found is not None
    assert took < 2
