"""The pages of alliances, for offices, units, people among the members, and everybody."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from linli.domains.alliances.models import Alliance, Meeting, Member, Proof, Resolution, Score
from linli.domains.alliances.tests import making
from linli.domains.cobuilding.tests.making import photo
from linli.foundation.privacy import rls
from linli.kernel import clock
from tests.kit.budgets import Budgets


def url(name: str, *args: object) -> str:
    return reverse(f"alliances:{name}", args=args)


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def sent(client: Any, address: str, **data: Any) -> int:
    return int(client.post(address, {"idempotency_key": uuid.uuid4().hex, **data}).status_code)


def the(model: Any, **facts: Any) -> Any:
    with rls.everywhere():
        return model.unscoped.get(**facts)


def test_an_alliance_from_founding_to_its_end(cast: Any, client_of: Any) -> None:
    wang, zhou, li = (client_of(one) for one in (cast.wang_community, cast.zhou_department, cast.li_grid_worker))
    facts = {"kind": "main", "name": "柳园红盟", "area": cast.community.pk, "office": ""}
    assert "1 号楼" in text(wang.get(url("found") + "?q=1 号楼"))
    assert sent(wang, url("found"), **(facts | {"name": ""})) == 422
    assert sent(wang, url("found"), **facts) == 303
    row = the(Alliance)
    assert "柳园红盟" in text(zhou.get(url("alliances") + "?q=红盟&kind=main"))
    assert sent(wang, url("ask", row.pk), capacity="department") == 422
    assert sent(wang, url("ask", row.pk), capacity="department", organization=cast.bureau.pk) == 303
    assert sent(wang, url("ask", row.pk), capacity="newcomer", card=cast.li_grid_worker.card_id) == 303
    unit, own = the(Member, organization=cast.bureau), the(Member, card=cast.li_grid_worker.card_id)
    assert url("answer", unit.pk) in text(zhou.get(url("mine")))
    assert sent(li, url("answer", unit.pk), accepts="yes") == 404
    assert sent(zhou, url("answer", unit.pk), accepts="yes") == 303
    assert "柳园红盟" in text(li.get(url("mine")))
    assert sent(li, url("answer", own.pk), accepts="yes") == 303
    assert sent(wang, url("rota", row.pk), members="没有这家", turns=2) == 422
    assert sent(wang, url("rota", row.pk), members="江县市政局", turns=2) == 303
    page = text(wang.get(url("alliance", row.pk)))
    assert "李春燕" in page
    assert f"{clock.today().year}" in page
    assert "李春燕" not in text(zhou.get(url("alliance", row.pk)))
    assert "江县市政局" in text(client_of(cast.sun_resident).get(url("county", cast.county.slug)))
    assert sent(li, url("leave", own.pk), reason="调走了") == 303
    assert sent(wang, url("close", row.pk), reason="并入别处") == 303
    assert "并入别处" in text(wang.get(url("alliance", row.pk)))
    assert "柳园红盟" in text(wang.get(url("alliances") + "?past=on"))


def test_a_meeting_its_resolution_and_what_came_of_it(cast: Any, client_of: Any) -> None:
    wang, zhou = client_of(cast.wang_community), client_of(cast.zhou_department)
    row = making.main(cast)
    chair = making.joined(cast, row)
    topics = {"came": 3, "chair": chair.pk, "kind_1": "common"}
    assert sent(wang, url("add-meeting", row.pk), **topics) == 422
    assert sent(wang, url("add-meeting", row.pk), **topics, words_1="楼下停车") == 303
    meeting = the(Meeting)
    todo = {"words": "划二十个车位", "organization": cast.bureau.pk}
    assert sent(wang, url("resolve", meeting.pk), **todo, due_on="2000-01-01") == 422
    assert sent(wang, url("resolve", meeting.pk), **todo, due_on="2099-12-31") == 303
    resolution = the(Resolution)
    assert url("settle", resolution.pk) in text(zhou.get(url("mine")))
    assert "划二十个车位" in text(zhou.get(url("resolutions") + "?q=车位"))
    assert sent(zhou, url("settle", resolution.pk), outcome="dropped", result="没有地方") == 422
    assert sent(zhou, url("settle", resolution.pk), outcome="done", result="划好了") == 303
    page = text(wang.get(url("meeting", meeting.pk)))
    assert "划好了" in page
    assert "楼下停车" in page


def test_points_from_entering_to_the_answered_objection(
    cast: Any, client_of: Any, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    making.under_points(cast)
    wang, zhao, chen, zhou, other = (
        client_of(one)
        for one in (
            cast.wang_community, cast.zhao_dispatcher, cast.chen_centre, cast.zhou_department, cast.sun_other_department,
        )
    )  # fmt: skip
    alliance = making.regional(cast)
    member = making.joined(cast, alliance)
    facts = {"member": member.pk, "row": "resource/leading", "words": "开放车位台账"}
    picture = SimpleUploadedFile("a.jpg", photo())
    assert sent(wang, url("enter", alliance.pk), **(facts | {"row": "x/y"})) == 422
    assert sent(wang, url("enter", alliance.pk), **facts, photos=picture) == 303
    row, proof = the(Score), Proof.objects.get()
    assert "开放车位台账" in text(zhou.get(url("score", row.pk)))
    assert b"".join(zhou.get(url("proof", proof.pk)).streaming_content).startswith(b"\xff\xd8\xff")
    assert other.get(url("proof", proof.pk)).status_code == 404
    assert url("score", row.pk) in text(zhao.get(url("scores")))
    assert sent(wang, url("check", row.pk), counts="yes") == 422
    assert sent(zhao, url("check", row.pk), counts="yes") == 303
    assert ">20<" in text(zhou.get(url("units") + "?q=市政"))
    assert sent(zhou, url("object", row.pk), words="应该更多") == 303
    assert sent(wang, url("answer-objection", row.pk), upheld="no", answer="按表") == 422
    assert sent(chen, url("answer-objection", row.pk), upheld="no", answer="按表") == 303
    page = text(zhou.get(url("unit", cast.bureau.pk) + f"?year={clock.today().year}"))
    assert "开放场地、车位等资源" in page
    assert "按表" in text(zhou.get(url("score", row.pk)))
    assert other.get(url("unit", cast.bureau.pk)).status_code == 404


def test_a_topic_is_put_into_deliberation(cast: Any, client_of: Any) -> None:
    making.under_points(cast)
    wang = client_of(cast.wang_community)
    alliance = making.regional(cast)
    page = text(wang.get(url("put-up", alliance.pk)))
    assert "区域共享" in page
    from linli.domains.alliances import selectors

    topic = selectors.deliberation_topics(cast.community)[0][0]
    facts = {"kind": "sharing", "topic": topic, "title": "错时停车", "words": "夜间给居民停"}
    assert sent(wang, url("put-up", alliance.pk), **facts) == 303
    assert "错时停车" in text(wang.get(url("alliance", alliance.pk)))


def test_trades_say_who_answers_for_them(cast: Any, client_of: Any) -> None:
    making.industry(cast)
    page = text(client_of(cast.wang_community).get(url("trades")))
    assert "江县水务局" in page
    assert "没有人负责" in page


class TestBudgets(Budgets):
    def add_row(self, cast: Any, number: int) -> Any:
        if not number:
            making.under_points(cast)
        row = making.regional(cast, name=f"联盟{number}")
        if not number:
            type(self).row = row
        unit = making.unit(cast, f"单位{number}")
        member = making.joined(cast, row, organization=unit, capacity="resident_unit")
        making.joined(cast, self.row, organization=cast.bureau) if not number else None
        making.joined(cast, self.row, organization=making.unit(cast, f"另一家{number}"), capacity="resident_unit")
        with rls.everywhere():
            making.points(member, 1001, clock.today())
            mine = Member.unscoped.get(alliance=self.row, organization=cast.bureau)
            making.points(mine, 1, clock.today(), activity=f"a{number}")
            meeting = Meeting.unscoped.create(
                county=cast.county, area=cast.community, alliance=row, on=clock.today(), written_at=clock.now()
            )
            Resolution.unscoped.create(
                county=cast.county, area=cast.community, meeting=meeting, words="事", organization=cast.bureau,
                due_on="2099-01-01",
            )  # fmt: skip

    def pages(self, cast: Any, client_of: Any) -> dict[str, Any]:
        wang, zhou, anybody = (client_of(one) for one in (cast.wang_community, cast.zhou_department, cast.sun_resident))
        return {
            **{f"alliances:{name}": (wang, url(name)) for name in ("alliances", "resolutions", "units", "trades")},
            "alliances:alliance": (wang, url("alliance", self.row.pk)),
            "alliances:scores": (wang, url("scores") + "?only=counted"),
            "alliances:unit": (zhou, url("unit", cast.bureau.pk)),
            "alliances:mine": (zhou, url("mine")),
            "alliances:county": (anybody, url("county", cast.county.slug)),
        }
