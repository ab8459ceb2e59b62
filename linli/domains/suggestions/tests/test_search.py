"""The search box: Chinese words find cases, in scope, ranked, and nothing typed is an operator."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction

from linli.domains.cases import selectors as cases
from linli.domains.cases.selectors import Filters
from linli.domains.suggestions import services
from linli.domains.suggestions.models import CaseWords, Mark
from linli.domains.suggestions.rules import words
from linli.domains.suggestions.services.indexing import AGAIN
from linli.domains.suggestions.tests.making import indexed, said
from linli.foundation.privacy import rls

pytestmark = pytest.mark.django_db


def refs(member: Any, text: str, **more: str) -> list[str]:
    return [row.ref for row in cases.queue(member.actor, Filters.of({"text": text, **more})).rows]


def test_words_of_the_text_find_a_case_not_only_its_title(cast: Any) -> None:
    one = said(cast, "东门不好走。那个井盖破损三天了，容易掉进去")
    said(cast, "路灯不亮，晚上很黑")
    indexed()
    for text in ("井盖", "井盖破损", "破损 井盖", "井盖，东门", "盖破", "井", "掉进去"):
        assert refs(cast.chen_centre, text) == [one.ref], text
    for text in ("井盖 路灯", "水管", "井水"):
        assert refs(cast.chen_centre, text) == [], text


def test_what_came_after_the_last_run_is_found_by_its_title(cast: Any) -> None:
    one = said(cast, "井盖破损三天了")
    assert refs(cast.chen_centre, "井盖破") == [one.ref]
    assert indexed() == 1
    two = said(cast, "另一个井盖破损")
    assert set(refs(cast.chen_centre, "井盖破")) == {one.ref, two.ref}


def test_numbers_are_still_looked_up_as_before(cast: Any) -> None:
    one = said(cast, "井盖破损三天了", contact_phone="10000004321")
    indexed()
    assert refs(cast.chen_centre, one.ref) == refs(cast.chen_centre, "4321") == [one.ref]
    assert refs(cast.chen_centre, "9876") == []


def test_everybody_finds_on_their_own_ground_only(cast: Any) -> None:
    here, there = said(cast, "井盖破损三天了"), said(cast, "井盖破损四天了", area=cast.other_grid)
    indexed()
    assert set(refs(cast.chen_centre, "井盖")) == {here.ref, there.ref}
    assert refs(cast.li_grid_worker, "井盖") == refs(cast.wang_community, "井盖") == [here.ref]
    assert refs(cast.ma_other_office, "井盖") == [there.ref]
    assert refs(cast.feng_other_county, "井盖") == refs(cast.sun_resident, "井盖") == []
    assert refs(cast.zhou_department, "井盖") == []


def test_a_department_finds_what_it_handles(cast: Any) -> None:
    from linli.domains.cases import services as work

    one = said(cast, "井盖破损三天了")
    said(cast, "井盖破损五天了")
    work.dispatch_case(cast.chen_centre.actor, case=one, to_org=cast.bureau.pk)
    indexed()
    assert refs(cast.zhou_department, "井盖") == [one.ref]


def test_a_case_that_moved_is_found_where_it_is_now(cast: Any) -> None:
    one = said(cast, "井盖破损三天了")
    indexed()
    type(one).unscoped.filter(pk=one.pk).update(area=cast.other_grid)
    assert refs(cast.ma_other_office, "井盖") == [one.ref]
    assert refs(cast.li_grid_worker, "井盖") == []


def test_best_first(cast: Any) -> None:
    aside = said(cast, "晚上吵。" + "楼下很吵。" * 5 + "顺便说一句，井盖也破损")
    title = said(cast, "井盖破损了")
    indexed()
    assert refs(cast.chen_centre, "井盖破损", sort="best") == [title.ref, aside.ref]
    assert refs(cast.chen_centre, "井盖破损") == [aside.ref, title.ref]


@pytest.mark.parametrize(
    "text",
    ["井' | '路灯", "井盖 & !路灯", "井盖:*", "'); DROP TABLE cases_case; --井", "井\\", "井盖 <-> 破损", "((井", "😀井", "%井_", "井" * 60],
)  # fmt: skip
def test_nothing_typed_is_an_operator(cast: Any, text: str) -> None:
    said(cast, "路灯不亮，晚上很黑")
    indexed()
    assert refs(cast.chen_centre, text) == []


def test_odd_texts_are_indexed(cast: Any) -> None:
    odd = ["😀😡！！？。", "a" * 1900, "井" * 1900, "O'Brien\\说'井盖'坏了", "　\u200b看不见的井盖", "123 456 789 号"]
    made = [said(cast, text, source="portal") for text in odd]
    assert indexed() == len(made) and indexed() == 0
    assert made[3].ref in refs(cast.chen_centre, "井盖") and made[4].ref in refs(cast.chen_centre, "井盖")


def test_numbers_that_lead_to_people_are_not_in_the_index(cast: Any) -> None:
    said(cast, "我叫李春燕，电话100-0000-1234，身份证 371425199001011234，井盖坏了")
    indexed()
    with rls.everywhere():
        held = str(CaseWords.unscoped.get().vector)
    assert "井盖" in held and not any(sign in held for sign in ("1234", "371425", "0000"))


def test_the_index_is_worked_off_in_batches_and_misses_no_late_comer(cast: Any) -> None:
    made = [said(cast, f"井盖破损{sign}") for sign in "甲乙丙"]
    assert services.index_step(2) == 2
    Mark.objects.update(upto=made[-1].pk + AGAIN // 2)
    assert services.index_step() == 1
    assert Mark.objects.get().upto == made[-1].pk + AGAIN // 2
    assert len(refs(cast.chen_centre, "井盖")) == 3


def test_indexing_twice_at_once_doubles_nothing(cast: Any) -> None:
    one = said(cast, "井盖破损了")
    indexed()
    with rls.everywhere():
        CaseWords.unscoped.bulk_create(
            [CaseWords(case_id=one.pk, county_id=one.county_id, vector="")], ignore_conflicts=True
        )
        assert CaseWords.unscoped.count() == 1


def test_without_the_queue_the_database_hides_other_words_itself(cast: Any) -> None:
    said(cast, "井盖破损了"), said(cast, "井盖破损了", area=cast.other_grid)
    indexed()
    assert CaseWords.unscoped.count() == 0
    for member, seen in (
        (cast.chen_centre, 2),
        (cast.li_grid_worker, 1),
        (cast.ma_other_office, 1),
        (cast.feng_other_county, 0),
    ):
        with rls.reaching(member.actor, "cases.view"):
            assert CaseWords.unscoped.count() == seen
    asked = "SELECT count(*) FROM suggestions_found(%s::tsquery, %s, '')"
    with connection.cursor() as cursor:
        for reach, found in (
            ("*", 2),
            ("", 0),
            (cast.grid.path, 1),
            (f"{cast.county.pk}.", 2),
            (f"{cast.other_county.pk}.", 0),
        ):
            assert cursor.execute(asked, [words.query_text("井盖"), reach]).fetchone() == (found,), reach


def test_the_search_is_answered_by_the_index(cast: Any) -> None:
    said(cast, "井盖破损了")
    indexed()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")  # as the function asks: the owner, whom no policy binds
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT case_id FROM suggestions_casewords WHERE vector @@ %s::tsquery", [words.query_text("井盖")]
        )
        assert "suggestions_words" in str(cursor.fetchall())


def test_no_dictionary_is_loaded_before_a_word_is_cut() -> None:
    import subprocess
    import sys

    code = "import django, sys; django.setup(); import linli.config.urls; assert not {'rjieba', 'sklearn', 'numpy'} & set(sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
