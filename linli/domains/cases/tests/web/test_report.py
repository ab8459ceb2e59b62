"""Reporting on the portal, with script off: four pages, nothing typed is lost, nothing is filed twice."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from linli.domains.cases.models import Case
from linli.domains.cases.states import State
from linli.domains.cases.tests.web.portal import TEXT, Resident, load_categories, newest, picture, token_on
from linli.foundation.territory import selectors as territory

pytestmark = pytest.mark.django_db


@pytest.fixture
def resident(cast: SimpleNamespace) -> Resident:
    load_categories()
    return Resident(cast)


def test_it_files_a_report_in_four_steps(resident: Resident, cast: SimpleNamespace) -> None:
    sent = resident.report(photos=[picture()])
    case = newest()
    assert sent.status_code == 303 and sent["Location"] == f"/receipt/{case.ref}/"
    assert (case.area_id, case.source, case.text, case.urgency) == (cast.building.pk, "portal", TEXT, "normal")
    assert case.place_words == "南门外"
    assert case.attachments.count() == 1
    assert case.handler_id == cast.he_building.card_id or case.handler_id == cast.li_grid_worker.card_id


def test_the_receipt_opens_the_page_and_is_nobody_elses(resident: Resident, cast: SimpleNamespace) -> None:
    sent = resident.report()
    receipt = resident.client.get(sent["Location"])
    assert newest().ref in receipt.content.decode()
    assert resident.client.get(f"/f/{token_on(receipt)}/").status_code == 200
    assert Resident(cast).client.get(sent["Location"]).status_code == 404


def test_the_secret_is_in_no_stored_address(resident: Resident) -> None:
    sent = resident.report()
    token = token_on(resident.client.get(sent["Location"]))
    assert token not in sent["Location"]
    assert token not in str(dict(resident.client.session))


def test_it_files_once_when_sent_twice(resident: Resident) -> None:
    first = resident.report()
    again = resident.client.post(resident.url("check"), {"idempotency_key": resident.key})
    assert Case.unscoped.count() == 1
    assert again.status_code == 303 and first.status_code == 303


def test_steps_open_in_order_only(resident: Resident) -> None:
    assert resident.get("check")["Location"] == f"/c/{resident.slug}/report/"
    assert resident.client.get(f"/c/{resident.slug}/report/")["Location"].endswith("/place/")
    resident.choose_place()
    assert resident.client.get(f"/c/{resident.slug}/report/")["Location"].endswith("/what/")


def test_wrong_input_keeps_what_was_typed(resident: Resident) -> None:
    resident.choose_place()
    answer = resident.say(text="短", card="water")
    assert "至少写 5 个字" in answer.content.decode() and "短</textarea>" in answer.content.decode()
    long = resident.say(text="长" * 2001)
    assert "缩短到 2000 字" in long.content.decode()
    assert not Case.unscoped.exists()


def test_a_picture_survives_wrong_words(resident: Resident) -> None:
    resident.choose_place()
    resident.say(text="短", photos=[picture()])
    page = resident.get("what").content.decode()
    assert f"/c/{resident.slug}/report/photo/1/" in page
    assert resident.client.get(resident.url("photo/1"))["Content-Type"] == "image/jpeg"


def test_a_picture_can_be_taken_away_without_losing_words(resident: Resident) -> None:
    resident.choose_place()
    resident.say(text="短", photos=[picture()])
    name = resident.client.session[f"report:{resident.slug}"]["photos"][0]
    page = resident.say(text=TEXT, **{"del": name}).content.decode()
    assert TEXT in page and "/photo/1/" not in page


@pytest.mark.parametrize(("data", "words"), [(b"PK\x03\x04 a zip", "照片"), (b"\xff\xd8\xff broken", "照片")])
def test_no_picture_is_refused_in_words(resident: Resident, data: bytes, words: str) -> None:
    resident.choose_place()
    answer = resident.say(photos=[picture(data=data)])
    assert answer.status_code == 200 and words in answer.content.decode() and TEXT in answer.content.decode()


def test_drafts_pictures_are_seen_by_their_writer_only(resident: Resident, cast: SimpleNamespace) -> None:
    resident.choose_place()
    resident.say(photos=[picture()])
    assert Resident(cast).client.get(resident.url("photo/1")).status_code == 404
    assert resident.client.get(resident.url("photo/2")).status_code == 404


def test_a_bad_phone_is_told_and_a_good_one_needs_consent(resident: Resident) -> None:
    resident.choose_place()
    resident.say()
    assert "11 位" in resident.reach(phone="12345").content.decode()
    assert "同意" in resident.reach(phone="10000001234").content.decode()
    assert resident.reach(phone="1000 000 1234", agree="on").status_code == 303


def test_the_phone_is_sealed_in_session_and_case(resident: Resident) -> None:
    resident.choose_place()
    resident.say()
    resident.reach(phone="10000001234", agree="on", called="孙女士")
    assert "10000001234" not in str(dict(resident.client.session))
    resident.send()
    reporter = newest().reporters.get()
    assert (reporter.phone_masked, reporter.called) == ("100****1234", "孙女士")


def test_emergency_numbers_come_at_once(resident: Resident) -> None:
    resident.choose_place()
    live = resident.client.post(resident.url("hints"), {"text": "楼上着火了，有人被困", "card": "other"})
    assert 'href="tel:119"' in live.content.decode()
    resident.say(text="楼上着火了，有人被困在里面", card="other")
    assert 'href="tel:119"' in resident.get("contact").content.decode()


def test_danger_ticked_shows_all_numbers(resident: Resident) -> None:
    resident.choose_place()
    resident.say(danger="on")
    assert 'href="tel:110"' in resident.get("contact").content.decode()
    resident.reach()
    resident.send()
    assert newest().urgency == "danger"


def test_a_legal_matter_stops_once_and_may_go_on(resident: Resident) -> None:
    resident.choose_place()
    stopped = resident.say(text="我要申请劳动仲裁，老板不发工资", card="other")
    assert stopped.status_code == 200 and "仲裁" in stopped.content.decode()
    told = stopped.context["hints"].signature
    assert resident.say(text="我要申请劳动仲裁，老板不发工资", card="other", told=told).status_code == 303
    resident.reach()
    resident.send()
    assert newest().at is not State.REDIRECTED


def test_a_legal_matter_ends_with_the_way_and_a_receipt(resident: Resident) -> None:
    resident.choose_place()
    told = resident.say(text="我要申请劳动仲裁，老板不发工资", card="other").context["hints"].signature
    resident.say(text="我要申请劳动仲裁，老板不发工资", card="other", told=told, do="route")
    resident.reach()
    receipt = resident.client.get(resident.send()["Location"])
    assert (newest().at, newest().legal_route) == (State.REDIRECTED, "arbitration")
    assert "仲裁委员会" in receipt.content.decode()


def test_a_similar_case_is_offered_and_may_be_joined(resident: Resident, cast: SimpleNamespace) -> None:
    resident.report()
    neighbour = Resident(cast)
    neighbour.choose_place()
    offered = neighbour.say(text="南门外雨水口堵了，人行道积水")
    ref = newest().ref
    assert ref in offered.content.decode()
    joined = neighbour.client.post(f"/c/{neighbour.slug}/report/join/{ref}/", {"idempotency_key": "k-1"})
    assert joined["Location"] == f"/receipt/{ref}/"
    assert newest().reporters.count() == 2 and Case.unscoped.count() == 1
    neighbour.client.post(f"/c/{neighbour.slug}/report/join/{ref}/", {"idempotency_key": "k-1"})
    assert newest().reporters.count() == 2


def test_a_case_elsewhere_cant_be_joined_by_its_number(resident: Resident, cast: SimpleNamespace) -> None:
    resident.report()
    stranger = Resident(cast)
    stranger.choose_place(key=f"area:{cast.other_grid.pk}")
    assert stranger.client.post(f"/c/{stranger.slug}/report/join/{newest().ref}/").status_code == 404


def test_a_sticker_fills_in_the_place(resident: Resident, cast: SimpleNamespace) -> None:
    code = territory.qr_code(cast.building)
    offered = resident.client.get(f"/r/{code}/").content.decode()
    assert "1 号楼" in offered
    assert f"/r/{code}/?for=report" in offered
    assert f"/r/{code}/register/" in offered
    answer = resident.client.get(f"/r/{code}/", {"for": "report"})
    assert answer["Location"] == f"/c/{resident.slug}/report/what/"
    assert "1 号楼" in resident.get("what").content.decode()
    assert resident.client.get("/r/zz9/").status_code == 404
    assert resident.client.get("/scan/", {"text": f"http://x/r/{code}/"})["Location"] == f"/r/{code}/?for=report"


def test_places_are_found_by_search_and_down_the_list(resident: Resident, cast: SimpleNamespace) -> None:
    found = resident.client.get(resident.url("place"), {"q": "柳园"}).content.decode()
    assert f"area:{cast.community.pk}" in found
    listed = resident.client.get(resident.url("place"), {"at": cast.street.pk}).content.decode()
    assert "柳园社区" in listed
    deeper = resident.client.get(resident.url("place"), {"at": cast.grid.pk}).content.decode()
    assert f'value="area:{cast.building.pk}"' in deeper


@pytest.mark.parametrize("at", ["999999999999999999999", "x", "-1", "99999999"])
def test_a_strange_address_shows_the_county(resident: Resident, at: str) -> None:
    assert resident.client.get(resident.url("place"), {"at": at}).status_code == 200


def test_a_place_of_another_county_is_refused(resident: Resident, cast: SimpleNamespace) -> None:
    answer = resident.client.post(resident.url("place"), {"place": f"area:{cast.other_county_grid.pk}"})
    assert answer.status_code == 409


def test_a_position_is_shown_as_words(resident: Resident, cast: SimpleNamespace) -> None:
    type(cast.grid).unscoped.filter(pk=cast.grid.pk).update(lat=37.5, lng=122.1)
    page = resident.client.post(resident.url("place"), {"do": "locate", "lat": "37.51", "lng": "122.11"})
    assert "柳园第一网格" in page.content.decode()
    wrong = resident.client.post(resident.url("place"), {"do": "locate", "lat": "x", "lng": ""})
    assert wrong.status_code == 200


def test_beginning_anew_forgets_the_draft(resident: Resident) -> None:
    resident.choose_place()
    resident.say(photos=[picture()])
    resident.client.post(resident.url("again"))
    assert f"report:{resident.slug}" not in resident.client.session


@pytest.mark.parametrize("step", ["hints", "again", "join/XX-1"])
def test_changes_need_a_post(resident: Resident, step: str) -> None:
    assert resident.client.get(resident.url(step)).status_code == 405


def test_an_unknown_county_is_404(resident: Resident) -> None:
    assert resident.client.get("/c/nowhere/report/").status_code == 404


def test_report_without_a_county_leads_to_the_chooser(resident: Resident) -> None:
    assert resident.client.get("/report/")["Location"] == "/"
    resident.client.get(f"/c/{resident.slug}/")
    assert resident.client.get("/report/")["Location"] == f"/c/{resident.slug}/report/"


def test_staff_report_as_residents_on_the_portal(resident: Resident, cast: SimpleNamespace, client_of: Any) -> None:
    resident.client = client_of(cast.qian_other_town)
    assert resident.report().status_code == 303
    assert newest().found_by_staff is False
