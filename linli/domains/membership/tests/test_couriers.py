"""Couriers report in with the branch nearest to where they work (Q39)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, connection, transaction
from django.http import Http404

from linli.domains.membership import selectors, services
from linli.domains.membership.models import Courier
from linli.domains.membership.states import COURIER, CourierState
from linli.domains.membership.tests.making import SYSTEM, courier, courier_county, office_of
from linli.domains.notices import selectors as notices
from linli.foundation.audit import selectors as audit
from linli.foundation.organizations import services as organizations
from linli.foundation.privacy import rls
from linli.foundation.privacy import selectors as privacy
from linli.foundation.territory import selectors as territory
from linli.kernel import clock, crypto
from linli.kernel.errors import OutOfScope, RuleBroken

PHONE = "10055500011"


@pytest.fixture
def place(cast: Any) -> Any:
    """A county where couriers report in, beside the cast's two where they don't."""
    return courier_county()


def refused(act: Any) -> str:
    with pytest.raises(RuleBroken) as found:
        act()
    return found.value.code


def again(row: Courier) -> Courier:
    with rls.everywhere():
        return Courier.unscoped.get(pk=row.pk)


def everybody() -> list[Courier]:
    with rls.everywhere():
        return list(Courier.unscoped.order_by("pk"))


def seen(actor: Any, state: str = "waiting") -> list[int]:
    return [row.pk for row in selectors.couriers_page(actor, state=state)]


def test_a_courier_is_put_with_the_branch_of_the_nearest_grid(place: Any) -> None:
    near = territory.ground_at(place.county, 36.80, 116.7441)
    assert near == place.grids[1]
    assert selectors.branch_near(near) == place.branches[1]
    east = territory.ground_at(place.county, 36.80, 116.7459)
    assert selectors.branch_near(east) == place.branches[0]
    assert selectors.branch_near(place.grids[2]) == place.committee  # no branch there: the community's


def test_what_is_said_is_sealed_and_seen_by_the_branch_and_above_alone(place: Any, cast: Any) -> None:
    row = courier(place)
    east, west, above = place.people
    assert seen(east) == seen(above) == [row.pk]
    assert seen(west) == seen(cast.ding_party.actor) == seen(cast.admin.actor) == []
    shown = selectors.courier_for(east, row.pk)
    assert (shown.name, shown.home, shown.phone_masked) == ("林小哥", "山县物流园党支部", "100****0011")
    assert "林小哥".encode() not in bytes(row.name_sealed)
    assert row.consent_text.startswith("我是党员")
    for actor in (west, cast.ding_party.actor, cast.wang_community.actor):
        with pytest.raises(Http404):
            selectors.courier_for(actor, row.pk)


def test_the_database_hides_other_branches_too(place: Any) -> None:
    mine, theirs = courier(place), courier(place, phone="10055500012", grid=1)
    with selectors.in_county(place.people[0]):
        assert list(Courier.unscoped.values_list("pk", flat=True)) == [mine.pk]
        refusal = pytest.raises(ProgrammingError, match="row-level security")
        with refusal, transaction.atomic():
            Courier.unscoped.filter(pk=mine.pk).update(organization=theirs.organization_id)
    assert Courier.unscoped.count() == 0


def test_another_branch_answers_nothing(place: Any) -> None:
    row, west = courier(place), place.people[1]
    for act in (
        lambda: services.confirm_courier(west, courier=row),
        lambda: services.decline_courier(west, courier=row, reason="x"),
        lambda: services.pass_on_courier(west, courier=row, target=place.branches[1]),
        lambda: services.end_courier(west, courier=row),
        lambda: services.reveal_courier_phone(west, courier=row, reason="x"),
    ):
        with pytest.raises(OutOfScope):
            act()
    assert again(row).state == CourierState.WAITING


def test_the_branch_confirms_once_and_the_courier_is_told_without_a_word_of_it(
    place: Any, django_capture_on_commit_callbacks: Any
) -> None:
    row, east = courier(place), place.people[0]
    with django_capture_on_commit_callbacks(execute=True):
        services.confirm_courier(east, courier=row)
    assert (again(row).state, again(row).answered_at is None) == (CourierState.CONFIRMED, False)
    text = notices.kept_texts()[0].text
    assert "已经答复" in text
    assert not [word for word in ("林小哥", "党", "接收") if word in text]
    assert refused(lambda: services.confirm_courier(east, courier=row)) == "membership.courier_answered"
    assert refused(lambda: services.decline_courier(east, courier=row, reason="x")) == "membership.courier_answered"
    other = services.pass_on_courier
    assert refused(lambda: other(east, courier=row, target=place.branches[1])) == "membership.courier_answered"
    assert [line.code for line in audit.timeline(row)][:1] == ["membership.courier_confirmed"]


def test_passed_on_it_is_the_other_branchs_and_no_longer_ones_own(place: Any, cast: Any) -> None:
    row, (east, west, _above) = courier(place), place.people
    assert (
        refused(lambda: services.pass_on_courier(east, courier=row, target=place.branches[0]))
        == "membership.courier_there"
    )
    assert refused(lambda: services.pass_on_courier(east, courier=row, target=cast.branch)) == "membership.other_county"
    assert (
        refused(lambda: services.pass_on_courier(east, courier=row, target=cast.bureau))
        == "membership.not_a_party_body"
    )
    services.pass_on_courier(east, courier=row, target=place.branches[1])
    assert (seen(east), seen(west)) == ([], [row.pk])
    with pytest.raises(OutOfScope):
        services.confirm_courier(east, courier=row)
    services.confirm_courier(west, courier=selectors.courier_for(west, row.pk, to="membership.change"))
    assert seen(west, "confirmed") == [row.pk]
    assert selectors.courier_counts(west) == {"confirmed": 1}


def test_a_branch_that_has_ended_takes_nobody_in(place: Any) -> None:
    row = courier(place)
    organizations.close_organization(SYSTEM, organization=place.branches[0])
    row.organization.refresh_from_db()
    assert refused(lambda: services.confirm_courier(place.people[2], courier=row)) == "membership.body_closed"


def test_declined_needs_a_reason_and_one_may_come_again(place: Any) -> None:
    row, east = courier(place), place.people[0]
    assert refused(lambda: services.decline_courier(east, courier=row, reason=" ")) == "membership.reason_needed"
    services.decline_courier(east, courier=row, reason="不在本网格送货")
    (told,) = selectors.couriers_with_phone(place.county, PHONE)
    assert (told.state, told.reason) == (CourierState.DECLINED, "不在本网格送货")
    assert courier(place).pk != row.pk


def test_the_same_phone_says_it_anew_while_it_waits_and_stays_once_it_is_taken_in(place: Any) -> None:
    row = courier(place)
    moved = courier(place, grid=1, name="林大哥")
    assert (moved.pk, moved.organization, moved.name) == (row.pk, place.branches[1], "林大哥")
    services.confirm_courier(place.people[1], courier=moved)
    stays = courier(place, grid=0)
    assert (stays.pk, stays.organization_id, stays.state) == (row.pk, place.branches[1].pk, CourierState.CONFIRMED)
    assert len(everybody()) == 1


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"name": ""}, "residents.bad_name"), ({"name": "😀"}, "residents.bad_name"), ({"phone": ""}, "residents.bad_phone"),
        ({"phone": "电话"}, "residents.bad_phone"), ({"group": "emperor"}, "membership.group_unknown"),
        ({"home": " \n"}, "membership.home_needed"),
    ],
)  # fmt: skip
def test_what_can_not_be_is_refused(place: Any, facts: dict[str, str], code: str) -> None:
    assert refused(lambda: courier(place, **facts)) == code
    assert everybody() == []


def test_a_county_whose_method_says_nothing_of_couriers_takes_none(cast: Any) -> None:
    elsewhere = SimpleNamespace(grids=[cast.grid])
    assert selectors.courier_rules(cast.county) is None
    assert refused(lambda: courier(elsewhere)) == "membership.couriers_unknown"


def test_a_place_without_any_branch_is_refused(place: Any) -> None:
    for body in (*place.branches, place.committee):
        organizations.close_organization(SYSTEM, organization=body)
    assert refused(lambda: courier(place)) == "membership.no_branch_near"


def test_a_look_at_the_phone_is_read_by_the_courier(place: Any) -> None:
    row, east = courier(place), place.people[0]
    assert refused(lambda: services.reveal_courier_phone(east, courier=row, reason=" ")) == "membership.reason_needed"
    assert services.reveal_courier_phone(east, courier=row, reason="约见面") == PHONE
    assert [line.reason for line in privacy.looks_at(row).lines] == ["约见面"]


def test_withdrawn_the_words_are_gone_at_once_and_a_number_stays(place: Any) -> None:
    row = courier(place)
    services.confirm_courier(place.people[0], courier=row)
    services.withdraw_courier(SYSTEM, courier=row)
    services.withdraw_courier(SYSTEM, courier=row)
    gone = again(row)
    assert (gone.state, gone.name, gone.home, gone.phone_masked, gone.phone_index) == ("withdrawn", "", "", "", "")
    assert selectors.couriers_with_phone(place.county, PHONE) == []
    assert not [line for line in audit.timeline(row) if "东网格" in str(line.data)]
    assert courier(place).pk != row.pk


def test_retention_empties_who_left_and_whom_nobody_answered(place: Any) -> None:
    left, waits = courier(place), courier(place, phone="10055500012")
    services.decline_courier(place.people[0], courier=left, reason="不在本网格送货")
    with clock.frozen(clock.now() + timedelta(days=90, hours=1)):
        new = courier(place, phone="10055500013")
        assert services.forget_couriers(place.county, 50) == 1
        assert (again(waits).state, again(waits).name) == (CourierState.LAPSED, "")
        assert again(left).name == again(new).name == "林小哥"
    with clock.frozen(clock.now() + timedelta(days=366)):
        assert services.forget_couriers(place.county, 1) == 1
        assert (again(left).name, again(left).reason, again(left).state) == ("", "", CourierState.DECLINED)


def test_may_answer_needs_the_permission(place: Any) -> None:
    row = courier(place)
    assert selectors.may_answer(place.people[0], row)
    with pytest.raises((Http404, PermissionDenied)):
        selectors.courier_for(place.people[1], row.pk, to="membership.change")
    assert crypto.blind_index(PHONE, purpose=COURIER) == row.phone_index


@pytest.mark.django_db(transaction=True)
def test_two_confirm_at_once_and_one_does(cast: Any) -> None:
    place = courier_county()
    row = courier(place)
    actors = [place.people[0], office_of(place.committee)]

    def confirm(actor: Any) -> str:
        try:
            services.confirm_courier(actor, courier=row)
        except RuleBroken as found:
            return found.code
        finally:
            connection.close()
        return "confirmed"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(confirm, actors))
    assert answers == ["confirmed", "membership.courier_answered"]
