"""The register of staff over HTTP."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from linli.foundation.organizations import services as bodies
from linli.foundation.people import selectors
from linli.foundation.people.models import Absence, Appointment, StaffCard
from linli.kernel import clock
from linli.kernel.actor import Actor
from tests.kit.people import unproved


def of(member: Any, *more: str) -> str:
    return "/".join(["/console/staff", str(member.card_id), *more]) + "/"


def test_an_office_sees_its_own_people(cast: Any, client_of: Any) -> None:
    page = client_of(cast.zhao_dispatcher).get("/console/staff/")
    names = {card.name for card in page.context["rows"]}
    assert {"李春燕", "赵敏"} <= names
    assert not {"马兰", "钱进", "冯远"} & names


def test_the_list_costs_the_same_for_three_and_thirty(
    cast: Any, client_of: Any, django_assert_max_num_queries: Any
) -> None:
    client = client_of(cast.chen_centre)
    client.get("/console/staff/")
    with django_assert_max_num_queries(6):
        assert "李春燕" in client.get("/console/staff/").content.decode()
    assert "李春燕" not in client.get("/console/staff/?q=吴").content.decode()


def test_somebody_is_added_and_appointed_once(cast: Any, client_of: Any) -> None:
    client = client_of(cast.chen_centre)
    form = {"name": "高新", "area": cast.grid.pk, "phone": "100 1111 2222", "idempotency_key": "a"}
    added = [client.post("/console/staff/add/", form) for _ in range(2)]
    card = StaffCard.unscoped.get(name="高新")
    assert {answer.status_code for answer in added} == {303}
    post = bodies.create_post(Actor.system(), kind="community_office", area=cast.community)
    answers = [
        client.post(f"/console/staff/{card.pk}/appoint/", {"post": post.pk, "idempotency_key": "b"}) for _ in range(2)
    ]
    assert {answer.status_code for answer in answers} == {303}
    assert Appointment.unscoped.filter(card=card).count() == 1
    page = client.get(f"/console/staff/{card.pk}/").content.decode()
    assert "100****2222" in page
    assert "10011112222" not in page


def test_a_bad_phone_number_and_a_foreign_area_come_back(cast: Any, client_of: Any) -> None:
    client = client_of(cast.zhao_dispatcher)
    for bad in ({"phone": "call me"}, {"area": cast.other_grid.pk}, {"name": ""}, {"name": "高" * 41}):
        form = {"name": "高新", "area": cast.grid.pk, **bad}
        assert client.post("/console/staff/add/", form).status_code == 422
    assert not StaffCard.unscoped.filter(name="高新").exists()


def test_the_number_is_shown_for_a_reason(cast: Any, client_of: Any) -> None:
    client = client_of(cast.wang_community)
    assert client.post(of(cast.li_grid_worker, "phone"), {"reason": ""}).status_code == 422
    page = client.post(of(cast.li_grid_worker, "phone"), {"reason": "汛期"})
    assert page.context["phone"].startswith("100")
    assert "no-store" in page.headers["Cache-Control"]


def test_the_number_waits_for_a_fresh_proof(cast: Any, client_of: Any) -> None:
    client = unproved(client_of(cast.wang_community))
    led = client.post(of(cast.li_grid_worker, "phone"), {"reason": "汛期"})
    assert (led.status_code, led.headers["Location"].split("?")[0]) == (303, "/sign-in/again/")
    shown = client.get(of(cast.li_grid_worker)).content.decode()
    assert "/sign-in/again/?next=" in shown and 'name="reason"' not in shown


def test_an_absence_is_recorded_and_ended(cast: Any, client_of: Any) -> None:
    client, today = client_of(cast.wang_community), clock.today()
    form = {
        "first": today.isoformat(),
        "last": (today + timedelta(days=1)).isoformat(),
        "substitute": cast.zhang_grid_leader.card_id,
    }
    assert client.post(of(cast.li_grid_worker, "absence"), form).status_code == 303
    made = Absence.objects.get()
    assert made.substitute_id == cast.zhang_grid_leader.card_id
    assert client.post(of(cast.li_grid_worker, "absence"), form).status_code == 422
    assert client.post(f"/console/absences/{made.pk}/end/").status_code == 303
    assert not Absence.objects.exists()


def test_an_appointment_is_ended(cast: Any, client_of: Any) -> None:
    held = selectors.appointments_of(selectors.card_by_id(cast.li_grid_worker.card_id))[0]
    client, url = client_of(cast.zhao_dispatcher), f"/console/appointments/{held.pk}/end/"
    assert client.get(url).status_code == 200
    assert client.post(url, {"on": "2001-01-01"}).status_code == 422
    assert client.post(url, {"on": ""}).status_code == 303
    held.refresh_from_db()
    assert held.ends_on is not None


def test_a_reader_is_offered_no_changes(cast: Any, client_of: Any) -> None:
    page = client_of(cast.wu_leader).get(of(cast.li_grid_worker)).content.decode()
    assert f"{cast.li_grid_worker.card_id}/appoint/" not in page


def test_pages_of_forms_open(cast: Any, client_of: Any) -> None:
    client = client_of(cast.zhao_dispatcher)
    for path in ("/console/staff/add/", of(cast.li_grid_worker, "appoint"), of(cast.li_grid_worker, "absence")):
        assert client.get(path).status_code == 200
