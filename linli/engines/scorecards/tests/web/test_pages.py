"""The pages of scorecards as raters, offices, the rated and strangers meet them."""

from __future__ import annotations

import io
import uuid
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from linli.domains.notices import selectors as inbox
from linli.engines.scorecards import services
from linli.engines.scorecards.models import Appeal, Assignment, Evidence, Item, Result, Round, Score, Seat, Subject
from linli.engines.scorecards.tests import cards, making
from linli.engines.scorecards.tests.making import opened, published, seat, subject, world
from linli.foundation.audit.models import Event
from linli.foundation.audit.services import deliver_next
from linli.kernel import clock
from tests.kit.budgets import Budgets

Q1, Q2 = date(2025, 1, 5), date(2025, 4, 5)


def url(name: str, *args: object) -> str:
    return reverse(f"scorecards:{name}", args=args)


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def sent(client: Any, address: str, **data: Any) -> Any:
    return client.post(address, {"idempotency_key": uuid.uuid4().hex, **data})


def test_a_rater_rates_all_stalls_of_a_page_at_once(cast: Any, client_of: Any) -> None:
    world(cast)
    row = opened(cast)
    wang, place = client_of(cast.wang_community), seat(row, cast.wang_community)
    assert "0 / 2" in text(wang.get(url("mine")))
    page = text(wang.get(url("rate", place.pk)))
    assert "甲摊" in page and "乙摊" in page and "平均分" in page
    first, second = subject(row).pk, subject(row, "乙").pk
    wrong = sent(wang, url("rate", place.pk), seen=0, **{f"m{first}_work": "100.01", f"m{second}_work": "80"})
    assert wrong.status_code == 422 and "甲摊“x”：请填 0 到 100" in wrong.content.decode()
    assert (
        sent(wang, url("rate", place.pk), seen=0, **{f"m{first}_work": "59.99", f"m{second}_work": "80"}).status_code
        == 303
    )
    assert "2 / 2" in text(wang.get(url("mine"))) and "已打完" in text(wang.get(url("mine")))
    assert 'value="59.99"' in text(wang.get(url("rate", place.pk)))
    stale = sent(wang, url("rate", place.pk), seen=0, **{f"m{first}_work": "70", f"m{second}_work": "80"})
    assert stale.status_code == 422 and "另一个窗口" in stale.content.decode()


def test_a_form_sent_twice_is_one_sending(cast: Any, client_of: Any) -> None:
    world(cast)
    row = opened(cast)
    wang, place = client_of(cast.wang_community), seat(row, cast.wang_community)
    data = {"idempotency_key": uuid.uuid4().hex, "seen": 0, f"m{subject(row).pk}_work": "70"}
    for _ in range(2):
        assert wang.post(url("rate", place.pk), data).status_code == 303
    assert Score.objects.count() == 1


def test_the_model_grid_is_rated_by_its_ten_standards(cast: Any, client_of: Any) -> None:
    """The one card that needs no other domain: the community and the street tick, the office reads, the grid replies."""
    making.empty()
    chen = client_of(cast.chen_centre)
    assert "示范网格评价" in text(chen.get(url("open")))
    made = sent(chen, url("open"), card="model_grid", on="")
    assert made.status_code == 303
    row = Round.unscoped.get()
    for member in (cast.wang_community, cast.zhao_dispatcher):
        _tick(client_of(member), row, member)
    page = text(chen.get(url("round", row.pk)))
    assert "王海波" in page and "镇街" in page and "还没有公布" in page
    assert "结束评分并计算" not in page, "the other street's raters haven't finished"
    assert chen.post(url("close", row.pk)).status_code == 409
    with clock.frozen(clock.now() + timedelta(days=30)):
        services.close_round(cast.chen_centre.actor, round_=row)
    grid = Subject.unscoped.get(round=row, area=cast.grid)
    li = client_of(cast.li_grid_worker)
    assert li.get(url("result", grid.pk)).status_code == 404, "not published yet"
    assert chen.post(url("publish", row.pk)).status_code == 303
    shown = text(li.get(url("result", grid.pk)))
    for word in ("90.00", "示范网格", "网格党组织健全", "社区 1.00 × 40%", "镇街 1.00 × 60%", "只保留两位小数"):
        assert word in shown, word
    assert "王海波" not in shown, "the rated see averages"
    assert "90.00" in text(chen.get(url("sheet", row.pk)))
    assert chen.get(reverse("scorecards:public-round", args=[row.pk])).status_code == 404, "this card isn't public"


def _tick(client: Any, row: Round, member: Any) -> None:
    """Everything met but the last standard, in all grids of the seat."""
    place = seat(row, member, "community" if member.username.startswith("wang") else "street")
    form = client.get(url("rate", place.pk)).context["form"]
    marks = {name: "1" for name in form.fields if name.startswith("m")}
    marks |= {name: "0" for name in marks if name.endswith("_residents")}
    assert sent(client, url("rate", place.pk), seen=0, **marks).status_code == 303


def test_replies_and_appeals_by_pages(cast: Any, client_of: Any) -> None:
    world(cast)
    published(cast, Q1, 甲=59, 乙=90)
    row = published(cast, Q2, 甲=59, 乙=90)
    one = subject(row)
    li, wu, guest = client_of(cast.li_grid_worker), client_of(cast.wu_leader), client_of(cast.sun_resident)
    assert sent(li, url("reply", one.pk), words="已经换了门头").status_code == 303
    assert sent(li, url("appeal", one.pk), words="那天停电").status_code == 303
    for page in (text(li.get(url("result", one.pk))), text(guest.get(url("public-result", one.pk)))):
        assert "已经换了门头" in page and "待处理" in page and "black" in page and "2025 年第 1 季度" in page
    assert "那天停电" not in text(guest.get(url("public-result", one.pk)))
    assert "甲摊" in text(wu.get(url("appeals")))
    appeal = wu.get(url("result", one.pk)).context["page"].appeal
    nothing = sent(wu, url("decide", appeal.pk), upheld="yes", words="属实")
    assert nothing.status_code == 422 and "请填写更正的内容" in nothing.content.decode()
    assert sent(wu, url("decide", appeal.pk), upheld="yes", words="属实", m_work="60").status_code == 303
    page = text(guest.get(url("public-result", one.pk)))
    assert "60.00" in page and "成立" in page and "这个结果已在" in page and "属实" not in page
    assert "59.00" in text(li.get(url("result", one.pk))), "the earlier result stays readable"


def test_entries_by_pages(cast: Any, client_of: Any) -> None:
    making.empty()
    wang = client_of(cast.wang_community)
    form = wang.get(url("item-add", "model_grid")).context["form"]
    assert len(form.fields["key"].choices) == 2, "both grids of her community, and no other"
    data = {"key": str(cast.grid.pk), "criterion": "fake", "words": "台账补记", "points": "", "on": ""}
    assert sent(wang, url("item-add", "model_grid"), **data).status_code == 303
    item = Item.unscoped.get()
    assert (item.points, item.ends_on) == (10, None)
    listed = text(wang.get(url("items")))
    assert "台账补记" in listed and "−10.00" in listed
    assert sent(wang, url("item-withdraw", item.pk), words="登记错了").status_code == 303
    assert "已撤回" in text(wang.get(url("items")))


def test_a_correction_and_a_rater_who_leaves(cast: Any, client_of: Any) -> None:
    world(cast)
    chen, row = client_of(cast.chen_centre), opened(cast)
    place = seat(row, cast.wang_community)
    assert sent(chen, url("vacate", place.pk), words="调离").status_code == 303
    assert client_of(cast.wang_community).get(url("rate", place.pk)).status_code == 404
    assert "已退出" in text(chen.get(url("round", row.pk)))
    assert chen.post(url("look", row.pk)).status_code == 303
    making.give(row, cast.zhao_dispatcher, 甲=50, 乙=50)
    services.publish_round(cast.chen_centre.actor, round_=services.close_round(cast.chen_centre.actor, round_=row))
    twice = {"m_work": "55.5", "words": "抄错了", "idempotency_key": "once"}
    assert {sent(chen, url("correct", subject(row).pk), **twice).status_code for _ in range(2)} == {303}
    assert Result.objects.get(subject=subject(row), current=True).exact == "111/2"
    assert Score.objects.filter(subject=subject(row), seat=None).count() == 1


def test_a_resident_without_an_account_rates_by_a_link(cast: Any, client_of: Any) -> None:
    world(cast)
    making.PEOPLE["people"] = [making.Rater("张三丰", key="drawn:1", label="居民代表一")]
    row = opened(cast)
    chen, guest, place = client_of(cast.chen_centre), client_of(cast.sun_resident), Seat.objects.get(round=row)
    assert "生成打分链接" in text(chen.get(url("round", row.pk)))
    links = [text(sent(chen, url("link", place.pk))) for _ in range(2)]
    tokens = [page.split("/scores/by/")[1].split("/")[0] for page in links]
    assert guest.get(url("by-link", tokens[0])).status_code == 404, "an earlier link opens nothing"
    assert text(chen.get(url("round", row.pk))).count("给居民代表一生成了打分链接") == 2
    assert "居民代表一" in text(guest.get(url("by-link", tokens[1])))
    data = {f"m{subject(row).pk}_work": "70", f"m{subject(row, '乙').pk}_work": "80"}
    assert sent(guest, url("by-link", tokens[1]), seen=0, **data).status_code == 303
    assert {one.by for one in Score.objects.all()} == {"居民代表一"}
    assert "张三丰" not in str([*Seat.objects.values(), *Event.objects.values()]), "who was drawn is known elsewhere"
    assert tokens[1] not in str(Seat.objects.values())
    services.vacate_seat(cast.chen_centre.actor, seat=place, why="搬走")
    assert guest.get(url("by-link", tokens[1])).status_code == 404


def test_strangers_read_what_is_public_alone(cast: Any, client_of: Any) -> None:
    world(cast)
    guest, row = client_of(cast.sun_resident), making.closed(cast, Q1, 甲=59, 乙=90)
    assert guest.get(url("public-round", row.pk)).status_code == 404
    assert guest.get(url("public-result", subject(row).pk)).status_code == 404
    services.publish_round(cast.chen_centre.actor, round_=row)
    assert "四色评价" in text(guest.get(url("public-rounds", "jiang")))
    assert "乙摊" in text(guest.get(url("public-round", row.pk)))
    assert "王海波" not in text(guest.get(url("public-result", subject(row).pk)))


def test_raters_are_told_and_reminded(cast: Any) -> None:
    with clock.frozen(datetime(2026, 11, 2, 9, 0, tzinfo=clock.ZONE)):
        world(cast)
        row = opened(cast)
        making.give(row, cast.zhao_dispatcher, 甲=50, 乙=50)
        while deliver_next():
            pass
        assert inbox.unread_count(cast.wang_community.actor) == 1
    with clock.frozen(datetime(2026, 11, 9, 0, 23, tzinfo=clock.ZONE)):
        services.keep_time()
        while deliver_next():
            pass
        lines = inbox.unread_count(cast.wang_community.actor)
    assert lines >= 1


@pytest.mark.parametrize(("kind", "words"), [("yes_no", "达到"), ("vote", "弃权")])
def test_every_kind_of_mark_has_its_field(cast: Any, client_of: Any, kind: str, words: str) -> None:
    world(cast, criteria={"work": cards.criterion(weight=100, kind=kind, evidence="wanted")})
    row = opened(cast)
    wang, place = client_of(cast.wang_community), seat(row, cast.wang_community)
    assert words in text(wang.get(url("rate", place.pk)))
    said = "-" if kind == "vote" else "1"
    first = subject(row).pk
    data = {f"m{first}_work": said, f"w{first}_work": "门前干净"}
    assert sent(wang, url("rate", place.pk), seen=0, **data).status_code == 303
    assert Score.objects.get().words == "门前干净"
    assert "checked" in text(wang.get(url("rate", place.pk)))


def paper_of(response: Any) -> str:
    """All words of a DOCX, paragraphs and tables."""
    import docx

    assert response.status_code == 200 and response["Content-Type"].endswith("wordprocessingml.document")
    read = docx.Document(io.BytesIO(response.content))
    cells = [" | ".join(cell.text for cell in row.cells) for table in read.tables for row in table.rows]
    return "\n".join([*(one.text for one in read.paragraphs), *cells])


def test_results_on_paper_say_what_the_pages_say(cast: Any, client_of: Any) -> None:
    off = cards.criterion(label="扣分项", weight=9, kind="deduction", each=4)
    world(cast, criteria={"work": cards.criterion(label="卫生", weight=100), "off": off})
    services.add_item(
        cast.chen_centre.actor, county=cast.county, card="stalls", key="甲", criterion="off", words="占道", on=Q1
    )
    row = published(cast, Q1, 甲="63.99", 乙=90)
    services.reply(cast.li_grid_worker.actor, subject=subject(row), words="已经换了门头")
    services.appeal(cast.li_grid_worker.actor, subject=subject(row), words="那天停电")
    sheet = paper_of(client_of(cast.li_grid_worker).get(url("result-paper", subject(row).pk)))
    for words in (
        "四色评价", "甲摊", "2025 年第 1 季度", "59.99", "等次：yellow", "卫生 | 打分人打分 | x 63.99 × 100% | 63.99% | 100 | 63.99",
        "扣分项 | 扣分 | 1 条 | — | ≤ 9 | -4.00", "占道", "已经换了门头", "那天停电", "待处理", "只保留两位小数", "版本", "江县",
    ):  # fmt: skip
        assert words in sheet, words
    services.decide_appeal(
        cast.wu_leader.actor, appeal_=Appeal.objects.get(), upheld=True, words="停电属实", values={"work": 70}
    )
    later = paper_of(client_of(cast.wu_leader).get(url("result-paper", subject(row).pk)))
    assert "66.00" in later and "停电属实" in later and "更正：停电属实" in later and "| 59.99 | —" in later
    whole = paper_of(client_of(cast.chen_centre).get(url("round-paper", row.pk)))
    assert "1 | 乙摊 | 90.00 | red" in whole and "2 | 甲摊 | 66.00 | yellow" in whole
    assert "甲摊" not in paper_of(client_of(cast.qian_other_town).get(url("round-paper", row.pk)))


def test_pictures_are_sent_by_the_forms_and_served_to_staff_alone(cast: Any, client_of: Any) -> None:
    world(cast, criteria={"work": cards.criterion(weight=100, evidence="wanted")}, shows_evidence=True)
    row = opened(cast, Q1)
    wang, place, one = client_of(cast.wang_community), seat(row, cast.wang_community), subject(row).pk
    data = {f"m{one}_work": "70", f"p{one}_work": SimpleUploadedFile("a.jpg", making.photo(), "image/jpeg")}
    assert sent(wang, url("rate", place.pk), seen=0, **data).status_code == 303
    assert "已存 1 张照片" in text(wang.get(url("rate", place.pk)))
    broken = {f"m{one}_work": "70", f"p{one}_work": SimpleUploadedFile("a.jpg", b"zip", "image/jpeg")}
    assert sent(wang, url("rate", place.pk), seen=1, **broken).status_code == 422
    making.give(row, cast.wang_community, 乙=80)
    making.give(row, cast.zhao_dispatcher, 甲=80, 乙=80)
    services.publish_round(cast.chen_centre.actor, round_=services.close_round(cast.chen_centre.actor, round_=row))
    li, guest = client_of(cast.li_grid_worker), client_of(cast.sun_resident)
    for shade, name in enumerate(("reply", "appeal")):
        shown = SimpleUploadedFile("b.jpg", making.photo(shade), "image/jpeg")
        assert sent(li, url(name, one), words="看照片", photos=shown).status_code == 303
    page = text(li.get(url("result", one)))
    pictures = [url("picture", pk) for pk in Evidence.objects.values_list("pk", flat=True)]
    assert len(pictures) == 3 and all(address in page for address in pictures)
    answer = li.get(pictures[0])
    assert answer["Content-Type"] == "image/jpeg" and answer["Cache-Control"].startswith("private")
    assert guest.get(pictures[0]).status_code == 302
    assert "/pictures/" not in text(guest.get(url("public-result", one)))


def test_a_late_appeal_says_so_to_everybody_and_to_those_who_decide(cast: Any, client_of: Any) -> None:
    with clock.frozen(datetime(2026, 11, 2, 9, 0, tzinfo=clock.ZONE)):
        world(cast)
        row = published(cast, Q1, 甲=59, 乙=90)
        services.appeal(cast.li_grid_worker.actor, subject=subject(row), words="那天停电")
        while deliver_next():
            pass
        told = inbox.unread_count(cast.wu_leader.actor)
        assert told and inbox.unread_count(cast.li_grid_worker.actor), (
            "deciders of the appeal, the rated of publication"
        )
    with clock.frozen(datetime(2026, 11, 23, 0, 23, tzinfo=clock.ZONE)):
        services.keep_time()
        while deliver_next():
            pass
        wu = client_of(cast.wu_leader)
        assert "已超时 1 件" in text(wu.get(url("appeals")))
        assert "甲摊" in text(wu.get(url("appeals") + "?late=1"))
        assert "已超时" in text(client_of(cast.sun_resident).get(url("public-result", subject(row).pk)))
        services.decide_appeal(cast.wu_leader.actor, appeal_=Appeal.objects.get(), upheld=False, words="不成立")
        before = inbox.unread_count(cast.li_grid_worker.actor)
        while deliver_next():
            pass
        assert inbox.unread_count(cast.li_grid_worker.actor) > before


class TestBudgets(Budgets):
    """Lists don't grow with their rows."""

    def add_row(self, cast: Any, number: int) -> Any:
        if not number:
            world(
                cast,
                criteria={
                    "work": cards.criterion(weight=100),
                    "off": cards.criterion(weight=9, kind="deduction", each=1),
                },
            )
        on = date(2024, 12, 1) - timedelta(days=91 * number)
        services.add_item(
            cast.chen_centre.actor, county=cast.county, card="stalls", key="甲", criterion="off", words="看见了", on=on
        )
        row = published(cast, on, 甲=80, 乙=90)
        services.appeal(cast.li_grid_worker.actor, subject=subject(row), words="那天停电")

    def pages(self, cast: Any, client_of: Any) -> dict[str, Any]:
        chen, newest = client_of(cast.chen_centre), Round.unscoped.first()
        one = subject(newest).pk
        return {
            "scorecards:rounds": (chen, url("rounds")),
            "scorecards:appeals": (chen, url("appeals")),
            "scorecards:items": (chen, url("items")),
            "scorecards:result": (chen, url("result", one)),
            "scorecards:public-rounds": (chen, url("public-rounds", "jiang")),
            "scorecards:public-result": (chen, url("public-result", one)),
        }


class TestBudgetsOfARound(Budgets):
    """A round and its form don't grow with its subjects."""

    def add_row(self, cast: Any, number: int) -> Any:
        if not number:
            world(cast)
            published(cast, Q1, 甲=80, 乙=90)
            opened(cast, Q2)
        new, old = Round.unscoped.order_by("-ends")
        said = {"county": cast.county, "area": cast.grid, "key": f"s{number}", "name": f"第{number}摊"}
        result = Result.objects.filter(subject__round=old).first()
        result.pk, result.subject = None, Subject.unscoped.create(round=old, **said)
        result.save()
        Assignment.objects.create(
            seat=seat(new, cast.wang_community), subject=Subject.unscoped.create(round=new, **said)
        )

    def pages(self, cast: Any, client_of: Any) -> dict[str, Any]:
        chen, wang = client_of(cast.chen_centre), client_of(cast.wang_community)
        new, old = Round.unscoped.order_by("-ends")
        place = Seat.objects.get(round=new, account_id=cast.wang_community.account_id)
        return {
            "scorecards:round": (chen, url("round", old.pk)),
            "scorecards:sheet": (chen, url("sheet", old.pk)),
            "scorecards:public-round": (chen, url("public-round", old.pk)),
            "scorecards:mine": (wang, url("mine")),
            "scorecards:rate": (wang, url("rate", place.pk)),
        }
