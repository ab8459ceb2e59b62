"""Pure decisions, without a database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.domains.cases import rules
from linli.domains.cases.method import DispatchMethod, TriageMethod
from linli.foundation.methods.loader import rules_from_files
from linli.kernel.durations import Duration, Unit
from linli.kernel.holidays import national_calendar

COUNTIES = ("qihe", "longkou", "huancui", "xiejiaji", "leshan")
#: A Tuesday, 9:00 in China, in a week without holidays.
MORNING = datetime(2026, 11, 17, 1, 0, tzinfo=UTC)

moments = st.datetimes(datetime(2026, 1, 5), datetime(2026, 11, 30)).map(lambda at: at.replace(tzinfo=UTC))
durations = st.builds(Duration, st.integers(1, 60).map(float), st.sampled_from(list(Unit)))


@pytest.fixture(scope="module")
def county() -> Any:
    return rules_from_files("huancui")


def test_registries_have_the_names_of_the_schema() -> None:
    assert set(rules.DISPATCH_METHODS) == set(get_args(DispatchMethod))
    assert set(rules.TRIAGE_METHODS) == set(get_args(TriageMethod))


@pytest.mark.parametrize("slug", COUNTIES)
@pytest.mark.parametrize("rank", ["community", "grid", "building"])
def test_every_county_has_a_chain_and_a_first_tier(slug: str, rank: str) -> None:
    own = rules_from_files(slug)
    place = rules.Place(rank)
    assert rules.chain_for(own, place)
    assert rules.first_tier(own, place) in own.cases.tiers


def test_building_posts_wait_for_a_known_building() -> None:
    own = rules_from_files("qihe")
    assert rules.chain_for(own, rules.Place("building"))[0] == "stairwell_liaison"
    assert "building_head" not in rules.chain_for(own, rules.Place("grid"))


def test_estate_posts_come_first_inside_a_compound_only() -> None:
    own = rules_from_files("leshan")
    assert rules.estate_branch_first(own, rules.Place("grid", in_compound=True))[0] == "estate_secretary"
    assert rules.estate_branch_first(own, rules.Place("grid"))[-1] == "estate_secretary"


def test_the_community_first_where_it_sorts(county: Any) -> None:
    assert rules.community_first(county, rules.Place("grid"))[0] == "community_office"


def test_what_a_department_must_do_passes_the_grid_by(county: Any) -> None:
    chain = rules.chain_for(county, rules.Place("grid"), refused=True)
    assert chain == ("community_office",)
    assert rules.is_grid_post(county, "grid_worker")
    assert not rules.is_grid_post(county, "no_such_post")


@pytest.mark.parametrize(("duty", "refused"), [(None, False), (True, True), (False, False)])
def test_grid_refuses(duty: bool | None, refused: bool) -> None:
    assert rules.grid_refuses(None if duty is None else SimpleNamespace(not_to_grid=duty)) is refused


def test_a_tier_is_never_below_the_known_place(county: Any) -> None:
    assert rules.first_tier(county, rules.Place("building")).code == "routine"
    assert rules.first_tier(county, rules.Place("community")).code == "joint"
    assert rules.first_tier(county, rules.Place("county")).code == "tough"


def test_the_choice_names_the_tier(county: Any) -> None:
    assert rules.first_tier(county, rules.Place("grid"), "tough").code == "tough"
    assert rules.by_choice(county.cases, "no such").code == "routine"


def test_climbing_ends_at_the_top(county: Any) -> None:
    up = [rules.escalation_target(county.cases, code) for code in ("routine", "joint", "tough")]
    assert [tier and tier.code for tier in up] == ["joint", "tough", None]
    same = rules.escalation_target(county.cases, "tough", to="same")
    assert same and same.code == "tough"


def test_a_post_works_at_the_lowest_tier_that_names_it(county: Any) -> None:
    first = county.cases.tiers[0]
    assert rules.tier_of_post(county.cases, first, "street_office").code == "joint"
    assert rules.tier_of_post(county.cases, first, "community_office").code == "routine"
    assert rules.tier_above_grid(county, first).code == "joint"


def test_danger_and_utilities_go_before_the_kind_of_request(county: Any) -> None:
    sla = county.cases.sla
    assert rules.promise_for(county.cases, "danger", "consult") == sla.danger
    assert rules.promise_for(county.cases, "utilities", "consult") == sla.utilities
    assert rules.promise_for(county.cases, "normal", "complaint") == sla.complaint


def test_stages_come_from_the_most_exact_category(county: Any) -> None:
    stages = rules.stages_for(county.cases, "gbt47678_5_2026/matter/06011")
    assert [stage.name for stage in stages] == ["清运渣土", "清理土堆"]
    assert rules.stages_for(county.cases, "social/request/0101") == ()


@given(moments, durations)
def test_a_clock_runs_forward_and_warns_before_it_is_due(start: datetime, duration: Duration) -> None:
    calendar = national_calendar()
    due = rules.due(calendar, start, duration).at
    warn = rules.warn_at(calendar, start, due, duration, 80)
    assert start <= warn <= due


@given(moments, durations, st.integers(1, 99))
def test_more_percent_warn_later(start: datetime, duration: Duration, percent: int) -> None:
    calendar = national_calendar()
    due = rules.due(calendar, start, duration).at
    early = rules.warn_at(calendar, start, due, duration, percent)
    assert early <= rules.warn_at(calendar, start, due, duration, min(99, percent + 10))


@given(moments, durations)
def test_what_is_left_after_a_pause_gives_the_same_due_moment(start: datetime, duration: Duration) -> None:
    calendar = national_calendar()
    due = rules.due(calendar, start, duration).at
    left = calendar.remaining(start, due, duration.unit)
    assert (
        calendar.resume(start, left, duration.unit).at == due or calendar.remaining(start, due, duration.unit) == left
    )


def test_a_warning_that_has_passed_is_due_now() -> None:
    calendar = national_calendar()
    hour = Duration(1, Unit.HOURS)
    due = MORNING + timedelta(hours=1)
    assert rules.warn_at(calendar, MORNING, due, hour, 80) == MORNING + timedelta(minutes=48)
    late = MORNING + timedelta(minutes=55)
    assert rules.warn_at(calendar, late, due, hour, 80) == late


def test_a_working_day_is_as_long_as_its_hours() -> None:
    hours = national_calendar().hours
    assert rules.day_length(hours) == timedelta(hours=7, minutes=30)
    assert rules.length_of(hours, Duration(2, Unit.WORKING_DAYS)) == timedelta(hours=15)
    assert rules.length_of(hours, Duration(2, Unit.WORKING_HOURS)) == timedelta(hours=2)
    assert rules.length_of(hours, Duration(2, Unit.DAYS)) == timedelta(days=2)


def test_clocks_of_others_never_climb(county: Any) -> None:
    assert rules.late_steps(county.cases, "routine", may_climb=True)[-1].escalate
    assert not any(step.escalate for step in rules.late_steps(county.cases, "routine", may_climb=False))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("路灯不亮。已经三天了", "路灯不亮"),
        ("  ", ""),
        ("一" * 31, "一" * 29 + "…"),
        ("一" * 30, "一" * 30),
        ("门坏了\n换锁", "门坏了"),
    ],
)
def test_title_from(text: str, title: str) -> None:
    assert rules.title_from(text) == title


@given(st.text(max_size=300))
def test_clean_text_has_nothing_unseen(text: str) -> None:
    cleaned = rules.clean_text(text)
    assert "\x00" not in cleaned
    assert all(sign == "\n" or sign.isprintable() or sign == "\u200d" for sign in cleaned)
    assert rules.clean_text(cleaned) == cleaned


def test_clean_text_keeps_emoji_and_lines() -> None:
    assert rules.clean_text(" 漏水\r\n👨‍👩‍👧\x07 ") == "漏水\n👨‍👩‍👧"


@pytest.mark.parametrize("slug", COUNTIES)
def test_fire_shows_its_number(slug: str) -> None:
    numbers = rules.emergency_numbers(rules_from_files(slug).cases, "楼上着火了")
    assert "119" in [number.number for number in numbers]
    assert rules.emergency_numbers(rules_from_files(slug).cases, "路灯不亮") == ()


@given(st.text(max_size=40), st.text(max_size=40))
def test_alike_is_a_share(one: str, other: str) -> None:
    assert 0 <= rules.alike(one, other) <= 1
    assert rules.alike(one, other) == pytest.approx(rules.alike(other, one))


def test_alike_tells_the_same_from_another() -> None:
    assert rules.alike("3 号楼东侧路灯不亮", "路灯不亮，在 3 号楼东侧") > 0.6
    assert rules.alike("路灯不亮", "垃圾没人清") == 0
