"""Few people are never counted out, nor found by subtraction."""

import pytest

from linli.kernel.few import to_hide


@pytest.mark.parametrize(("counts", "hidden"), [
    ((10, 20), set()), ((3, 20, 9), {0, 2}), ((3, 4, 20), {0, 1}), ((0, 8), set()), ((4,), {0}), ((), set()), ((5, 5), set()),
])  # fmt: skip
def test_few_people_arent_counted_out(counts: tuple[int, ...], hidden: set[int]) -> None:
    assert to_hide(counts, 5) == hidden
