"""The engine against a second opinion: the same definitions told to rows in Python, and what the database is asked."""

from __future__ import annotations

import random
from copy import copy
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.domains.cases import services
from linli.domains.cases.models import Case
from linli.domains.cases.tests import making as cases
from linli.domains.hotline.tests import making as hotline
from linli.domains.indicators import rules, selectors
from linli.domains.indicators.method import Indicator, Question
from linli.domains.indicators.selectors.compiled import Sql, holds
from linli.domains.indicators.selectors.counting import Asked, counted
from linli.domains.indicators.selectors.groups import choices_for, grouping_for
from linli.domains.indicators.selectors.subjects import SOURCES
from linli.domains.indicators.states import SUBJECTS
from linli.domains.indicators.tests.making import MORNING, SYSTEM, again, finished, solved
from linli.foundation.methods import loader
from linli.foundation.territory import selectors as territory
from linli.kernel import clock

NOVEMBER = rules.period_of("month", MORNING.date())


def mixed(cast: Any, count: int = 18) -> None:
    """Cases of all sorts, at places of two streets and at the county itself."""
    chance = random.Random("mixed")
    places = [cast.grid, cast.second_grid, cast.building, cast.community, cast.other_grid, cast.county]
    for number in range(count):
        at = MORNING + timedelta(hours=number)
        with clock.frozen(at):
            key = chance.choice(["social/request/0701", "social/request/0604"])
            report = services.Report(
                county=cast.county, area=places[number % len(places)], category=cases.category(key, key),
                text="楼下垃圾堆了三天没人清", source=chance.choice(["portal", "hotline"]),
                urgency=chance.choice(["normal", "danger"]), request_kind=chance.choice(["help", "consult"]),
            )  # fmt: skip
            case = services.open_case(SYSTEM, report=report).case
            if number % 5 == 0:
                services.withdraw_case(cast.chen_centre.actor, case=case)
            elif number % 5 == 1:
                services.explain_case(cast.chen_centre.actor, case=case, reason="超出职责范围")
        if number % 6 == 0 and number % 5 > 1:
            finished(cast, again(case), at)


def test_every_fact_of_the_catalogue_is_in_the_database_and_no_other() -> None:
    for name, subject in SUBJECTS.items():
        assert set(subject.facts) <= set(SOURCES[name].facts())
        assert set(subject.moments) == set(SOURCES[name].moments)


def test_groups_add_up_to_the_whole_by_every_grouping(cast: Any) -> None:
    mixed(cast)
    own, all_rules = selectors.rules_at(cast.county), territory.rules_of(cast.county)
    totals = set()
    for by in choices_for(all_rules, cast.county):
        grouping = grouping_for(by, cast.county, all_rules)
        asked = Asked(cast.chen_centre.actor, cast.county.path, own, own.used(), [NOVEMBER.span], grouping.key)
        found = counted(asked)
        totals.add(tuple((code, found.total(0, code)) for code in own.used()))
        for member in (cast.chen_centre,):
            page = selectors.figure_page(
                member.actor, cast.county, selectors.Wanted(NOVEMBER, by=by.value, table="work")
            )
            assert page is not None
            rows = [*page.rows, *([page.nowhere] if page.nowhere else ())]
            for place, one in enumerate(page.sum.figures):
                assert sum(row.figures[place].counted for row in rows) == one.counted
                assert sum(row.figures[place].of for row in rows) == one.of
    assert len(totals) == 1
    assert dict(next(iter(totals)))["reported"][0] == Case.unscoped.exclude(state="withdrawn").count() == 14


#: Plain facts in two ways: as the engine's questions, and of a row in Python.
SECOND_OPINION = {
    "source": lambda case: case.source,
    "kind": lambda case: case.request_kind,
    "urgency": lambda case: case.urgency,
    "state": lambda case: case.state,
    "category": lambda case: case.category.key,
    "ended": lambda case: case.ended_at is not None,
    "found_by_staff": lambda case: case.found_by_staff,
    "reopened": lambda case: case.reopened,
    "top_tier": lambda case: case.top_tier_no,
    "stars": lambda case: case.stars or 0,
}


def says(question: Question, value: Any) -> bool:
    if question.yes is not None:
        return bool(value) is question.yes
    if question.at_least is not None:
        return value >= question.at_least
    if question.at_most is not None:
        return value <= question.at_most
    named = question.one_of or question.none_of or ()
    found = any(value.startswith(one) for one in named) if question.fact == "category" else value in named
    return found is (question.one_of is not None)


QUESTIONS = [
    Question(fact="source", one_of=("hotline",)), Question(fact="source", none_of=("hotline", "patrol")),
    Question(fact="kind", one_of=("help", "consult")), Question(fact="urgency", none_of=("danger",)),
    Question(fact="state", one_of=("explained", "asking")), Question(fact="category", one_of=("social/request/06",)),
    Question(fact="category", none_of=("social/request/0701", "social/request/06%")), Question(fact="ended", yes=True),
    Question(fact="ended", yes=False), Question(fact="found_by_staff", yes=False), Question(fact="reopened", at_least=1),
    Question(fact="top_tier", at_most=0), Question(fact="top_tier", at_least=1), Question(fact="stars", at_most=4),
]  # fmt: skip


def test_the_engine_agrees_with_a_second_opinion(cast: Any) -> None:
    mixed(cast)
    own = selectors.rules_at(cast.county).model_copy(update={"left_out": ()})
    all_cases = list(Case.unscoped.select_related("category"))
    wanted = {}
    for number, question in enumerate(QUESTIONS):
        base = {"label": "x", "assumed": "x", "moment": "opened"}
        wanted[f"n{number}"] = Indicator.model_validate(base | {"counted": [question], "of": [QUESTIONS[number - 1]]})
    found = counted(Asked(cast.chen_centre.actor, cast.county.path, own, wanted, [NOVEMBER.span]))
    for number, question in enumerate(QUESTIONS):
        whole = [
            one for one in all_cases if says(QUESTIONS[number - 1], SECOND_OPINION[QUESTIONS[number - 1].fact](one))
        ]
        part = [one for one in whole if says(question, SECOND_OPINION[question.fact](one))]
        assert found.total(0, f"n{number}")[:2] == (len(part), len(whole)), question


def test_words_of_a_method_never_become_sql(cast: Any) -> None:
    for odd in ("'; DROP TABLE cases_case; --", "x' OR TRUE --", "\\x27"):
        said = holds((Question(fact="source", one_of=(odd,)), Question(fact="category", one_of=(odd,))), "cases")
        assert odd not in said.text
        assert said.values == ([odd], odd)
    with pytest.raises(KeyError):
        holds((Question(fact="pg_sleep", yes=True),), "cases")


def test_hotline_orders_are_counted_too(cast: Any) -> None:
    with clock.frozen(MORNING):
        hotline.order(cast)
    with clock.frozen(MORNING + timedelta(hours=1)):
        page = selectors.figure_page(cast.chen_centre.actor, cast.county, selectors.Wanted(NOVEMBER, table="orders"))
    assert page is not None
    assert {one.code: (one.counted, one.of) for one in page.sum.figures} == {
        "orders_on_time": (0, 0), "orders_content": (0, 0), "orders_red": (0, 1),
    }  # fmt: skip
    later = selectors.Wanted(rules.period_of("month", MORNING.date()), table="orders", by="source")
    overdue = selectors.figure_page(cast.wang_community.actor, cast.community, later)
    assert overdue is not None and overdue.sum.figures[0].of in (0, 1)


def test_all_is_one_statement_for_a_subject_and_by_the_index_of_the_period(cast: Any) -> None:
    crowd(solved(cast))
    own = selectors.rules_at(cast.county)
    of_cases = {code: one for code, one in own.used().items() if one.subject == "cases"}
    asked = Asked(cast.chen_centre.actor, cast.county.path, own, of_cases, [NOVEMBER.span, rules.before(NOVEMBER).span])
    with CaptureQueriesContext(connection) as found:
        counted(asked)
    assert len(found) == 1
    assert {"cases_case_county_opened", "cases_case_county_ended"} <= indexes_of(found[0]["sql"])


def test_orders_are_found_by_the_index_of_their_day(cast: Any) -> None:
    own = selectors.rules_at(cast.county)
    asked = Asked(
        cast.chen_centre.actor, cast.county.path, own, {"orders_red": own.used()["orders_red"]}, [NOVEMBER.span]
    )
    with CaptureQueriesContext(connection) as found:
        counted(asked)
    assert "hotline_order_received" in indexes_of(found[0]["sql"])


def crowd(case: Any) -> None:
    """So many cases of the years before that it is no matter of taste which index leads to a month."""
    others = []
    for number in range(1, 2001):
        other, before = copy(case), timedelta(days=number)
        other.pk, other.ref = None, f"{case.ref}-{number}"
        other.opened_at, other.ended_at = case.opened_at - before, case.ended_at - before
        others.append(other)
    Case.unscoped.bulk_create(others)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE linli")  # the owner, who may
        cursor.execute("ANALYZE cases_case")
        cursor.execute("SET LOCAL ROLE linli_app")


def indexes_of(sql: str) -> set[str]:
    """Indexes that the plan walks; reading a whole table is no choice, as it is none for a table of a million rows."""
    with connection.cursor() as cursor:
        for way in ("seqscan", "bitmapscan"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
        plan = cursor.fetchone()[0]
    return set(_named(plan))


def _named(plan: Any) -> list[str]:
    if isinstance(plan, list):
        return [name for one in plan for name in _named(one)]
    if not isinstance(plan, dict):
        return []
    own = [plan["Index Name"]] if "Index Name" in plan else []
    return own + [name for one in plan.values() for name in _named(one)]


@pytest.mark.parametrize("slug", loader.slugs())
def test_the_counties_ask_only_what_there_is(slug: str) -> None:
    own = loader.rules_from_files(slug).indicators
    assert {"response", "resolution", "satisfaction", "on_time", "in_grid"} <= set(own.used())
    assert own.definitions["in_grid"].goal is not None
    assert own.definitions["in_grid"].goal.value == 75


def test_a_wrong_question_is_found_when_the_method_is_read() -> None:
    own = loader.rules_from_files(loader.slugs()[0])
    wrong = {
        "fact nothing": Question(fact="nothing", yes=True), "found yes": Question(fact="source", yes=True),
        "'moon'": Question(fact="source", one_of=("moon",)), "standard/kind/code": Question(fact="category", one_of=("06",)),
    }  # fmt: skip
    for words, question in wrong.items():
        one = own.indicators.definitions["response"].model_copy(update={"counted": (question,)})
        changed = own.indicators.model_copy(update={"definitions": {"response": one}, "tables": {}, "measures": ()})
        found = list(rules.check(type("Rules", (), {"indicators": changed})))
        assert found and words in found[0][1], (words, found)
    no_table = own.indicators.model_copy(update={"measures": ("nothing",)})
    assert "nothing" in next(rules.check(type("Rules", (), {"indicators": no_table})))[1]


def test_nothing_is_granted_nothing_is_counted(cast: Any) -> None:
    solved(cast)
    own = selectors.rules_at(cast.county)
    found = counted(Asked(cast.sun_resident.actor, cast.county.path, own, own.used(), [NOVEMBER.span]))
    assert found.total(0, "reported") == (0, 0, 0)
    assert Sql("a") & Sql("b") == Sql("(a) AND (b)")
