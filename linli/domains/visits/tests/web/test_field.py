"""The walk and the page of a visit on a phone."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from linli.domains.cases.models import Case
from linli.domains.cases.tests.making import category
from linli.domains.visits.tests.making import MONDAY, home, plan, planned, stop, visits
from linli.domains.visits.tests.test_plans import deliver
from linli.foundation.privacy import rls
from linli.foundation.privacy.models import Look
from linli.foundation.residents.tests.making import block
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from tests.kit.budgets import Budgets
from tests.kit.people import PASSWORD

ROUTE = "/field/visits/"


@pytest.fixture(autouse=True)
def monday() -> Any:
    with clock.frozen(MONDAY):
        yield


def url(name: str, *args: object) -> str:
    return reverse(f"visits:{name}", args=args)


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def sent(client: Any, address: str, **data: Any) -> Any:
    return client.post(address, {"idempotency_key": uuid.uuid4().hex, "outcome": "answered", **data})


def test_the_walk_goes_from_building_to_building_and_room_to_room(cast: Any, client_of: Any) -> None:
    for room in ("1001", "102", "101"):
        home(cast, room, f"郝{room}".replace("0", "零").replace("1", "一").replace("2", "二"))
    home(cast, "301", "钱多", area=block(cast))
    plan(cast, kind="patrol")
    plan(cast, area=cast.grid, cycle="daily")
    client = client_of(cast.li_grid_worker)
    shown = client.get(ROUTE)
    page = text(shown)
    route = shown.context["route"]
    assert (route.counts.today, route.counts.late, route.shown, route.left) == (4, 0, 4, 0)
    assert [door.name for door in route.places] == [cast.grid.name]
    assert all(door.room == "" for one in route.blocks for door in one.doors)
    assert "郝**" in page and "甲楼" not in page
    assert client.post(url("open-doors"), {"grid": cast.grid.pk, "show": 40}).status_code == 303
    opened = client.get(ROUTE)
    assert [door.room for one in opened.context["route"].blocks for door in one.doors] == ["101", "102", "1001"]
    assert "1 号楼101" in text(opened)
    with rls.everywhere():
        assert Look.unscoped.filter(part="residents.address").count() == 3


def test_forty_are_shown_and_the_rest_on_demand(cast: Any, client_of: Any) -> None:
    for n in range(43):
        home(cast, str(1000 + n), "郝一")
    plan(cast, area=cast.grid, cycle="daily")
    client = client_of(cast.li_grid_worker)
    first = client.get(ROUTE).context["route"]
    assert (first.counts.due, first.shown, first.left, first.more) == (43, 40, 3, 80)
    more = client.get(f"{ROUTE}?show=80").context["route"]
    assert (more.shown, more.left, more.more) == (43, 0, 0)
    for odd in ("?show=x", "?grid=-1", "?grid=99999999999999999999", "?show=100000"):
        assert client.get(ROUTE + odd).status_code == 200


def test_an_office_chooses_a_grid_first(cast: Any, client_of: Any) -> None:
    planned(cast)
    client = client_of(cast.wang_community)
    picks = client.get(ROUTE).context["route"].picks
    assert [(pick.name, pick.due) for pick in picks] == [("柳园第一网格", 1), ("柳园第二网格", 0)]
    assert client.get(f"{ROUTE}?grid={cast.grid.pk}").context["route"].counts.due == 1
    assert client.get(f"{ROUTE}?grid={cast.other_grid.pk}").context["route"].picks == picks
    assert client_of(cast.wu_leader).get(f"{ROUTE}?grid={cast.grid.pk}").context["route"].counts.due == 0


def test_a_visit_is_noted_with_one_tap_and_once(cast: Any, client_of: Any) -> None:
    row = planned(cast, "东户", "郝大山")
    client, address = client_of(cast.li_grid_worker), url("visit", row.pk)
    assert "有人应答" in text(client.get(address)) and "Somebody" not in text(client.get(address))
    assert "郝大山" in text(client.get(address)) and "东户" not in text(client.get(address))
    assert client.post(url("open-door", row.pk)).status_code == 303
    assert "1 号楼东户" in text(client.get(address))
    draft = {"idempotency_key": "k", "outcome": "answered", "at": (MONDAY - timedelta(hours=2)).isoformat()}
    answers = [client.post(address, draft) for _ in range(3)]
    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {(303, ROUTE)}
    (made,) = visits()
    assert made.at == MONDAY - timedelta(hours=2) and made.written_at == MONDAY
    again = sent(client, address)
    assert again.status_code == 422 and "当天已经去过" in again.content.decode()
    assert client.get(ROUTE).context["route"].counts.done == 1


def test_everything_else_is_on_the_same_page(cast: Any, client_of: Any) -> None:
    category()
    row = planned(cast, "101", "郝大山")
    client = client_of(cast.li_grid_worker)
    page = client.get(url("visit", row.pk))
    person = page.context["form"].fields["verified"].choices[0][0]
    card = territory.rules_of(cast.county).cases.categories.cards[0].code
    done = sent(
        client, url("visit", row.pk), troubles=["fire", "gas"], services=["errands"], verified=[person],
        note="请明天再来", heard="门口的灯三天不亮了", card=card,
    )  # fmt: skip
    assert done.status_code == 303
    (made,) = visits()
    assert (made.troubles, made.services, made.verified) == (["fire", "gas"], ["errands"], 1)
    assert made.case_ref == Case.unscoped.get().ref
    with clock.frozen(MONDAY + timedelta(days=1)):
        later = text(client.get(url("visit", row.pk)))
    assert "燃气管线" in later and "请明天再来" not in later


def test_what_is_odd_is_refused_and_nothing_is_written(cast: Any, client_of: Any) -> None:
    row = planned(cast)
    client, address = client_of(cast.li_grid_worker), url("visit", row.pk)
    for odd in (
        {"outcome": "died"}, {"troubles": ["faith"]}, {"verified": ["987654321"]}, {"at": "yesterday"},
        {"at": (MONDAY + timedelta(days=1)).isoformat()}, {"note": "长" * 501}, {"card": "x"}, {"heard": "灯坏了"},
    ):  # fmt: skip
        assert sent(client, address, **odd).status_code == 422, odd
    assert visits() == []


def test_another_grids_home_is_hidden(cast: Any, client_of: Any) -> None:
    row = planned(cast)
    for member in (cast.qian_other_town, cast.chen_centre, cast.wu_leader, cast.feng_other_county):
        client = client_of(member)
        assert client.get(url("visit", row.pk)).status_code == 404
        assert sent(client, url("visit", row.pk)).status_code == 404
        assert client.get(url("stop", row.pk)).status_code == 404
    assert client_of(cast.qian_other_town).post(url("open-door", row.pk)).status_code == 404
    assert visits() == []


def test_rooms_wait_for_a_fresh_proof(cast: Any) -> None:
    row, client = planned(cast, "东户"), Client()
    assert client.post("/sign-in/", {"username": "li-grid-worker", "password": PASSWORD}).status_code == 303
    with clock.frozen(MONDAY + timedelta(minutes=30)):
        for page, form in ((ROUTE, url("open-doors")), (url("visit", row.pk), url("open-door", row.pk))):
            assert "/sign-in/again/" in text(client.get(page))
            answer = client.post(form, {"grid": cast.grid.pk})
            assert answer.headers["Location"].startswith("/sign-in/again/")
    with rls.everywhere():
        assert not Look.unscoped.exists()


def test_a_place_asks_only_what_a_place_can_answer(cast: Any, client_of: Any) -> None:
    plan(cast, kind="meeting")
    row = stop(area=cast.grid, kind="meeting")
    client = client_of(cast.wu_leader)
    form = client.get(url("visit", row.pk)).context["form"]
    assert "troubles" not in form.fields and "verified" not in form.fields
    assert sent(client, url("visit", row.pk)).status_code == 303
    assert len(visits()) == 1


def test_who_has_no_ground_gets_words(cast: Any, client_of: Any) -> None:
    assert client_of(cast.he_building).get(ROUTE).status_code == 403
    assert client_of(cast.zhou_department).get(ROUTE).status_code == 403


class TestBudgets(Budgets):
    def add_row(self, cast: Any, number: int) -> Any:
        household = home(cast, str(number + 100), "郝一")
        if number == 0:
            plan(cast, area=cast.grid, cycle="daily")
        deliver()
        return household

    def pages(self, cast: Any, client_of: Any) -> dict[str, Any]:
        with rls.everywhere():
            row = stop_of_first(cast)
        li, wang = client_of(cast.li_grid_worker), client_of(cast.wang_community)
        return {
            "visits:route": (li, ROUTE),
            "visits:visit": (li, url("visit", row)),
            "visits:coverage": (wang, url("coverage")),
            "visits:stops": (wang, url("stops", cast.grid.pk) + "?which=all"),
            "visits:stop": (wang, url("stop", row)),
            "visits:plans": (wang, url("plans")),
        }


def stop_of_first(cast: Any) -> int:
    from linli.domains.visits.models import Stop

    return int(Stop.unscoped.order_by("pk").values_list("pk", flat=True)[0])
