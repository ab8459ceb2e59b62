"""Transfers, quota, check-ins: what the organizations do with members."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from linli.domains.membership import selectors, services
from linli.domains.membership.tests.making import SYSTEM, compound, member, office_of, person, rules
from linli.foundation.methods import services as methods
from linli.foundation.organizations import services as organizations
from linli.foundation.people import selectors as staff
from linli.foundation.privacy import rls
from linli.kernel import clock
from linli.kernel.errors import OutOfScope, RuleBroken


def refused(act: Any) -> str:
    with pytest.raises(RuleBroken) as found:
        act()
    return found.value.code


def test_a_retired_member_who_lives_elsewhere_should_be_transferred_and_is(cast: Any) -> None:
    ding, yan = cast.ding_party.actor, cast.yan_other_party.actor
    row = member(cast, organization=cast.other_branch, kind="retired")
    member(cast, organization=cast.other_branch, kind="employed")
    assert [one.pk for one in selectors.members_page(yan, rules(cast), only="transfer")] == [row.pk]
    asked = services.ask_transfer(yan, membership=row, target=cast.branch, reason="住在柳园")
    assert (
        refused(lambda: services.ask_transfer(yan, membership=row, target=cast.branch)) == "membership.transfer_running"
    )
    with pytest.raises(PermissionDenied):
        selectors.transfer_for(yan, asked.pk, end="target")
    with pytest.raises(OutOfScope):
        services.accept_transfer(yan, transfer=asked)
    with pytest.raises(Http404):
        selectors.transfer_for(cast.wang_community.actor, asked.pk, end="target")
    services.accept_transfer(ding, transfer=selectors.transfer_for(ding, asked.pk, end="target"))
    assert refused(lambda: services.refuse_transfer(ding, transfer=asked, reason="x")) == "membership.transfer_done"
    assert selectors.member_for(ding, row.pk, to="membership.change").registered_on == clock.today()
    assert not selectors.members_page(yan, rules(cast), only="transfer").object_list


def test_a_transfer_is_refused_with_a_reason_or_taken_back(cast: Any) -> None:
    ding, yan = cast.ding_party.actor, cast.yan_other_party.actor
    row = member(cast)
    asked = services.ask_transfer(ding, membership=row, target=cast.other_branch)
    assert [one.pk for one in selectors.transfers_page(yan, box="in")] == [asked.pk]
    assert not selectors.transfers_page(yan, box="out").object_list
    assert refused(lambda: services.refuse_transfer(yan, transfer=asked, reason=" ")) == "membership.reason_needed"
    services.refuse_transfer(yan, transfer=asked, reason="住址不符")
    again = services.ask_transfer(ding, membership=row, target=cast.other_branch)
    services.withdraw_transfer(ding, transfer=again)
    assert not selectors.transfers_page(ding).object_list
    for target, code in ((cast.branch, "transfer_to_itself"), (cast.bureau, "not_a_party_body")):
        act = lambda target=target: services.ask_transfer(ding, membership=row, target=target)  # noqa: E731
        assert refused(act) == f"membership.{code}"


def test_out_of_the_county_ends_the_membership(cast: Any) -> None:
    row = member(cast)
    assert (
        refused(lambda: services.transfer_out(SYSTEM, membership=row, target_name=" ")) == "membership.transfer_where"
    )
    services.transfer_out(cast.ding_party.actor, membership=row, target_name="外市某支部")
    assert not selectors.members_page(cast.ding_party.actor, rules(cast)).object_list


def test_who_neither_registered_nor_showed_up_is_not_visible(cast: Any) -> None:
    """Q8."""
    ding = cast.ding_party.actor
    rows = [member(cast, organization=cast.other_branch, kind="employed") for _ in range(3)]
    member(cast)
    assert {one.pk for one in selectors.members_page(ding, rules(cast), only="unseen")} == {row.pk for row in rows}
    services.register_here(ding, membership=rows[0])
    services.register_here(ding, membership=rows[0])
    services.check_in(ding, membership=rows[1], compound=compound(cast))
    assert [one.pk for one in selectors.members_page(ding, rules(cast), only="unseen")] == [rows[2].pk]
    assert selectors.facts_of(ding, rows[2])["unseen"]


def test_check_ins_are_counted_by_compound_once_each(cast: Any) -> None:
    """Q24."""
    ding, place, other = cast.ding_party.actor, compound(cast), compound(cast, "杨园小区")
    office, resident = member(cast, kind="office"), member(cast)
    for row, where in ((office, place), (office, place), (resident, place), (resident, other)):
        services.check_in(ding, membership=row, compound=where)
    found = {
        one["compound__name"]: (one["people"], one["office"]) for one in selectors.checkin_counts(ding, rules(cast))
    }
    assert found == {"柳园小区": (2, 1), "杨园小区": (1, 0)}
    assert selectors.counts(ding, rules(cast)).checked_in == 2
    far = compound(cast, "远园", cast.other_county_community)
    assert refused(lambda: services.check_in(ding, membership=office, compound=far)) == "membership.other_county"


@pytest.fixture
def with_quota(cast: Any) -> None:
    """Jiang under the method that has a quota (Q20)."""
    methods.install_method(SYSTEM, slug="qihe")
    cast.county.method_slug = "qihe"
    cast.county.save(update_fields=["method_slug"])
    cast.branch = type(cast.branch).unscoped.get(pk=cast.branch.pk)


@pytest.mark.usefixtures("with_quota")
def test_a_compound_has_thirty_places_at_least_and_no_more_are_given(cast: Any) -> None:
    """Q20: 29, 30; the last place goes once."""
    place = compound(cast)
    committee = organizations.create_organization(
        SYSTEM, area=cast.street, kind="party_committee", name="河东街道党工委"
    )
    above, year = office_of(committee), clock.today().year
    act = lambda number, who=above: services.set_quota(who, compound=place, year=year, allotted=number)  # noqa: E731
    assert refused(lambda: act(29)) == "membership.quota_low"
    assert refused(lambda: act(30, cast.ding_party.actor)) == "membership.not_above"
    (row,) = selectors.quota_rows(above, rules(cast), year=year)
    assert (row.use.allotted, row.use.used, row.use.remaining, row.is_set) == (30, 0, 30, False)
    act(30)
    joined = {"admitted_on": date(year, 1, 1), "compound": place}
    assert refused(lambda: member(cast, admitted_on=date(year, 1, 1))) == "membership.compound_needed"
    rows = [services.MemberRow(person(cast), cast.branch, "resident", **joined) for _ in range(29)]
    services.import_members(SYSTEM, county=cast.county, rows=rows)
    member(cast, **joined)
    assert refused(lambda: member(cast, **joined)) == "membership.quota_used_up"
    (row,) = selectors.quota_rows(cast.ding_party.actor, rules(cast), year=year)
    assert (row.use.used, row.use.remaining) == (30, 0)
    act(31)
    member(cast, **joined)
    assert refused(lambda: act(30)) == "membership.quota_taken"


def test_a_county_without_quota_counts_only(cast: Any) -> None:
    place = compound(cast)
    member(cast, admitted_on=clock.today(), compound=place)
    assert (
        refused(lambda: services.set_quota(SYSTEM, compound=place, year=2026, allotted=30))
        == "membership.quota_unknown"
    )
    (row,) = selectors.quota_rows(cast.ding_party.actor, rules(cast), year=clock.today().year)
    assert row.use.used == 1


@pytest.mark.usefixtures("with_quota")
def test_shares_count_holders_on_the_own_ground(cast: Any) -> None:
    """Q25: He holds the building; one of one is above 70 %, nobody of one isn't."""
    ding, card = cast.ding_party.actor, staff.card_by_id(cast.he_building.card_id)
    (share,) = selectors.shares(ding, rules(cast))
    assert (share.part, share.whole, share.warns) == (0, 1, True)
    row = member(cast, kind="office")
    services.link_card(ding, membership=row, card=card)
    (share,) = selectors.shares(ding, rules(cast))
    assert (share.part, share.warns) == (1, False)
    assert refused(lambda: services.link_card(ding, membership=member(cast), card=card)) == "membership.member_already"
    (other,) = selectors.shares(cast.yan_other_party.actor, rules(cast))
    assert other.whole == 0


def test_members_follow_people_who_move_are_merged_or_erased(cast: Any) -> None:
    from linli.domains.membership.services import following
    from linli.foundation.residents import services as residents

    who, twin = person(cast), person(cast)
    row = member(cast, who=who)
    with rls.everywhere():
        type(who).unscoped.filter(pk=who.pk).update(area=cast.other_grid)
        assert following.follow_residences(cast.county.pk) == 1
        row.refresh_from_db()
    assert (row.area_id, row.local_id, row.registered_on) == (cast.other_grid.pk, cast.other_branch.pk, None)
    residents.merge_people(SYSTEM, kept=twin, gone=who)
    with rls.everywhere():
        row.refresh_from_db()
    assert row.person_id == twin.pk
    residents.erase_person(SYSTEM, person=twin, reason="本人要求")
    with rls.everywhere():
        row.refresh_from_db()
    assert row.ends_on is not None
