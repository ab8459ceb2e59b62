"""Counts of few people aren't shown."""

from __future__ import annotations

import pytest

from linli.kernel.suppression import to_hide, with_company


@pytest.mark.parametrize(("counts", "hidden"), [
    ((10, 20), set()), ((3, 20, 9), {0, 2}), ((3, 4, 20), {0, 1}), ((0, 8), set()), ((4,), {0}), ((), set()), ((5, 5), set()),
])  # fmt: skip
def test_few_people_arent_counted_out(counts: tuple[int, ...], hidden: set[int]) -> None:
    assert to_hide(counts, 5) == hidden


def test_what_is_hidden_for_another_reason_gets_company_too() -> None:
    assert with_company({1}, (50, 40, 6), 5) == {1, 2}
    assert with_company({0, 1}, (50, 40, 6), 5) == {0, 1}
