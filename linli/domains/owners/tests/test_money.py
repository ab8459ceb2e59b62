"""The money of compounds: four eyes, nothing overdrawn, nothing paid before it was accepted, every cent in the ledger."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from linli.domains.owners import rules, selectors, services
from linli.domains.owners.models import Booking, FundUse, PaidService, Subsidy, SubsidyMonth
from linli.domains.owners.services import books
from linli.domains.owners.states import Book, Paid, Service, Use
from linli.domains.owners.tests.making import (
    agreed,
    booked,
    compound,
    firm,
    fund_used,
    household,
    in_use,
    owned,
    rolled,
    units,
)
from linli.engines.ledger import selectors as accounts
from linli.engines.ledger import services as ledger
from linli.foundation.privacy import rls
from linli.kernel import clock
from linli.kernel.errors import OutOfScope, RuleBroken
from linli.kernel.months import quarter


def has(place: Any, book: str = Book.FUND) -> int:
    with transaction.atomic():
        return accounts.balance(books.book_of(place, book))


def refused(code: str, act: Any) -> None:
    with pytest.raises(RuleBroken) as broken:
        act()
    assert broken.value.code == code


def test_a_deposit_counts_once_a_second_person_checked_it(cast: Any) -> None:
    place, wang = compound(cast), cast.wang_community.actor
    row = services.enter_booking(
        wang, compound=place, book=Book.FUND, amount=500_000, words="首期归集", evidence="银行回单 1"
    )
    assert has(place) == 0
    refused("owners.second_needed", lambda: services.check_booking(wang, booking=row))
    services.check_booking(cast.zhao_dispatcher.actor, booking=row)
    assert has(place) == 500_000
    refused("owners.not_now", lambda: services.check_booking(cast.chen_centre.actor, booking=row))
    assert accounts.totals(cast.county.pk)["cny"] == 0


def test_the_database_lets_nobody_check_themselves(cast: Any) -> None:
    row = booked(cast, compound(cast), 100)
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.unscoped.filter(pk=row.pk).update(checked_by_id=row.entered_by_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.unscoped.filter(pk=row.pk).update(entry_id=None)


def test_what_cannot_be_entered(cast: Any) -> None:
    place, wang = compound(cast), cast.wang_community.actor
    source = services.open_source(wang, compound=place, kind="parking", label="地面停车位")
    other = services.open_source(wang, compound=compound(cast, "桃园小区"), kind="rooms", label="门面")
    said = {
        "compound": place,
        "book": Book.INCOME,
        "amount": 100,
        "words": "车位费",
        "evidence": "收据 1",
        "source": source,
    }
    for code, more in (
        ("owners.bad_amount", {"amount": 0}),
        ("owners.bad_amount", {"amount": 10**10 + 1}),
        ("owners.bad_amount", {"amount": 1.5}),
        ("owners.source_needed", {"source": None}),
        ("owners.source_needed", {"source": other}),
        ("owners.fund_goes_by_use", {"book": Book.FUND, "amount": -1}),
        ("owners.words_needed", {"evidence": " "}),
        ("owners.day_ahead", {"on": date(2999, 1, 1)}),
    ):
        refused(code, lambda more=more: services.enter_booking(wang, **{**said, **more}))
    refused("owners.unknown_source", lambda: services.open_source(wang, compound=place, kind="moon", label="月亮"))


def test_common_income_is_never_overdrawn_and_reversed_not_changed(cast: Any) -> None:
    place, wang, zhao = compound(cast), cast.wang_community.actor, cast.zhao_dispatcher.actor
    source = services.open_source(wang, compound=place, kind="parking", label="地面停车位")
    came = booked(cast, place, 30_000, book=Book.INCOME, source=source)
    out = services.enter_booking(
        wang, compound=place, book=Book.INCOME, amount=-30_001, words="补绿", evidence="发票 1"
    )
    refused("ledger.too_little", lambda: services.check_booking(zhao, booking=out))
    services.refuse_booking(wang, booking=out, why="金额写错")
    booked(cast, place, -20_000, book=Book.INCOME)
    refused("ledger.too_little", lambda: services.reverse_booking(zhao, booking=came, why="重复登记"))
    booked(cast, place, 25_000, book=Book.INCOME, source=source)
    services.reverse_booking(zhao, booking=came, why="重复登记")
    assert has(place, Book.INCOME) == 5_000
    refused("owners.not_now", lambda: services.reverse_booking(zhao, booking=came, why="再来一次"))
    found = selectors.disclosure(place, Book.INCOME, *quarter(clock.today()))
    assert (found.opening, found.came, found.went, found.closing) == (0, 25_000, -20_000, 5_000), (
        "what was taken back never came"
    )


def test_a_use_of_the_fund_from_application_to_payment(cast: Any) -> None:
    place = rolled(cast)
    booked(cast, place, 1_000_000)
    use = fund_used(cast, place, quote=600_000)
    assert (use.state, has(place)) == (Use.APPROVED, 400_000)
    wang, zhao = cast.wang_community.actor, cast.zhao_dispatcher.actor
    said = {"use": use, "paid": 550_000, "representatives": 2, "words": "三名代表现场验收，电梯运行正常"}
    refused("owners.not_now", lambda: services.accept_use(zhao, **said))
    services.finish_use(wang, use=use, words="电梯装好了")
    refused("owners.second_needed", lambda: services.accept_use(wang, **said))
    refused("owners.few_representatives", lambda: services.accept_use(zhao, **{**said, "representatives": 1}))
    refused("owners.more_than_quote", lambda: services.accept_use(zhao, **{**said, "paid": 600_001}))
    services.send_back_use(zhao, use=use, why="轿厢照明不亮")
    services.finish_use(wang, use=use, words="照明换好了")
    paid = services.accept_use(zhao, **said)
    assert (paid.state, paid.paid, has(place)) == (Use.PAID, 550_000, 450_000), (
        "what was on hold beyond the bill came back"
    )
    refused("owners.not_now", lambda: services.end_use(wang, use=use, why="不用了"))
    assert accounts.totals(cast.county.pk)["cny"] == 0
    assert ledger.verify_county(cast.county.pk).sound


def test_owners_say_no_and_nothing_is_on_hold(cast: Any) -> None:
    place = rolled(cast)
    booked(cast, place, 1_000_000)
    use = fund_used(cast, place, choice="against")
    assert (use.state, use.hold_id, has(place)) == (Use.REJECTED, None, 1_000_000)


def test_an_application_beyond_the_fund_is_refused(cast: Any) -> None:
    place = rolled(cast)
    booked(cast, place, 100)
    refused("owners.more_than_fund", lambda: fund_used(cast, place, quote=101))


def test_two_uses_that_are_more_than_the_fund_never_overdraw_it(cast: Any) -> None:
    place = rolled(cast)
    booked(cast, place, 1_000_000)
    asked = [fund_used(cast, place, quote=600_000, title=name, until="voting") for name in ("电梯", "屋面")]
    first, second = (agreed(cast, use) for use in asked)
    assert (first.state, second.state, has(place)) == (Use.APPROVED, Use.SHORT, 400_000)
    wang = cast.wang_community.actor
    refused("owners.still_short", lambda: services.secure_use(wang, use=second))
    booked(cast, place, 200_000)
    assert services.secure_use(wang, use=second).state == Use.APPROVED
    assert has(place) == 0


@pytest.mark.parametrize("stage", ["applied", "voting", "approved", "done"])
def test_a_use_is_given_up_at_any_stage_and_the_money_comes_back(cast: Any, stage: str) -> None:
    place = rolled(cast)
    booked(cast, place, 1_000_000)
    use = fund_used(cast, place, until=stage)
    assert use.state == stage
    ended = services.end_use(cast.wang_community.actor, use=use, why="改用保修")
    assert (ended.state, has(place)) == (Use.ENDED, 1_000_000)
    if stage == "voting":
        assert selectors.vote_for(cast.wang_community.actor, use.vote_id).state == "withdrawn"


def test_the_database_lets_nobody_pay_before_acceptance(cast: Any) -> None:
    place = rolled(cast)
    booked(cast, place, 1_000_000)
    use = fund_used(cast, place)
    for wrong in ({"state": Use.PAID}, {"paid": 1}, {"entry_id": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FundUse.unscoped.filter(pk=use.pk).update(**wrong)


def test_fallback_money_is_shared_once_a_month_to_the_cent(cast: Any) -> None:
    in_use(cast, subsidy=True)
    places = [compound(cast, f"第{number}小区") for number in range(3)]
    chen = cast.chen_centre.actor
    made = services.pay_month(chen, county=cast.county, month=clock.today())
    again = services.pay_month(chen, county=cast.county, month=clock.today())
    assert made.pk == again.pk and SubsidyMonth.unscoped.count() == 1
    parts = list(Subsidy.unscoped.order_by("pk").values_list("amount", flat=True))
    assert (sum(parts), sorted(parts)) == (15_200_000, [5_066_666, 5_066_667, 5_066_667])
    assert {one.compound_id for one in Subsidy.unscoped.all()} == {one.pk for one in places}
    late = compound(cast, "新小区")
    found = selectors.subsidy_page(chen, cast.county)
    assert (found.paid, found.due, found.share) == (3, 4, "75.00%"), late
    refused("owners.month_ahead", lambda: services.pay_month(chen, county=cast.county, month=date(2999, 1, 1)))
    assert services.pay_due() == 0, "this month is paid"


def test_a_county_without_the_money_pays_none(cast: Any) -> None:
    in_use(cast)
    refused(
        "owners.no_subsidy", lambda: services.pay_month(cast.chen_centre.actor, county=cast.county, month=clock.today())
    )


def test_served_first_and_charged_when_satisfied(cast: Any) -> None:
    in_use(cast, paid_service=True)
    one, service = household(cast)
    refused("owners.not_now", lambda: services.accept_service(person=one, service=service))
    services.finish_service(cast.wang_community.actor, service=service)
    services.complain_about(person=one, service=service, words="水管还在漏")
    refused("owners.not_now", lambda: services.accept_service(person=one, service=service))
    services.finish_service(cast.wang_community.actor, service=service)
    charged = services.accept_service(person=one, service=service)
    assert (charged.state, charged.entry_id is not None) == (Service.CHARGED, True)
    refused("owners.not_now", lambda: services.accept_service(person=one, service=service))
    with transaction.atomic():
        account = ledger.open_account(area=cast.county, kind="owners.company", owner_id=service.company_id, unit="cny")
    assert accounts.balance(account) == 8_000


def test_who_declines_is_never_charged(cast: Any) -> None:
    in_use(cast, paid_service=True)
    one, service = household(cast)
    services.decline_service(person=one, service=service, words="自己修好了")
    refused("owners.not_now", lambda: services.finish_service(cast.wang_community.actor, service=service))


def test_no_charge_without_acceptance_not_even_by_the_database(cast: Any) -> None:
    in_use(cast, paid_service=True)
    one, service = household(cast)
    services.finish_service(cast.wang_community.actor, service=service)
    stranger = owned(cast, units(rolled(cast, ("50",), compound(cast, "桃园小区")))[0], name="赵邻")
    refused("owners.not_owner", lambda: services.accept_service(person=stranger, service=service))
    for wrong in ({"state": Service.CHARGED}, {"entry_id": 1}):
        with rls.everywhere(), pytest.raises(IntegrityError), transaction.atomic():
            PaidService.unscoped.filter(pk=service.pk).update(**wrong)


def test_a_county_that_doesnt_do_it_offers_nothing(cast: Any) -> None:
    in_use(cast)
    unit = units(rolled(cast))[0]
    refused(
        "owners.not_here",
        lambda: services.offer_service(
            cast.wang_community.actor, unit=unit, company=firm(cast), what="修水管", price=8_000
        ),
    )


def test_another_countys_money(cast: Any) -> None:
    row = booked(cast, compound(cast), 100)
    for actor in (cast.feng_other_county.actor, cast.ma_other_office.actor):
        with pytest.raises(OutOfScope):
            services.reverse_booking(actor, booking=row, why="不是我的")
        with pytest.raises(OutOfScope):
            services.enter_booking(
                actor, compound=row.compound, book=Book.FUND, amount=1, words="存入", evidence="回单 1"
            )
    row.refresh_from_db()
    assert row.state == Paid.BOOKED


@pytest.mark.parametrize(("words", "cents"), [("1200", 120_000), ("89.5", 8_950), ("0.01", 1), ("1,234.56", 123_456)])
def test_yuan_as_people_write_them(words: str, cents: int) -> None:
    assert rules.cents_of(words) == cents


@pytest.mark.parametrize("words", ["", "0", "-1", "1.234", "1e3", "100000000", "abc", "１２.²"])
def test_what_is_no_amount(words: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        rules.cents_of(words)


@given(st.integers(1, 10**10))
def test_yuan_come_back_as_they_were_shown(cents: int) -> None:
    if cents < 10**10:
        assert rules.cents_of(rules.in_yuan(cents)) == cents
