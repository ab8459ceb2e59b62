"""Huancui's own text: answer at once, three whistles (H43–H51)."""

import pytest

from linli.domains.cases import rules as decide

from .conftest import AT_HOME, FRIDAY_EVENING


@pytest.fixture
def rules(rules_of):
    return rules_of("huancui")


@pytest.mark.parametrize(
    ("choice", "label", "level"),
    [("routine", "常规哨", "grid"), ("joint", "联合哨", "township"), ("tough", "攻坚哨", "county")],
)
def test_three_whistles_go_to_grid_street_and_district(rules, choice, label, level):
    """H49 网格自主应答, H50 镇街协同响应, H51 区级督办包办."""
    tier = decide.first_tier(rules, AT_HOME, choice)
    assert (tier.label, tier.level) == (label, level)


def test_unsorted_reports_begin_with_the_grid(rules):
    """H48 接哨即办: nobody waits for the sorting."""
    assert decide.first_tier(rules, AT_HOME).code == "routine"
    assert decide.chain_for(rules, AT_HOME)[0] == "grid_worker"


def test_the_ladder_runs_from_routine_to_tough_and_ends_there(rules):
    assert decide.escalation_target(rules.cases, "routine").code == "joint"
    assert decide.escalation_target(rules.cases, "joint").code == "tough"
    assert decide.escalation_target(rules.cases, "tough") is None


def test_the_grid_may_whistle_and_the_whistle_lifts_the_case(rules):
    """H46 网格吹哨 部门报到, H48 三哨分流."""
    assert rules.cases.tier("routine").may_whistle
    assert rules.cases.whistle.raises_tier


def test_one_intake_for_grid_and_hotline(rules):
    """H43 merges grid and 12345."""
    assert rules.cases.sources["hotline"].enabled
    assert rules.county.voice.centre == "全响应中心"


def test_answering_a_routine_whistle_runs_on_calendar_minutes(due):
    assert due("huancui", "routine", "answer", FRIDAY_EVENING) == "03-06 20:30"


def test_a_routine_whistle_of_monday_morning_is_solved_by_tuesday_evening(due):
    assert due("huancui", "routine", "resolve") == "03-03 17:30"


def test_a_tough_whistle_of_friday_evening_has_three_working_weeks(due):
    assert due("huancui", "tough", "resolve", FRIDAY_EVENING) == "03-27 17:30"


def test_the_lane_steward_comes_from_three_sources(rules):
    """H11."""
    sources = rules.organizations.posts["lane_steward"].eligibility.preferred_from
    assert sources == ("社区党员", "业委会负责人", "退休职工")


@pytest.mark.parametrize(("code", "number"), [("departments", 26), ("response_teams", 5), ("committee_members", 28)])
def test_published_figures(rules, code, number):
    """H45, H47, H3."""
    assert rules.organizations.published[code].number == number


def test_three_quarters_are_solved_in_the_grid(rules):
    """H52: 95,000 against 31,000."""
    figures = rules.territory.published
    share = figures["solved_in_grid"].number / (figures["solved_in_grid"].number + figures["hotline_cases"].number)
    assert round(share * 100, 1) == 75.4


def test_lane_stewards_are_chosen_in_four_steps(rules):
    """H10."""
    procedure = next(iter(rules.selection.procedures_for("lane_steward").values()))
    assert [stage.label for stage in procedure.stages] == ["居民自荐", "社区推荐", "资格联审", "居民代表会议审议"]
    assert [stage.by for stage in procedure.stages] == ["community", "community", "township", "community"]


def test_four_cycles_of_visiting(rules):
    """H37."""
    cycles = {one.label: one.cycle for one in rules.visits.kinds.values() if "H37" in one.source}
    assert cycles == {"日随查": "daily", "周例会": "weekly", "月抽查": "monthly", "季走访": "quarterly"}


def test_the_alliance_has_branches_and_trades_a_department(rules):
    """H31 9 branches; H25."""
    own = rules.alliances
    assert (own.kinds["branch"].parent, own.published["branches"].number) == ("main", 9)
    assert own.kinds["industry"].by_trade
