"""Qihe's own text: six levels, small things by the branch, community whistles (Q1, Q12–Q18, Q28, Q29, Q43, Q53–Q57)."""

import pytest

from linli.domains.cases import rules as decide
from linli.domains.membership import rules as members
from linli.kernel.errors import RuleBroken

from .conftest import AT_HOME, IN_THE_STREET, MONDAY_NINE


@pytest.fixture
def rules(rules_of):
    return rules_of("qihe")


def test_six_levels_from_county_to_stairwell(rules):
    """Q12: 县—街道—社区—网格(小区)—楼宇—楼道; towns, zones and villages stand beside them (Q1)."""
    ranks = dict.fromkeys(level.rank for level in rules.territory.levels)
    assert list(ranks) == ["county", "township", "community", "grid", "building", "stairwell"]
    assert rules.territory.level("zone").rank == rules.territory.level("street").rank


def test_the_stairwell_is_asked_first_at_home(rules):
    """Q15, Q14, Q13."""
    assert decide.chain_for(rules, AT_HOME)[:3] == ("stairwell_liaison", "building_head", "branch_secretary")


def test_in_the_street_the_branch_is_asked_first(rules):
    assert decide.chain_for(rules, IN_THE_STREET)[0] == "branch_secretary"


@pytest.mark.parametrize(("choice", "label"), [("small", "支部办"), ("big", "社区结"), ("", "支部办")])
def test_small_things_by_the_branch_big_ones_by_the_community(rules, choice, label):
    """Q43 小事支部办、大事社区结."""
    assert decide.first_tier(rules, AT_HOME, choice).label == label


def test_the_community_whistles_and_keeps_the_case(rules):
    """Q53: the branch may not whistle, the community may; departments come to it."""
    assert not rules.cases.tier("branch").may_whistle
    assert rules.cases.tier("community").may_whistle
    assert not rules.cases.whistle.raises_tier


def test_dual_command_covers_enforcement(rules):
    """Q56."""
    assert rules.organizations.dual_command.enabled
    assert "enforcement_team" in rules.organizations.dual_command.organizations


@pytest.mark.parametrize(("staff", "missing"), [(0, 12), (11, 1), (12, 0), (13, 0)])
def test_a_community_has_twelve_full_time_staff_or_more(rules, staff, missing):
    """Q29: there is no ceiling."""
    floor = rules.organizations.floors["community_staff"]
    assert (floor.shortfall(staff), floor.surplus(staff)) == (missing, 0)


def test_grid_workers_do_not_count_as_community_staff(rules):
    """Q5 counts 6 staff and 14 grid workers apart."""
    assert "grid_worker" not in rules.organizations.floors["community_staff"].posts


def test_each_community_has_the_five_specialists(rules):
    """Q28."""
    own = {code: post for code, post in rules.organizations.posts.items() if code.startswith("specialist_")}
    assert [post.label for post in own.values()] == ["组织专员", "纪检专员", "宣传专员", "政法专员", "统战专员"]
    assert {post.per_area for post in own.values()} == {"at_least_one"}


@pytest.mark.parametrize("kind", ["specialist_law", "estate_force"])
def test_a_specialist_and_a_force_are_missed_until_somebody_is_appointed(place_of, kind):
    """Q28 in each community; Q55 一小区一力量 in each grid."""
    place = place_of("qihe", kind)
    assert place.missing() == 1
    place.appoint("甲")
    assert place.missing() == 0


def test_one_officer_per_community(place_of):
    """Q55 一社区一民警: nobody is a gap, one fills it, a second is refused."""
    place = place_of("qihe", "community_police")
    assert (place.area.kind, place.missing()) == ("community", 1)
    place.appoint("甲")
    assert place.missing() == 0
    with pytest.raises(RuleBroken) as refused:
        place.appoint("乙")
    assert (refused.value.code, refused.value.params["holder"]) == ("people.place_taken", "甲")


def test_floor_specialists_and_officer_are_asked_of_communities_not_of_villages(rules):
    """Q28, Q29, Q55 all say 社区; the county has 1,016 villages of the same rank (Q1)."""
    posts = rules.organizations.posts
    asked = [rules.organizations.floors["community_staff"].holds_in]
    asked += [post.stands_in for code, post in posts.items() if code.startswith(("specialist_", "community_police"))]
    assert len(asked) == 7
    assert all(holds("community") and not holds("village") for holds in asked)


def test_every_address_lies_in_exactly_one_grid(rules):
    """Q16."""
    assert rules.territory.addresses.in_exactly_one_grid
    assert rules.territory.addresses.source == ("Q16",)


def test_liaisons_per_group_and_groups_per_branch_are_as_published(rules):
    """Q13–Q15: 976/179 and 2557/976."""
    figures = {code: figure.number for code, figure in rules.organizations.published.items()}
    assert round(figures["building_groups"] / figures["branches"], 2) == 5.45
    assert round(figures["liaisons"] / figures["building_groups"], 2) == 2.62


def test_property_is_a_card_of_its_own(rules):
    """Q58."""
    assert "物业问题" in [card.label for card in rules.cases.categories.cards]


def test_a_small_thing_of_monday_nine_is_answered_by_eleven_and_done_on_wednesday(due):
    assert due("qihe", "branch", "answer", MONDAY_NINE) == "03-02 11:00"
    assert due("qihe", "branch", "resolve", MONDAY_NINE) == "03-04 17:30"


@pytest.mark.parametrize(("allotted", "fits"), [(29, False), (30, True)])
def test_a_compound_has_thirty_new_members_a_year_at_least(rules, allotted, fits):
    """Q20."""
    assert members.quota_fits(allotted, rules.membership.quota.at_least) is fits


@pytest.mark.parametrize(("office", "whole", "warns"), [(70, 100, True), (71, 100, False), (69, 100, True)])
def test_more_than_seventy_percent_of_leaders_and_liaisons_work_in_offices(rules, office, whole, warns):
    """Q25: exactly 70 % warns."""
    share = rules.membership.shares["office_members"]
    assert share.posts == ("building_head", "stairwell_liaison")
    assert members.Share(share.label, office, whole, share.above).warns is warns


def test_members_keep_in_touch_with_five_households_and_no_ceiling(rules):
    """Q26."""
    contact = rules.membership.contact
    assert (members.is_short(4, contact.at_least), members.is_short(5, contact.at_least)) == (True, False)
    assert members.may_take_another(11, contact.at_most)


def test_retired_members_come_to_where_they_live(rules):
    """Q19, Q23, Q24."""
    assert "retired" in rules.membership.following()
    assert not {"employed", "floating", "office"} & set(rules.membership.following())
    assert rules.membership.office() == ["office"]


def test_the_red_alliance_binds_social_organizations_new_jobs_and_departments(rules):
    """Q62."""
    capacities = {one.label for one in rules.alliances.capacities.values()}
    assert {"社会组织", "新业态新就业群体", "行业主管部门"} <= capacities
    assert rules.alliances.kinds["red"].label == "红色联盟"


def test_party_organizations_are_set_up_on_sites_stations_and_fleets(rules):
    """Q38: where, the source says; with how many members is assumed."""
    assert [one.label for one in rules.formations.sites.values()] == ["快递网点", "外卖站点", "司机车队"]
    for form in rules.formations.forms.values():
        assert form.founders is None
        assert form.upkeep.assumed
    assert rules.formations.fallback is None
