"""Reports and updates of a platform: the same intake as every other door, once, with its own key."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from linli.domains.cases import services
from linli.domains.cases.models import Case
from linli.domains.cases.states import State
from linli.domains.cases.tests.making import MORNING, again, codes_of, photo
from linli.foundation.audit import selectors as history
from linli.foundation.partners import services as partners
from linli.foundation.partners.tests.making import issued, partner
from linli.foundation.territory.models import Area
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.geo import to_gcj02
from linli.surfaces.api.models import Filing
from linli.surfaces.api.permissions import SCOPE
from linli.surfaces.api.tests import schemas
from linli.surfaces.api.tests.making import (
    PHONE,
    QUARREL,
    SERVICE,
    WORDS,
    Platform,
    case_of,
    load,
    place_code,
    problems,
    refs,
    rows,
    xml,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def morning() -> Any:
    with clock.frozen(MORNING):
        yield


@pytest.fixture
def platform(cast: SimpleNamespace, morning: None) -> Platform:
    load()
    return Platform(cast)


def test_a_report_is_a_case_like_any_other(platform: Platform, cast: SimpleNamespace) -> None:
    answer = platform.report(lat="36.5", long="116.5", address_string="南门外", account_id="u-7")
    schemas.check(list[schemas.Receipt], answer.content)
    (receipt,) = answer.json()
    case = Case.unscoped.get(ref=receipt["service_request_id"])
    assert (case.source, case.text, case.place_words, case.area_id) == ("open311", WORDS, "南门外", cast.building.pk)
    assert (case.lat, case.lng, case.handler_id) == (36.5, 116.5, cast.li_grid_worker.card_id)
    assert receipt["account_id"] == "u-7"
    assert [line.who for line in history.timeline(case)][-1] == "邻市随手报"
    assert Filing.objects.get().partner_id == platform.owner.pk


def test_its_notice_leads_the_person_to_their_page(platform: Platform) -> None:
    notice = platform.report().json()[0]["service_notice"]
    link = next(word for word in notice.split() if "/f/" in word).split("：")[-1]
    page = platform.client.get(link.split("testserver")[1])
    assert page.status_code == 200 and WORDS in page.content.decode()


def test_in_xml_too(platform: Platform) -> None:
    answer = platform.post("requests.xml", service_code=SERVICE, description=WORDS, address_string="哪儿也不认识的地方")
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    assert xml(answer).find("request/service_request_id").text == Case.unscoped.get().ref
    assert Case.unscoped.get().area.kind == "county"  # the centre finds out where that is


def test_where_it_is_found_by_position_sticker_or_address(platform: Platform, cast: SimpleNamespace) -> None:
    Area.unscoped.filter(pk=cast.grid.pk).update(lat=36.5, lng=116.5)
    Area.unscoped.filter(pk=cast.other_grid.pk).update(lat=36.6, lng=116.6)
    assert platform.filed(address_id=None, lat="36.501", long="116.501").area_id == cast.grid.pk
    assert platform.filed(address_id=None, address_string=cast.other_community.name).area_id == cast.other_community.pk
    sticker = platform.filed(address_id=place_code(cast.second_grid), lat="36.5", long="116.5")
    assert sticker.area_id == cast.second_grid.pk


def test_positions_of_chinese_map_services_are_put_right(platform: Platform, cast: SimpleNamespace) -> None:
    lat, lng = to_gcj02(36.5, 116.5)
    case = platform.filed(lat=lat, long=lng, datum="gcj02")
    assert (case.lat, case.lng) == pytest.approx((36.5, 116.5), abs=1e-7)
    national = platform.filed(lat="36.5", long="116.5", datum="cgcs2000", description="另一处井盖也松了")
    assert (national.lat, national.lng) == (36.5, 116.5)


def test_danger_goes_first(platform: Platform) -> None:
    answer = platform.report(**{"attribute[danger]": "yes"})
    case = Case.unscoped.get(ref=answer.json()[0]["service_request_id"])
    assert case.urgency == "danger" and "110" in answer.json()[0]["service_notice"]


def test_a_number_is_kept_only_where_its_owner_agreed(platform: Platform) -> None:
    contact = {"phone": PHONE, "first_name": "三", "last_name": "张", "email": "zhang@example.cn", "device_id": "d1"}
    without = platform.report(**contact)
    reporter = Case.unscoped.get().reporters.get()
    assert (reporter.phone_masked, bytes(reporter.phone_sealed)) == ("", bytes(reporter.name_sealed))
    assert "contact_consent" in without.json()[0]["service_notice"]
    agreed = platform.filed(description="西门外的井盖也松了", contact_consent="true", **contact)
    assert agreed.reporters.get().phone == PHONE


def test_pictures_are_cleaned_and_addresses_of_pictures_never_fetched(platform: Platform) -> None:
    sent = SimpleUploadedFile("a.jpg", photo(), content_type="image/jpeg")
    case = platform.filed(media=sent, media_url="https://example.cn/1.jpg")
    assert case.attachments.get().kind == "before"
    assert case.text.endswith("https://example.cn/1.jpg")
    assert platform.report(media=SimpleUploadedFile("a.jpg", b"<?php"), description="另一处也坏了").status_code == 400


def test_sent_twice_it_is_one_case(platform: Platform) -> None:
    first, second = platform.report(), platform.report()
    with clock.frozen(MORNING + timedelta(minutes=9)):
        third = platform.report()
    assert refs(first) == refs(second) == refs(third)
    assert platform.report(description="换了一处，在北门").json() != first.json()
    assert Case.unscoped.count() == 2
    with clock.frozen(MORNING + timedelta(hours=1)):
        assert refs(platform.report()) != refs(first)  # again broken, again a case


def test_a_key_of_ones_own_counts_for_a_week(platform: Platform) -> None:
    first = platform.report(headers={"Idempotency-Key": "o-1"})
    with clock.frozen(MORNING + timedelta(days=2)):
        again_ = platform.report(headers={"Idempotency-Key": "o-1"}, description="别的话也一样，同一张单")
        assert refs(again_) == refs(first)
        assert refs(platform.report(headers={"Idempotency-Key": "o-2"})) != refs(first)
    other = Platform(platform.cast, "另一个平台")
    assert refs(other.report(headers={"Idempotency-Key": "o-1"})) != refs(first)


def test_what_was_refused_may_be_sent_again(platform: Platform) -> None:
    assert platform.report(description="短", headers={"Idempotency-Key": "o-1"}).status_code == 400
    assert platform.report(headers={"Idempotency-Key": "o-1"}).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_are_one(cast: SimpleNamespace) -> None:
    load()
    platform, start = Platform(cast), Barrier(5)

    def send(_: int) -> list[str]:
        try:
            start.wait(5)
            return refs(platform.report(headers={"Idempotency-Key": "o-1"}))
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as pool:
        found = [*pool.map(send, range(10))]
    assert len({tuple(one) for one in found}) == 1
    assert Case.unscoped.count() == 1


def test_without_a_key_that_holds_here_nothing_is_taken(platform: Platform, cast: SimpleNamespace) -> None:
    def status(key: str | None) -> int:
        return platform.report(api_key=key).status_code

    elsewhere = partners.add_partner(Actor.system(), county=cast.other_county, name="邻县平台")
    ends = clock.now() + timedelta(days=9)
    foreign = partners.issue(Actor.system(), partner=elsewhere, kind="bearer", scopes=[SCOPE], expires_at=ends)
    signing = issued(cast, "hmac", (SCOPE,), of=platform.owner)
    other_scope = issued(cast, "bearer", of=partner(cast, "热线"))
    for key in (None, "", "nonsense", platform.key + "x", foreign.secret, signing.secret, other_scope.secret):
        assert status(key) == 403, key
    partners.switch_partner(cast.admin.actor, partner=platform.owner, active=False)
    assert status(platform.key) == 403
    assert Case.unscoped.count() == 0


def test_the_key_may_come_as_a_header(platform: Platform) -> None:
    said = {"Authorization": f"Bearer {platform.key}"}
    own = platform.filed(api_key=None, service_code=QUARREL.replace("/", "-"), headers=said)
    asked = {"jurisdiction_id": platform.county}
    assert refs(platform.client.get("/open311/v2/requests.json", asked, headers=said)) == [own.ref]
    for wrong in ("Bearer nonsense", "Bearer "):
        answer = platform.client.get("/open311/v2/requests.json", asked, headers={"Authorization": wrong})
        assert answer.status_code == (403 if wrong.strip() != "Bearer" else 200)


def test_who_guesses_keys_is_braked(platform: Platform) -> None:
    found = [platform.report(api_key=f"lk{number}.x").status_code for number in range(22)]
    assert found[:20] == [403] * 20 and found[20:] == [429, 429]
    assert platform.report().status_code == 200  # the right key still holds


def test_a_platform_follows_its_own_unpublished_cases_and_nobody_elses(
    platform: Platform, cast: SimpleNamespace
) -> None:
    own = platform.filed(service_code=QUARREL.replace("/", "-"), description="楼上漏水，两家说不拢")
    others = case_of(cast, QUARREL)
    assert refs(platform.get("requests.json")) == []
    assert refs(platform.own("requests.json")) == [own.ref]
    assert refs(platform.own(f"requests/{own.ref}.json")) == [own.ref]
    assert platform.own(f"requests/{others.ref}.json").status_code == 404
    stranger = Platform(cast, "另一个平台")
    assert stranger.own(f"requests/{own.ref}.json").status_code == 404
    assert stranger.add(own.ref, "我也说一句").status_code == 404


def test_it_reads_the_offices_words_on_its_own_cases(platform: Platform, cast: SimpleNamespace) -> None:
    case = platform.filed()
    services.accept_case(cast.li_grid_worker.actor, case=case)
    services.reply_publicly(cast.li_grid_worker.actor, case=case, words="今天先围起来，明天换井盖")
    own = [row["description"] for row in rows(platform.own("servicerequestupdates.json"))]
    public = [row["description"] for row in rows(platform.get("servicerequestupdates.json"))]
    assert own == ["收到了", "开始办理", "今天先围起来，明天换井盖"]
    assert public == ["收到了", "开始办理"]


def test_an_update_is_a_note_for_staff_and_taken_once(platform: Platform, cast: SimpleNamespace) -> None:
    case = platform.filed()
    first, second = (
        platform.add(case.ref, "报的人说又深了一些", update_id="7"),
        platform.add(case.ref, "换了说法", update_id="7"),
    )
    assert first.json() == second.json() and first.status_code == 200
    assert codes_of(case).count("cases.commented") == 1
    assert [line.who for line in history.timeline(case)][0] == "邻市随手报"
    assert "又深了一些" not in platform.own("servicerequestupdates.json").content.decode()
    found = platform.post("servicerequestupdates.xml", service_request_id=case.ref, description="再补一句")
    assert xml(found).tag == "service_request_updates" and xml(found).find("request_update/update_id").text


def test_an_update_answers_the_handlers_question(platform: Platform, cast: SimpleNamespace) -> None:
    case = platform.filed()
    services.accept_case(cast.li_grid_worker.actor, case=case)
    services.ask_reporter(cast.li_grid_worker.actor, case=again(case), question="在南门还是北门？")
    assert platform.add(case.ref, "在南门外，公交站旁边").status_code == 200
    assert again(case).at is State.HANDLING
    assert "cases.answered" in codes_of(case)


def test_a_report_that_was_joined_stands_where_the_other_stands(platform: Platform, cast: SimpleNamespace) -> None:
    own, main = platform.filed(), case_of(cast)
    services.merge_cases(Actor.system(), case=own, into=main)
    (row,) = rows(platform.own(f"requests/{own.ref}.json"))
    assert (row["service_request_id"], row["status"]) == (own.ref, "open")
    assert platform.add(own.ref, "也算上我们这一份").status_code == 200
    assert "cases.commented" in codes_of(main)


def test_each_problem_has_its_own_entry(platform: Platform) -> None:
    answer = platform.report(lat="abc", long="一百一十六", email="x", media_url="ftp://example.cn/1.jpg")
    assert answer.status_code == 400
    assert [code for code, _ in problems(answer)] == [400] * 4
    schemas.check(list[schemas.Error], answer.content)
