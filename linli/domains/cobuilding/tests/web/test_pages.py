"""The pages of co-building, for offices, units, leaders and everybody."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from linli.domains.cobuilding.models import (
    Claim,
    Commitment,
    ContactVisit,
    Delivery,
    Entry,
    Item,
    ListVersion,
    Objection,
    Offer,
    Pairing,
    Project,
    Registration,
    Tender,
)
from linli.domains.cobuilding.tests import making
from linli.foundation.privacy import rls
from linli.kernel import clock
from tests.kit.budgets import Budgets


def url(name: str, *args: object) -> str:
    return reverse(f"cobuilding:{name}", args=args)


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def sent(client: Any, address: str, **data: Any) -> int:
    return int(client.post(address, {"idempotency_key": uuid.uuid4().hex, **data}).status_code)


def test_from_a_need_to_a_reviewed_list(cast: Any, client_of: Any, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    wang, zhou, anybody = client_of(cast.wang_community), client_of(cast.zhou_department), client_of(cast.sun_resident)
    need = {
        "area": cast.community.pk,
        "list_kind": "need",
        "title": "给老人理发",
        "kind": "community_service",
        "state": "x",
    }
    assert sent(wang, url("add-entry"), **(need | {"title": ""})) == 422
    assert sent(wang, url("add-entry"), **need, parts="一号院\n\n二号院") == 303
    entry = Entry.unscoped.get()
    part = making.parts_of(entry)[0]
    assert url("claim-part", part.pk) in text(zhou.get(url("entry", entry.pk)))
    assert sent(zhou, url("claim-part", part.pk), claimant=f"o{cast.other_bureau.pk}") == 422
    assert sent(zhou, url("claim-part", part.pk), claimant=f"o{cast.bureau.pk}") == 303
    row = Claim.unscoped.get()
    assert sent(zhou, url("agree", row.pk), terms="每月一次", ends_on="2099-12-31") == 303
    assert sent(wang, url("sign", row.pk)) == 303
    proof = SimpleUploadedFile("a.jpg", making.photo())
    assert sent(zhou, url("deliver", row.pk), words="理了十二位", served=12, photos=proof) == 303
    delivery = Delivery.unscoped.get()
    page = text(wang.get(url("claim", row.pk)))
    assert url("feedback", delivery.token) in page
    picture = url("picture", delivery.pictures.get().pk)
    assert picture in page
    assert b"".join(zhou.get(picture).streaming_content).startswith(b"\xff\xd8\xff")
    assert "5 分" in text(anybody.get(url("feedback", delivery.token)))
    assert sent(anybody, url("feedback", delivery.token), mark=9) == 422
    assert sent(anybody, url("feedback", delivery.token), mark=4, wish="more") == 303
    assert "4.0" in text(wang.get(url("claim", row.pk)))
    assert sent(wang, url("finish", row.pk)) == 303
    assert sent(wang, url("review", cast.community.pk), note="大党委会议") == 303
    version = ListVersion.unscoped.get()
    assert "给老人理发" in text(zhou.get(url("version", version.pk)))
    assert "第 1 版" in text(wang.get(url("reviews") + f"?area={cast.community.pk}"))
    public = text(anybody.get(url("community", cast.community.pk)))
    assert "江县市政局" in public
    assert not {name for name in ("周工", "王海波") if name in public}
    assert "柳园社区" in text(anybody.get(url("county", cast.county.slug)))


def test_what_was_begun_is_ended_and_what_wasnt_is_given_back(cast: Any, client_of: Any) -> None:
    row, zhou = making.claimed(cast), client_of(cast.zhou_department)
    assert sent(zhou, url("end-claim", row.pk), reason="撤") == 422
    assert sent(zhou, url("release", row.pk), reason="人手不够") == 303
    wang = client_of(cast.wang_community)
    assert "人手不够" in text(wang.get(url("entry", row.part.entry_id)))
    assert sent(wang, url("withdraw", row.part.entry_id), reason="不用了") == 303
    assert "不用了" in text(wang.get(url("entry", row.part.entry_id)))
    assert "给老人理发" in text(wang.get(url("lists") + "?state=withdrawn&q=理发&only=mine&list_kind=need"))


def test_pairing_visit_and_coverage(cast: Any, client_of: Any) -> None:
    zhao, wu = client_of(cast.zhao_dispatcher), client_of(cast.wu_leader)
    estate = making.compound(cast)
    assert "柳园小区" in text(zhao.get(url("uncovered") + "?kind=unit_compound"))
    unit = {"kind": "unit_compound", "organization": cast.bureau.pk, "compounds": [estate.pk], "themes": ["service"]}
    assert sent(zhao, url("pair"), **(unit | {"organization": ""})) == 422
    assert sent(zhao, url("pair"), **unit) == 303
    assert "柳园小区" not in text(zhao.get(url("uncovered") + "?kind=unit_compound"))
    assert "柳园社区" in text(zhao.get(url("coverage")))
    led = making.led(cast)
    assert url("pairing", led.pk) in text(wu.get(url("overdue")))
    assert sent(wu, url("visit", led.pk), words="看停车", card_1="other") == 422
    assert sent(wu, url("visit", led.pk), words="看停车") == 303
    assert url("pairing", led.pk) not in text(wu.get(url("overdue")))
    assert "看停车" in text(zhao.get(url("pairing", led.pk)))
    assert ContactVisit.unscoped.count() == 1
    one = Pairing.unscoped.get(organization=cast.bureau)
    assert sent(zhao, url("end-pairing", one.pk)) == 303
    assert "江县市政局" in text(zhao.get(url("pairings") + "?q=市政&kind=unit_compound"))


def test_registrations_from_asking_to_the_end(cast: Any, client_of: Any) -> None:
    zhou, wang = client_of(cast.zhou_department), client_of(cast.wang_community)
    facts = {"place": cast.community.pk, "capacity": 2, "kinds": ["community_service"]}
    assert sent(zhou, url("register-unit"), organization=cast.other_bureau.pk, **facts) == 422
    assert sent(zhou, url("register-unit"), organization=cast.bureau.pk, **facts) == 303
    assert sent(zhou, url("register-self"), **facts) == 303
    with rls.everywhere():
        unit, own = Registration.unscoped.order_by("pk")
    assert (unit.organization_id, own.card_id) == (cast.bureau.pk, cast.zhou_department.card_id)
    assert sent(wang, url("answer", own.pk), answer="refuse") == 422
    assert sent(wang, url("answer", own.pk), answer="refuse", reason="不住这里") == 303
    assert sent(wang, url("answer", unit.pk), answer="confirm") == 303
    assert "江县市政局" in text(wang.get(url("registrations") + "?only=behind"))
    assert "江县市政局" in text(wang.get(url("gaps")))
    making.posted(cast)
    assert "江县市政局" in text(wang.get(url("suggestions")))
    assert sent(wang, url("activity", unit.pk), words="扫雪") == 303
    assert "扫雪" in text(zhou.get(url("registration", unit.pk)))
    assert sent(wang, url("end-registration", unit.pk), reason="搬走") == 303
    assert "不住这里" in text(zhou.get(url("registration", own.pk)))


def test_items_and_projects(cast: Any, client_of: Any) -> None:
    zhou, wang = client_of(cast.zhou_department), client_of(cast.wang_community)
    making.taken(cast)
    item = Item.unscoped.get()
    assert "修路灯" in text(zhou.get(url("items")))
    assert text(zhou.get(url("items") + "?state=none"))
    assert sent(zhou, url("take-item", making.paired(cast).pk), title="种树") == 422
    assert sent(zhou, url("finish-item", item.pk), result="修了八盏") == 303
    assert "修了八盏" in text(wang.get(url("items") + f"?month={clock.today():%Y-%m}&state=done"))
    row = making.project(cast)
    assert row.title in text(wang.get(url("projects")))
    assert "本地方法没有这项要求" in text(wang.get(url("projects") + "?year=2001"))
    assert sent(wang, url("promise", row.pk), words="划车位", due_on="2000-01-01") == 303
    assert sent(wang, url("keep", Commitment.unscoped.get().pk), result="划了三十个") == 303
    assert "划了三十个" in text(wang.get(url("project", row.pk)))
    assert sent(wang, url("add-project"), title="停车") == 422
    assert Project.unscoped.count() == 1


def test_a_tender_from_the_call_to_the_award(cast: Any, client_of: Any) -> None:
    wang, zhao, zhou = client_of(cast.wang_community), client_of(cast.zhao_dispatcher), client_of(cast.zhou_department)
    with rls.everywhere():
        making.bidding(cast)
        entry = making.projected(cast)
    until = clock.today() + timedelta(days=7)
    facts = {"kind": "project", "wanted": "设计并栽树", "until": until, "most_yuan": "900"}
    assert sent(wang, url("call-tender", entry.pk), **facts | {"until": clock.today()}) == 422
    assert sent(wang, url("call-tender", entry.pk), **facts) == 303
    row = Tender.unscoped.get()
    assert "报名征集中" in text(wang.get(url("entry", entry.pk)))
    offer = {"organization": cast.bureau.pk, "words": "两周做完", "yuan": "800"}
    assert sent(zhou, url("offer", row.pk), **offer | {"organization": cast.other_bureau.pk}) == 422
    assert sent(zhou, url("offer", row.pk), **offer) == 303
    assert "两周做完" in text(zhou.get(url("tender", row.pk)))
    assert "江县市政局" not in text(wang.get(url("tender", row.pk)))
    with clock.frozen(row.closes_at):
        for one in (client_of(cast.wang_community), client_of(cast.zhao_dispatcher)):
            assert sent(one, url("open-offers", row.pk)) == 303
    made = Offer.unscoped.get()
    assert "两周做完" in text(wang.get(url("tender", row.pk)))
    assert (
        sent(wang, url("judge-offer", made.pk), points_need="41", points_plan="0", points_cost="0", reason="好") == 422
    )
    for one in (wang, zhao):
        points = {"points_need": "30", "points_plan": "20", "points_cost": "10"}
        assert sent(one, url("judge-offer", made.pk), reason="方案清楚", **points) == 303
    assert sent(wang, url("award", row.pk), offer=made.pk, reason="最切合需求") == 303
    assert sent(zhou, url("object", row.pk), organization=cast.bureau.pk, words="公示太短") == 303
    objection = Objection.objects.get()
    assert sent(wang, url("answer-objection", objection.pk), upheld="no", answer="按方法") == 422
    assert sent(zhao, url("answer-objection", objection.pk), upheld="no", answer="按方法执行") == 303
    shown = text(client_of(cast.sun_resident).get(url("public-tender", row.pk)))
    assert "最切合需求" in shown
    assert "按方法执行" in shown
    assert "两周做完" not in shown
    assert sent(wang, url("settle-tender", row.pk), ends_on=until) == 422  # the notice runs
    assert sent(wang, url("end-tender", row.pk), reason="单位说明做不了") == 303
    assert "口袋公园改造" in text(wang.get(url("tenders") + "?state=ended&kind=project"))


class TestBudgets(Budgets):
    def add_row(self, cast: Any, number: int) -> Any:
        if not number:
            making.led(cast)
        making.paired(cast, f"小区{number}")
        making.posted(cast, f"{number}号院")
        making.tendered(cast)
        making.taken(cast, f"事{number}")
        with rls.everywhere():
            Registration.unscoped.create(
                county=cast.county, area=cast.community, organization=cast.bureau, state="refused", starts_on="2026-01-01",
                asked_at=clock.now(),
            )  # fmt: skip
        making.project(cast)

    def pages(self, cast: Any, client_of: Any) -> dict[str, Any]:
        zhao, anybody = client_of(cast.zhao_dispatcher), client_of(cast.sun_resident)
        names = (
            "pairings", "coverage", "overdue", "registrations", "gaps", "lists", "reviews", "suggestions", "items", "projects",
            "tenders",
        )  # fmt: skip
        return {
            **{f"cobuilding:{name}": (zhao, url(name)) for name in names},
            "cobuilding:community": (anybody, url("community", cast.community.pk)),
            "cobuilding:county": (anybody, url("county", cast.county.slug)),
        }
