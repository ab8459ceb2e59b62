"""The pages over HTTP: a resident's phone, the office, everybody; what they may not see; and how many statements they take."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.urls import reverse

from linli.domains.deliberation import services
from linli.domains.deliberation.models import Ballot, Mark, Matter, Meeting, Paper, Task
from linli.domains.deliberation.rules import codes
from linli.domains.deliberation.tests import making
from linli.domains.selfservice.tests.conftest import known_code
from linli.domains.selfservice.tests.making import PHONE, Browser
from linli.foundation.privacy import rls
from linli.foundation.residents import services as residents
from linli.kernel import clock
from tests.kit.budgets import Budgets

__all__ = ["known_code"]


class Phone(Browser):
    """A resident's browser on pages of ours."""

    def url(self, name: str, *args: Any) -> str:
        own = name.startswith("own:")
        return reverse(f"deliberation:{name[4:]}" if own else f"selfservice:{name}", args=args)


def own(cast: Any, name: str, area: Any) -> None:
    """Somebody who registered with this phone, and whom the community has verified."""
    one = making.person(cast, name, area=area, phone=PHONE, source="self")
    residents.verify_person(making.SYSTEM, person=one)


@pytest.fixture
def phone(cast: Any) -> Phone:
    """Signed in as somebody of Li's building."""
    own(cast, "林小雨", cast.building)
    made = Phone(cast)
    made.sign_in(PHONE)
    return made


def office(client_of: Any, cast: Any, who: str = "wang_community") -> Any:
    return client_of(getattr(cast, who))


def sent(client: Any, name: str, /, *args: Any, **data: Any) -> Any:
    return client.post(reverse(f"deliberation:{name}", args=args), {"idempotency_key": uuid.uuid4().hex, **data})


def test_a_resident_proposes_and_is_told_why_not(cast: Any, phone: Phone) -> None:
    form = {"area": cast.building.pk, "form": "steps", "topic": "private", "title": "换我家的门", "words": "门坏了"}
    phone.get("own:propose")
    answer = phone.post("own:propose", **form)
    assert answer.status_code == 422
    assert "社区调解" in answer.content.decode()
    phone.get("own:propose")
    assert phone.post("own:propose", **(form | {"topic": "parking", "title": "划车位"})).status_code == 303
    row = Matter.unscoped.get()
    assert "划车位" in phone.get("own:near")
    text = phone.get("own:mine", row.pk)
    assert "林小雨" not in text
    assert "设定" in text or "assumed" in text or "来源没有写" in text


def test_a_resident_supports_votes_checks_and_judges(cast: Any, phone: Phone, client: Any) -> None:
    people = making.neighbours(cast)
    ballot = making.voting(cast, people)
    assert "去投票" in phone.get("own:mine", ballot.matter_id)
    page = phone.get("own:vote", ballot.pk)
    receipt = re.search(r'name="receipt" value="([^"]+)"', page)[1]
    answer = phone.post("own:vote", ballot.pk, choice="yes", receipt=receipt)
    assert receipt in answer.content.decode()
    again = phone.post("own:vote", ballot.pk, choice="no", receipt=codes.new_receipt())
    assert again.status_code == 422
    with rls.everywhere():
        assert Paper.unscoped.count() == Mark.unscoped.count() == 1
    check = reverse("deliberation:receipt", args=[ballot.matter_id])
    assert "已经计入" in client.post(check, {"receipt": receipt}).content.decode()
    assert "没有查到" in client.post(check, {"receipt": codes.new_receipt()}).content.decode()
    text = client.get(reverse("deliberation:public-matter", args=[ballot.matter_id])).content.decode()
    assert "截止前谁也看不到票数" in text


def test_after_the_closing_nobody_votes_by_the_page_either(cast: Any, phone: Phone) -> None:
    ballot = making.voting(cast)
    phone.get("own:vote", ballot.pk)
    earlier = ballot.opens_at - (ballot.closes_at - ballot.opens_at)
    Ballot.unscoped.filter(pk=ballot.pk).update(opens_at=earlier, closes_at=ballot.opens_at)
    assert phone.post("own:vote", ballot.pk, choice="yes", receipt=codes.new_receipt()).status_code == 422
    with rls.everywhere():
        assert not Paper.unscoped.exists()


def test_other_peoples_numbers_open_nothing(cast: Any, client: Any) -> None:
    row = making.matter(cast)
    ballot = making.voting(cast)
    own(cast, "远方", cast.other_grid)
    far = Phone(cast)
    far.sign_in(PHONE)
    for name, pk in (("mine", row.pk), ("support", row.pk), ("judge", row.pk), ("say", row.pk), ("vote", ballot.pk)):
        answer = (
            far.client.post(far.url(f"own:{name}", pk)) if name != "mine" else far.client.get(far.url("own:mine", pk))
        )
        assert answer.status_code == 404, name
    assert client.get(reverse("deliberation:public-matter", args=[row.pk])).status_code == 404  # not taken up yet
    assert client.get(reverse("deliberation:mine", args=[row.pk])).status_code in (302, 303)


def test_what_is_settled_between_neighbours_alone_is_never_public(cast: Any, client: Any) -> None:
    row, _ = making.walked(cast, "act", "single")
    assert client.get(reverse("deliberation:public-matter", args=[row.pk])).status_code == 404
    listed = client.get(reverse("deliberation:public", args=[cast.county.slug])).content.decode()
    assert row.title not in listed


def test_the_office_walks_a_matter_by_its_pages(cast: Any, client_of: Any) -> None:
    for number, name in enumerate(("甲一", "乙二", "丙三")):
        making.person(cast, name, phone=f"1005550010{number}")
    wang, zhao = office(client_of, cast), office(client_of, cast, "zhao_dispatcher")
    who = [{"name": name, "phone": f"1005550010{number}"} for number, name in enumerate(("甲一", "乙二", "丙三"))]
    form = {"area": cast.building.pk, "form": "steps", "topic": "parking", "title": "划车位", "words": "请大家商量"}
    assert sent(wang, "add", **form, **who[0]).status_code == 303
    row = Matter.unscoped.get()
    assert sent(wang, "note-support", row.pk, **who[0]).status_code == 422  # twice
    for one in who[1:]:
        assert sent(wang, "note-support", row.pk, **one).status_code == 303
    assert sent(wang, "advance", row.pk, stage="report").status_code in (409, 422)  # jumped
    assert sent(wang, "advance", row.pk, stage="collect").status_code == 303
    assert sent(wang, "hear", row.pk, way="site", people="9", words="多数赞成").status_code == 303
    sent(wang, "advance", row.pk, stage="propose")
    assert sent(wang, "sort", row.pk, topic="parking", level="several").status_code == 303
    sent(wang, "advance", row.pk, stage="report")
    called = sent(
        wang,
        "call",
        row.pk,
        title="协商会",
        where="活动室",
        starts_at="2026-11-22T10:00",
        fixed="党组织：周\n居委会\n代表",
        invited="物业",
    )
    meeting = Meeting.unscoped.get()
    assert called.url.endswith(f"/{meeting.pk}/")
    assert wang.get(reverse("deliberation:code", args=[meeting.pk])).status_code == 200
    sent(wang, "begin-meeting", meeting.pk)
    with rls.everywhere():
        seats = list(meeting.seats.values_list("pk", flat=True))
        item = meeting.items.get()
    sent(wang, "attend", meeting.pk, seats=seats)
    data = {
        f"agreed_{item.pk}": "3",
        f"against_{item.pk}": "0",
        f"abstained_{item.pk}": "0",
        f"words_{item.pk}": "同意",
    }
    assert sent(wang, "close-meeting", meeting.pk, **data).status_code == 303
    sent(wang, "confirm", meeting.pk)
    assert sent(wang, "confirm", meeting.pk).status_code in (409, 422)
    sent(zhao, "confirm", meeting.pk)
    assert wang.get(reverse("deliberation:minutes", args=[meeting.pk])).content[:2] == b"PK"
    assert sent(wang, "advance", row.pk, stage="talk").status_code == 303
    text = wang.get(reverse("deliberation:matter", args=[row.pk])).content.decode()
    assert "协商结果公开" in text
    assert "甲一" not in text


def test_the_office_gives_and_reports_a_task(cast: Any, client_of: Any) -> None:
    row, _ = making.walked(cast, "act")
    wang = office(client_of, cast)
    day = clock.today().isoformat()
    assert sent(wang, "task", row.pk, title="划线", who="物业", due_on=day).status_code == 303
    with rls.everywhere():
        task = Task.unscoped.get(title="划线")
    assert sent(wang, "report", task.pk, percent="100", words="划好").status_code == 303
    assert "100%" in wang.get(reverse("deliberation:matter", args=[row.pk])).content.decode()


def test_figures_lead_to_their_rows(cast: Any, client_of: Any) -> None:
    making.walked(cast)
    wang = office(client_of, cast)
    text = wang.get(reverse("deliberation:figures")).content.decode()
    assert "646" in text  # H24, beside our own
    assert "?form=steps&amp;state=settled" in text
    listed = wang.get(f"{reverse('deliberation:matters')}?form=steps&state=settled").content.decode()
    assert making.SAID["title"] in listed
    assert (
        making.SAID["title"]
        not in office(client_of, cast, "ma_other_office").get(reverse("deliberation:matters")).content.decode()
    )


def test_paper_votes_by_the_pages(cast: Any, client_of: Any) -> None:
    making.person(cast, "甲一", phone="10055500100")
    ballot = making.voting(cast)
    wang, zhao = office(client_of, cast), office(client_of, cast, "zhao_dispatcher")
    assert wang.get(f"{reverse('deliberation:papers', args=[ballot.pk])}?count=2").content[:2] == b"PK"
    assert sent(wang, "hand-out", ballot.pk, name="甲一", phone="10055500100").status_code == 303
    number = codes.new_receipt()
    for client, choice in ((wang, "yes"), (zhao, "no")):
        assert sent(client, "type-in", ballot.pk, number=number, choice=choice).status_code == 303
    assert codes.plain_receipt(number) in wang.get(reverse("deliberation:ballot", args=[ballot.pk])).content.decode()
    assert sent(wang, "count", ballot.pk).status_code in (409, 422)


class TestBudgets(Budgets):
    """Pages cost the same for three matters and for thirty."""

    def add_row(self, cast: Any, number: int) -> Any:
        return making.matter(cast, making.person(cast, "邻居", phone=""), title=f"事项{number}")

    def pages(self, cast: Any, client_of: Any) -> dict[str, Any]:
        client, public = office(client_of, cast), client_of(cast.sun_resident)
        return {
            "deliberation:matters": (client, reverse("deliberation:matters")),
            "deliberation:figures": (client, reverse("deliberation:figures")),
            "deliberation:meetings": (client, reverse("deliberation:meetings")),
            "deliberation:public": (public, reverse("deliberation:public", args=[cast.county.slug])),
        }


def test_a_page_of_a_matter_is_cheap(cast: Any, client_of: Any, django_assert_max_num_queries: Any) -> None:
    row, _ = making.walked(cast)
    client = office(client_of, cast)
    client.get(reverse("deliberation:matter", args=[row.pk]))
    with django_assert_max_num_queries(45):
        client.get(reverse("deliberation:matter", args=[row.pk]))
    assert services.draw_all() == 0
