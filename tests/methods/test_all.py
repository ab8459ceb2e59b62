"""What holds in every county, whatever its method."""

from typing import get_args

import pytest

from linli.domains.cases import rules as decide
from linli.domains.cases.method import DispatchMethod, TriageMethod
from linli.foundation.methods import loader
from linli.foundation.organizations.method import Role
from linli.kernel import policy

from .conftest import AT_HOME, IN_THE_STREET


def test_the_schema_names_exactly_the_registered_ways_of_dispatching():
    assert set(get_args(DispatchMethod)) == set(decide.DISPATCH_METHODS)


def test_the_schema_names_exactly_the_registered_ways_of_sorting():
    assert set(get_args(TriageMethod)) == set(decide.TRIAGE_METHODS)


def test_every_role_of_a_post_is_declared_with_permissions():
    assert set(get_args(Role)) <= set(policy.roles())


def test_a_post_reaches_as_its_role_does(any_rules):
    for code, post in any_rules.organizations.posts.items():
        by_organization = policy.role(post.role).reach is policy.Reach.ORGANIZATION
        assert by_organization <= bool(post.organization), code


def test_no_county_gives_hours_so_every_clock_is_marked_as_ours(any_rules):
    for tier in any_rules.cases.tiers:
        assert tier.clocks.assumed, tier.code
        assert tier.lateness.assumed, tier.code
    assert any_rules.cases.whistle.clocks.assumed
    assert any_rules.cases.sla.assumed


def test_each_late_step_reaches_another_person(any_rules):
    for tier in any_rules.cases.tiers:
        told = [step.tell for step in tier.lateness.steps if step.tell]
        assert not set(told) & set(tier.handler_posts), tier.code


def test_a_report_from_home_always_finds_a_post_and_a_tier(any_rules):
    for place in (AT_HOME, IN_THE_STREET):
        assert decide.chain_for(any_rules, place)
        assert decide.first_tier(any_rules, place).handler_posts


def test_what_a_department_must_do_never_goes_to_a_post_of_the_grid(any_rules):
    chain = decide.chain_for(any_rules, AT_HOME, refused=True)
    assert chain == ("community_office",)


def test_the_same_report_takes_five_different_ways():
    ways = set()
    for slug in loader.slugs():
        rules = loader.rules_from_files(slug)
        tiers = tuple(tier.label for tier in rules.cases.tiers)
        ways.add((decide.chain_for(rules, AT_HOME), tiers, rules.cases.triage.method))
    assert len(ways) == 5


@pytest.mark.parametrize(
    ("text", "number"),
    [("楼道里有燃气味", "119"), ("门口两个人打架", "110"), ("老人晕倒了", "120"), ("路口撞车了", "122")],
)
def test_words_of_danger_show_the_number_at_once(any_rules, text, number):
    assert number in [one.number for one in decide.emergency_numbers(any_rules.cases, text)]


def test_a_plain_report_shows_no_emergency_number(any_rules):
    assert decide.emergency_numbers(any_rules.cases, "路灯三天不亮了，请来看看") == ()


def test_all_six_legal_routes_have_an_answer(any_rules):
    kinds = {route.kind for route in any_rules.cases.legal_routes}
    assert kinds == {"court", "arbitration", "discipline", "review", "disclosure", "petition"}


def test_a_category_standard_with_stages_keeps_their_order(any_rules):
    stages = decide.stages_for(any_rules.cases, "gbt47678_5_2026/matter/06001")
    assert [stage.name for stage in stages] == ["制止", "处罚", "拆除"]


def test_a_category_without_a_standard_has_no_stages(any_rules):
    assert decide.stages_for(any_rules.cases, "social/request/04") == ()
