"""The pages of guidance, as a phone without account meets them, and offices, helpers and leaders."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from linli.domains.guidance.models import Applicant, Call, HelpRequest
from linli.domains.guidance.tests import making
from linli.domains.guidance.tests.making import LATER, PHONE, again, asked, called, centre, free_post, given, helper
from linli.foundation.privacy import rls
from linli.kernel import brake
from tests.kit.budgets import Budgets


def url(name: str, *args: object) -> str:
    return reverse(f"guidance:{name}", args=args)


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def sent(client: Any, address: str, **data: Any) -> Any:
    return client.post(address, {"idempotency_key": uuid.uuid4().hex, **data})


def only(model: Any) -> Any:
    with rls.everywhere():
        return model.unscoped.select_related("area").get()


def asking(cast: Any, **facts: Any) -> dict[str, Any]:
    wanted = {
        "area": cast.street.pk,
        "group": "rider",
        "name": "林骑手",
        "phone": PHONE,
        "words": "没处换电",
        "agree": "on",
    }
    return wanted | facts


def handed(phone: Client, answer: Any) -> str:
    """The secret link on the receipt to which an answer leads."""
    assert answer.status_code == 303, answer.status_code
    return re.search(r'href="http://testserver(/guidance/\w/[^"]+)"', text(phone.get(answer["Location"])))[1]  # type: ignore[index]


def test_from_asking_to_the_last_word(cast: Any, client_of: Any) -> None:
    body = centre(cast)
    who = helper(cast, body)
    phone, chen = client_of(cast.sun_resident), client_of(cast.chen_centre)
    slug = cast.county.slug
    assert url("public", slug) in text(phone.get(f"/c/{slug}/"))
    catalogue = text(phone.get(url("public", slug)))
    assert url("ask", slug, "parking") in catalogue and "只对企业、车队和单位" in catalogue
    form = url("ask", slug, "parking")
    assert "我知道并同意" in text(phone.get(form))
    for wrong in (
        {"agree": ""},
        {"name": "😀"},
        {"phone": "电话"},
        {"group": "firm"},
        {"area": cast.other_county_street.pk},
    ):
        assert sent(phone, form, **asking(cast, **wrong)).status_code == 422, wrong
    link = handed(phone, sent(phone, form, **asking(cast)))
    assert "等中心安排" in text(phone.get(link))
    row = only(HelpRequest)
    assert "林骑手" in text(chen.get(url("requests")))
    assert sent(chen, url("give", row.pk), doer="c0").status_code == 422
    assert sent(chen, url("give", row.pk), doer=f"c{who.card.pk}").status_code == 303
    mine = Client()
    mine.force_login(who.account)
    page = text(mine.get(url("request", row.pk)))
    assert "林骑手" in page and PHONE not in page and url("give", row.pk) not in page
    assert sent(mine, url("finish", row.pk), result="装了两个换电柜").status_code == 303
    assert "装了两个换电柜" in text(phone.get(link))
    assert sent(phone, f"{link}back/", reason=" ").status_code == 422
    assert sent(phone, f"{link}back/", reason="还没通电").status_code == 303
    assert sent(mine, url("finish", row.pk), result="通电了").status_code == 303
    assert sent(phone, f"{link}confirm/", mark="").status_code == 422
    assert sent(phone, f"{link}confirm/", mark="5", said="好用").status_code == 303
    assert "已办结、已确认" in text(phone.get(link))
    assert "还没通电" in text(chen.get(url("request", row.pk)))
    assert sent(phone, f"{link}withdraw/").status_code == 303
    assert "林骑手" not in text(phone.get(link))


def test_who_looked_stands_on_the_askers_page_and_leaders_see_no_name(cast: Any, client_of: Any) -> None:
    centre(cast)
    phone, chen = client_of(cast.sun_resident), client_of(cast.chen_centre)
    link = handed(phone, sent(phone, url("ask", cast.county.slug, "law"), **asking(cast)))
    row = only(HelpRequest)
    assert "还没有人看过" in text(phone.get(link))
    assert sent(chen, url("phone", row.pk), reason=" ").status_code == 422
    assert PHONE in text(sent(chen, url("phone", row.pk), reason="约时间见面"))
    assert "约时间见面" in text(phone.get(link))
    leader = client_of(cast.wu_leader)
    for page in (url("requests"), url("request", row.pk)):
        assert "林骑手" not in text(leader.get(page)) and "100****" not in text(leader.get(page))


def test_only_the_browser_that_sent_it_sees_the_receipt(cast: Any, client_of: Any) -> None:
    centre(cast)
    phone = client_of(cast.sun_resident)
    answer = sent(phone, url("ask", cast.county.slug, "law"), **asking(cast))
    assert Client().get(answer["Location"]).status_code == 303
    assert phone.get(url("mine", "x" * 24)).status_code == 404
    assert phone.get(url("applied", handed(phone, answer).split("/")[3])).status_code == 404


def test_a_form_sent_twice_asks_once_and_too_many_are_braked(
    cast: Any, client_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre(cast)
    phone, form = client_of(cast.sun_resident), url("ask", cast.county.slug, "law")
    for _ in range(2):
        assert phone.post(form, {"idempotency_key": "a" * 32, **asking(cast)}).status_code == 303
    only(HelpRequest)
    monkeypatch.setattr(brake, "too_often", lambda key, most: True)
    assert sent(phone, form, **asking(cast)).status_code == 429


def test_counties_without_a_centre_have_no_such_pages(cast: Any, client_of: Any) -> None:
    phone, feng, slug = client_of(cast.sun_resident), client_of(cast.feng_other_county), cast.other_county.slug
    assert phone.get(url("public", slug)).status_code == 404
    assert phone.get(url("ask", slug, "law")).status_code == 404
    assert phone.get(url("ask", cast.county.slug, "haircut")).status_code == 404
    assert "/guidance/" not in text(phone.get(f"/c/{slug}/"))
    for name in ("requests", "figures", "calls"):
        assert "本县" in text(feng.get(url(name))) or name == "figures"
    assert url("requests") not in text(feng.get(reverse("organizations:list")))
    assert url("requests") in text(client_of(cast.chen_centre).get(reverse("organizations:list")))


def test_from_a_call_to_a_post(cast: Any, client_of: Any) -> None:
    making.recruiting(cast)
    phone, wang, slug = client_of(cast.sun_resident), client_of(cast.wang_community), cast.county.slug
    call = {
        "area": cast.community.pk, "post_kind": "part_time_worker", "title": "柳园新帮手", "places": 1, "until": LATER.isoformat(),
    }  # fmt: skip
    assert sent(wang, url("add-call"), **(call | {"places": 0})).status_code == 422
    assert sent(wang, url("add-call"), **call).status_code == 303
    row = only(Call)
    form = url("apply", slug, row.pk)
    assert form in text(phone.get(url("public", slug)))
    who = {"group": "courier", "name": "林骑手", "phone": PHONE, "agree": "on"}
    assert sent(phone, form, **(who | {"agree": ""})).status_code == 422
    assert sent(phone, form, **(who | {"group": "firm"})).status_code == 422
    link = handed(phone, sent(phone, form, **who))
    assert "待答复" in text(phone.get(link))
    one = only(Applicant)
    assert "林骑手" in text(wang.get(url("call", row.pk)))
    assert "林骑手" not in text(client_of(cast.wu_leader).get(url("call", row.pk)))
    assert PHONE in text(sent(wang, url("applicant-phone", one.pk), reason="约面谈"))
    assert "约面谈" in text(phone.get(link))
    seat = free_post(cast)
    answer = sent(wang, url("take", one.pk), post=seat.pk)
    assert answer["Location"] == reverse("people:card", args=[again(one).card_id])
    assert "录用" in text(phone.get(link))
    assert "林骑手" in text(wang.get(url("taken")))
    assert sent(wang, url("close-call", row.pk)).status_code == 303
    assert phone.get(form).status_code == 404


def test_an_applicant_is_declined_or_goes(cast: Any, client_of: Any) -> None:
    making.recruiting(cast)
    row = called(cast)
    phone, wang = client_of(cast.sun_resident), client_of(cast.wang_community)
    who = {"group": "courier", "name": "林骑手", "phone": PHONE, "agree": "on"}
    link = handed(phone, sent(phone, url("apply", cast.county.slug, row.pk), **who))
    one = only(Applicant)
    assert sent(wang, url("decline-applicant", one.pk), reason="名额满了").status_code == 303
    assert "名额满了" in text(phone.get(link))
    assert "马上删除" in text(phone.get(f"{link}withdraw/"))
    assert sent(phone, f"{link}withdraw/").status_code == 303
    assert "名额满了" not in text(phone.get(link))


def test_figures_open_their_rows(cast: Any, client_of: Any) -> None:
    body = centre(cast)
    for _ in range(5):
        asked(cast, body)
    chen = client_of(cast.chen_centre)
    page = text(chen.get(url("figures")))
    address = re.search(r'href="(/console/guidance/\?month=[^"]+)">5</a>', page)
    assert address and "900" in page
    assert text(chen.get(address[1])).count("林骑手") == 5


class TestBudgets(Budgets):
    """Lists cost the same for three rows and for thirty."""

    def add_row(self, cast: Any, number: int) -> Any:
        if number == 0:
            self.body = centre(cast)
            self.who = helper(cast, self.body)
            self.call = called(cast)
        if number % 2:
            given(cast, self.who, self.body)
        else:
            asked(cast, self.body)
        making.applicant_row(self.call, name=f"林骑手{'甲乙丙丁'[number % 4]}", token=f"token-{number}")
        called(cast)

    def pages(self, cast: Any, client_of: Callable[..., Client]) -> dict[str, tuple[Client, str]]:
        chen, anybody = client_of(cast.chen_centre), client_of(cast.sun_resident)
        return {
            "guidance:requests": (chen, url("requests")), "guidance:figures": (chen, url("figures")),
            "guidance:calls": (chen, url("calls")), "guidance:call": (chen, url("call", self.call.pk)),
            "guidance:taken": (chen, url("taken")), "guidance:public": (anybody, url("public", cast.county.slug)),
        }  # fmt: skip
