"""Surveys as offices write, correct and read them; who may; how they follow the ground."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404

from linli.domains.surveys import selectors, services
from linli.domains.surveys.models import Survey
from linli.domains.surveys.selectors import questions
from linli.domains.surveys.tests.making import SYSTEM, compound, facts, surveyed
from linli.foundation.territory import services as territory
from linli.kernel import clock
from linli.kernel.errors import OutOfScope, RuleBroken

ANSWERS = {"wishes": ["parking", "lift"], "meeting": True, "built": 2003, "fund": "short", "notes": "  东门 路窄 "}


def refused(act: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(RuleBroken) as found:
        act(*args, **kwargs)
    return found.value.code


def lists(cast: Any, **wanted: str) -> list[str]:
    actor = cast.wang_community.actor
    return [row.compound.name for row in selectors.estates_page(actor, selectors.here_for(actor), **wanted).object_list]


def test_a_survey_is_kept_with_the_release_it_was_asked_under(cast: Any) -> None:
    made = surveyed(cast, answers=ANSWERS | {"unknown": 1}, company="  安居  物业 ", committee=True)
    assert made.release_id is not None
    assert made.answers == {**ANSWERS, "notes": "东门 路窄"}
    assert (made.on, made.by, made.company, made.area_id) == (clock.today(), "王海波", "安居 物业", cast.community.pk)
    page = selectors.estate_page(cast.wang_community.actor, made.compound)
    said = {one.label: one.now for one in page.lines}
    assert (said["居民反映最多的需求"], said["建成年份"], said["维修资金"]) == ("停车、加装电梯", "2003年", "不够用")
    assert (said["业主委员会"], said["物业企业"], page.against) == ("是", "安居 物业", None)
    assert [line.text for line in page.history][:1] == [f"{clock.today()} 调研"]


def test_what_a_survey_may_not_say(cast: Any) -> None:
    place, wang = compound(cast), cast.wang_community.actor
    for other, code in (
        ({"on": clock.today() + timedelta(days=30)}, "day_ahead"),
        ({"vacant": 301}, "more_vacant"),
        ({"company": "电话13800000000"}, "number_in_words"),
        ({"answers": {"notes": "找老李 371425198001011234"}}, "number_in_words"),
        ({"answers": {"fund": "gold"}}, "bad_answer"),
    ):
        assert refused(surveyed, cast, place, **other) == f"surveys.{code}", other
    made = surveyed(cast, place)
    assert refused(surveyed, cast, place) == "surveys.same_day"
    assert (
        refused(services.correct_survey, wang, survey=made, facts=facts(vacant=999), answers={})
        == "surveys.more_vacant"
    )
    assert Survey.unscoped.count() == 1
    with pytest.raises(IntegrityError):
        Survey.unscoped.filter(pk=made.pk).update(vacant=999)


def test_a_closed_compound_is_not_surveyed(cast: Any) -> None:
    place = compound(cast)
    type(place).unscoped.filter(pk=place.pk).update(valid_to=clock.today())
    assert refused(surveyed, cast, place) == "surveys.compound_closed"


def test_a_needed_question_is_answered(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {code: one.model_copy(update={"needed": code == "fund"}) for code, one in _questions(cast).items()}
    monkeypatch.setattr(services, "questions_of", lambda area, release: asked)
    assert refused(surveyed, cast) == "surveys.answer_needed"
    assert surveyed(cast, compound(cast, "杏园"), answers={"fund": "short"}).answers == {"fund": "short"}


def _questions(cast: Any) -> Any:
    return selectors.questions_of(cast.community, None)


def test_a_correction_keeps_day_and_author(cast: Any) -> None:
    made = surveyed(cast, answers=ANSWERS)
    services.correct_survey(cast.zhao_dispatcher.actor, survey=made, facts=facts(homes=310), answers={"built": 2004})
    row = Survey.unscoped.get(pk=made.pk)
    assert (row.homes, row.answers, row.by, row.on) == (310, {"built": 2004}, "王海波", made.on)
    (corrected, recorded) = selectors.estate_page(cast.chen_centre.actor, made.compound).history[:2]
    assert (corrected.code, corrected.who, recorded.code) == ("surveys.corrected", "赵敏", "surveys.recorded")


def test_who_may_survey_where(cast: Any) -> None:
    place = compound(cast)
    for member in (cast.ma_other_office, cast.wu_leader, cast.li_grid_worker, cast.feng_other_county, cast.admin):
        with pytest.raises(OutOfScope):
            surveyed(cast, place, by=member.actor)
    made = surveyed(cast, place, by=cast.chen_centre.actor)
    with pytest.raises(OutOfScope):
        services.correct_survey(cast.wu_leader.actor, survey=made, facts=facts(), answers={})
    for member in (cast.ma_other_office, cast.feng_other_county, cast.li_grid_worker):
        for fetch, pk in ((selectors.compound_for, place.pk), (selectors.survey_for, made.pk)):
            with pytest.raises(Http404):
                fetch(member.actor, pk)
    for fetch, pk in ((selectors.compound_for, place.pk), (selectors.survey_for, made.pk)):
        assert fetch(cast.wu_leader.actor, pk).pk == pk
        with pytest.raises(PermissionDenied):
            fetch(cast.wu_leader.actor, pk, to="surveys.record")


def test_lists_tell_what_is_missing_and_what_is_old(cast: Any) -> None:
    never, old, new = (compound(cast, name) for name in ("甲园", "乙园", "丙园"))
    surveyed(cast, old, on=clock.today() - timedelta(days=365), committee=True, answers={"wishes": ["lift"]})
    surveyed(
        cast,
        new,
        on=clock.today() - timedelta(days=400),
        company="旧物业",
        answers={"wishes": ["lift"], "fund": "none"},
    )
    surveyed(cast, new, on=clock.today() - timedelta(days=364), answers={"wishes": ["parking"], "fund": "short"})
    compound(cast, "别处", cast.other_community)
    assert lists(cast) == sorted(["甲园", "乙园", "丙园"], key=lambda name: name)
    assert lists(cast, which="never") == [never.name]
    assert set(lists(cast, which="due")) == {"甲园", "乙园"}
    assert lists(cast, which="current") == ["丙园"]
    assert lists(cast, which="committee") == ["乙园"]
    assert lists(cast, which="company") == []  # only the newest survey counts
    assert lists(cast, text="甲") == ["甲园"]
    assert lists(cast, answer="wishes.lift") == ["乙园"]
    assert lists(cast, answer="fund.short") == ["丙园"]
    for odd in ("isnull.x", "wishes", ".lift", "wishes.", "a__b.c"):
        assert lists(cast, answer=odd) == [], odd


def test_a_survey_stands_beside_that_of_the_year_before(cast: Any) -> None:
    place, today = compound(cast), date(2026, 6, 1)
    with clock.frozen(clock.now().replace(year=2026, month=6, day=1)):
        old = surveyed(cast, place, on=date(2025, 5, 1), homes=280, parking=None, answers={"fund": "none"})
        surveyed(cast, place, on=date(2026, 2, 1))
        new = surveyed(cast, place, on=today, answers={"fund": "short"}, committee=True, company="安居")
        wang = cast.wang_community.actor
        page = selectors.estate_page(wang, place)
        assert (page.survey, page.against, [row.on.year for row in page.surveys]) == (new, old, [2026, 2026, 2025])
        found = {one.label: (one.now, one.before, one.grown, one.is_other) for one in page.lines}
        assert found["总户数"] == ("300", "280", 20, True)
        assert found["停车位"] == ("120", "", None, False)  # not counted then
        assert found["维修资金"] == ("不够用", "没有归集", None, True)
        assert found["物业企业"] == ("安居", "", None, True)
        assert found["楼栋数"] == ("6", "6", 0, False)
        earlier = selectors.estate_page(wang, place, old.pk)
        assert (earlier.survey, earlier.against) == (old, None)
        other = surveyed(cast, compound(cast, "杏园"))
        with pytest.raises(Http404):
            selectors.estate_page(wang, place, other.pk)


def test_figures_are_of_newest_surveys_and_add_up(cast: Any) -> None:
    first, second = compound(cast, "甲园"), compound(cast, "乙园")
    compound(cast, "丙园", cast.other_community)
    surveyed(cast, first, on=clock.today() - timedelta(days=500), homes=999, vacant=0)
    surveyed(cast, first, homes=100, vacant=20, committee=True, answers={"wishes": ["lift", "parking"]})
    surveyed(cast, second, homes=300, vacant=None, parking=None, company="安居", answers={"wishes": ["lift"]})
    chen = cast.chen_centre.actor
    found = selectors.figures(chen, selectors.here_for(chen))
    assert (found.sum.estates, found.sum.never, found.sum.homes, found.sum.vacancy) == (3, 1, 400, 20)
    assert {row.area.pk for row in found.rows} == {cast.street.pk, cast.other_street.pk}
    street = selectors.figures(chen, cast.street)
    (row,) = street.rows
    assert (row.area.pk, row.is_last, row.committee, row.company, row.parking, row.due) == (
        cast.community.pk, True, 1, 1, 120, 0,
    )  # fmt: skip
    assert [one.pk for one in street.above] == [cast.county.pk]
    (asked,) = street.asked
    assert asked.choices[:2] == [("lift", "加装电梯", 2, 100), ("parking", "停车", 1, 50)]
    own = selectors.figures(cast.wang_community.actor, selectors.here_for(cast.wang_community.actor))
    assert [(row.area.pk, row.estates) for row in own.rows] == [(cast.community.pk, 2)]
    assert own.above == []


def test_the_table_has_a_line_for_each_compound(cast: Any) -> None:
    surveyed(cast, compound(cast, "甲园"), answers=ANSWERS)
    compound(cast, "乙园")
    wang = cast.wang_community.actor
    head, *rows = selectors.table_of(wang, selectors.here_for(wang))
    assert all(len(row) == len(head) for row in rows)
    by_name = {row[1]: dict(zip(head, row, strict=True)) for row in rows}
    assert by_name["甲园"]["居民反映最多的需求"] == "停车、加装电梯"
    assert by_name["甲园"]["总户数"] == "300"
    assert set(list(by_name["乙园"].values())[2:]) == {""}


def test_surveys_follow_their_compound_when_its_community_ends(cast: Any) -> None:
    made = surveyed(cast, compound(cast, "丙园", cast.other_community), by=SYSTEM)
    target = territory.create_area(SYSTEM, parent=cast.other_street, kind="community", name="新社区").area
    territory.merge_areas(SYSTEM, areas=[cast.other_community], into=target)
    row = Survey.unscoped.select_related("compound").get(pk=made.pk)
    assert row.area_id == row.compound.area_id == target.pk


def test_a_release_without_the_section_asks_nothing(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert selectors.questions_of(cast.community, None)
    monkeypatch.setattr(questions.methods, "rules_for", lambda pk: SimpleNamespace(sections={}))
    assert selectors.questions_of(cast.community, 7) == {}
