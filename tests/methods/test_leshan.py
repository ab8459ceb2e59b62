"""Leshan's own text: the estate's branch first, no whistle (S1–S5, S30, S32, S41)."""

import pytest

from linli.domains.alliances import rules as alliances
from linli.domains.alliances.states import Band
from linli.domains.cases import rules as decide

from .conftest import AT_HOME, IN_THE_STREET


@pytest.fixture
def rules(rules_of):
    return rules_of("leshan")


def test_inside_a_compound_its_branch_comes_first(rules):
    """S30, S32."""
    assert decide.chain_for(rules, AT_HOME)[0] == "estate_secretary"


def test_outside_of_compounds_the_grid_comes_first(rules):
    chain = decide.chain_for(rules, IN_THE_STREET)
    assert chain[0] == "grid_worker"
    assert chain[-1] == "estate_secretary"


def test_no_whistle_is_blown_and_departments_come_by_duty_list(rules):
    """The text names no whistle."""
    assert not rules.cases.whistle.enabled
    assert not any(tier.may_whistle for tier in rules.cases.tiers)
    assert rules.cases.dispatch.departments_by == "duty_list"


def test_four_rungs_up_to_the_district(rules):
    """S32, S1, S28."""
    assert [tier.level for tier in rules.cases.tiers] == ["grid", "community", "township", "district"]


def test_counties_stand_between_the_city_and_its_streets(rules):
    """S28: 县（市、区）."""
    assert rules.territory.may_stand_under("street", "district")
    assert not rules.territory.may_stand_under("street", "county")


def test_one_organization_may_cover_several_compounds(rules):
    """S32."""
    assert rules.territory.compounds.many_to_many
    assert rules.organizations.posts["estate_secretary"].organization == ("party_branch",)


@pytest.mark.parametrize(("code", "number"), [("branches", 375), ("alliances", 44), ("co_secretaries", 64)])
def test_published_figures(rules, code, number):
    """S30, S5, S11."""
    assert rules.organizations.published[code].number == number


def test_nothing_is_sorted_so_all_starts_at_the_bottom(rules):
    """S41 把矛盾化解在基层."""
    assert decide.first_tier(rules, AT_HOME, "big").code == "estate"


def test_the_estate_has_three_working_days(due):
    assert due("leshan", "estate", "answer") == "03-02 14:30"
    assert due("leshan", "estate", "resolve") == "03-05 17:30"


@pytest.mark.parametrize(
    ("points", "shares", "honoured"), [(59, False, False), (60, True, False), (100, True, False), (101, True, True)]
)
def test_below_60_nothing_is_shared_and_above_100_there_is_an_honour(rules, points, shares, honoured):
    """S20 低于60分, S21 高于100分."""
    band = alliances.band(points * alliances.PARTS, rules.alliances.points)
    assert (band is not Band.LOW, band is Band.HONOURED) == (shares, honoured)


def test_alliances_stand_in_four_kinds_of_places_and_meet_by_the_joint_form(rules):
    """S5 社区、商圈、楼栋、市场; S7."""
    kind = rules.alliances.kinds["regional"]
    assert [rules.alliances.places[code].label for code in kind.places] == ["社区", "商圈", "楼栋", "市场"]
    assert kind.form in rules.deliberation.forms
    assert rules.alliances.published["alliances"].number == 44
    people = [one.label for one in rules.alliances.capacities.values() if one.of == "person"]
    assert people == ["“两代表一委员”", "居民小组长", "业委会负责人"]
