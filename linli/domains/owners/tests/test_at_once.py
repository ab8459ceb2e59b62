"""Two at once, and somebody who is killed in the middle: one ballot counts, one result stands, nothing is half done."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from linli.domains.owners import selectors, services
from linli.domains.owners.models import Ballot, FundUse, Ownership, SubsidyMonth, Vote
from linli.domains.owners.services import votes
from linli.domains.owners.states import Book, State, Use
from linli.domains.owners.tests.making import (
    after,
    all_of,
    booked,
    compound,
    fund_used,
    in_use,
    on_paper,
    opened,
    owned,
    rolled,
    units,
)
from linli.engines.ledger.models import Account
from linli.kernel import clock
from linli.kernel.errors import RuleBroken

pytestmark = pytest.mark.django_db(transaction=True)


def together(*works: Callable[[], Any]) -> list[Any]:
    """All works in threads of their own, begun at the same moment, each with its own connection."""
    gate = threading.Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        gate.wait()
        try:
            return work()
        except RuleBroken as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_one_unit_voted_for_by_four_at_once_counts_once(cast: Any) -> None:
    place = rolled(cast, ("100",))
    one = units(place)[0]
    someone, vote = owned(cast, one), opened(cast, place)
    said = ("for", "against", "for", "against")
    made = together(
        *(
            lambda choice=choice: services.cast_ballot(person=someone, vote=vote, unit=one, choice=choice).number
            for choice in said
        )
    )
    assert sorted(made) == [1, 2, 3, 4]
    closed = services.close_vote(cast.wang_community.actor, vote=vote)
    last = max(all_of(Ballot), key=lambda ballot: ballot.number)
    assert (closed.took_part_area, closed.for_heads) == (10_000, int(last.choice == "for"))


def test_a_ballot_against_the_closing_is_in_the_result_or_refused(cast: Any) -> None:
    place = rolled(cast, ("100", "100"))
    one, two = units(place)
    someone, vote = owned(cast, one), opened(cast, place)
    on_paper(cast, vote, one)
    on_paper(cast, vote, two)
    made = together(
        lambda: services.cast_ballot(person=someone, vote=vote, unit=one, choice="against").number,
        lambda: services.close_vote(cast.wang_community.actor, vote=vote).state,
    )
    row = Vote.unscoped.get()
    assert row.for_heads == (2 if made[0] == "owners.vote_over" else 1)
    found = selectors.recounted(cast.wang_community.actor, row)
    assert found and found.same


def test_closed_by_two_at_once_the_fund_is_held_once(cast: Any) -> None:
    place = rolled(cast)
    booked(cast, place, 1_000_000)
    use = fund_used(cast, place, until="voting")
    for one in units(place):
        on_paper(cast, use.vote, one)
    closed = together(*[lambda: services.close_vote(cast.wang_community.actor, vote=use.vote).state] * 3)
    assert closed == [State.CLOSED] * 3
    assert (FundUse.unscoped.get().state, Account.unscoped.get(kind="owners.fund", held_of=None).balance) == (
        Use.APPROVED,
        400_000,
    )


def test_killed_between_the_count_and_the_hold_nothing_is_half_done(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    place = rolled(cast)
    booked(cast, place, 1_000_000)
    use = fund_used(cast, place, until="voting")
    for one in units(place):
        on_paper(cast, use.vote, one)

    def dies(*args: Any, **options: Any) -> None:
        raise KeyboardInterrupt

    with after(use.vote):
        with monkeypatch.context() as broken:
            broken.setattr("linli.domains.owners.services.uses.ledger.hold", dies)
            with pytest.raises(KeyboardInterrupt):
                votes.close_due()
        row = Vote.unscoped.get()
        assert (row.state, row.passed, FundUse.unscoped.get().state) == (State.OPEN, None, Use.VOTING)
        assert votes.close_due() == 1
    assert (Vote.unscoped.get().passed, FundUse.unscoped.get().state) == (True, Use.APPROVED)


def test_a_booking_is_checked_once_by_two_at_once(cast: Any) -> None:
    row = services.enter_booking(
        cast.wang_community.actor, compound=compound(cast), book=Book.FUND, amount=100, words="归集", evidence="回单 1"
    )
    made = together(
        lambda: services.check_booking(cast.zhao_dispatcher.actor, booking=row).state,
        lambda: services.check_booking(cast.chen_centre.actor, booking=row).state,
    )
    assert sorted(made) == ["booked", "owners.not_now"]
    assert Account.unscoped.get(kind="owners.fund").balance == 100


def test_a_month_is_paid_once_by_two_at_once(cast: Any) -> None:
    in_use(cast, subsidy=True)
    compound(cast)
    made = together(*[
        lambda: services.pay_month(cast.chen_centre.actor, county=cast.county, month=clock.today()).pk
    ] * 3)  # fmt: skip
    assert len(set(made)) == 1 and SubsidyMonth.unscoped.count() == 1
    assert Account.unscoped.get(kind="owners.subsidy").balance == 15_200_000


def test_what_is_not_kept_any_longer_goes_and_the_result_stays(cast: Any) -> None:
    place = rolled(cast, ("100",))
    one = units(place)[0]
    someone, vote = owned(cast, one), opened(cast, place)
    services.cast_ballot(person=someone, vote=vote, unit=one, choice="for")
    services.close_vote(cast.wang_community.actor, vote=vote)
    services.end_owner(cast.wang_community.actor, ownership=all_of(Ownership)[0])
    assert services.forget_old() == 0
    with clock.frozen(clock.now() + timedelta(days=1826)):
        assert services.forget_old() == 2
        row = Vote.unscoped.get()
        assert row.passed and selectors.recounted(cast.wang_community.actor, row) is None
    assert all_of(Ballot) == all_of(Ownership) == []
