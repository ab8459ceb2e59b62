"""Hours and points: what a shift is worth, caps, conduct, once and only once, back again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from linli.domains.volunteering import services
from linli.domains.volunteering.models import Service
from linli.domains.volunteering.services import Line, Plan
from linli.domains.volunteering.states import HOURS, POINTS
from linli.domains.volunteering.tests.making import (
    BEGIN,
    again,
    confirmed,
    has,
    member,
    offer,
    resident,
    shift,
    signed,
    team,
    there,
    volunteer,
)
from linli.engines.ledger import services as ledger
from linli.foundation.privacy import rls
from linli.kernel import clock
from linli.kernel.errors import OutOfScope, RuleBroken

pytestmark = pytest.mark.django_db


def standing(who: Any) -> list[Service]:
    with rls.everywhere():
        return list(Service.unscoped.filter(volunteer=volunteer(who), taken_back_at=None))


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, check=lambda error: error.code == code)


def test_two_hours_are_two_hours_and_two_points(cast: Any) -> None:
    who = member(cast)
    made = confirmed(cast, who)
    assert (has(who, HOURS), has(who, POINTS), made.points) == (120, 20, 20)
    assert made.hours_entry and made.points_entry
    assert made.hours_entry.effective_at == BEGIN
    assert ledger.verify_county(cast.county.pk).sound


def test_an_hour_and_a_half_is_a_point_and_a_half(cast: Any) -> None:
    who = member(cast)
    confirmed(cast, who, 90)
    assert (has(who, HOURS), has(who, POINTS)) == (90, 15)


def test_a_minute_is_worth_no_point(cast: Any) -> None:
    who = member(cast)
    confirmed(cast, who, 5)
    assert (has(who, HOURS), has(who, POINTS)) == (5, 0)


def test_the_same_shift_confirmed_twice_and_by_two_people_counts_once(cast: Any) -> None:
    who = member(cast)
    one = shift(cast)
    row = there(cast, one, who)
    found = set()
    with clock.frozen(one.ends_at):
        for keeper, minutes in ((cast.wang_community, 120), (cast.wang_community, 120), (cast.li_grid_worker, 60)):
            (made,) = services.confirm_shift(keeper.actor, shift=one, lines=[Line(row.pk, minutes)], quantities={})
            found.add(made.pk)
    assert len(found) == 1
    assert (has(who, HOURS), has(who, POINTS)) == (120, 20)


def test_bad_conduct_earns_hours_and_no_points_and_says_why(cast: Any) -> None:
    who = member(cast)
    with refused("volunteering.reason_needed"):
        confirmed(cast, who, good=False)
    made = confirmed(cast, who, good=False, reason="对居民态度粗暴，投诉属实", begin=BEGIN + timedelta(days=1))
    assert (has(who, HOURS), has(who, POINTS), made.points) == (120, 0, 0)


def test_the_cap_of_a_day_cuts_points_and_leaves_hours(cast: Any) -> None:
    who = member(cast)
    confirmed(cast, who, 6 * 60)
    made = confirmed(cast, who, 4 * 60, begin=BEGIN + timedelta(hours=6))
    assert (has(who, HOURS), has(who, POINTS), made.points) == (600, 80, 20)


def test_a_shift_over_midnight_counts_on_the_day_it_began(cast: Any) -> None:
    who = member(cast)
    confirmed(cast, who, 8 * 60, begin=datetime(2026, 6, 13, 4, tzinfo=UTC))  # noon to eight: the day's cap is full
    late = confirmed(cast, who, 4 * 60, begin=datetime(2026, 6, 13, 14, tzinfo=UTC))  # ten in the evening to two
    assert late.points == 0
    assert has(who, HOURS) == 12 * 60


@pytest.mark.parametrize("minutes", [0, -60, 121, 10**12, 60.5, True, "60"])
def test_odd_minutes_are_refused_and_nothing_is_booked(cast: Any, minutes: Any) -> None:
    who = member(cast)
    one = shift(cast)
    row = there(cast, one, who)
    with clock.frozen(one.ends_at), refused("volunteering.bad_minutes"):
        services.confirm_shift(cast.wang_community.actor, shift=one, lines=[Line(row.pk, minutes)], quantities={})
    assert standing(who) == []
    assert has(who, HOURS) == 0


def test_who_wasnt_there_gets_nothing(cast: Any) -> None:
    who = member(cast)
    one = shift(cast)
    row = signed(cast, one, who)
    with clock.frozen(one.ends_at), refused("volunteering.was_absent"):
        services.confirm_shift(cast.wang_community.actor, shift=one, lines=[Line(row.pk, 60)], quantities={})


def test_nobody_confirms_before_it_began_or_from_elsewhere(cast: Any) -> None:
    who = member(cast)
    one = shift(cast)
    row = signed(cast, one, who)
    with clock.frozen(one.starts_at - timedelta(seconds=1)), refused("volunteering.not_ended"):
        services.confirm_shift(cast.wang_community.actor, shift=one, lines=[Line(row.pk, 60)], quantities={})
    for stranger in (cast.qian_other_town, cast.feng_other_county, cast.ma_other_office):
        with clock.frozen(one.ends_at), pytest.raises(OutOfScope):
            services.confirm_shift(stranger.actor, shift=one, lines=[Line(row.pk, 60)], quantities={})


def test_hours_that_lie_ahead_arent_confirmed(cast: Any) -> None:
    who = member(cast)
    one = shift(cast)
    row = there(cast, one, who)
    with clock.frozen(one.starts_at + timedelta(minutes=30)):
        with refused("volunteering.bad_minutes"):
            services.confirm_shift(cast.wang_community.actor, shift=one, lines=[Line(row.pk, 31)], quantities={})
        services.confirm_shift(cast.wang_community.actor, shift=one, lines=[Line(row.pk, 30)], quantities={})
    assert has(who, HOURS) == 30


def test_a_line_of_another_shift_is_left_out(cast: Any) -> None:
    who = member(cast)
    one, other = shift(cast), shift(cast, begin=BEGIN + timedelta(days=1))
    row = there(cast, other, who)
    with clock.frozen(other.ends_at):
        assert (
            services.confirm_shift(cast.wang_community.actor, shift=one, lines=[Line(row.pk, 60)], quantities={}) == []
        )
    assert has(who, HOURS) == 0


def test_group_hours_in_one_step_with_quantities(cast: Any) -> None:
    of = team(cast)
    people = [member(cast, of, resident(cast, name)) for name in ("甲一", "乙二", "丙三")]
    ids = [volunteer(one).pk for one in people]
    plan = Plan("charity", "给老人送菜", "柳园社区")
    with clock.frozen(BEGIN + timedelta(hours=3)):
        one = services.record_session(
            cast.li_grid_worker.actor, team=of, plan=plan, starts_at=BEGIN, ends_at=BEGIN + timedelta(hours=2),
            volunteers=ids, quantities={"kilograms": 85, "deliveries": 0},
        )  # fmt: skip
    assert [has(who, HOURS) for who in people] == [120, 120, 120]
    assert [has(who, POINTS) for who in people] == [20, 20, 20]
    assert one.quantities == {"kilograms": 85} or again(one).quantities == {"kilograms": 85}
    stranger = member(cast)
    with clock.frozen(BEGIN + timedelta(hours=3)):
        for ids, code in (([volunteer(stranger).pk], "volunteering.not_signed"), ([], "volunteering.nobody")):
            with refused(code):
                services.record_session(
                    cast.li_grid_worker.actor, team=of, plan=plan, starts_at=BEGIN, ends_at=BEGIN + timedelta(hours=2),
                    volunteers=ids, quantities={},
                )  # fmt: skip


@pytest.mark.parametrize("quantities", [{"kilograms": -1}, {"kilograms": 1.5}, {"kilograms": 10**9}, {"gold": 1}])
def test_odd_quantities_are_refused(cast: Any, quantities: Any) -> None:
    who = member(cast)
    one = shift(cast)
    row = there(cast, one, who)
    with clock.frozen(one.ends_at), refused("volunteering.bad_quantity"):
        services.confirm_shift(cast.wang_community.actor, shift=one, lines=[Line(row.pk, 60)], quantities=quantities)
    assert has(who, HOURS) == 0


def test_the_same_hours_dont_count_in_two_activities(cast: Any) -> None:
    of = team(cast)
    who = member(cast, of)
    confirmed(cast, who, of=of)
    with clock.frozen(BEGIN + timedelta(hours=4)), refused("volunteering.overlaps"):
        services.record_session(
            cast.wang_community.actor, team=of, plan=Plan("charity", "送菜", "柳园"), starts_at=BEGIN + timedelta(hours=1),
            ends_at=BEGIN + timedelta(hours=3), volunteers=[volunteer(who).pk], quantities={},
        )  # fmt: skip


def test_honour_hours_earn_no_points(cast: Any) -> None:
    who = member(cast)
    services.add_honour(
        cast.wang_community.actor,
        volunteer=volunteer(who),
        title="2015 年以前的服务",
        minutes=6000,
        on=BEGIN,
        reason="有台账",
    )
    assert (has(who, HOURS), has(who, POINTS)) == (6000, 0)
    with refused("volunteering.bad_minutes"):
        services.add_honour(
            cast.wang_community.actor, volunteer=volunteer(who), title="太多", minutes=10**9, on=BEGIN, reason="台账"
        )
    with refused("volunteering.day_ahead"):
        ahead = clock.now() + timedelta(days=1)
        services.add_honour(
            cast.wang_community.actor, volunteer=volunteer(who), title="明天", minutes=60, on=ahead, reason="台账"
        )


def test_taken_back_by_reversal_also_when_points_are_spent(cast: Any) -> None:
    who = member(cast)
    made = confirmed(cast, who)
    services.redeem(person=who, offer=offer(cast, price=2))
    assert has(who, POINTS) == 0
    services.take_back(cast.wang_community.actor, service=made, reason="不是本人")
    assert (has(who, HOURS), has(who, POINTS)) == (0, -20)
    with refused("volunteering.taken_back_already"):
        services.take_back(cast.wang_community.actor, service=made, reason="不是本人")
    with pytest.raises(OutOfScope):
        services.take_back(cast.ma_other_office.actor, service=made, reason="不是本人")
    assert standing(who) == []
    assert ledger.verify_county(cast.county.pk).sound


def test_taken_back_hours_may_be_confirmed_anew(cast: Any) -> None:
    who = member(cast)
    made = confirmed(cast, who)
    services.take_back(cast.wang_community.actor, service=made, reason="记错了")
    one = made.sign_up.shift
    with clock.frozen(one.ends_at):
        services.confirm_shift(cast.wang_community.actor, shift=one, lines=[Line(made.sign_up_id, 60)], quantities={})
    assert (has(who, HOURS), has(who, POINTS)) == (60, 10)


def test_who_withdrew_in_the_middle_keeps_what_was_served_before(cast: Any) -> None:
    one = shift(cast)
    keeps, cuts = member(cast), member(cast)
    rows = [there(cast, one, who) for who in (keeps, cuts)]
    gone = volunteer(cuts)
    with clock.frozen(one.starts_at + timedelta(hours=1)):
        services.leave(person=keeps, keep_hours=True)
        services.leave(person=cuts, keep_hours=False)
    with clock.frozen(one.ends_at):
        services.confirm_shift(cast.wang_community.actor, shift=one, lines=[Line(rows[0].pk, 60)], quantities={})
        with refused("volunteering.has_left"):
            services.confirm_shift(cast.wang_community.actor, shift=one, lines=[Line(rows[1].pk, 60)], quantities={})
    assert has(keeps, HOURS) == 60
    assert again(gone).person_id is None
