"""Quarterly ratings: lots, links, colours at their bounds, complaints as a figure, and black exactly at two below 60 running."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.http import Http404

from linli.domains.cases.tests import making as reports
from linli.domains.property import rules, selectors, services
from linli.domains.property.models import Order
from linli.domains.property.states import State
from linli.domains.property.tests import making
from linli.domains.property.tests.test_contracts import at, refused
from linli.engines.scorecards import selectors as scoring_read
from linli.engines.scorecards import services as scoring
from linli.engines.scorecards.models import Round, Seat
from linli.engines.scorecards.registry import Period
from linli.foundation.organizations import services as organizations
from linli.foundation.residents import services as residents
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

QUARTERS = (date(2025, 1, 1), date(2025, 4, 1), date(2025, 7, 1), date(2025, 10, 1))


def test_raters_are_drawn_by_lot_and_the_rating_knows_no_name(cast: Any) -> None:
    made = making.world(cast, raters=14)
    row = making.opened(cast)
    seats = list(Seat.objects.filter(round=row).order_by("pk"))
    assert len(seats) == 12
    assert seats[0].name == "柳园小区 居民代表一" and len({one.name for one in seats}) == 12
    assert all(one.key.startswith("panel:") and one.account_id is None for one in seats)
    (draw,) = making.draws()
    assert draw.order == rules.lots(draw.seed, [one.pk for one in making.panellists()])
    assert draw.digest == rules.pool_digest(draw.order) and draw.rounds == [row.pk]
    page = selectors.draw_page(cast.wang_community.actor, draw)
    assert page.holds and [one.rates for one in page.rows] == [True] * 12 + [False] * 2
    assert page.rows[0].name.startswith("代表")
    assert not any(one.name for one in selectors.draw_page(cast.chen_centre.actor, draw).rows)  # sees no register
    draw.order = draw.order[::-1]
    assert not selectors.draw_page(cast.wang_community.actor, draw).holds
    assert made.compound_id == draw.compound_id


def test_whoever_withdraws_leaves_the_round_and_the_next_lot_comes(cast: Any) -> None:
    made = making.world(cast, raters=13)
    row, chen = making.opened(cast), cast.chen_centre.actor
    assert scoring.look_for_raters(chen, round_=row) == (0, 0)
    (draw,) = making.draws()
    first = next(one for one in making.panellists() if one.pk == draw.order[0])
    seat = Seat.objects.get(round=row, key=f"panel:{first.pk}")
    token = scoring.give_link(making.SYSTEM, seat=seat)
    making.give(seat, 80, token)
    services.withdraw_panellist(cast.wang_community.actor, panellist=first)
    with refused("withdrawn_already"):
        services.withdraw_panellist(cast.wang_community.actor, panellist=first)
    assert scoring.look_for_raters(chen, round_=row) == (1, 1)
    assert len(making.draws()) == 1
    with pytest.raises(RuleBroken, match="vacated"):
        making.give(seat, 90, token)
    with pytest.raises(Http404):
        scoring_read.seat_by_link(token)
    assert Seat.objects.get(round=row, key=f"panel:{draw.order[12]}").name == "柳园小区 居民代表十三"
    making.rate_all(row, 60)
    with clock.frozen(clock.now() + timedelta(days=20)):
        scoring.close_round(chen, round_=row)
    assert making.result(row).composite == Fraction(60 * 12 + 80, 13)  # what was given counts, as the card says
    assert made.key


def test_a_new_round_draws_anew_and_one_beside_it_keeps_its_raters(cast: Any) -> None:
    making.world(cast, raters=3)
    first = making.opened(cast, QUARTERS[0])
    second = making.opened(cast, QUARTERS[1])
    (draw,) = making.draws()
    assert draw.rounds == [first.pk, second.pk]
    making.rate_all(first, 80)
    scoring.close_round(cast.chen_centre.actor, round_=first)
    assert scoring.look_for_raters(cast.chen_centre.actor, round_=second) == (0, 0)
    making.rate_all(second, 80)
    scoring.close_round(cast.chen_centre.actor, round_=second)
    making.opened(cast, QUARTERS[2])
    assert len(making.draws()) == 2


def test_links_go_through_the_office_once_and_rate_until_the_round_closes(cast: Any) -> None:
    made = making.world(cast)
    row = making.opened(cast)
    (draw,) = making.draws()
    with pytest.raises(Http404):
        selectors.draw_for(cast.feng_other_county.actor, draw.pk)
    with pytest.raises(RuleBroken):
        services.give_links(cast.ma_other_office.actor, draw=selectors.draw_for(cast.wang_community.actor, draw.pk))
    found = selectors.draw_for(cast.wang_community.actor, draw.pk)
    links = services.give_links(cast.wang_community.actor, draw=found)
    again = services.give_links(cast.wang_community.actor, draw=found)
    assert len(links) == len(again) == 3 and {one.name for one in links} == {"代表一", "代表二", "代表三"}
    with pytest.raises(Http404):
        scoring_read.seat_by_link(links[0].token)
    seat = scoring_read.seat_by_link(again[0].token)
    assert seat.name == again[0].label
    for odd in (-1, 1e9, 101, "25.005", "１２.345", "NaN"):
        with pytest.raises((RuleBroken, ArithmeticError)):
            making.give(seat, odd, again[0].token)
    making.give(seat, 80, again[0].token)
    making.give(seat, 80, again[0].token)  # the same twice is once
    with clock.frozen(clock.now() + timedelta(days=20)):
        scoring.close_round(cast.chen_centre.actor, round_=row)
        with pytest.raises(RuleBroken):
            making.give(seat, 90, again[0].token)
        with refused("nobody_drawn"):
            services.give_links(cast.wang_community.actor, draw=found)
    assert made.key


def test_only_who_lives_in_the_compound_agrees_once_and_whoever_is_erased_rates_no_more(cast: Any) -> None:
    made = making.contract(cast)
    one = making.panel(cast, made.compound, 1)[0]
    wang = cast.wang_community.actor
    with refused("agreed_already"):
        services.add_panellist(wang, compound=made.compound, person=one.person)
    with refused("too_young"):
        child = making.person(cast, "小代表", area=cast.grid, phone="", born_on=date(2015, 6, 1))
        services.add_panellist(wang, compound=made.compound, person=child)
    with refused("not_there"):
        services.add_panellist(wang, compound=made.compound, person=making.person(cast, "外人", area=cast.other_grid))
    residents.erase_person(making.SYSTEM, person=one.person, reason="本人要求")
    assert making.panellists()[0].withdrawn_at is not None


@pytest.mark.parametrize(
    ("marks", "bands"),
    [
        ((60, 59), ("yellow", "yellow")),
        ((59, 60), ("yellow", "yellow")),
        ((59, 59), ("yellow", "black")),
        ((59, None, 59), ("yellow", "", "black")),
        ((59, 60, 59), ("yellow", "yellow", "yellow")),
        ((59, 59, 60), ("yellow", "black", "yellow")),
        ((60, "60.00"), ("yellow", "yellow")),
        ((90, 75), ("red", "blue")),
        (("89.96", "74.96"), ("blue", "yellow")),
    ],
)
def test_black_is_two_below_60_running_and_nothing_else(cast: Any, marks: Any, bands: Any) -> None:
    making.world(cast)
    rounds = [making.quarter(cast, on, mark) for on, mark in zip(QUARTERS, marks, strict=False)]
    assert tuple(making.result(row).band for row in rounds) == bands
    assert Order.objects.count() == bands.count("black")


def test_59_995_is_below_60_and_reads_59_99(cast: Any) -> None:
    made = making.world(cast, raters=8)
    for on in QUARTERS[:2]:
        row = making.opened(cast, on)
        seats = list(Seat.objects.filter(round=row).order_by("pk"))
        for seat in seats[:-1]:
            making.give(seat, 60)
        making.give(seats[-1], "59.96")
        scoring.publish_round(cast.chen_centre.actor, round_=scoring.close_round(cast.chen_centre.actor, round_=row))
        found = making.result(row)
        assert (found.composite, str(found.shown)) == (Fraction("59.995"), "59.99")
    assert found.band == "black" and Order.objects.get().contract_id == made.pk


def test_a_rename_in_the_middle_of_the_black_list_changes_nothing(cast: Any) -> None:
    made = making.world(cast)
    making.quarter(cast, QUARTERS[0], 59)
    organizations.change_organization(making.SYSTEM, organization=made.company, name="清白物业")
    row = making.quarter(cast, QUARTERS[1], 59)
    assert making.result(row).band == "black"
    organizations.change_organization(making.SYSTEM, organization=made.company, name="更清白物业")
    page = selectors.public_company(made.company_id)
    assert page.company.name == "更清白物业"
    assert [one.band.code for one in page.rows[0].strip] == ["yellow", "black"]
    assert page.rows[0].order and page.rows[0].order.state == State.ORDERED


def test_complaints_count_by_the_quarter_of_the_county_and_where_they_belong(cast: Any) -> None:
    place = making.compound(cast, households=200)
    firm = making.company(cast)
    made = making.contract(cast, place, firm)
    unknown = making.contract(cast, making.compound(cast, "槐园", households=None, grid=cast.second_grid), firm)
    period = Period(date(2025, 1, 1), date(2025, 3, 31))
    moments = [
        datetime(2024, 12, 31, 23, 59, 59), datetime(2025, 1, 1), datetime(2025, 3, 31, 23, 59, 59), datetime(2025, 4, 1),
    ]  # fmt: skip
    for moment in moments:
        with clock.frozen(moment.replace(tzinfo=clock.ZONE)):
            reports.open_case(cast, category=reports.category("social/request/0604", "物业"))
            reports.open_case(cast, category=reports.category("social/request/0701", "物业"))
    found = selectors.complained(cast.county, [place.pk], period)[place.pk]
    assert (found.count, found.households, found.rate, found.points) == (2, 200, Fraction(1), Fraction(80))
    assert selectors.complaints(cast.county, [made.key, unknown.key], period) == {made.key: Fraction(80)}
    assert selectors.complaints_at(cast.wang_community.actor, place, period).count() == 2
    assert selectors.complaints_at(cast.qian_other_town.actor, place, period).count() == 0
    other = making.compound(cast, "同网格小区")  # a grid of two compounds says nothing about either
    assert selectors.complained(cast.county, [place.pk, other.pk], period)[place.pk].count == 0


def test_the_figure_of_complaints_stands_in_the_composite(cast: Any) -> None:
    making.cards.install(cast.county, property=making.card())
    made = making.contract(cast)
    making.panel(cast, made.compound)
    with at(date(2025, 2, 10)):
        reports.open_case(cast, category=reports.category("social/request/0604", "物业"))
    row = making.quarter(cast, QUARTERS[0], 100 * 20 / 25)  # the full mark of each of the four criteria is 20
    assert making.result(row).composite == 80 + Fraction(90, 100) * 20  # 0.5 per 100 households: 90 points


def test_a_quarter_opens_by_itself_after_midnight_in_the_county(cast: Any) -> None:
    making.world(cast)
    before = datetime(2025, 6, 30, 23, 59, 59, tzinfo=clock.ZONE)
    with clock.frozen(before):
        scoring.keep_time()
        assert [row.ends for row in _rounds()] == [date(2025, 3, 31)]
    with clock.frozen(before + timedelta(seconds=1)):
        scoring.keep_time()
        assert date(2025, 6, 30) in [row.ends for row in _rounds()]


def _rounds() -> list[Any]:
    return list(Round.unscoped.filter(card="property").order_by("pk"))


def test_nobody_rates_what_isnt_theirs(cast: Any) -> None:
    making.world(cast)
    row = making.opened(cast)
    seat = Seat.objects.filter(round=row).first()
    assert seat
    with pytest.raises(RuleBroken):
        scoring.rate(Actor.public(), seat=seat, marks={}, token="")
    with pytest.raises(RuleBroken):
        scoring.rate(cast.chen_centre.actor, seat=seat, marks={}, token="x")
