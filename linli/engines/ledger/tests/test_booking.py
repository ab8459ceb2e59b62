"""Booking: sums of zero, bounds, keys, counties, and amounts that are none."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from linli.engines.ledger import registry, selectors, services
from linli.engines.ledger.models import Account, Entry, Posting
from linli.engines.ledger.tests.making import (
    HOURS,
    NOON,
    REWARD,
    SYSTEM,
    called,
    given,
    has,
    key,
    moved,
    pool,
    source,
    wallet,
)  # fmt: skip
from linli.foundation.territory import services as territory
from linli.kernel import clock
from linli.kernel.errors import RuleBroken


def refused(code: str, act: Any, *args: Any, **kwargs: Any) -> None:
    with pytest.raises(RuleBroken) as found, transaction.atomic():
        act(*args, **kwargs)
    assert found.value.code == code
    assert "{" not in found.value.message


def post(lines: Any, **more: Any) -> Entry:
    return services.post(SYSTEM, **{"kind": REWARD.code, "key": key(), "lines": lines, **more})


def test_an_entry_moves_an_amount_and_leaves_a_trace(cast: Any) -> None:
    mine, fund = wallet(cast), pool(cast)
    entry = given(cast, mine, 50, reason=" 两小时 \n 清扫 ", activity="shift:1")
    moved(mine, fund, 20)
    assert (has(mine), has(fund), has(source(cast))) == (30, 20, -50)
    assert (entry.number, entry.reason, entry.activity) == (1, "两小时 清扫", "shift:1")
    assert selectors.totals(cast.county.pk) == {"volunteer_points": 0}
    rows = selectors.statement(Account.unscoped.get(pk=mine.pk)).rows
    assert [(row.came, row.went, row.balance) for row in rows] == [("", "2", "3"), ("5", "", "5")]


def test_it_is_refused_outside_of_a_transaction(transactional_db: None, cast: Any) -> None:
    mine, fund = wallet(cast), pool(cast)
    with pytest.raises(RuntimeError):
        post([(fund, -1), (mine, 1)])
    with pytest.raises(RuntimeError):
        services.hold(SYSTEM, account=mine, amount=1, key=key())
    assert not Entry.unscoped.exists()


@pytest.mark.parametrize("amount", [0, 10**15 + 1, 1.0, 0.5, True, "1", None, Decimal(1), float("nan")])
def test_what_is_no_whole_amount_is_refused(cast: Any, amount: Any) -> None:
    mine, fund = wallet(cast), pool(cast)
    refused("ledger.bad_amount", post, [(fund, 1), (mine, amount)])
    refused("ledger.bad_amount", services.hold, SYSTEM, account=mine, amount=amount, key=key())
    refused("ledger.bad_amount", services.earn, SYSTEM, account=mine, amount=amount, kind=REWARD.code, key=key(),
            effective_at=clock.now())  # fmt: skip
    assert not Entry.unscoped.exists()


def test_a_negative_amount_earns_and_holds_nothing(cast: Any) -> None:
    mine = wallet(cast)
    refused("ledger.bad_amount", services.hold, SYSTEM, account=mine, amount=-1, key=key())
    refused("ledger.bad_amount", services.earn, SYSTEM, account=mine, amount=-1, kind=REWARD.code, key=key(),
            effective_at=clock.now())  # fmt: skip


def test_lines_that_make_no_entry_are_errors_of_the_caller(cast: Any) -> None:
    mine, fund, time = wallet(cast), pool(cast), wallet(cast, unit=HOURS)
    for lines in ([(mine, 1)], [], [(mine, 1), (mine, -1)], [(mine, 5), (fund, -4)], [(time, 5), (source(cast), -5)]):
        with pytest.raises(ValueError, match=r"entry|zero"), transaction.atomic():
            post(lines)
    with pytest.raises(KeyError), transaction.atomic():
        post([(mine, 1), (source(cast), -1)], kind="nobody.knows")
    assert not Entry.unscoped.exists()


def test_one_entry_may_book_hours_and_points(cast: Any) -> None:
    points, hours = wallet(cast), wallet(cast, unit=HOURS)
    post([(source(cast), -20), (points, 20), (source(cast, HOURS), -120), (hours, 120)])
    assert (has(points), has(hours)) == (20, 120)
    assert registry.HOURS.shown(has(hours)) == "2:00"


def test_nothing_goes_below_the_minimum_or_above_the_maximum(cast: Any) -> None:
    mine, fund = wallet(cast), pool(cast)
    given(cast, mine, 30)
    refused("ledger.too_little", post, [(mine, -31), (fund, 31)])
    services.set_bounds(SYSTEM, account=fund, minimum=0, maximum=10)
    refused("ledger.too_much", post, [(mine, -11), (fund, 11)])
    moved(mine, fund, 10)
    refused("ledger.bounds", services.set_bounds, SYSTEM, account=fund, minimum=11, maximum=None)
    refused("ledger.bounds", services.set_bounds, SYSTEM, account=fund, minimum=0, maximum=9)
    assert (has(mine), has(fund)) == (20, 10)


def test_the_refusal_says_what_there_is(cast: Any) -> None:
    mine, fund = wallet(cast), pool(cast)
    given(cast, mine, 35)
    with pytest.raises(RuleBroken) as found, transaction.atomic():
        post([(mine, -40), (fund, 40)])
    assert "3.5" in found.value.message and "4" in found.value.message


def test_the_same_key_gives_the_same_entry_and_another_request_is_refused(cast: Any) -> None:
    mine, fund = wallet(cast), pool(cast)
    given(cast, mine, 30)
    first = moved(mine, fund, 10, key="reward:1", reason="毛巾")
    assert moved(mine, fund, 10, key="reward:1", reason="毛巾").pk == first.pk
    for other in ({"reason": "肥皂"}, {"kind": "ledger_tests.shift"}, {"activity": "x"}, {"effective_at": NOON}):
        refused("ledger.key_taken", post, [(mine, -10), (fund, 10)], **{"key": "reward:1", "reason": "毛巾", **other})
    refused("ledger.key_taken", post, [(mine, -11), (fund, 11)], key="reward:1", reason="毛巾")
    assert (has(mine), Entry.unscoped.count()) == (20, 2)


def test_the_same_moment_is_the_same_in_whatever_zone_it_is_said(cast: Any) -> None:
    mine, fund = wallet(cast), pool(cast)
    given(cast, mine, 30)
    first = moved(mine, fund, 10, key="reward:1", effective_at=NOON)
    assert moved(mine, fund, 10, key="reward:1", effective_at=NOON.astimezone(clock.ZONE)).pk == first.pk


def test_a_key_is_free_in_another_county(cast: Any) -> None:
    here = given(cast, wallet(cast), 10, key="shift:1")
    there = wallet(cast, area=cast.other_county_community)
    with transaction.atomic():
        far = services.county_account(cast.other_county, there.unit, registry.SOURCE)
        other = post([(far, -10), (there, 10)], key="shift:1")
    assert (here.number, other.number) == (1, 1)
    refused("ledger.two_counties", post, [(source(cast), -1), (there, 1)])


def test_what_lies_ahead_is_not_booked(cast: Any) -> None:
    mine = wallet(cast)
    with clock.frozen(NOON):
        lines = [(source(cast), -1), (mine, 1)]
        refused("ledger.day_ahead", post, lines, effective_at=NOON + timedelta(seconds=1))
        assert post(lines, effective_at=NOON).effective_at == NOON


def test_a_clock_that_goes_back_doesnt_turn_a_statement_round(cast: Any) -> None:
    mine = wallet(cast)
    with clock.frozen(NOON):
        given(cast, mine, 1)
    with clock.frozen(NOON - timedelta(days=3)):
        early = given(cast, mine, 1)
    assert early.made_at == NOON - timedelta(days=3)
    assert {posting.booked_at for posting in Posting.objects.filter(account=mine)} == {NOON}
    assert services.verify_county(cast.county.pk).sound


def test_an_account_is_opened_once(cast: Any) -> None:
    assert wallet(cast).pk == wallet(cast).pk != wallet(cast, owner=2).pk
    assert source(cast).pk == source(cast).pk


def test_a_unit_that_the_county_doesnt_use_opens_no_account(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linli.engines.ledger.services.accounts.unit_rule", lambda account: None)
    refused("ledger.unit_not_used", wallet, cast)


def test_names_come_from_the_domain(cast: Any) -> None:
    known, unknown = wallet(cast, owner=7), wallet(cast, owner=901)
    names = selectors.names_of(cast.wang_community.actor, [known, unknown, source(cast)])
    assert names == {known.pk: called(SYSTEM, [7])[7], unknown.pk: "编号 901", source(cast).pk: "发放账户"}


def test_accounts_follow_their_ground(cast: Any) -> None:
    mine = wallet(cast, area=cast.other_community)
    given(cast, mine, 5)
    territory.merge_areas(SYSTEM, areas=[cast.other_community], into=cast.community)
    assert Account.unscoped.get(pk=mine.pk).area_id == cast.community.pk
    assert services.verify_county(cast.county.pk).sound
