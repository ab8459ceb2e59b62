"""What is read: the same as on the pages, in pieces, and not again where nothing changed."""

from __future__ import annotations

from typing import Any

import pytest

from linli.domains.cases import services as cases
from linli.domains.hotline.tests import making as hotline
from linli.surfaces.api.permissions import CALLS, OPEN, READ
from linli.surfaces.api.tests.json.making import System, again, code, open_case, whistled

pytestmark = pytest.mark.django_db


def refs(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content.decode()
    return [one["ref"] for one in answer.json()["items"]]


def test_the_queue_comes_in_pieces_and_nothing_is_left_out(cast: Any) -> None:
    made = {open_case(cast, text=f"第 {number} 处垃圾没人清").ref for number in range(7)}
    system, found, cursor = System(cast), [], ""
    for number in range(4):
        answer = system.get("cases", {"size": 2, "cursor": cursor}).json()
        found += [one["ref"] for one in answer["items"]]
        cursor = answer["next"]
        if number == 1:  # what is worked on meanwhile shifts nothing
            cases.withdraw_case(cast.zhao_dispatcher.actor, case=again(open_case(cast)), reason="不办了")
    assert cursor is None and len(found) == 7 and set(found) == made


@pytest.mark.parametrize("sort", ["due", "new"])
def test_pieces_keep_the_queues_order(cast: Any, sort: str) -> None:
    for number in range(5):
        open_case(cast, text=f"第 {number} 处垃圾没人清", urgency="danger" if number % 2 else "normal")
    system = System(cast)
    whole = refs(system.get("cases", {"sort": sort}))
    first = system.get("cases", {"sort": sort, "size": 3})
    rest = system.get("cases", {"sort": sort, "size": 3, "cursor": first.json()["next"]})
    assert refs(first) + refs(rest) == whole and len(whole) == 5


def test_cursors_are_nobodys_own(cast: Any) -> None:
    for number in range(3):
        open_case(cast, text=f"第 {number} 处垃圾没人清")
    system, other = System(cast), System(cast, READ, name="另一个系统")
    cursor = system.get("cases", {"size": 1}).json()["next"]
    assert system.get("cases", {"size": 2, "cursor": cursor}).status_code == 200
    for asked in ({"cursor": cursor, "tab": "any"}, {"cursor": f"{cursor}x"}, {"cursor": "1"}, {"cursor": "%00"}):
        assert code(system.get("cases", asked)) == (400, "api.bad_cursor")
    assert code(other.get("cases", {"cursor": cursor})) == (400, "api.bad_cursor")


def test_filters_are_the_pages_own(cast: Any) -> None:
    here, there = open_case(cast), open_case(cast, area=cast.other_grid)
    system = System(cast)
    assert refs(system.get("cases", {"area": cast.street.pk})) == [here.ref]
    assert set(refs(system.get("cases"))) == {here.ref, there.ref}
    assert refs(system.get("cases", {"text": here.ref[-4:]})) in ([], [here.ref])
    assert refs(system.get("cases", {"state": "resolved"})) == []


@pytest.mark.parametrize(
    "asked",
    [{"tab": "x"}, {"size": 0}, {"size": 101}, {"area": "x"}, {"area": 10**30}, {"nonsense": 1}, {"state": "x"}],
)
def test_questions_that_make_no_sense(cast: Any, asked: dict[str, Any]) -> None:
    answer = System(cast).get("cases", asked)
    assert code(answer) == (422, "api.bad_fields")
    assert [one["field"] for one in answer.json()["errors"]][0].split(".")[0] in asked


def test_a_case_as_its_page_shows_it(cast: Any, client_of: Any) -> None:
    case, _whistle = whistled(cast)
    answer = System(cast).get(f"cases/{case.ref}")
    said = answer.json()
    assert said["ref"] == case.ref and said["text"] == case.text and said["state"] == "whistled"
    assert [one["text"] for one in said["timeline"]] and {one["name"] for one in said["whistles"][0]["calls"]}
    assert "10000009999" not in answer.content.decode() and said["reporters"][0]["phone_masked"].endswith("9999")
    assert "say" in said["acts"] and "reveal" not in said["acts"] and "accept" not in said["acts"]


def test_what_is_known_isnt_sent_again(cast: Any) -> None:
    case, system = open_case(cast), System(cast)
    first = system.get(f"cases/{case.ref}")
    assert first.headers["ETag"].startswith(f'"{first.json()["version"]}-')
    same = system.get(f"cases/{case.ref}", If_None_Match=first.headers["ETag"])
    assert same.status_code == 304 and same.content == b"" and same.headers["ETag"] == first.headers["ETag"]
    cases.comment(cast.li_grid_worker.actor, case=case, words="看过了")
    new = system.get(f"cases/{case.ref}", If_None_Match=first.headers["ETag"])
    assert new.status_code == 200 and new.json()["version"] > first.json()["version"]
    head = system.client.head(f"/api/v1/cases/{case.ref}", headers=system.headers())
    assert head.status_code == 200 and head.content == b"" and head.headers["ETag"] == new.headers["ETag"]


def test_another_countys_things_arent_there(cast: Any) -> None:
    far = open_case(cast, county=cast.other_county, area=cast.other_county_grid)
    system = System(cast)
    for path in (
        f"cases/{far.ref}", "cases/XX-000101-0001", f"areas/{cast.other_county_grid.pk}", "areas/987654321",
        f"cases?area={cast.other_county_grid.pk}", f"areas?parent={cast.other_county.pk}", "organizations/987654321",
    ):  # fmt: skip
        assert code(system.get(path)) == (404, "not_found"), path
    assert far.ref not in refs(system.get("cases", {"tab": "any"}))


def test_a_department_sees_what_concerns_it(cast: Any) -> None:
    case, _whistle = whistled(cast)
    other = open_case(cast)
    system = System(cast, body=cast.bureau)
    assert refs(system.get("cases")) == [case.ref]
    assert code(system.get(f"cases/{other.ref}")) == (404, "not_found")


def test_ground_and_words(cast: Any) -> None:
    open_case(cast)
    system = System(cast)
    tops = system.get("areas").json()["items"]
    assert cast.county.pk in {one["id"] for one in tops}
    below = system.get("areas", {"parent": cast.street.pk}).json()["items"]
    assert cast.community.pk in {one["id"] for one in below}
    assert system.get(f"areas/{cast.grid.pk}").json()["name"] == cast.grid.name
    found, cursor = [], ""
    while cursor is not None:
        piece = system.get("organizations", {"size": 1, "cursor": cursor}).json()
        found, cursor = found + [one["id"] for one in piece["items"]], piece["next"]
    assert cast.bureau.pk in found and len(found) == len(set(found)) > 2
    assert system.get(f"organizations/{cast.bureau.pk}").json()["name"] == cast.bureau.name
    assert {"key": "social/request/0701", "name": "环境卫生", "major": ""} in system.get("categories").json()["items"]
    assert system.get("categories").json()["cards"]


def test_whistles_and_calls(cast: Any) -> None:
    case, whistle = whistled(cast)
    bureau = System(cast, body=cast.bureau)
    [mine] = bureau.get("calls").json()["items"]
    assert mine["ref"] == case.ref and mine["lead"] and mine["can_return"]
    [out] = System(cast).get("whistles").json()["items"]
    assert out["id"] == whistle.pk and out["called"] == 2 and all(one["acts"] == [] for one in out["calls"])
    shown = bureau.get(f"cases/{case.ref}").json()["whistles"][0]["calls"]
    assert {one["name"]: one["acts"] for one in shown}[cast.bureau.label] == ["answer", "arrive", "return"]


def test_both_kinds_of_keys(cast: Any) -> None:
    case = open_case(cast)
    assert System(cast, READ, kind="hmac").get(f"cases/{case.ref}").status_code == 200
    assert code(System(cast, OPEN).get("cases")) == (403, "partners.not_for")
    assert code(System(cast, CALLS).get("calls")) == (403, "forbidden")  # speaks for nobody


def test_work_orders_in_pieces(cast: Any) -> None:
    made = [hotline.order(cast, f"GD{number}").pk for number in range(3)]
    system = System(cast)
    first = system.get("orders", {"size": 2}).json()
    rest = system.get("orders", {"size": 2, "cursor": first["next"]}).json()
    assert [one["id"] for one in first["items"] + rest["items"]] == made[::-1] and rest["next"] is None
    said = system.get(f"orders/{made[0]}").json()
    assert (said["number"], said["kind"], said["asks"]) == ("GD0", "help", []) and said["ref"] == said["worked_in"]
    assert system.get("orders", {"q": "GD2"}).json()["items"][0]["number"] == "GD2"
    assert system.get("orders", {"show": "ended"}).json()["items"] == []
    assert System(cast, body=cast.bureau).get("orders").json()["items"] == []
    assert code(System(cast, body=cast.bureau).get(f"orders/{made[0]}")) == (404, "not_found")
