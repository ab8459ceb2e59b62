"""Sites: listed, looked after, given one of their own, moved with its people, closed; how many have whom (Q38, X9)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404

from linli.domains.formations import selectors, services
from linli.domains.formations.models import Care, Site
from linli.domains.formations.states import Cover
from linli.domains.formations.tests import making
from linli.domains.formations.tests.making import refused
from linli.domains.membership import selectors as members
from linli.foundation.organizations import selectors as directory
from linli.foundation.organizations import services as organizations
from linli.foundation.territory import services as territory
from linli.kernel import clock
from linli.kernel.errors import OutOfScope


def cover_of(cast: Any, row: Site) -> str:
    return next(one.cover for one in selectors.sites_page(cast.wang_community.actor) if one.pk == row.pk)


def test_a_site_of_another_kind_place_or_name_is_refused(flexible: Any) -> None:
    row = making.site(flexible)
    for facts, code in (({"kind": "market"}, "unknown"), ({"name": " "}, "words_needed"), ({}, "site_exists")):
        with refused(f"formations.{code}"):
            making.site(flexible, **facts)
    with pytest.raises(OutOfScope):
        making.site(flexible, area=flexible.other_community)
    assert row.area_id == flexible.grid.pk
    assert making.site(flexible, area=flexible.second_grid).name == row.name
    far = organizations.create_organization(
        making.SYSTEM, area=flexible.other_county, kind="resident_unit", name="山县平台"
    )
    with refused("formations.other_county"):
        making.site(flexible, name="别处", host=far)


def test_a_branch_on_a_site_stands_in_the_directory_and_has_no_ground(flexible: Any) -> None:
    near = directory.party_body_at(flexible.grid)
    made = making.set_up(flexible)
    assert (made.organization.kind, made.organization.parent_id) == ("party_branch", flexible.branch.pk)
    assert directory.party_body_at(flexible.grid) == near == flexible.branch
    assert members.branch_near(flexible.grid) == flexible.branch  # couriers of the grid aren't put with it (Q39)
    assert cover_of(flexible, making.again(made.site)) == Cover.OWN
    with refused("formations.has_own"):
        making.set_up(flexible, making.again(made.site), name="第二个")


@pytest.mark.parametrize(
    ("facts", "code"),
    [({"form": "joint"}, "unknown"), ({"name": ""}, "words_needed"), ({"basis": " "}, "words_needed"), ({"until": "past"}, "end_past"), ({"on": "future"}, "future")],
)  # fmt: skip
def test_a_charter_that_does_not_fit_is_refused(flexible: Any, facts: dict[str, Any], code: str) -> None:
    days = {"past": clock.today() - timedelta(days=1), "future": clock.today() + timedelta(days=1)}
    said = {"form": "branch", **{key: days.get(value, value) for key, value in facts.items()}}
    with refused(f"formations.{code}"):
        making.set_up(flexible, **said)


def test_a_superior_is_a_party_organization_or_a_committee_of_a_trade(flexible: Any) -> None:
    row, office = making.site(flexible), flexible.wang_community.actor
    with refused("formations.not_a_superior"):
        services.set_up(office, site=row, charter=making.charter("branch"), superior=flexible.bureau)
    trade = organizations.create_organization(
        making.SYSTEM, area=flexible.county, kind="industry_committee", name="快递行业党委"
    )
    made = services.set_up(office, site=row, charter=making.charter("branch"), superior=trade)
    assert made.organization.parent == trade


def test_who_keeps_another_place_changes_nothing(flexible: Any) -> None:
    row, strangers = (
        making.site(flexible),
        (flexible.ma_other_office, flexible.li_grid_worker, flexible.zhou_department),
    )
    for who in strangers:
        with pytest.raises(OutOfScope):
            services.set_up(who.actor, site=row, charter=making.charter("branch"), superior=flexible.branch)
        with pytest.raises(OutOfScope):
            services.move_site(who.actor, site=row, area=flexible.community)
        with pytest.raises(OutOfScope):
            services.close_site(who.actor, site=row, reason="撤了")
    with pytest.raises(OutOfScope):
        services.move_site(flexible.wang_community.actor, site=row, area=flexible.other_community)
    with pytest.raises(Http404):
        selectors.site_for(flexible.feng_other_county.actor, row.pk)


def test_a_fleet_moves_with_its_people(flexible: Any) -> None:
    made = making.set_up(flexible)
    people = making.joined(flexible, made.organization, 2, area=flexible.other_grid)
    moved = services.move_site(
        flexible.chen_centre.actor, site=made.site, area=flexible.other_grid, superior=flexible.other_branch
    )
    body = directory.organization_by_id(made.organization_id)
    assert (moved.area_id, body.area_id, body.parent_id) == (
        flexible.other_grid.pk,
        flexible.other_grid.pk,
        flexible.other_branch.pk,
    )
    assert making.again(made).area_id == flexible.other_grid.pk
    assert {making.again(one).organization_id for one in people} == {body.pk}
    seen = members.members_page(flexible.yan_other_party.actor, members.rules_for(flexible.yan_other_party.actor))
    assert {one.pk for one in seen} == {one.pk for one in people}
    assert not list(members.members_page(flexible.ding_party.actor, members.rules_for(flexible.ding_party.actor)))


def test_the_fallback_looks_after_a_site_until_it_has_its_own(joint: Any) -> None:
    row, office = making.site(joint), joint.wang_community.actor
    assert cover_of(joint, row) == Cover.NONE
    services.look_after(office, site=row, organization=joint.branch)
    assert cover_of(joint, row) == Cover.CARED
    with refused("formations.cared_already"):
        services.look_after(office, site=row, organization=joint.branch)
    with refused("formations.not_its_ground"):
        services.look_after(office, site=row, organization=joint.other_branch)
    with refused("formations.words_needed"):
        services.end_care(office, site=row, reason="  ")
    services.end_care(office, site=row, reason="商户搬走")
    assert cover_of(joint, row) == Cover.NONE
    with refused("formations.not_cared"):
        services.end_care(office, site=row, reason="商户搬走")


def test_care_ends_by_itself_when_the_firm_has_its_own(joint: Any) -> None:
    firm = organizations.create_organization(
        making.SYSTEM, area=joint.grid, kind="social_organization", name="柳园养老服务中心"
    )
    row = making.site(joint, kind="firm", name=firm.name, host=firm)
    services.look_after(joint.wang_community.actor, site=row, organization=joint.branch)
    assert services.end_needless() == 0
    making.unit_branch(joint, firm, "养老服务中心党支部")
    assert cover_of(joint, row) == Cover.OWN
    assert (services.end_needless(), services.end_needless()) == (1, 0)
    assert Care.objects.get().to_on is not None


def test_setting_one_up_ends_the_care_and_dissolving_it_leaves_nobody(joint: Any) -> None:
    row = making.site(joint)
    services.look_after(joint.wang_community.actor, site=row, organization=joint.branch)
    making.under(joint, making.FLEXIBLE)
    Site.unscoped.filter(pk=row.pk).update(kind="courier_site")
    made = making.set_up(joint, making.again(row))
    assert Care.objects.get().to_on is not None
    services.dissolve(joint.wang_community.actor, formation=made, reason="网点撤并")
    assert cover_of(joint, row) == Cover.NONE


def test_without_a_fallback_nobody_is_given_a_site(flexible: Any) -> None:
    with refused("formations.no_fallback"):
        services.look_after(flexible.wang_community.actor, site=making.site(flexible), organization=flexible.branch)


def test_coverage_counts_each_site_once_and_firms_that_are_not_listed(joint: Any) -> None:
    office = joint.wang_community.actor
    assert (selectors.coverage_page(office).percent, selectors.coverage_page(office).missing) == (None, 0)
    bare, cared = making.site(joint), making.site(joint, name="农贸市场", area=joint.community)
    services.look_after(office, site=cared, organization=joint.branch)
    firm = organizations.create_organization(making.SYSTEM, area=joint.grid, kind="property_company", name="安居物业")
    found = selectors.coverage_page(office)
    assert (found.total.own, found.total.cared, found.total.bare, found.unlisted) == (0, 1, 1, 1)
    assert (found.missing, found.percent) == (2, 33)
    assert [one.pk for one in selectors.firms_page(office)] == [firm.pk]
    assert {row.key: row.all for row in found.places} == {joint.grid.pk: 1, joint.community.pk: 1}
    for code, rows in (("none", [bare.pk]), ("cared", [cared.pk]), ("own", [])):
        assert [one.pk for one in selectors.sites_page(office, cover=code)] == rows
    assert [one.pk for one in selectors.sites_page(office, body=joint.branch.pk)] == [cared.pk]
    making.site(joint, kind="firm", name=firm.name, host=firm)
    assert selectors.coverage_page(office).unlisted == 0
    assert selectors.coverage_page(joint.feng_other_county.actor).total.all == 0


def test_a_site_closes_only_without_one_of_its_own(flexible: Any) -> None:
    made, office = making.set_up(flexible), flexible.wang_community.actor
    with refused("formations.has_own"):
        services.close_site(office, site=made.site, reason="撤了")
    services.dissolve(office, formation=made, reason="人走了")
    services.close_site(office, site=made.site, reason="撤了")
    with refused("formations.site_closed"):
        making.set_up(flexible, making.again(made.site))
    assert making.site(flexible).pk != made.site_id  # its name is free again


def test_when_grids_are_merged_sites_of_one_name_both_stay(flexible: Any) -> None:
    one, other = making.site(flexible), making.site(flexible, area=flexible.second_grid)
    made = making.set_up(flexible, one)
    territory.merge_areas(making.SYSTEM, areas=[flexible.grid], into=flexible.second_grid)
    assert {making.again(row).area_id for row in (one, other, made)} == {flexible.second_grid.pk}
    assert len({making.again(one).name, making.again(other).name}) == 2
