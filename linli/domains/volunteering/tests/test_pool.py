"""The pool of rewards: stock and points that never fall below zero, codes that work once, what isn't fetched comes back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection

from linli.domains.volunteering import codes, services
from linli.domains.volunteering.models import Offer, Reward
from linli.domains.volunteering.states import POINTS, RewardState
from linli.domains.volunteering.tests.making import BEGIN, again, confirmed, has, member, offer, resident, reward
from linli.engines.ledger import services as ledger
from linli.engines.ledger.models import Account
from linli.kernel import clock
from linli.kernel.errors import OutOfScope, RuleBroken

pytestmark = pytest.mark.django_db


def refused(wanted: str) -> Any:
    return pytest.raises(RuleBroken, check=lambda error: error.code == wanted)


def fetch(cast: Any, row: Reward, **facts: Any) -> Reward:
    return services.fetch_reward(cast.zhou_department.actor, code=codes.reward_code(row.pk), **facts)


def till(cast: Any) -> int:
    return Account.unscoped.get(kind="volunteering.partner", owner_id=cast.bureau.pk).balance


def test_redeemed_and_fetched_once(cast: Any) -> None:
    who = member(cast)
    row = reward(cast, who, price=2)
    assert has(who, POINTS) == 0
    assert again(row.offer).stock == 0
    assert fetch(cast, row).state == RewardState.REDEEMED
    assert till(cast) == 20
    with refused("volunteering.redeemed_already"):
        fetch(cast, row)
    assert (till(cast), has(who, POINTS)) == (20, 0)
    assert ledger.verify_county(cast.county.pk).sound


def test_no_more_points_than_there_are_and_nothing_is_lost(cast: Any) -> None:
    who = member(cast)
    confirmed(cast, who)
    dear = offer(cast, price=3, stock=5)
    with refused("ledger.too_little"):
        services.redeem(person=who, offer=dear)
    assert (again(dear).stock, has(who, POINTS)) == (5, 20)


def test_sold_out_closed_and_out_of_its_days(cast: Any) -> None:
    who = member(cast)
    confirmed(cast, who)
    with refused("volunteering.sold_out"):
        services.redeem(person=who, offer=offer(cast, stock=0))
    over = offer(cast, starts_on=date(2026, 1, 1), ends_on=date(2026, 1, 31))
    ahead = offer(cast, starts_on=clock.today() + timedelta(days=1))
    closed = offer(cast)
    services.close_offer(cast.chen_centre.actor, offer=closed, reason="售罄")
    for one in (over, ahead, closed):
        with refused("volunteering.not_open"):
            services.redeem(person=who, offer=one)
    with refused("volunteering.closed"):
        services.add_stock(cast.chen_centre.actor, offer=closed, pieces=1)


@pytest.mark.parametrize(("price", "stock"), [(0, 1), (-1, 1), (1.5, 1), (10**12, 1), (1, -1), (1, 1.5), (True, 1)])
def test_odd_prices_and_stocks_are_refused(cast: Any, price: Any, stock: Any) -> None:
    with refused("volunteering.bad_quantity"):
        offer(cast, price=price, stock=stock)


def test_stock_below_zero_is_refused_by_the_database_too(cast: Any) -> None:
    one = offer(cast)
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("UPDATE volunteering_offer SET stock = -1 WHERE id = %s", [one.pk])


def test_offers_are_set_up_at_ones_own_places(cast: Any) -> None:
    with pytest.raises(OutOfScope):
        services.make_offer(
            cast.feng_other_county.actor, organization=cast.bureau, kind="goods", title="米", price=1, stock=1,
            starts_on=date(2026, 1, 1),
        )  # fmt: skip


def test_a_county_may_allow_one_a_quarter(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from linli.domains.volunteering.services import _base

    real = _base.rules_at

    def once_a_quarter(area: Any) -> Any:
        now = real(area)
        return now.model_copy(
            update={"redeem": now.redeem.model_copy(update={"per_quarter": 1, "months": (3, 6, 9, 12)})}
        )

    who = member(cast)
    confirmed(cast, who)
    towels = offer(cast, stock=9)
    monkeypatch.setattr(_base, "rules_at", once_a_quarter)
    june = BEGIN + timedelta(days=1)
    with clock.frozen(june):
        services.redeem(person=who, offer=towels)
        with refused("volunteering.quarter_used"):
            services.redeem(person=who, offer=towels)
    with clock.frozen(june + timedelta(days=20)), refused("volunteering.not_open"):  # July
        services.redeem(person=who, offer=towels)


def test_codes_of_others_wrong_ones_and_other_counters(cast: Any) -> None:
    row = reward(cast)
    right = codes.reward_code(row.pk)
    wrong = f"{row.pk}-{(int(right[-6:]) + 1) % 10**6:06d}"
    for said in (wrong, f"{row.pk + 1}-{right[-6:]}", right[-6:], "", "-", "9" * 60, "1-٠٠٠٠٠٠", f"{row.pk}-"):
        with refused("volunteering.no_such_code"):
            services.fetch_reward(cast.zhou_department.actor, code=said)
    for stranger in (cast.sun_other_department, cast.wang_community, cast.chen_centre):
        with refused("volunteering.no_such_code"):
            services.fetch_reward(stranger.actor, code=right)
    assert services.fetch_reward(cast.zhou_department.actor, code=f" {right} ").state == RewardState.REDEEMED


def test_whoever_tries_too_many_codes_waits(cast: Any) -> None:
    for _ in range(120):
        with refused("volunteering.no_such_code"):
            services.fetch_reward(cast.zhou_department.actor, code="1-000000")
    with refused("volunteering.too_many_codes"):
        services.fetch_reward(cast.zhou_department.actor, code="1-000000")


def test_what_isnt_fetched_comes_back_once(cast: Any) -> None:
    who = member(cast)
    row = reward(cast, who, price=2)
    with clock.frozen(row.ends_at + timedelta(hours=23)):
        assert services.lapse_rewards() == 0  # a counter without network may still tell
    with clock.frozen(row.ends_at + timedelta(hours=25)):
        assert services.lapse_rewards() == 1
        assert services.lapse_rewards() == 0
        with refused("volunteering.lapsed"):
            fetch(cast, row)
        with refused("volunteering.lapsed"):
            fetch(cast, row, at=row.ends_at)
    assert (again(row).state, again(row.offer).stock, has(who, POINTS)) == (RewardState.LAPSED, 1, 20)
    assert ledger.verify_county(cast.county.pk).sound


def test_a_counter_without_network_tells_later(cast: Any) -> None:
    row = reward(cast)
    with clock.frozen(row.ends_at + timedelta(hours=2)):
        with refused("volunteering.lapsed"):
            fetch(cast, row)
        with refused("volunteering.lapsed"):
            fetch(cast, row, at=row.ends_at + timedelta(seconds=1))
        assert fetch(cast, row, at=row.ends_at - timedelta(minutes=1)).fetched_at == row.ends_at - timedelta(minutes=1)


def test_a_counters_clock_that_runs_ahead_counts_as_now(cast: Any) -> None:
    row = reward(cast)
    done = fetch(cast, row, at=clock.now() + timedelta(days=3))
    assert done.fetched_at is not None
    assert done.fetched_at <= clock.now()


def test_who_left_can_still_fetch_what_waits(cast: Any) -> None:
    who = resident(cast)
    member(cast, who=who)
    row = reward(cast, who)
    services.leave(person=who, keep_hours=False)
    assert fetch(cast, row).state == RewardState.REDEEMED


def test_stock_grows_and_never_beyond(cast: Any) -> None:
    one = offer(cast, stock=1)
    services.add_stock(cast.chen_centre.actor, offer=one, pieces=4)
    assert (again(one).stock, again(one).given) == (5, 5)
    for pieces in (0, -1, 1.5, 10**9):
        with refused("volunteering.bad_quantity"):
            services.add_stock(cast.chen_centre.actor, offer=one, pieces=pieces)
    assert Offer.unscoped.count() == 1
