"""A case in the field: the handler's four actions, the whistle, and what a called organization answers."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from linli.domains.cases import services
from linli.domains.cases.models import Approval, CallState, Case
from linli.domains.cases.states import State
from linli.domains.cases.tests.making import MORNING, again, call_of, codes_of, open_case, photo, whistled
from linli.domains.cases.tests.web.portal import load_categories, newest
from linli.kernel import clock
from tests.kit.people import unproved

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Any], Client]


@pytest.fixture
def case(cast: SimpleNamespace) -> Case:
    return open_case(cast)


@pytest.fixture
def li(cast: SimpleNamespace, client_of: ClientOf) -> Client:
    return client_of(cast.li_grid_worker)


def url(case: Case, verb: str = "") -> str:
    return f"/field/case/{case.ref}/{verb}/" if verb else f"/field/case/{case.ref}/"


def picture(color: str = "red") -> SimpleUploadedFile:
    return SimpleUploadedFile("after.jpg", photo(color=color), content_type="image/jpeg")


def test_home_lists_my_cases_and_nobody_elses(case: Case, cast: SimpleNamespace, client_of: ClientOf) -> None:
    assert case.title in client_of(cast.li_grid_worker).get("/field/").content.decode()
    assert case.title not in client_of(cast.qian_other_town).get("/field/").content.decode()


def test_home_shows_forty_and_more_when_asked_and_counts_all(cast: SimpleNamespace, li: Client) -> None:
    with clock.frozen(MORNING):
        for number in range(43):
            open_case(cast, text=f"第 {number} 处垃圾没有清走")
        asked = open_case(cast, text="哪里的路灯不亮")
        services.accept_case(cast.li_grid_worker.actor, case=asked)
        services.ask_reporter(cast.li_grid_worker.actor, case=asked, question="哪里？")
        first, more = li.get("/field/"), li.get("/field/", {"show": "80"})
    for page in (first, more):
        counts = page.context["jobs"].counts
        assert (counts.late + counts.today + counts.later, counts.elsewhere) == (43, 1)
    shown = [job.ref for page in (first, more) for job in todo(page)]
    assert (len(todo(first)), len(todo(more))) == (40, 43)
    assert shown[:40] == shown[40:80], "what was there stays where it was"
    text = first.content.decode()
    assert 'href="?show=80#more"' in text and 'id="more"' not in text and asked.ref not in text
    text = more.content.decode()
    assert text.count('id="more"') == 1 and 'href="?show=' not in text and asked.ref in text
    assert text.index('id="more"') < text.index(shown[80]), "the browser jumps to the first that was added"


@pytest.mark.parametrize("said", ["", "0", "7", "-1", "x", "99999", "９"])
def test_home_takes_any_number(case: Case, li: Client, said: str) -> None:
    assert case.ref in li.get("/field/", {"show": said}).content.decode()


def todo(page: Any) -> list[Any]:
    jobs = page.context["jobs"]
    return [*jobs.late, *jobs.today, *jobs.later]


def test_visitors_are_sent_to_sign_in(case: Case) -> None:
    for address in ("/field/", "/field/report/", url(case)):
        assert "/sign-in/" in Client().get(address)["Location"]


def test_strangers_get_404(case: Case, cast: SimpleNamespace, client_of: ClientOf) -> None:
    for stranger in (cast.qian_other_town, cast.luo_other_grid, cast.zhou_department):
        assert client_of(stranger).get(url(case)).status_code == 404
        assert client_of(stranger).post(url(case, "accept")).status_code == 404


def test_who_sees_but_doesnt_handle_is_refused(case: Case, cast: SimpleNamespace, client_of: ClientOf) -> None:
    community = client_of(cast.wang_community)
    assert community.get(url(case)).status_code == 200
    for verb in ("accept", "resolve", "return", "ask", "look", "extend"):
        assert community.post(url(case, verb)).status_code == 403, verb


def test_taking_up_looking_and_finishing(case: Case, li: Client) -> None:
    assert 'form="accept"' in li.get(url(case)).content.decode()
    assert li.post(url(case, "accept"))["Location"] == url(case)
    li.post(url(case, "look"), {"found": "yes", "words": "堆了半人高", "photos": [picture()]})
    assert again(case).true_on_site is True
    page = li.get(url(case)).content.decode()
    assert 'id="resolve"' in page and 'form="accept"' not in page
    li.post(url(case, "resolve"), {"words": "已经清走，地面冲洗干净", "photos": [picture("green")]})
    assert again(case).at is State.RESOLVED
    assert case.attachments.filter(kind="after").count() == 1


def test_words_are_needed_and_what_was_typed_stays(case: Case, li: Client) -> None:
    li.post(url(case, "accept"))
    refused = li.post(url(case, "resolve"), {"words": "短"})
    assert refused.status_code == 422 and "短</textarea>" in refused.content.decode()
    assert li.post(url(case, "return"), {"words": ""}).status_code == 422
    assert again(case).at is State.HANDLING


def test_a_refused_picture_is_told_on_the_page(case: Case, li: Client) -> None:
    li.post(url(case, "accept"))
    bad = SimpleUploadedFile("a.jpg", b"PK\x03\x04", content_type="image/jpeg")
    answer = li.post(url(case, "resolve"), {"words": "已经清走，地面冲洗干净", "photos": [bad]})
    assert answer.status_code == 422 and "errsum" in answer.content.decode()
    assert again(case).at is State.HANDLING


def test_a_second_press_is_told_who_was_first(case: Case, li: Client) -> None:
    li.post(url(case, "accept"))
    answer = li.post(url(case, "accept"))
    assert answer.status_code == 422 and "李春燕" in answer.content.decode()


def test_returning_asks_the_centre(case: Case, li: Client) -> None:
    li.post(url(case, "return"), {"words": "这是市政局的路"})
    assert again(case).at is State.RETURNED
    assert Approval.objects.get(case=case).reason == "这是市政局的路"


def test_asking_waits_and_going_on_ends_the_wait(case: Case, li: Client) -> None:
    li.post(url(case, "accept"))
    li.post(url(case, "ask"), {"words": "具体是几号楼？"})
    assert again(case).at is State.WAITING
    li.post(url(case, "resume"))
    assert again(case).at is State.HANDLING


def test_more_time_is_asked_for(case: Case, li: Client) -> None:
    li.post(url(case, "accept"))
    li.post(url(case, "extend"), {"amount": "2", "reason": "要等吊车"})
    assert Approval.objects.filter(case=case, kind="extension").exists()


def test_a_number_is_shown_for_a_reason_and_written_down(case: Case, li: Client) -> None:
    assert "10000009999" not in li.get(url(case)).content.decode()
    assert li.post(url(case, "phone"), {"words": ""}).status_code == 422
    shown = li.post(url(case, "phone"), {"words": "约上门时间"})
    assert "10000009999" in shown.content.decode() and shown["Cache-Control"] == "no-store"
    assert "cases.contact_revealed" in codes_of(case)


def test_who_has_the_case_in_hand_calls_back_at_once_and_others_prove_themselves_first(
    case: Case, li: Client, cast: SimpleNamespace, client_of: ClientOf
) -> None:
    wang, words = unproved(client_of(cast.wang_community)), {"words": "约上门时间"}
    unproved(li)
    assert "/sign-in/again/" not in li.get(url(case)).content.decode()
    assert "10000009999" in li.post(url(case, "phone"), words).content.decode()
    led = wang.post(url(case, "phone"), words)
    assert (led.status_code, led.headers["Location"].split("?")[0]) == (303, "/sign-in/again/")
    assert "/sign-in/again/?next=" in wang.get(url(case)).content.decode()
    assert codes_of(case).count("cases.contact_revealed") == 1
    called, _ = whistled(cast)
    zhou = unproved(client_of(cast.zhou_department))
    assert "10000009999" in zhou.post(url(called, "phone"), words).content.decode()
    Case.unscoped.filter(pk=case.pk).update(ended_at=clock.now(), state=State.CONFIRMED)
    assert li.post(url(case, "phone"), words).headers["Location"].split("?")[0] == "/sign-in/again/"


def test_a_whistle_calls_the_ticked_ones(case: Case, li: Client, cast: SimpleNamespace) -> None:
    li.post(url(case, "accept"))
    refused = li.post(url(case, "whistle"), {"reason": "一个人清不动"})
    assert refused.status_code == 422 and "一个人清不动" in refused.content.decode()
    li.post(
        url(case, "whistle"),
        {
            "organizations": [cast.bureau.pk, cast.other_bureau.pk],
            "lead": cast.other_bureau.pk,
            "reason": "一个人清不动",
        },
    )
    calls = {call.organization_id: call.lead for call in case.calls.all()}
    assert calls == {cast.bureau.pk: False, cast.other_bureau.pk: True}
    assert again(case).at is State.WHISTLED


def test_a_called_officer_answers_arrives_and_reports(cast: SimpleNamespace, client_of: ClientOf) -> None:
    case, whistle = whistled(cast)
    officer = client_of(cast.zhou_department)
    assert case.title in officer.get("/field/").content.decode()
    officer.post(url(case, "call/answer"))
    officer.post(url(case, "call/arrive"), {"place": "柳园 1 号楼", "lat": "37.5", "lng": "122.1"})
    assert officer.post(url(case, "call/report"), {"words": ""}).status_code == 422
    officer.post(url(case, "call/report"), {"words": "已经疏通", "photos": [picture()]})
    assert call_of(whistle, cast.bureau).state == CallState.REPORTED
    assert officer.post(url(case, "call/answer")).status_code == 404


def test_a_call_is_given_back_with_a_reason(cast: SimpleNamespace, client_of: ClientOf) -> None:
    case, whistle = whistled(cast)
    officer = client_of(cast.zhou_department)
    assert officer.post(url(case, "call/return"), {"words": ""}).status_code == 422
    officer.post(url(case, "call/return"), {"words": "归水务局"})
    assert call_of(whistle, cast.bureau).state == CallState.RETURNING


def test_noting_something_takes_a_picture_and_two_taps(cast: SimpleNamespace, li: Client) -> None:
    load_categories()
    page = li.get("/field/report/").content.decode()
    assert f'value="area:{cast.building.pk}"' in page and "data-draft" in page
    sent = li.post(
        "/field/report/",
        {"card": "waste", "place": f"area:{cast.building.pk}", "photos": [picture()], "idempotency_key": "k"},
    )
    assert sent["Location"] == url(newest())
    assert (newest().source, newest().found_by_staff, newest().area_id) == ("field", True, cast.building.pk)
    li.post(
        "/field/report/",
        {"card": "waste", "place": f"area:{cast.building.pk}", "photos": [picture()], "idempotency_key": "k"},
    )
    assert Case.unscoped.count() == 1


def test_a_building_of_my_grid_may_be_chosen_and_all_are_offered_again(cast: SimpleNamespace, li: Client) -> None:
    load_categories()
    building = f"area:{cast.building.pk}"
    refused = li.post("/field/report/", {"card": "waste", "place": building})
    assert refused.status_code == 422
    offered = [key for key, _ in refused.context["form"].fields["place"].choices]
    assert {f"area:{cast.grid.pk}", building} <= set(offered)
    assert offered == [key for key, _ in li.get("/field/report/").context["form"].fields["place"].choices]
    assert (
        li.post("/field/report/", {"card": "waste", "place": building, "text": "单元门坏了关不上"}).status_code == 303
    )
    assert newest().area_id == cast.building.pk


@pytest.mark.parametrize(
    "place", ["", "area:", "area:x", "area:²", "area:99999999999999999999", "area:0", "compound:1"]
)
def test_a_place_that_is_none_is_refused(cast: SimpleNamespace, li: Client, place: str) -> None:
    load_categories()
    assert li.post("/field/report/", {"card": "waste", "place": place, "text": "单元门坏了关不上"}).status_code == 422


def test_a_note_needs_a_picture_or_words_and_my_own_ground(cast: SimpleNamespace, li: Client) -> None:
    load_categories()
    assert li.post("/field/report/", {"card": "waste", "place": f"area:{cast.grid.pk}"}).status_code == 422
    foreign = {"card": "waste", "place": f"area:{cast.other_grid.pk}", "text": "别人网格里的垃圾"}
    assert li.post("/field/report/", foreign).status_code == 422
    assert not Case.unscoped.exists()


@pytest.mark.parametrize(
    "verb", ["accept", "resolve", "return", "ask", "look", "extend", "whistle", "phone", "call/answer"]
)
def test_changes_need_a_post(case: Case, li: Client, verb: str) -> None:
    assert li.get(url(case, verb)).status_code in (403, 405)


def test_services_see_what_pages_did(case: Case, li: Client, cast: SimpleNamespace) -> None:
    li.post(url(case, "accept"))
    li.post(url(case, "resolve"), {"words": "已经清走，地面冲洗干净"})
    services.verify_case(cast.wang_community.actor, case=case)
    assert again(case).at is State.ASKING
