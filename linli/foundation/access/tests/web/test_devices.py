"""One's own devices and password."""

from __future__ import annotations

from typing import Any

from django.test import Client

from linli.foundation.access.models import Session, SignIn
from tests.kit.people import PASSWORD

NEW = "五盏灯笼挂在桥边-6"


def signed_in(username: str = "li-grid-worker", **options: Any) -> Client:
    client = Client(**options)
    assert client.post("/sign-in/", {"username": username, "password": PASSWORD}).status_code == 303
    return client


def test_devices_are_shown_with_their_names(cast: Any) -> None:
    phone = signed_in(headers={"User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/120 MicroMessenger/8"})
    signed_in(headers={"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/120"})
    page = phone.get("/me/devices/").content.decode()
    assert "Android · 微信" in page
    assert "Windows · Firefox" in page


def test_another_device_is_signed_out(cast: Any) -> None:
    phone, office = signed_in(), signed_in()
    row = Session.objects.get(key=office.session.session_key)
    assert phone.post(f"/me/devices/{row.pk}/end/").status_code == 303
    assert office.get("/me/devices/").status_code == 302
    assert phone.get("/me/devices/").status_code == 200
    assert phone.post(f"/me/devices/{row.pk}/end/").status_code == 404


def test_all_others_are_signed_out(cast: Any) -> None:
    phone, office, home = signed_in(), signed_in(), signed_in()
    phone.post("/me/devices/end-others/")
    assert [client.get("/me/devices/").status_code for client in (phone, office, home)] == [200, 302, 302]


def test_somebody_elses_device_is_not_found(cast: Any) -> None:
    mine, theirs = signed_in(), signed_in("wu-leader")
    row = Session.objects.get(key=theirs.session.session_key)
    assert mine.post(f"/me/devices/{row.pk}/end/").status_code == 404
    assert theirs.get("/me/devices/").status_code == 200


def test_a_new_password_signs_other_devices_out(cast: Any) -> None:
    phone, office = signed_in(), signed_in()
    assert phone.post("/me/password/", {"old": PASSWORD, "new": NEW, "again": NEW}).status_code == 303
    assert office.get("/me/devices/").status_code == 302
    assert phone.get("/me/devices/").status_code == 200
    assert Client().post("/sign-in/", {"username": "li-grid-worker", "password": PASSWORD}).status_code == 422


def test_the_old_password_is_asked_for_and_both_new_must_agree(cast: Any) -> None:
    phone = signed_in()
    wrong = phone.post("/me/password/", {"old": "not-my-password", "new": NEW, "again": NEW})
    differ = phone.post("/me/password/", {"old": PASSWORD, "new": NEW, "again": NEW + "x"})
    weak = phone.post("/me/password/", {"old": PASSWORD, "new": "password123", "again": "password123"})
    assert [answer.status_code for answer in (wrong, differ, weak)] == [422, 422, 422]
    assert wrong.context["form"].non_field_errors()
    assert differ.context["form"].errors["again"]
    assert weak.context["form"].non_field_errors()


def test_guessing_the_old_password_locks_too(cast: Any) -> None:
    phone = signed_in()
    for _ in range(5):
        phone.post("/me/password/", {"old": "not-my-password", "new": NEW, "again": NEW})
    answer = phone.post("/me/password/", {"old": PASSWORD, "new": NEW, "again": NEW})
    assert "15" in " ".join(answer.context["form"].non_field_errors())


def test_ones_own_wrong_tries_are_in_the_list(cast: Any) -> None:
    Client().post("/sign-in/", {"username": "li-grid-worker", "password": "wrong-password"})
    page = signed_in().get("/me/devices/")
    assert [line.outcome for line in page.context["sign_ins"]] == ["ok", "wrong"]
    assert SignIn.objects.count() == 2
