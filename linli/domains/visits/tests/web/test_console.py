"""Figures, lists, plans and the page of a door in the office."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from linli.domains.visits.models import Plan
from linli.domains.visits.tests.making import MONDAY, home, planned, stop, visited, visits
from linli.domains.visits.tests.web.test_field import sent, text, url
from linli.foundation.privacy import rls
from linli.foundation.privacy.models import Look
from linli.kernel import clock


@pytest.fixture(autouse=True)
def monday() -> Any:
    with clock.frozen(MONDAY):
        yield


def test_an_office_plans_and_ends_a_plan(cast: Any, client_of: Any) -> None:
    home(cast)
    wang = client_of(cast.wang_community)
    assert "还没有安排走访" in text(wang.get(url("plans")))
    data = {"area": cast.community.pk, "kind": "home", "cycle": "", "starts_on": ""}
    assert "季走访" in text(wang.get(url("add-plan")))
    for odd in ({"cycle": "yearly"}, {"kind": "x"}, {"area": cast.street.pk}, {"starts_on": "2026-03-01"}):
        assert sent(wang, url("add-plan"), **(data | odd)).status_code == 422, odd
    assert sent(wang, url("add-plan"), **data).status_code == 303
    assert "每季度" in text(wang.get(url("plans")))
    with rls.everywhere():
        made = Plan.unscoped.get()
    assert client_of(cast.ma_other_office).post(url("end-plan", made.pk)).status_code == 404
    assert wang.post(url("end-plan", made.pk)).status_code == 303
    assert wang.post(url("end-plan", made.pk)).status_code == 409


def test_a_dwelling_shows_its_visits_to_who_may_see_them_and_a_visit_its_dwelling(cast: Any, client_of: Any) -> None:
    row = planned(cast)
    visited(cast, row, note="楼道灯坏了")
    door = reverse("residents:dwelling", args=[row.household.dwelling_id])
    for member in (cast.li_grid_worker, cast.wang_community):
        found = text(client_of(member).get(door))
        assert f'href="{url("stop", row.pk)}"' in found
        assert "2026-03-02" in found and "楼道灯坏了" not in found
    found = text(client_of(cast.admin).get(door))  # keeps the lists in order, and sees no visit
    assert url("stop", row.pk) not in found and "2026-03-02</b>" not in found
    assert f'href="{door}"' in text(client_of(cast.wang_community).get(url("stop", row.pk)))


def test_a_dwelling_without_visits_says_so(cast: Any, client_of: Any) -> None:
    door = reverse("residents:dwelling", args=[home(cast).dwelling_id])
    assert "还没有人去过" in text(client_of(cast.wang_community).get(door))


def test_figures_lead_down_to_the_doors(cast: Any, client_of: Any) -> None:
    row = planned(cast)
    visited(cast, row, services=("errands",))
    chen, wang = client_of(cast.chen_centre), client_of(cast.wang_community)
    top = chen.get(url("coverage"))
    assert "河东街道" in text(top) and top.context["found"].sum.total == 1
    below = text(chen.get(f"{url('coverage')}?area={cast.community.pk}&kind=home"))
    assert "柳园第一网格" in below and "事项代办" in below and url("stops", cast.grid.pk) not in below
    assert url("stops", cast.grid.pk) in text(wang.get(url("coverage")))
    assert chen.get(f"{url('coverage')}?area={cast.other_county.pk}").status_code == 404
    assert chen.get(url("stops", cast.grid.pk)).status_code == 403
    assert client_of(cast.ma_other_office).get(url("stops", cast.grid.pk)).status_code == 404
    assert "这里没有" in text(wang.get(url("stops", cast.grid.pk)))
    listed = text(wang.get(f"{url('stops', cast.grid.pk)}?which=all", headers={"HX-Request": "true"}))
    assert "1 号楼" in listed and "<html" not in listed
    for odd in ("?which=x", "?kind=x", "?page=x", "?area=x"):
        assert wang.get(url("stops", cast.grid.pk) + odd).status_code == 200
        assert wang.get(url("coverage") + odd).status_code == 200


def test_a_ground_without_plans_says_so(cast: Any, client_of: Any) -> None:
    assert "还没有安排走访" in text(client_of(cast.wang_community).get(url("coverage")))


def test_a_doors_page_has_its_visits_and_its_own_cycle(cast: Any, client_of: Any) -> None:
    row = planned(cast)
    visited(cast, row, note="钥匙放在物业", troubles=("fire",))
    wang = client_of(cast.wang_community)
    shown = text(wang.get(url("stop", row.pk)))
    assert "灭火器" in shown and "钥匙" not in shown
    assert wang.post(url("own-cycle", row.pk), {"cycle": "monthly", "reason": ""}).status_code == 422
    assert wang.post(url("own-cycle", row.pk), {"cycle": "monthly", "reason": "asked_more"}).status_code == 303
    assert "本户希望常联系" in text(wang.get(url("stop", row.pk)))
    assert wang.post(url("plain-cycle", row.pk)).status_code == 303
    assert stop(row.household).own_cycle == ""
    assert client_of(cast.li_grid_worker).post(url("own-cycle", row.pk)).status_code == 403


def test_a_note_is_read_with_a_reason(cast: Any, client_of: Any) -> None:
    row = planned(cast)
    visited(cast, row, note="钥匙放在物业")
    (made,) = visits()
    wang = client_of(cast.wang_community)
    assert url("read-note", made.pk) in text(wang.get(url("stop", row.pk)))
    assert "钥匙" not in text(wang.get(url("read-note", made.pk)))
    assert wang.post(url("read-note", made.pk), {"reason": ""}).status_code == 422
    answer = wang.post(url("read-note", made.pk), {"reason": "交接"})
    assert "钥匙放在物业" in text(answer) and "no-store" in answer.headers["Cache-Control"]
    assert client_of(cast.ma_other_office).post(url("read-note", made.pk), {"reason": "看看"}).status_code == 404
    with rls.everywhere():
        assert Look.unscoped.filter(part="visits.note").count() == 1


def test_late_doors_stand_on_the_list(cast: Any, client_of: Any) -> None:
    planned(cast)
    with clock.frozen(MONDAY + timedelta(days=1)):
        page = client_of(cast.wang_community).get(url("stops", cast.community.pk))
        assert page.context["rows"].paginator.count == 1 and "is-late" in text(page)
