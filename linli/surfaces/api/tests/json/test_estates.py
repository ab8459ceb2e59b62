"""Surveys are read and written down by another system as on their pages; of visits there are figures."""

from __future__ import annotations

from typing import Any

import pytest

from linli.domains.surveys.models import Survey
from linli.domains.surveys.tests.making import compound, surveyed
from linli.domains.visits.tests.making import planned
from linli.surfaces.api.permissions import ESTATES, READ, VISIT, WALKS
from linli.surfaces.api.tests.json.making import System, code
from linli.surfaces.api.tests.json.test_strangers import patrolled

pytestmark = pytest.mark.django_db

FACTS = {
    "homes": 300,
    "vacant": 30,
    "buildings": 6,
    "floors": 11,
    "parking": 120,
    "committee": True,
    "company": "安居物业",
}


@pytest.fixture
def system(cast: Any) -> System:
    return System(cast, ESTATES)


def test_compounds_with_their_newest_survey(cast: Any, system: System) -> None:
    first, second = compound(cast), compound(cast, "桃园小区")
    survey = surveyed(cast, first, answers={"meeting": True})
    said = system.get("estates").json()
    assert [(one["id"], one["name"], one["due"]) for one in said["items"]] == [
        (first.pk, "柳园小区", False), (second.pk, "桃园小区", True),
    ]  # fmt: skip
    assert said["items"][0]["survey"]["answers"] == {"meeting": True} and said["items"][1]["survey"] is None
    assert [one["id"] for one in system.get("estates", {"which": "never"}).json()["items"]] == [second.pk]
    piece = system.get("estates", {"size": 1}).json()
    assert [one["id"] for one in system.get("estates", {"size": 1, "cursor": piece["next"]}).json()["items"]] == [
        second.pk
    ]
    assert system.get("estates", {"area": cast.other_street.pk}).json()["items"] == []
    one = system.get(f"estates/{first.pk}").json()
    assert [row["id"] for row in one["surveys"]] == [survey.pk] and one["surveys"][0]["homes"] == 300


def test_a_survey_is_written_down_once(cast: Any, system: System) -> None:
    place = compound(cast)
    asked = {one["code"]: one for one in system.get(f"estates/{place.pk}/questions").json()["items"]}
    assert asked["meeting"]["kind"] == "yes_no" and asked["built"]["unit"] == "年"
    answers = {"meeting": True, "built": 1998, "fund": "short", "wishes": ["lift", "parking"], "notes": "道路破损"}
    said = FACTS | {"on": "2026-11-16", "answers": answers}
    first = system.post(f"estates/{place.pk}/surveys", said, Idempotency_Key="s")
    second = system.post(f"estates/{place.pk}/surveys", said, Idempotency_Key="s")
    assert (first.status_code, second.status_code) == (201, 200) and first.json() == second.json()
    row = Survey.unscoped.get()
    assert (row.homes, row.company, row.by) == (300, "安居物业", "区里的业务系统")
    assert first.json()["answers"] == row.answers == answers | {"wishes": ["parking", "lift"]}
    fixed = system.done(f"surveys/{row.pk}/correct", FACTS | {"homes": 310, "answers": {"meeting": False}})
    assert (fixed["homes"], fixed["answers"]) == (310, {"meeting": False}) and Survey.unscoped.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"answers": {"nothing": True}}, "answers.nothing"),
        ({"answers": {"meeting": "yes"}}, "answers.meeting"),
        ({"answers": {"built": True}}, "answers.built"),
        ({"answers": {"fund": "gold"}}, "answers.fund"),
        ({"answers": {"notes": ["x"]}}, "answers.notes"),
        ({"homes": -1}, "homes"),
        ({"on": "gestern"}, "on"),
    ],
)
def test_answers_that_dont_fit(cast: Any, system: System, wrong: dict[str, Any], field: str) -> None:
    answer = system.post(f"estates/{compound(cast).pk}/surveys", FACTS | wrong, Idempotency_Key="s")
    assert code(answer) == (422, "api.bad_fields") and {one["field"] for one in answer.json()["errors"]} == {field}
    assert not Survey.unscoped.exists()


def test_what_the_service_refuses(cast: Any, system: System) -> None:
    place = compound(cast)
    path = f"estates/{place.pk}/surveys"
    assert code(system.post(path, FACTS | {"on": "2027-01-01"}, Idempotency_Key="a"))[1] == "surveys.day_ahead"
    assert code(system.post(path, FACTS | {"vacant": 301}, Idempotency_Key="b"))[1] == "surveys.more_vacant"
    assert code(system.post(path, FACTS)) == (400, "api.needs_key")


def test_how_far_visits_have_come(cast: Any) -> None:
    planned(cast)
    system = System(cast, WALKS)
    said = system.get("visits").json()
    assert said["sum"]["total"] == sum(one["total"] for one in said["items"]) > 0
    assert {"area_id", "name", "total", "late", "today", "never"} == set(said["sum"])
    assert system.get("visits", {"kind": "nothing"}).json()["items"] == []


def test_a_body_surveys_nothing(cast: Any) -> None:
    bureau = System(cast, READ, ESTATES, WALKS, body=cast.bureau)
    place = compound(cast)
    for path in ("estates", f"estates/{place.pk}", f"estates/{place.pk}/questions", "visits"):
        assert code(bureau.get(path)) == (403, "forbidden"), path
    assert code(bureau.post(f"estates/{place.pk}/surveys", FACTS, Idempotency_Key="a")) == (403, "forbidden")


def test_a_place_is_visited_by_the_fields_own_service(cast: Any) -> None:
    system, row = System(cast, VISIT), patrolled(cast)
    (listed,) = system.get("stops", {"area": cast.grid.pk}).json()["items"]
    assert (listed["id"], listed["name"], listed["kind"]) == (row.pk, cast.grid.name, "日随查")
    path = f"stops/{row.pk}/visits"
    assert code(system.post(path, {})) == (400, "api.needs_key")
    made = system.post(path, {"note": "灯都亮"}, Idempotency_Key="a")
    assert made.status_code == 200, made.content.decode()
    said = made.json()
    again = system.post(path, {"note": "灯都亮"}, Idempotency_Key="a")
    assert (again.status_code, again.json()["id"]) == (200, said["id"])
    assert said["stop"]["last_on"] < said["stop"]["due_on"]
    assert code(system.post(path, {}, Idempotency_Key="b")) == (409, "visits.recorded_today")
    assert code(system.post(path, {"troubles": ["nothing"]}, Idempotency_Key="c"))[1] == "visits.unknown_point"
    assert system.get("stops", {"area": cast.grid.pk, "which": "late"}).json()["items"] == []


def test_a_home_is_nobodys_but_peoples(cast: Any) -> None:
    system, home = System(cast, VISIT), planned(cast)
    assert system.get("stops").json()["items"] == []
    assert system.post(f"stops/{home.pk}/visits", {}, Idempotency_Key="a").status_code == 404
    bureau = System(cast, READ, VISIT, body=cast.bureau)
    assert code(bureau.get("stops")) == (403, "forbidden")
    far = System(cast, READ, name="只看")
    assert far.get("stops").status_code == 403
