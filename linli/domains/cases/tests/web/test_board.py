"""The board: who sees which, every figure equals the rows behind it, and its cost doesn't grow with the cases."""

from __future__ import annotations

import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from linli.domains.cases import selectors, services
from linli.domains.cases.models import Case, Reporter
from linli.domains.cases.tests.making import MORNING, open_case, whistled
from linli.engines.rollups import services as rollups
from linli.foundation.territory import services as territory
from linli.kernel import clock
from linli.kernel.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(cast: SimpleNamespace, client_of: Any) -> Any:
    return client_of(cast.wu_leader)


def busy(cast: SimpleNamespace) -> None:
    """Some of everything: late, due today, waiting, confirmed, joined, reopened."""
    system = services
    with clock.frozen(MORNING):
        cases = [open_case(cast) for _ in range(7)]
        open_case(cast, area=cast.other_grid)
    worker = cast.li_grid_worker
    with clock.frozen(MORNING + timedelta(minutes=30)):
        for case in cases[:3]:
            if Case.unscoped.get(pk=case.pk).handler_id != worker.card_id:
                services.dispatch_case(cast.chen_centre.actor, case=case, to_person=worker.card_id)
            services.accept_case(worker.actor, case=case)
            services.resolve_case(worker.actor, case=case, text="办好了，清运完了")
            services.verify_case(cast.chen_centre.actor, case=case)
    with clock.frozen(MORNING + timedelta(hours=1)):
        for case, solved in zip(cases[:3], (True, True, False), strict=True):
            services.confirm_case(
                Reporter.objects.get(case=case), solved=solved, stars=5 if solved else None, words="还是堵着"
            )
        system.merge_cases(cast.chen_centre.actor, case=cases[3], into=cases[4])
    rollups.count_waiting()


def rows_of(client: Any, url: str) -> int:
    return len(client.get(url).context["queue"].rows)


@pytest.mark.parametrize("days", ["1", "30", "365"])
@pytest.mark.parametrize("after", [timedelta(hours=2), timedelta(days=20)])
def test_every_figure_equals_the_rows_behind_it(
    cast: SimpleNamespace, leader: Any, days: str, after: timedelta
) -> None:
    busy(cast)
    with clock.frozen(MORNING + after):
        board = leader.get(reverse("web:board"), {"days": days}).context["board"]
        for figure in board.figures:
            listed = rows_of(leader, figure.url)
            if figure.code == "bottom":
                counted = re.search(r"(\d+)\D*$|(\d+)", figure.note.split("其中")[-1])
                shown = int(next(one for one in counted.groups() if one)) if counted else 0
                assert listed == shown, figure
            else:
                assert listed == int(figure.figure), figure


def test_cells_add_up_and_lead_down_to_the_building(cast: SimpleNamespace, leader: Any) -> None:
    busy(cast)
    with clock.frozen(MORNING + timedelta(days=20)):
        url, seen = reverse("web:board"), []
        while True:
            answer = leader.get(url)
            assert answer.status_code == 200
            board = answer.context["board"]
            seen.append(board.area.pk)
            late = next(figure for figure in board.figures if figure.code == "late")
            own = Case.unscoped.filter(area_id=board.area.pk, ended_at=None, due_at__lt=clock.now()).count()
            assert sum(cell.count for cell in board.cells) + own == int(late.figure)
            on_the_way = [cell for cell in board.cells if cell.id in places(cast)]
            if not on_the_way:
                break
            url = on_the_way[0].url
    assert seen == [cast.county.pk, cast.street.pk, cast.community.pk, cast.grid.pk, cast.building.pk]


def places(cast: SimpleNamespace) -> set[int]:
    return {cast.street.pk, cast.community.pk, cast.grid.pk, cast.building.pk}


def test_each_sees_the_board_of_their_own_place(cast: SimpleNamespace, client_of: Any) -> None:
    office = client_of(cast.zhao_dispatcher)
    assert office.get(reverse("web:board")).context["board"].area.pk == cast.street.pk
    assert office.get(reverse("web:board", args=[cast.community.pk])).status_code == 200
    for hidden in (cast.county, cast.other_street, cast.other_county):
        assert office.get(reverse("web:board", args=[hidden.pk])).status_code == 404
    assert office.get(reverse("web:board"), {"area": "x"}).status_code == 200
    assert client_of(cast.li_grid_worker).get(reverse("web:board")).status_code == 403
    assert client_of(cast.zhou_department).get(reverse("web:board")).status_code == 403
    assert client_of(cast.sun_resident).get(reverse("web:board")).status_code == 302


def test_whistles_ring_on_the_board_and_are_flagged_when_late(cast: SimpleNamespace, leader: Any) -> None:
    with clock.frozen(MORNING):
        whistled(cast)
    with clock.frozen(MORNING + timedelta(days=3)):
        board = leader.get(reverse("web:board")).context["board"]
    assert board.ringing == 1
    assert {cell.id: cell.flags for cell in board.cells}[cast.street.pk] == 1


def test_the_cost_does_not_grow_with_the_cases(
    cast: SimpleNamespace, leader: Any, django_assert_max_num_queries: Any
) -> None:
    def cost() -> int:
        with django_assert_max_num_queries(12) as caught:
            assert leader.get(reverse("web:board")).status_code == 200
        return len(caught)

    whistled(cast)
    for _ in range(3):  # so that something comes back, and its kind is named
        open_case(cast)
    leader.get(reverse("web:board"))
    few = cost()
    for _ in range(20):
        open_case(cast)
    assert cost() == few


def test_the_big_screen_is_the_same_board(cast: SimpleNamespace, leader: Any) -> None:
    busy(cast)
    with clock.frozen(MORNING + timedelta(days=2)):
        whole = leader.get(reverse("web:board"), {"wall": "1"})
        part = leader.get(reverse("web:board"), {"wall": "1"}, headers={"HX-Request": "true"})
    assert "data-autorefresh" in whole.content.decode()
    assert "<html" not in part.content.decode() and "ws__kpis" in part.content.decode()
    assert len(whole.context["main"]) == 6


def test_a_numbered_grid_has_its_number_on_a_narrow_map(cast: SimpleNamespace) -> None:
    for name in ("第十一网格", "第十二网格"):
        territory.create_area(Actor.system(), parent=cast.community, kind="grid", name=name)
    cells = selectors.board(cast.chen_centre.actor, cast.community).cells
    assert {"十一", "十二"} <= {cell.short for cell in cells}
