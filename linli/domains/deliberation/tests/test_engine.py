"""The engine: which stage is open, what is missing, quorum and passing, without a database."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from linli.domains.deliberation.method import Bar, Form, Stage
from linli.domains.deliberation.rules import engine
from linli.domains.deliberation.rules.engine import Count, Facts, Meeting
from linli.foundation.methods import loader

HALF = Bar(more_than="1/2", of="present")
SLUGS = ("qihe", "longkou", "huancui", "xiejiaji", "leshan")


def forms() -> list[tuple[str, Any, Form]]:
    return [
        (slug, own, form)
        for slug in SLUGS
        for own in [loader.rules_from_files(slug).deliberation]
        for form in own.forms.values()
    ]


def stage(**facts: Any) -> Stage:
    return Stage(**{"code": "one", "label": "议", "verbs": ("hear",), "actors": ("office",), "assumed": "试", **facts})


def test_every_county_has_its_form_and_marks_what_it_assumes() -> None:
    names = {(slug, form.label) for slug, _, form in forms()}
    assert {
        ("qihe", "六事流程"),
        ("longkou", "双线七议两公开"),
        ("huancui", "“461”协商"),
        ("leshan", "坝坝会"),
    } <= names
    assert ("xiejiaji", "“谢家集先锋”议事站") in names
    joint = loader.rules_from_files("xiejiaji").deliberation.forms["joint"]
    assert joint.cycle is not None
    assert (joint.cycle.times, joint.cycle.months) == (1, 3)  # X4
    assert all(bool(one.source) != bool(one.assumed) for _, _, form in forms() for one in form.stages)


def test_qihe_walks_six_steps_and_size_chooses_who_decides() -> None:
    form = loader.rules_from_files("qihe").deliberation.forms["six"]
    small = [one.label for one in engine.plan(form, "small")]
    assert small[:4] == ["居民提事", "楼宇听事", "支部议事", "民主定事"]
    assert small[-1] == "群众评事"
    assert [one.code for one in engine.plan(form, "small") if one.label == "民主定事"] == ["decide"]
    assert [one.code for one in engine.plan(form, "big") if one.label == "民主定事"] == ["ballot"]
    assert engine.together(engine.plan(form, "small"), "branch") == ("branch", "decide")
    assert engine.together(engine.plan(form, "big"), "branch") == ("branch",)  # a vote isn't settled in a meeting


def test_longkou_runs_two_lines_side_by_side() -> None:
    stages = engine.plan(loader.rules_from_files("longkou").deliberation.forms["two_lines"])
    assert [one.code for one in engine.open_stages(stages, {"propose"})] == ["talk", "listen"]
    assert [one.code for one in engine.open_stages(stages, {"propose", "talk", "review", "listen"})] == ["weigh"]
    assert [one.code for one in engine.open_stages(stages, {"propose", "talk", "review", "listen", "weigh"})] == [
        "decide"
    ]
    assert sum("议" in one.label and "公开" not in one.label for one in stages) == 7
    assert sum("公开" in one.label for one in stages) == 2


@pytest.mark.parametrize("level", ["residents", "several", "neighbours", "single"])
def test_huancui_has_four_levels_of_the_fourth_step(level: str) -> None:
    own = loader.rules_from_files("huancui").deliberation
    assert len(own.levels) == 4
    labels = [one.label for one in engine.plan(own.forms["steps"], "", level)]
    assert labels.count("商") == 1
    assert [one for one in labels if len(one) == 1] == ["集", "提", "报", "商", "办", "结"]


@given(st.data())
def test_no_order_of_closing_skips_a_stage(data: st.DataObject) -> None:
    """Whatever is closed first, a stage is open only when all before it are done, but those of other tracks in its block."""
    _, own, form = data.draw(st.sampled_from(forms()))
    size = data.draw(st.sampled_from([*own.sizes, ""]))
    level = data.draw(st.sampled_from([*own.levels, ""]))
    stages = engine.plan(form, size, level)
    done: list[str] = []
    while found := engine.open_stages(stages, done):
        chosen = data.draw(st.sampled_from(found))
        before = stages[: stages.index(chosen)]
        late = [one for one in before if one.code not in done]
        assert all(one.track is not None and one.track != chosen.track for one in late)
        done.append(chosen.code)
    assert sorted(done) == sorted(one.code for one in stages)


@given(st.integers(1, 500), st.data())
def test_thresholds_are_exact(entitled: int, data: st.DataObject) -> None:
    present = data.draw(st.integers(0, entitled))
    yes = data.draw(st.integers(0, present))
    assert engine.quorate(Bar(more_than="1/2"), entitled, present) == (present * 2 > entitled)
    assert engine.quorate(Bar(at_least="2/3"), entitled, present) == (present * 3 >= entitled * 2)
    two = Bar(at_least="2/3", of="present")
    assert engine.passed(two, yes=yes, present=present, entitled=entitled) == (present > 0 and yes * 3 >= present * 2)


@pytest.mark.parametrize(
    ("present", "yes", "passes"), [(51, 26, True), (50, 50, False), (51, 25, False), (100, 50, False)]
)
def test_the_boundaries_of_a_hundred(present: int, yes: int, passes: bool) -> None:
    here = stage(verbs=("meet", "resolve"), quorum=Bar(more_than="1/2"), passes=HALF)
    found = engine.resolved(here, Meeting(100, present, confirmed=True, agreed=yes))
    assert bool(found) is passes
    assert (found is None) == (present * 2 <= 100)


def test_a_quorum_of_an_earlier_meeting_says_nothing_of_the_next() -> None:
    here = stage(verbs=("meet", "resolve"), quorum=Bar(more_than="1/2"), passes=HALF)
    first = Facts(meeting=Meeting(9, 9, confirmed=True, agreed=9))
    then = Facts(meeting=Meeting(9, 4, confirmed=True, agreed=4))
    assert engine.missing(here, first) == []
    assert engine.missing(here, then) == ["no_quorum"]
    assert engine.decided(here, then) is None


def test_what_is_missing_is_said_by_verb() -> None:
    assert engine.missing(stage(verbs=("support", "sort"), supporters=3), Facts(supporters=2, sized=False)) == [
        "too_few_supporters", "not_sorted",
    ]  # fmt: skip
    assert engine.missing(stage(verbs=("hear",)), Facts()) == ["not_heard"]
    assert engine.missing(stage(verbs=("execute",)), Facts()) == ["not_done"]
    assert engine.missing(stage(verbs=("execute",)), Facts(tasks=2, tasks_open=1)) == ["not_done"]
    assert engine.missing(stage(verbs=("judge",)), Facts()) == ["not_judged"]
    assert engine.missing(stage(verbs=("execute",)), Facts(tasks=2)) == []
    meet = stage(verbs=("meet", "resolve"), quorum=Bar(more_than="1/2"), passes=HALF)
    assert engine.missing(meet, Facts()) == ["not_met"]
    assert engine.missing(meet, Facts(meeting=Meeting(3, 2, confirmed=False))) == ["not_confirmed", "not_resolved"]


@given(st.lists(st.sampled_from(["yes", "no", "abstain"]), max_size=60))
def test_a_recount_is_the_count(papers: list[str]) -> None:
    count = engine.tally(papers, 60)
    assert count.cast == len(papers)
    assert engine.tally(sorted(papers), 60) == count
    here = stage(verbs=("vote",), vote_runs={"amount": 5, "unit": "days"}, quorum=Bar(more_than="1/2"), passes=HALF)
    assert engine.outcome(here, count) == (len(papers) > 30 and papers.count("yes") * 2 > len(papers))


def test_abstaining_takes_part_and_does_not_agree() -> None:
    here = stage(verbs=("vote",), vote_runs={"amount": 5, "unit": "days"}, quorum=Bar(more_than="1/2"), passes=HALF)
    assert not engine.outcome(here, Count(10, 3, 0, 3))
    assert engine.outcome(here, Count(10, 4, 0, 3))
    with pytest.raises(ValueError, match="maybe"):
        engine.tally(["maybe"], 1)


def test_papers_that_two_people_typed_differently_are_named() -> None:
    assert engine.differences({"1": "yes", "2": "no"}, {"1": "yes", "2": "yes", "3": "no"}) == ["2", "3"]


def test_too_few_judgements_say_nothing() -> None:
    two = Bar(at_least="2/3", of="present")
    assert engine.satisfied(two, 3, yes=2, said=2) is None
    assert engine.satisfied(two, 3, yes=2, said=3) is True
    assert engine.satisfied(two, 3, yes=1, said=3) is False


@pytest.mark.parametrize(
    "wrong",
    [
        {"verbs": ("resolve",), "passes": HALF}, {"verbs": ("vote",), "passes": HALF}, {"verbs": ("meet",)},
        {"verbs": ("publish",)}, {"verbs": ("meet", "resolve"), "quorum": HALF},
        {"notice": {"amount": 1, "unit": "days"}}, {"verbs": ("fly",)},
    ],
)  # fmt: skip
def test_a_stage_that_lacks_what_it_needs_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        stage(**wrong)


def test_a_form_that_ends_at_the_decision_is_refused() -> None:
    meet = stage(verbs=("meet", "resolve"), quorum=HALF, passes=HALF)
    with pytest.raises(ValidationError, match="judge"):
        Form(label="议", stages=(stage(code="first"), meet), assumed="试")


@pytest.mark.parametrize("wrong", ["0/3", "4/3", "1/0", "half"])
def test_a_share_is_a_fraction(wrong: str) -> None:
    with pytest.raises((ValidationError, ZeroDivisionError)):
        Bar(at_least=wrong)
