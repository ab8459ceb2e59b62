"""The arithmetic of members: thresholds exactly on the line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.domains.membership import rules
from linli.domains.membership.states import TRANSFERS, TransferState


@pytest.mark.parametrize(("part", "whole", "warns"), [(7, 10, True), (70, 100, True), (71, 100, False), (0, 0, False),
                                                      (699, 1000, True), (701, 1000, False), (0, 5, True)])  # fmt: skip
def test_exactly_seventy_percent_warns(part: int, whole: int, warns: bool) -> None:
    """Q25: above 70 %."""
    assert rules.Share("x", part, whole, 70).warns is warns


@given(st.integers(0, 5000), st.integers(1, 5000), st.integers(0, 100))
def test_a_share_warns_unless_it_is_above_the_line(part: int, whole: int, above: int) -> None:
    share = rules.Share("x", min(part, whole), whole, above)
    assert share.warns is (min(part, whole) / whole <= above / 100)


@pytest.mark.parametrize(("allotted", "fits"), [(29, False), (30, True), (31, True)])
def test_a_quota_has_thirty_places_at_least(allotted: int, fits: bool) -> None:
    """Q20."""
    assert rules.quota_fits(allotted, 30) is fits


def test_nothing_is_left_of_a_quota_that_is_overdrawn() -> None:
    assert rules.QuotaUse(30, 29).remaining == 1
    assert rules.QuotaUse(30, 30).remaining == 0
    assert rules.QuotaUse(30, 31).remaining == 0


@pytest.mark.parametrize(("held", "short", "room"), [(4, True, True), (5, False, True), (9, False, True), (10, False, False),
                                                     (11, False, False)])  # fmt: skip
def test_five_to_ten_households(held: int, short: bool, room: bool) -> None:
    """Q26, L43."""
    assert rules.is_short(held, 5) is short
    assert rules.may_take_another(held, 10) is room
    assert rules.may_take_another(held, None)


@pytest.mark.parametrize(("follows", "local", "should"), [(True, 2, True), (True, 1, False), (True, None, False),
                                                          (False, 2, False)])  # fmt: skip
def test_who_should_be_transferred(follows: bool, local: int | None, should: bool) -> None:
    """Q19."""
    assert rules.should_transfer(follows_home=follows, organization=1, local=local) is should


@pytest.mark.parametrize(("local", "registered", "came", "unseen"), [(2, False, False, True), (2, True, False, False),
                                                                     (2, False, True, False), (1, False, False, False),
                                                                     (None, False, False, False)])  # fmt: skip
def test_who_is_not_visible(local: int | None, registered: bool, came: bool, unseen: bool) -> None:
    """Q8."""
    assert rules.is_unseen(organization=1, local=local, registered=registered, checked_in=came) is unseen


#: Typed by hand: state × verb → where it leads.
GRID = {
    ("asked", "accept"): "accepted", ("asked", "refuse"): "refused", ("asked", "withdraw"): "withdrawn",
}  # fmt: skip


@pytest.mark.parametrize("state", list(TransferState))
@pytest.mark.parametrize("verb", ["accept", "refuse", "withdraw", "ask"])
def test_transfers_move_as_written(state: TransferState, verb: str) -> None:
    assert TRANSFERS.move(state, verb) == GRID.get((state, verb))
