"""Xiejiaji's own text: three rungs, 24 hours, five steps, small in the grid and big in the community (X14–X25)."""

import pytest

from linli.domains.cases import rules as decide
from linli.kernel.errors import RuleBroken

from .conftest import AT_HOME, FRIDAY_EVENING, IN_THE_STREET


@pytest.fixture
def rules(rules_of):
    return rules_of("xiejiaji")


def test_three_rungs_and_the_community_is_the_last(rules):
    """X19: 党员楼栋长, 网格党小组, 社区党组织; X25 大事不出社区."""
    assert [tier.level for tier in rules.cases.tiers] == ["building", "grid", "community"]
    assert decide.escalation_target(rules.cases, "community") is None


@pytest.mark.parametrize(
    ("choice", "place", "tier"),
    [("", AT_HOME, "building"), ("", IN_THE_STREET, "grid"), ("small", AT_HOME, "grid"), ("big", AT_HOME, "community")],
)
def test_where_a_case_begins(rules, choice, place, tier):
    """X25; without a known building the building rung is passed over."""
    assert decide.first_tier(rules, place, choice).code == tier


def test_the_building_leader_then_the_grid_leader(rules):
    """X19, X20."""
    assert decide.chain_for(rules, AT_HOME)[:2] == ("building_head", "grid_leader")
    assert decide.chain_for(rules, IN_THE_STREET)[0] == "grid_leader"


def test_five_steps(rules):
    """X21."""
    assert [step.label for step in rules.cases.steps] == ["民情收集", "分析研判", "快速办结", "多方调处", "落实督促"]


def test_each_grid_has_exactly_one_leader(place_of):
    """X20 每个网格配备 1 名网格长: nobody is a gap, one fills it, a second is refused."""
    place = place_of("xiejiaji", "grid_leader")
    assert (place.area.kind, place.missing()) == ("grid", 1)
    place.appoint("甲")
    assert place.missing() == 0
    with pytest.raises(RuleBroken) as refused:
        place.appoint("乙")
    assert refused.value.code == "people.place_taken"


def test_intake_never_sleeps_so_no_clock_of_a_rung_waits_for_monday(rules, due):
    """X18: a report of Friday 20:00 is due on Saturday."""
    assert rules.cases.intake.round_the_clock
    assert due("xiejiaji", "building", "resolve", FRIDAY_EVENING) == "03-07 20:00"
    assert not any(tier.clocks.resolve.unit.is_working for tier in rules.cases.tiers)


def test_departments_are_told_at_once_under_another_name(rules):
    """X18 第一时间反馈至相关职能部门."""
    assert rules.cases.whistle.label == "反馈职能部门"
    assert not rules.cases.whistle.raises_tier


@pytest.mark.parametrize(
    ("kind", "households", "inside"),
    [("old", 150, True), ("old", 149, False), ("commercial", 500, True), ("commercial", 501, False)],
)
def test_grids_are_sized_by_the_type_of_compound(rules, kind, households, inside):
    """X15 names no numbers: the bands are ours and say so."""
    band = rules.territory.band_for("grid", kind)
    assert band.holds(households) is inside
    assert band.assumed


def test_dedicated_grids_are_for_four_kinds_of_places(rules):
    """X16."""
    assert len(rules.territory.grid_kinds["dedicated"].places) == 4
    assert rules.territory.published["dedicated_grids"].number == 3


def test_grids_per_compound_are_as_published(rules):
    """X17: 286 / 128."""
    figures = rules.territory.published
    assert round(figures["grids"].number / figures["compounds"].number, 2) == 2.23


@pytest.mark.parametrize(
    ("kind", "mode", "by"),
    [
        ("resident", "直管", "home"),
        ("employed", "双重管", "both"),
        ("retired", "接管", "local"),
        ("floating", "参管", "both"),
        ("unemployed", "统管", "local"),
    ],
)
def test_five_kinds_of_members_are_managed_in_five_ways(rules, kind, mode, by):
    """X22 五管合一."""
    found = rules.membership.mode_of(kind)
    assert (found.label, found.managed_by, found.source) == (mode, by, ("X22",))


def test_secretaries_visit_in_no_written_rhythm_and_forces_come_along(rules):
    """X39, X24."""
    assert rules.visits.kinds["secretaries"].cycle is None
    assert [one.label for one in rules.visits.companions.values()] == ["派出所", "城管", "市场监管"]


def test_a_theme_day_has_three_fixed_items_and_own_ones_each_month(rules):
    """X42 "3+X": which three isn't written."""
    day = rules.activities.programmes["theme_day"]
    assert (day.label, day.months, day.bodies, day.source) == ("“3+X”主题党日", 1, ("party_branch",), ("X42",))
    assert len(day.fixed) == 3
    assert all(item.assumed for item in day.fixed.values())
    assert day.own.least == 1


def test_mass_organizations_register_and_hold_activities(rules):
    """X61: 工会、共青团、妇联."""
    kinds = ("trade_union", "youth_league", "womens_federation")
    assert [rules.organizations.kinds[kind].label for kind in kinds] == ["工会", "共青团", "妇联"]
    assert set(kinds) < set(rules.cobuilding.registration.bodies)
    assert set(kinds) < set(rules.activities.programmes["mass_service"].bodies)


def test_the_four_links_are_kinds_of_joint_work(rules):
    """X2 四联."""
    found = [one.label for one in rules.cobuilding.entry_kinds.values() if one.source == ("X2",)]
    assert sorted(found) == sorted(["资源联通共享", "服务联抓共促", "党员共管共育", "活动联办共建"])


def test_a_joint_organization_has_two_founders_and_no_members_of_its_own(rules):
    """X43: 37 of them are published."""
    (form,) = rules.formations.joint().values()
    assert (form.founders, form.body) == (2, "joint_organization")
    assert rules.organizations.published["joint_organizations"].number == 37


def test_office_buildings_business_circles_and_markets_have_a_fallback(rules):
    """X9."""
    named = [one.label for one in rules.formations.sites.values() if one.source == ("X9",)]
    assert named == ["商务楼宇", "商圈", "市场"]
    assert rules.formations.fallback.source == ("X9",)
