"""Longkou's own text: grid units, call from below, answer from above (L15–L35, L51)."""

from datetime import date

import pytest

from linli.domains.bulletins import rules as bulletins
from linli.domains.cases import rules as decide
from linli.domains.membership import rules as members
from linli.kernel.errors import RuleBroken

from .conftest import AT_HOME


@pytest.fixture
def rules(rules_of):
    return rules_of("longkou")


def test_the_unit_comes_first_then_the_grid_then_the_community(rules):
    """L28, L30."""
    assert decide.chain_for(rules, AT_HOME) == ("unit_worker", "grid_worker", "grid_leader", "community_office")


def test_everything_starts_in_the_grid_and_climbs_one_rung_at_a_time(rules):
    """L32, L34: grid, community calls, street answers, city."""
    tiers = [decide.first_tier(rules, AT_HOME)]
    while above := decide.escalation_target(rules.cases, tiers[-1].code):
        tiers.append(above)
    assert [tier.level for tier in tiers] == ["grid", "community", "township", "county"]


def test_the_community_calls_and_the_call_reaches_the_street_team(rules):
    """L33–L35 一支队伍."""
    assert not rules.cases.tier("grid").may_whistle
    assert rules.cases.tier("community").may_whistle
    assert rules.cases.next_tier("community").kind == "joint"
    assert (rules.cases.whistle.label, rules.cases.whistle.answer_label) == ("下呼", "上应")


def test_snapshots_of_riders_are_a_way_in(rules):
    """L51 随手拍."""
    assert rules.cases.sources["snapshot"].enabled


@pytest.mark.parametrize(
    ("born_on", "fits"),
    [(date(1989, 12, 31), False), (date(1990, 1, 1), True), (date(2001, 5, 4), True), (None, False)],
)
def test_the_deputy_secretary_is_born_in_1990_or_later(rules, born_on, fits):
    """L17 90后."""
    assert rules.organizations.posts["deputy_secretary_90s"].eligibility.accepts(born_on) is fits


def test_each_street_has_exactly_one_such_deputy(place_of):
    """L17 每个街道 1 名: who is too old is refused, one fills the place, a second is refused."""
    place = place_of("longkou", "deputy_secretary_90s")
    refusals = []
    for name, born_on in (("甲", date(1989, 12, 31)), ("乙", date(1990, 1, 1)), ("丙", date(1995, 1, 1))):
        try:
            place.appoint(name, born_on)
        except RuleBroken as refused:
            refusals.append((name, refused.code, place.missing()))
    assert refusals == [("甲", "people.not_eligible", 1), ("丙", "people.place_taken", 0)]


@pytest.mark.parametrize(("staff", "missing", "over"), [(1, 1, 0), (2, 0, 0), (3, 0, 0), (4, 0, 1)])
def test_the_community_office_has_two_or_three_staff(rules, staff, missing, over):
    """L18 2—3 名."""
    floor = rules.organizations.floors["community_affairs_office"]
    assert (floor.shortfall(staff), floor.surplus(staff)) == (missing, over)


@pytest.mark.parametrize(("households", "inside"), [(79, False), (80, True), (100, True), (120, True), (121, False)])
def test_a_unit_holds_about_a_hundred_households(rules, households, inside):
    """L28 100 户左右: the band is ours and says so."""
    band = rules.territory.band_for("grid_unit")
    assert band.holds(households) is inside
    assert band.assumed


def test_grids_have_no_band_of_their_own(rules):
    assert rules.territory.band_for("grid") is None


def test_four_types_of_community_make_39(rules):
    """L19: 25 + 6 + 2 + 6."""
    types = rules.territory.community_types.values()
    assert sum(kind.communities for kind in types) == rules.territory.published["communities"].number == 39


def test_units_per_grid_are_as_published(rules):
    """L28: 2229 / 454."""
    figures = rules.territory.published
    assert round(figures["grid_units"].number / figures["grids"].number, 2) == 4.91


def test_villages_and_communities_stand_under_one_street(rules):
    """L15."""
    assert rules.territory.may_stand_under("village", "street")
    assert rules.territory.may_stand_under("community", "street")
    assert not rules.territory.may_stand_under("building", "grid")  # units lie between


def test_action_branches_end_on_a_date(rules):
    """L53."""
    assert rules.organizations.kinds["working_group"].temporary


def test_a_grid_case_of_monday_morning_is_due_on_tuesday_evening(due):
    assert due("longkou", "grid", "answer") == "03-02 11:00"
    assert due("longkou", "grid", "resolve") == "03-03 17:30"


def test_the_street_has_five_working_days(due):
    assert due("longkou", "street", "resolve") == "03-09 17:30"


@pytest.mark.parametrize(
    ("held", "short", "room"), [(4, True, True), (5, False, True), (10, False, False), (11, False, False)]
)
def test_members_keep_in_touch_with_five_to_ten_households(rules, held, short, room):
    """L43."""
    contact = rules.membership.contact
    assert members.is_short(held, contact.at_least) is short
    assert members.may_take_another(held, contact.at_most) is room


def test_building_heads_come_from_eight_sources(rules):
    """L40."""
    own = [source.label for source in rules.selection.sources.values() if source.source == ("L40",)]
    assert own == [
        "老党员",
        "青年志愿者",
        "老干部",
        "老模范",
        "老教师",
        "青年社会组织骨干",
        "青年创业者",
        "青年在职干部",
    ]
    assert next(iter(rules.selection.procedures_for("building_head"))) == "building_leader"


def test_three_of_the_seven_backbone_roles_are_named(rules):
    """L39."""
    assert rules.selection.published["kinds"].number == 7
    assert [one.label for one in rules.selection.backbones.values()] == ["网格助理员", "楼栋长", "善治会成员"]


def test_visiting_has_twelve_slots_and_names_no_point_as_published(rules):
    """L41: the twelve are named by number only; L42: three of six services are named."""
    assert rules.visits.checklist.slots == rules.visits.published["points"].number == 12
    assert all(point.assumed for point in rules.visits.points.values())
    assert rules.visits.published["services"].number == 6
    assert [one.label for one in rules.visits.services.values()] == ["物资采购", "事项代办", "邻里守望"]


def test_leaders_come_to_their_community_once_in_each_quarter(rules):
    """L9."""
    kind = rules.visits.kinds["attached"]
    assert (kind.cycle, kind.counting, kind.concern.areas) == ("quarterly", "calendar", ("community",))


def test_a_service_community_has_one_three_and_any_number(rules):
    """L46 "1+3+N"; L47 three industry committees."""
    tiers = rules.alliances.kinds["service"].tiers
    assert [tier.count for tier in tiers.values()] == [1, 3, None]
    industry = rules.alliances.kinds["industry"]
    assert [trade.label for trade in rules.alliances.trades_of(industry).values()] == ["快递物流", "外卖", "电商"]
    assert industry.by_trade


def test_an_alliance_of_a_chain_answers_for_a_chain_of_industry(rules):
    """L52: ten chains, of which the source names four; none of them is a trade of L47."""
    chain = rules.alliances.kinds["chain"]
    assert [one.label for one in rules.alliances.trades_of(chain).values()] == [
        "高端化工",
        "纺织服装",
        "高端铝材料",
        "汽车及零部件",
    ]
    assert rules.alliances.published["chains"].number == 10
    assert rules.alliances.trades_of(rules.alliances.kinds["service"]) == {}


def test_communities_hold_one_activity_a_quarter_and_one_project_a_year(rules):
    """L71; L70 (a hundred communities)."""
    home, scenes = (rules.activities.programmes[code] for code in ("our_home", "hundred_scenes"))
    assert (home.months, home.areas, home.is_project, home.public) == (3, ("community",), False, True)
    assert (scenes.months, scenes.areas, scenes.is_project, scenes.target.number) == (12, ("community",), True, 100)
    assert rules.activities.published["home_years"].number == 7


def test_the_three_ones_are_a_rhythm_with_a_plaque_by_rank(rules):
    """L13: Monday dispatch weekly, bulletin monthly, plaque quarterly. What stands in them is assumed."""
    kinds = rules.bulletins.used()
    assert {code: one.cycle for code, one in kinds.items()} == {
        "weekly": "week", "monthly": "month", "quarterly": "quarter",
    }  # fmt: skip
    assert all(one.source == ("L13",) and one.content.assumed for one in kinds.values())
    bands = kinds["quarterly"].content.bands
    assert [bulletins.band_of(place, 5, bands) for place in range(1, 6)] == ["红牌", "红牌", "蓝牌", "蓝牌", "黄牌"]
