"""Couriers prove their phone as everybody does, and their row lies with a branch (Q39)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404

from linli.domains.membership import services as membership
from linli.domains.membership.models import Courier
from linli.domains.membership.services import CourierSaid
from linli.domains.membership.tests.making import courier_county
from linli.domains.selfservice import selectors, services
from linli.domains.selfservice.models import ErasedCount, PhoneCode
from linli.domains.selfservice.tests.making import DIGITS, OTHER_PHONE, PHONE, WRONG, all_of, begun
from linli.domains.selfservice.tests.test_at_once import together
from linli.kernel import clock
from linli.kernel.errors import RuleBroken

SAID = CourierSaid("林小哥", PHONE, "courier", "山县物流园党支部")


@pytest.fixture
def place(cast: Any) -> Any:
    return courier_county()


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, match=code)


def waiting(place: Any, grid: int = 0, said: CourierSaid = SAID) -> PhoneCode:
    return services.begin_courier(place.grids[grid], said, agreed=True, address=None)


def later(minutes: int = 2) -> Any:
    return clock.frozen(clock.now() + timedelta(minutes=minutes))


def session(place: Any, phone: str = PHONE) -> Any:
    return services.sign_in(services.ask_code(place.county, phone=phone, address=None), DIGITS)


def test_nothing_is_kept_with_a_branch_before_the_phone_is_proven(place: Any) -> None:
    code = waiting(place)
    assert all_of(Courier) == []
    with refused("selfservice.wrong_code"):
        services.register_courier(code, WRONG)
    assert all_of(Courier) == []
    row = services.register_courier(code, DIGITS)
    assert (row.organization, row.area, row.state) == (place.branches[0], place.grids[0], "waiting")
    assert bytes(all_of(PhoneCode)[0].said_sealed) == b""


def test_without_agreeing_no_code_is_sent(place: Any) -> None:
    with refused("selfservice.consent_needed"):
        services.begin_courier(place.grids[0], SAID, agreed=False, address=None)
    assert all_of(PhoneCode) == []


def test_where_no_couriers_report_in_none_does(cast: Any) -> None:
    with refused("membership.couriers_unknown"):
        services.begin_courier(cast.grid, SAID, agreed=True, address=None)
    with pytest.raises(Http404):
        selectors.counter_at(cast.county.slug)


def test_a_code_is_good_for_what_it_was_asked_for_alone(place: Any, cast: Any) -> None:
    of_courier = waiting(place)
    for use in (services.register_self, services.sign_in):
        with refused("selfservice.code_over"):
            use(of_courier, DIGITS)
    at_a_door = begun(cast, address=None, phone=OTHER_PHONE)
    with refused("selfservice.code_over"):
        services.register_courier(at_a_door, DIGITS)
    assert all_of(Courier) == []


def test_a_code_is_used_once(place: Any) -> None:
    code = waiting(place)
    services.register_courier(code, DIGITS)
    with refused("selfservice.code_over"):
        services.register_courier(code, DIGITS)


def test_the_person_reads_it_all_and_takes_it_back(place: Any) -> None:
    row = services.register_courier(waiting(place), DIGITS)
    membership.reveal_courier_phone(place.people[0], courier=row, reason="约见面")
    with later():
        mine = session(place)
        (one,) = selectors.reported_by(mine)
        assert (one.name, one.home, one.group, one.branch) == ("林小哥", SAID.home, "快递小哥", "东网格党支部")
        assert [look.reason for look in one.looks.lines] == ["约见面"]
        services.withdraw_courier(selectors.courier_of(mine, one.pk))
        assert selectors.reported_by(mine) == []


def test_nobody_elses_row_can_be_named(place: Any, cast: Any) -> None:
    row = services.register_courier(waiting(place), DIGITS)
    with later():
        stranger = session(place, OTHER_PHONE)
        elsewhere = services.sign_in(services.ask_code(cast.county, phone=PHONE, address=None), DIGITS)
    for one in (stranger, elsewhere):
        assert selectors.reported_by(one) == []
        with pytest.raises(Http404):
            selectors.courier_of(one, row.pk)


def test_retention_counts_them(place: Any) -> None:
    services.register_courier(waiting(place), DIGITS)
    with clock.frozen(clock.now() + timedelta(days=91)):
        services.forget_in(place.county)
    assert ErasedCount.objects.get(what="couriers").count == 1


@pytest.mark.django_db(transaction=True)
def test_two_browsers_with_one_phone_make_one_row(cast: Any) -> None:
    place = courier_county()
    with clock.frozen(clock.now() - timedelta(minutes=2)):
        first = waiting(place)
    second = waiting(place, grid=1)
    made = together(
        lambda: services.register_courier(first, DIGITS).pk, lambda: services.register_courier(second, DIGITS).pk
    )
    assert len(set(made)) == 1
    assert len(all_of(Courier)) == 1
