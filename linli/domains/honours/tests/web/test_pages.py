"""The pages of honours, for offices, units, those who are honoured, and everybody."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from linli.domains.cobuilding.models import Entry
from linli.domains.cobuilding.tests import making as together
from linli.domains.honours.models import Adoption, Article, Call, Honour, Nomination, Objection, Proof
from linli.domains.honours.tests import making
from linli.foundation.privacy import rls
from linli.kernel import clock
from tests.kit.budgets import Budgets


def url(name: str, *args: object) -> str:
    return reverse(f"honours:{name}", args=args)


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def sent(client: Any, address: str, **data: Any) -> int:
    return int(client.post(address, {"idempotency_key": uuid.uuid4().hex, **data}).status_code)


def only(model: Any) -> Any:
    with rls.everywhere():
        return model.unscoped.get()


def test_from_a_call_to_an_honour(cast: Any, client_of: Any, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    zhao, chen, zhou = client_of(cast.zhao_dispatcher), client_of(cast.chen_centre), client_of(cast.zhou_department)
    li, anybody = client_of(cast.li_grid_worker), client_of(cast.sun_resident)
    today = clock.today().isoformat()
    facts = {"area": cast.street.pk, "kind": "kind_neighbour", "closes_on": today, "words": "热心助人"}
    assert sent(zhao, url("open-call"), **(facts | {"closes_on": "2001-01-01"})) == 422
    assert sent(zhao, url("open-call"), **facts) == 303
    call = only(Call)
    assert "热心邻里" in text(zhou.get(url("calls") + "?state=open"))
    card = cast.li_grid_worker.card_id
    proof = SimpleUploadedFile("a.jpg", making.photo())
    nomination = {"subject": card, "side": f"a{cast.street.pk}", "reason": "十年义务理发"}
    assert sent(zhao, url("nominate", call.pk), **(nomination | {"side": f"o{cast.bureau.pk}"})) == 422
    assert sent(zhao, url("nominate", call.pk), **nomination, photos=proof) == 303
    one = only(Nomination)
    assert sent(zhou, url("review", one.pk), recommended="yes", words="属实") == 403
    assert sent(zhao, url("review", one.pk), recommended="yes", words="属实") == 303
    assert sent(zhao, url("decide", one.pk), agreed="yes", words="同意") == 422
    assert "决定" in text(chen.get(url("nomination", one.pk)))
    assert sent(chen, url("decide", one.pk), agreed="yes", words="同意") == 303
    assert b"".join(chen.get(url("proof", only(Proof).pk)).streaming_content).startswith(b"\xff\xd8\xff")
    Call.unscoped.update(closes_on=clock.today() - timedelta(days=1))
    assert sent(zhao, url("publish", call.pk)) == 303
    shown = text(anybody.get(url("notice", call.pk)))
    assert ("李春燕" in shown, "未公开姓名" in shown, "十年义务理发" in shown) == (False, True, False)
    assert "热心邻里" in text(anybody.get(url("county", cast.county.slug)))
    assert sent(anybody, url("object", one.pk), words=" ") == 422
    assert sent(anybody, url("object", one.pk), words="没见过他理发") == 303
    objection = only(Objection)
    assert url("objection", objection.pk) in text(zhao.get(url("nomination", one.pk)))
    assert "没见过他理发" not in text(zhao.get(url("objection", objection.pk)))
    assert "没见过他理发" in text(zhao.post(url("read-objection", objection.pk)))
    assert sent(zhao, url("objection", objection.pk), upheld="no", answer="有照片") == 422
    with rls.everywhere():  # somebody without a hand in it answered
        Objection.unscoped.update(upheld=False, answer="有照片", answered_at=clock.now())
        Call.unscoped.update(notice_from=clock.now() - timedelta(days=9), notice_until=clock.now())
    assert sent(zhao, url("confer", call.pk)) == 303
    assert "李春燕" not in text(anybody.get(url("county", cast.county.slug)))
    assert url("my-consent", one.pk) in text(li.get(url("mine")))
    assert sent(li, url("my-consent", one.pk), given="yes") == 303
    assert sent(zhao, url("my-consent", one.pk), given="no") == 404
    assert "李春燕" in text(anybody.get(url("county", cast.county.slug)))
    found = text(anybody.get(url("county", cast.county.slug) + "?q=李春燕"))
    assert "热心邻里" not in found  # a search doesn't look into names of people
    assert sent(zhao, url("consent", one.pk), given="no", words="来电不愿公开") == 303
    assert "李春燕" not in text(anybody.get(url("county", cast.county.slug)))
    made = only(Honour)
    assert sent(zhao, url("withdraw", made.pk), reason="") == 422
    assert sent(zhao, url("withdraw", made.pk), reason="材料不实") == 303
    assert "材料不实" in text(zhao.get(url("given") + "?q=热心"))
    public = text(anybody.get(url("county", cast.county.slug)))
    assert ("荣誉已撤销" in public, "材料不实" in public) == (True, False)


def test_a_call_is_given_up_and_a_nomination_taken_back(cast: Any, client_of: Any) -> None:
    zhao, zhou = client_of(cast.zhao_dispatcher), client_of(cast.zhou_department)
    row = making.called(cast)
    facts = {"subject": cast.other_bureau.pk, "reason": "修灯"}
    assert sent(zhou, url("nominate", row.pk), **facts, side=f"o{cast.other_bureau.pk}") == 422
    assert sent(zhou, url("nominate", row.pk), **facts, side=f"o{cast.bureau.pk}") == 303
    one = only(Nomination)
    assert sent(zhou, url("withdraw-nomination", one.pk), reason="弄错了") == 303
    assert "弄错了" in text(zhou.get(url("nomination", one.pk)))
    assert sent(zhao, url("cancel", row.pk), reason="另行安排") == 303
    assert "另行安排" in text(zhou.get(url("call", row.pk)))


def test_an_organizations_page_shows_its_honours(cast: Any, client_of: Any) -> None:
    chen, address = client_of(cast.chen_centre), reverse("organizations:organization", args=[cast.other_bureau.pk])
    assert "爱心单位" not in text(chen.get(address))
    making.honoured(cast)
    assert "爱心单位" in text(chen.get(address))


def test_a_practice_from_draft_to_others_who_use_it(cast: Any, client_of: Any) -> None:
    wang, zhao, zhou = client_of(cast.wang_community), client_of(cast.zhao_dispatcher), client_of(cast.zhou_department)
    anybody = client_of(cast.sun_resident)
    words = {"title": "四步议事法", "words": "堆物没人管", "steps": "收集\n商量", "theme": "service"}
    assert sent(wang, url("add-practice"), **(words | {"steps": ""}), side=f"a{cast.community.pk}") == 422
    assert sent(wang, url("add-practice"), **words, side=f"a{cast.community.pk}") == 303
    row = only(Article)
    assert sent(wang, url("edit-article", row.pk), **(words | {"words": "楼道堆物没人管"})) == 303
    assert anybody.get(url("read", row.pk)).status_code == 404
    assert sent(wang, url("send-article", row.pk)) == 303
    assert sent(zhao, url("review-article", row.pk), publish="no") == 422
    assert sent(zhao, url("review-article", row.pk), publish="yes") == 303
    assert sent(zhou, url("adopt", row.pk), side=f"o{cast.bureau.pk}", words="窗口也这样") == 303
    assert sent(zhou, url("adopt", row.pk), side=f"o{cast.bureau.pk}") == 422
    assert "窗口也这样" in text(anybody.get(url("read", row.pk)))
    assert "四步议事法" in text(anybody.get(url("library", cast.county.slug) + "?q=堆物&kind=practice&theme=service"))
    assert "四步议事法" not in text(anybody.get(url("library", cast.county.slug) + "?theme=party"))
    assert sent(zhou, url("end-adoption", only(Adoption).pk)) == 303
    assert "窗口也这样" not in text(anybody.get(url("read", row.pk)))
    assert sent(zhao, url("take-down", row.pk), reason="过时") == 303
    assert anybody.get(url("read", row.pk)).status_code == 404


def test_a_model_case_names_exactly_one_origin(cast: Any, client_of: Any) -> None:
    wang = client_of(cast.wang_community)
    entry = together.posted(cast, list_kind="project")
    Entry.unscoped.filter(pk=entry.pk).update(state="done")
    words = {
        "title": "口袋公园", "words": "空地堆杂物", "steps": "清理", "result": "有了去处", "side": f"a{cast.community.pk}",
    }  # fmt: skip
    origin = f"project:{entry.pk}"
    assert sent(wang, url("add-case"), **words) == 422
    assert sent(wang, url("add-case"), **words, origin=origin, ref="JX-1") == 422
    assert sent(wang, url("add-case"), **words, ref="JX-1") == 422
    assert sent(wang, url("add-case"), **words, origin=origin) == 303
    row = only(Article)
    assert reverse("cobuilding:entry", args=[entry.pk]) in text(wang.get(url("article", row.pk)))
    assert "口袋公园" in text(wang.get(url("articles") + "?kind=case&state=draft&q=公园"))


class TestBudgets(Budgets):
    def add_row(self, cast: Any, number: int) -> Any:
        with rls.everywhere():
            if not number:
                self.call = making.called(cast, "fine_project")
                self.article = making.published(cast)
            row = making.nominated(cast, self.call, title=f"项目{number}")
            Honour.unscoped.create(
                county=cast.county, area=cast.street, kind="fine_project", label="优秀项目", title=f"项目{number}",
                cycle_on=clock.today(), conferred_on=clock.today(),
            )  # fmt: skip
            Adoption.unscoped.create(
                county=cast.county, area=cast.community, article=self.article, organization=cast.bureau,
                adopted_on=clock.today(), ended_on=clock.today(),
            )  # fmt: skip
            making.published(cast, making.practice(cast, title=f"工作法{number}"))
            Call.unscoped.create(
                county=cast.county, area=cast.street, kind="fine_project", release_id=self.call.release_id, most=3,
                cycle_on=clock.today() + timedelta(days=number + 1), closes_on=clock.today(), opened_at=clock.now(), state="notice",
                notice_from=clock.now(), notice_until=clock.now() + timedelta(days=5),
            )  # fmt: skip
            return row

    def pages(self, cast: Any, client_of: Any) -> dict[str, Any]:
        zhao, anybody = client_of(cast.zhao_dispatcher), client_of(cast.sun_resident)
        return {
            "honours:calls": (zhao, url("calls")),
            "honours:call": (zhao, url("call", self.call.pk)),
            "honours:given": (zhao, url("given")),
            "honours:articles": (zhao, url("articles")),
            "honours:article": (zhao, url("article", self.article.pk)),
            "honours:county": (anybody, url("county", cast.county.slug)),
            "honours:library": (anybody, url("library", cast.county.slug)),
            "honours:read": (anybody, url("read", self.article.pk)),
        }
