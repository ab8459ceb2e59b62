"""The reporter's own page: nobody else opens it, nobody's data is on it, and the word given there counts once."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from linli.domains.cases import services
from linli.domains.cases.models import Case
from linli.domains.cases.states import State
from linli.domains.cases.tests.making import again, codes_of, photo
from linli.domains.cases.tests.web.portal import Resident, load_categories, newest, token_on
from linli.domains.cases.web import secret

pytestmark = pytest.mark.django_db


@pytest.fixture
def resident(cast: SimpleNamespace) -> Resident:
    load_categories()
    return Resident(cast)


@pytest.fixture
def token(resident: Resident) -> str:
    resident.choose_place(key=f"area:{resident.grid.pk}")
    resident.say()
    resident.reach(phone="10000001234", agree="on", called="孙女士")
    return token_on(resident.client.get(resident.send()["Location"]))


def url(token: str, verb: str = "") -> str:
    return f"/f/{token}/{verb}/" if verb else f"/f/{token}/"


def ask(cast: SimpleNamespace) -> Case:
    """The newest case, done and verified: the resident has the word."""
    case = newest()
    services.accept_case(cast.li_grid_worker.actor, case=case)
    services.resolve_case(cast.li_grid_worker.actor, case=case, text="雨水口已疏通，路面没有积水了", photos=(photo(),))
    services.verify_case(cast.wang_community.actor, case=case)
    return again(case)


def test_a_wrong_link_is_404(resident: Resident) -> None:
    for wrong in ("x", "A" * 24, "1:abc:def", "..", "a" * 300):
        assert resident.client.get(url(wrong)).status_code == 404


def test_it_shows_no_personal_data(token: str, cast: SimpleNamespace) -> None:
    ask(cast)
    page = Client().get(url(token)).content.decode()
    for private in ("李春燕", "100****1234", "0001234", "孙女士"):
        assert private not in page
    assert "柳园社区" in page and "雨水口已疏通" in page


def test_the_word_solved_counts_with_stars(token: str, cast: SimpleNamespace) -> None:
    case = ask(cast)
    page = Client().get(url(token)).content.decode()
    assert 'name="ok" value="1"' in page and "/photo/" in page
    answer = Client().post(url(token, "confirm"), {"ok": "1", "stars": "5", "words": "很快"})
    assert answer["Location"] == url(token)
    assert (again(case).at, again(case).stars) == (State.CONFIRMED, 5)
    assert "cases.confirmed" in codes_of(case)


def test_not_solved_goes_one_level_up(token: str, cast: SimpleNamespace) -> None:
    case = ask(cast)
    Client().post(url(token, "confirm"), {"ok": "0"})
    assert again(case).at is State.ASSIGNED and again(case).tier_no > case.tier_no


def test_a_second_answer_is_told_so(token: str, cast: SimpleNamespace) -> None:
    case = ask(cast)
    first = Client()
    first.post(url(token, "confirm"), {"ok": "1", "idempotency_key": "a"})
    assert first.post(url(token, "confirm"), {"ok": "1", "idempotency_key": "a"}).status_code == 303
    late = Client().post(url(token, "confirm"), {"ok": "1", "idempotency_key": "b"})
    assert late.status_code == 409 and late.context["code"] == "cases.already_answered"
    assert codes_of(case).count("cases.confirmed") == 1


def test_wrong_stars_change_nothing(token: str, cast: SimpleNamespace) -> None:
    case = ask(cast)
    assert Client().post(url(token, "confirm"), {"ok": "1", "stars": "9"}).status_code == 422
    assert Client().post(url(token, "confirm"), {"ok": "maybe"}).status_code == 422
    assert again(case).at is State.ASKING


def test_a_question_is_answered(token: str, cast: SimpleNamespace) -> None:
    case = newest()
    services.accept_case(cast.li_grid_worker.actor, case=case)
    services.ask_reporter(cast.li_grid_worker.actor, case=case, question="是南门还是东门？")
    assert "是南门还是东门" in Client().get(url(token)).content.decode()
    assert Client().post(url(token, "answer"), {"words": ""}).status_code == 422
    Client().post(url(token, "answer"), {"words": "南门"})
    assert again(case).at is State.HANDLING


def test_an_explanation_may_be_objected_to(token: str, cast: SimpleNamespace) -> None:
    case = newest()
    services.explain_case(cast.wang_community.actor, case=case, reason="这段路归铁路部门，我们动不了")
    page = Client().get(url(token)).content.decode()
    assert "这段路归铁路部门" in page and "/object/" in page
    kept = Client().post(url(token, "object"), {"words": ""})
    assert kept.status_code == 422
    Client().post(url(token, "object"), {"words": "路牌写的是街道管"})
    assert again(case).at is State.RECEIVED


def test_a_report_is_taken_back_by_its_own_reporter(token: str) -> None:
    Client().post(url(token, "withdraw"))
    assert newest().at is State.WITHDRAWN
    assert Client().post(url(token, "withdraw")).status_code == 409


def test_who_looked_at_the_number_is_told(token: str, cast: SimpleNamespace) -> None:
    case = newest()
    services.reveal_contact(cast.li_grid_worker.actor, case=case, reporter=case.reporters.get(), reason="约上门时间")
    assert "约上门时间" in Client().get(url(token)).content.decode()


def test_pictures_open_with_the_link_only(token: str, cast: SimpleNamespace) -> None:
    case = ask(cast)
    picture = case.attachments.get()
    assert Client().get(f"/f/{token}/photo/{picture.pk}/").status_code == 200
    assert Client().get(f"/f/{'B' * 24}/photo/{picture.pk}/").status_code == 404


def test_number_and_code_open_it_on_another_phone(token: str) -> None:
    code = secret.code_of(newest().reporters.get())
    phone = Client()
    found = phone.post("/follow/", {"ref": newest().ref.lower(), "code": code.lower()})
    assert found.status_code == 303
    opened = phone.get(found["Location"])
    assert opened.status_code == 200 and newest().title in opened.content.decode()
    assert phone.get(f"{found['Location']}qr.svg").status_code == 404
    assert phone.post("/follow/", {"link": f"http://testserver/f/{token}/"})["Location"] == url(token)


@pytest.mark.parametrize("said", [{}, {"ref": "X-1", "code": "AAAAAA"}, {"link": "http://x/f/short/"}])
def test_nothing_found_says_so(resident: Resident, said: dict[str, str]) -> None:
    answer = resident.client.post("/follow/", said)
    assert answer.status_code in (200, 422) and "errsum" in answer.content.decode()


def test_guessing_is_stopped(token: str) -> None:
    ref, phone = newest().ref, Client()
    answers = [phone.post("/follow/", {"ref": ref, "code": f"A{n:05d}"}).status_code for n in range(25)]
    assert answers[0] == 422 and answers[-1] == 429


def test_my_things_are_this_browsers_own(resident: Resident, token: str) -> None:
    title = newest().title
    assert title in resident.client.get("/").content.decode()
    assert title not in Client().get(f"/c/{resident.slug}/").content.decode()
    resident.client.post(url(token, "keep"), {"do": "forget"})
    assert title not in resident.client.get("/").content.decode()
    resident.client.post(url(token, "keep"), {"do": "keep"})
    assert title in resident.client.get("/").content.decode()


def test_a_forged_cookie_is_nobodys(resident: Resident, token: str) -> None:
    stranger = Client()
    stranger.cookies["linli_mine"] = f'["{token}"]'
    assert newest().title not in stranger.get(f"/c/{resident.slug}/").content.decode()


def test_the_qr_code_is_a_picture_of_the_link(token: str) -> None:
    answer = Client().get(f"/f/{token}/qr.svg")
    assert answer["Content-Type"] == "image/svg+xml" and b"<svg" in answer.content


@pytest.mark.parametrize("verb", ["confirm", "answer", "object", "withdraw", "keep"])
def test_words_need_a_post(token: str, verb: str) -> None:
    assert Client().get(url(token, verb)).status_code == 405


def test_figures_of_the_month_lead_to_their_rows(resident: Resident, token: str, cast: SimpleNamespace) -> None:
    home = resident.client.get(f"/c/{resident.slug}/")
    figures: Any = {one.code: one for one in home.context["month"].figures}
    for code, shown in figures.items():
        rows = resident.client.get(shown.url)
        assert rows.context["month"].count == int(shown.figure), code
    listed = resident.client.get(figures["received"].url).content.decode()
    assert newest().title not in listed and "柳园社区" in listed
    assert resident.client.get(f"/c/{resident.slug}/month/secrets/").status_code == 404
