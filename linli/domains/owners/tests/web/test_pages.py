"""The pages of owners as offices, owners on their phones and everybody meet them."""

from __future__ import annotations

import io
import uuid
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from linli.domains.owners import services
from linli.domains.owners.models import Ballot, Booking, Committee, FundUse, PaidService, Unit, Vote
from linli.domains.owners.states import Book
from linli.domains.owners.tests.making import (
    all_of,
    booked,
    by_proxy,
    compound,
    firm,
    fund_used,
    in_use,
    on_paper,
    opened,
    rolled,
    units,
)
from linli.domains.selfservice.tests.making import PHONE, Browser, registered
from linli.foundation.organizations import services as organizations
from linli.foundation.privacy.models import Look
from linli.kernel import clock
from linli.kernel.actor import Actor
from tests.kit.budgets import Budgets


def url(name: str, *args: object) -> str:
    return reverse(f"owners:{name}", args=args)


def text(response: Any) -> str:
    assert response.status_code == 200, (response.status_code, response.headers.get("Location"))
    return str(response.content.decode())


def sent(client: Any, name: str, *args: object, **data: Any) -> Any:
    return client.post(url(name, *args), {"idempotency_key": uuid.uuid4().hex, **data})


def done(response: Any) -> str:
    assert response.status_code == 303, response.content.decode()[:3000]
    return str(response.headers["Location"])


def last_day(days: int = 10) -> str:
    return f"{clock.today() + timedelta(days=days):%Y-%m-%d}"


def owner(cast: Any, unit: Unit) -> Browser:
    """Somebody who registered with a phone, was entered as the owner, and is signed in."""
    person = registered(cast)
    services.set_owner(cast.wang_community.actor, unit=unit, person=person)
    phone = Browser(cast)
    with clock.frozen(clock.now() + timedelta(minutes=3)):
        phone.sign_in(PHONE)
    return phone


def test_a_roll_is_entered_by_hand_and_by_table(cast: Any, client_of: Any) -> None:
    place, wang = compound(cast), client_of(cast.wang_community)
    done(sent(wang, "add-unit", place.pk, label="1-1-101", size="89.5", heads="1"))
    twice = sent(wang, "add-unit", place.pk, label="1-1-101", size="89.5", heads="1")
    assert twice.status_code == 422 and "已经在名册上" in twice.content.decode()
    table = SimpleUploadedFile("名册.csv", "房号,面积,人数\n1-1-102,120.05,1\n1-1-103,60,0\n".encode())
    done(sent(wang, "load-units", place.pk, file=table))
    wrong = SimpleUploadedFile("名册.csv", "房号,面积\n1-1-104,0\n1-1-101,90\n".encode())
    assert sent(wang, "load-units", place.pk, file=wrong).status_code == 422
    page = text(wang.get(url("units", place.pk)))
    assert "120.05" in page and "1-1-103" in page and "1-1-104" not in page
    one = units(place)[0]
    done(wang.post(url("change-unit", one.pk), {"size": "90.25", "heads": "0"}))
    assert "90.25" in text(wang.get(url("unit", one.pk)))
    done(wang.post(url("end-unit", one.pk)))
    assert wang.get(url("unit", one.pk)).status_code == 404


def test_an_owner_is_found_by_phone_and_nobody_by_guess(cast: Any, client_of: Any) -> None:
    registered(cast)
    one, wang = units(rolled(cast))[0], client_of(cast.wang_community)
    assert sent(wang, "add-owner", one.pk, phone="10055500009").status_code == 422
    done(sent(wang, "add-owner", one.pk, phone=PHONE))
    page = text(wang.get(url("unit", one.pk)))
    assert "林小雨" in page
    link = page.split("/console/owners/owned/")[1].split("/")[0]
    done(wang.post(url("end-owner", int(link))))
    assert "林小雨" not in text(wang.get(url("unit", one.pk)))


def test_a_vote_on_phone_and_paper_until_the_result_is_public(cast: Any, client_of: Any) -> None:
    place = rolled(cast, ("100", "80"))
    one, two = units(place)
    wang, zhao, guest = client_of(cast.wang_community), client_of(cast.zhao_dispatcher), client_of(cast.sun_resident)
    phone = owner(cast, one)
    form = {"matter": "use_fund", "title": "更换三号楼电梯", "body": "两部电梯，报价六千元", "last_on": last_day()}
    vote = int(done(sent(wang, "open-vote", place.pk, **form)).rstrip("/").split("/")[-1])
    assert "更换三号楼电梯" in text(phone.client.get(url("mine")))
    page = text(phone.client.get(url("own-vote", vote)))
    assert "两部电梯" in page and "达到 2/3" in page
    done(sent(phone.client, "own-vote", vote, unit=one.pk, choice="for"))
    page = text(phone.client.get(url("own-vote", vote)))
    assert all_of(Ballot)[0].receipt in page and "同意" in page
    assert sent(phone.client, "own-vote", vote, unit=two.pk, choice="for").status_code == 422, "not theirs"
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(picture, "PNG")
    proxy = SimpleUploadedFile("委托书.png", picture.getvalue())
    done(sent(wang, "paper", vote, unit=two.pk, choice="against", proxy_words="委托女儿", proxy_picture=proxy))
    assert "等待第二人录入" in text(wang.get(url("vote", vote)))
    done(sent(zhao, "paper", vote, unit=two.pk, choice="for"))
    assert "录入不一致" in text(wang.get(url("vote", vote)))
    done(sent(zhao, "paper", vote, unit=two.pk, choice="against"))
    page = text(zhao.get(url("vote", vote)))
    assert "2 / 2" in page and "100.00" not in page, "who votes is known, how it stands isn't"
    assert "100.00" not in text(guest.get(url("public-vote", vote)))
    done(wang.post(url("close-vote", vote)))
    for client in (wang, guest, phone.client):
        page = text(
            client.get(url("own-vote" if client is phone.client else "vote" if client is wang else "public-vote", vote))
        )
        assert "通过" in page and "180.00 m²" in page and "100.00 m²" in page
    assert "结果一致" in text(wang.get(url("vote", vote)))
    assert "更换三号楼电梯" in text(guest.get(url("public-compound", place.pk)))


def test_a_proxys_document_is_looked_at_with_a_reason_and_the_look_is_written_down(cast: Any, client_of: Any) -> None:
    vote, wang = opened(cast), client_of(cast.wang_community)
    ballot = by_proxy(cast, vote)
    assert url("proxy", ballot.pk) in text(wang.get(url("vote", vote.pk)))
    assert "委托女儿代投" not in text(wang.get(url("proxy", ballot.pk)))
    page = text(wang.post(url("proxy", ballot.pk), {"why": "核对委托书"}))
    assert "委托女儿代投" in page and "data:image/jpeg;base64," in page
    assert Look.unscoped.filter(part="owners.proxy", reason="核对委托书", subject_id=ballot.pk).count() == 1
    assert client_of(cast.ma_other_office).get(url("proxy", ballot.pk)).status_code == 404


def test_a_vote_is_withdrawn_with_its_reason(cast: Any, client_of: Any) -> None:
    vote, wang = opened(cast), client_of(cast.wang_community)
    done(wang.post(url("withdraw-vote", vote.pk), {"why": "公告时间不够"}))
    assert "公告时间不够" in text(client_of(cast.sun_resident).get(url("public-vote", vote.pk)))
    assert wang.post(url("close-vote", vote.pk)).status_code == 409


def test_money_from_entry_to_disclosure(cast: Any, client_of: Any) -> None:
    place = rolled(cast)
    wang, zhao, guest = client_of(cast.wang_community), client_of(cast.zhao_dispatcher), client_of(cast.sun_resident)
    done(sent(wang, "add-source", place.pk, kind="parking", label="地面停车位"))
    pk = wang.get(url("add-booking", place.pk)).context["form"].fields["what"].choices[1][0]
    done(sent(wang, "add-booking", place.pk, what=pk, amount="1,200.50", words="十月车位费", evidence="收据 12"))
    row = Booking.unscoped.get()
    assert row.amount == 120_050 and wang.post(url("check-booking", row.pk)).status_code == 409
    assert "十月车位费" not in text(guest.get(url("public-compound", place.pk))), "not checked yet"
    done(zhao.post(url("check-booking", row.pk)))
    page = text(guest.get(url("public-compound", place.pk)))
    assert "1,200.50" in page and "十月车位费" in page and "收据 12" in page and "王海波" not in page
    done(sent(wang, "add-booking", place.pk, what="out", amount="200", words="补种绿植", evidence="发票 3"))
    done(zhao.post(url("check-booking", Booking.unscoped.latest("pk").pk)))
    assert "1,000.50" in text(guest.get(url("public-compound", place.pk)))
    done(sent(wang, "add-booking", place.pk, what="fund", amount="9", words="归集", evidence="回单 4"))
    done(wang.post(url("refuse-booking", Booking.unscoped.latest("pk").pk), {"why": "金额写错"}))
    assert "金额写错" in text(wang.get(url("bookings", place.pk)))
    assert "1,200.50" not in text(guest.get(url("public-compound", place.pk) + "?quarter=2020-01-01"))
    assert guest.get(url("public-compound", place.pk) + "?quarter=odd").status_code == 200
    assert "柳园小区" in text(guest.get(url("public-compounds", cast.county.slug)))


def test_the_fund_pays_for_works_by_pages(cast: Any, client_of: Any) -> None:
    place, company = rolled(cast), firm(cast)
    booked(cast, place, 1_000_000)
    wang, zhao, guest = client_of(cast.wang_community), client_of(cast.zhao_dispatcher), client_of(cast.sun_resident)
    form = {"applicant": "committee", "company": company.pk, "title": "电梯", "scope": "两部", "quote": "6000"}
    done(sent(wang, "add-use", place.pk, **form))
    use = FundUse.unscoped.get()
    assert "请业主表决" in text(wang.get(url("use", use.pk)))
    done(wang.post(url("ask-owners", use.pk), {"last_on": last_day()}))
    use.refresh_from_db()
    for one in units(place):
        on_paper(cast, use.vote, one)
    done(wang.post(url("close-vote", use.vote_id)))
    assert "6,000.00" in text(wang.get(url("use", use.pk)))
    done(wang.post(url("finish-use", use.pk), {"words": "装好了"}))
    done(zhao.post(url("send-back-use", use.pk), {"why": "照明不亮"}))
    done(wang.post(url("finish-use", use.pk), {"words": "照明好了"}))
    said = {"paid": "5800", "representatives": "2", "words": "现场看过"}
    assert wang.post(url("accept-use", use.pk), said).status_code == 422, "not by the same person"
    done(zhao.post(url("accept-use", use.pk), said))
    page = text(guest.get(url("public-compound", place.pk)))
    assert "5,800.00" in page and "4,200.00" in page and "200.00" in page
    other = fund_used(cast, place, quote=100, until="applied")
    done(wang.post(url("end-use", other.pk), {"why": "走保修"}))
    assert wang.post(url("secure-use", other.pk)).status_code == 409


def test_fallback_money_by_pages(cast: Any, client_of: Any) -> None:
    in_use(cast, subsidy=True)
    compound(cast)
    chen = client_of(cast.chen_centre)
    assert "兜底" in text(chen.get(url("compounds")))
    for _again in range(2):
        done(chen.post(url("pay-subsidy")))
    page = text(chen.get(url("subsidies")))
    assert "152,000.00" in page and "100.00%" in page


def test_a_household_says_whether_it_is_satisfied(cast: Any, client_of: Any) -> None:
    in_use(cast, paid_service=True)
    place, company, wang = rolled(cast), firm(cast), client_of(cast.wang_community)
    one, phone = units(place)[0], owner(cast, units(place)[0])
    done(sent(wang, "offer-service", place.pk, unit=one.pk, company=company.pk, what="修水管", price="80"))
    pk = all_of(PaidService)[0].pk
    assert "修水管" in text(phone.client.get(url("mine")))
    assert sent(phone.client, "accept-service", pk).status_code == 422, "nothing is done yet"
    done(wang.post(url("finish-service", pk)))
    done(sent(phone.client, "complain", pk, why="还在漏"))
    assert "还在漏" in text(wang.get(url("services", place.pk)))
    done(wang.post(url("finish-service", pk)))
    done(sent(phone.client, "accept-service", pk))
    assert "已满意并收费" in text(phone.client.get(url("own-service", pk)))
    assert sent(phone.client, "decline", pk, why="不要").status_code == 422


def test_committee_joint_body_and_coverage(cast: Any, client_of: Any) -> None:
    place, wang, chen = rolled(cast), client_of(cast.wang_community), client_of(cast.chen_centre)
    system = Actor.system()
    body = organizations.create_organization(system, area=cast.community, kind="owners_committee", name="柳园业委会")
    form = {"organization": body.pk, "seats": "5", "starts_on": "2026-01-01", "ends_on": "2028-12-31", "party": ""}
    assert sent(wang, "committee", place.pk, **{**form, "ends_on": "2025-12-31"}).status_code == 422
    done(sent(wang, "committee", place.pk, **form))
    firm(cast)
    page = text(chen.get(url("coverage")))
    assert "0 / 1" in page and "安居物业" in page and "柳园小区" in page
    branch = organizations.create_organization(
        system, area=cast.community, kind="party_branch", name="柳园业委会党支部"
    )
    done(sent(wang, "committee", place.pk, **{**form, "party": branch.pk}))
    assert Committee.unscoped.filter(ended_at=None).count() == 1
    seats = {"community": "柳园社区党委", "committee": "柳园业委会", "company": "安居物业", "owners": "楼长代表"}
    done(wang.post(url("joint", place.pk), seats))
    page = text(wang.get(url("compound", place.pk)))
    assert "柳园业委会党支部" in page and "楼长代表" in page


def test_who_owns_nothing_finds_nothing(cast: Any, client_of: Any) -> None:
    vote = opened(cast)
    registered(cast)
    phone = Browser(cast)
    assert phone.client.get(url("own-vote", vote.pk)).status_code == 303, "to the sign-in"
    with clock.frozen(clock.now() + timedelta(minutes=3)):
        phone.sign_in(PHONE)
    assert phone.client.get(url("own-vote", vote.pk)).status_code == 404
    assert "没有与您关联的房屋" in text(phone.client.get(url("mine")))


def test_the_way_to_ones_units_stands_on_ones_own_page(cast: Any) -> None:
    phone = owner(cast, units(rolled(cast))[0])
    assert url("mine") in phone.get("me")


class TestBudgets(Budgets):
    """Lists don't grow with their rows."""

    def add_row(self, cast: Any, number: int) -> Any:
        if not number:
            rolled(cast)
        place = units_place()
        services.add_unit(cast.wang_community.actor, compound=place, label=f"9-{number}", size="90")
        compound(cast, f"第{number}小区")
        source = services.open_source(cast.wang_community.actor, compound=place, kind="parking", label=f"车位{number}")
        booked(cast, place, 10_000, book=Book.INCOME, source=source)
        booked(cast, place, 10_000)
        opened(cast, place, title=f"第{number}次表决")
        fund_used(cast, place, quote=100, until="applied", title=f"第{number}处")

    def pages(self, cast: Any, client_of: Any) -> dict[str, Any]:
        wang, place = client_of(cast.wang_community), units_place()
        vote, use = Vote.unscoped.earliest("pk"), FundUse.unscoped.earliest("pk")
        unit = Unit.unscoped.earliest("pk")
        return {
            "owners:compounds": (wang, url("compounds")),
            "owners:compound": (wang, url("compound", place.pk)),
            "owners:units": (wang, url("units", place.pk)),
            "owners:unit": (wang, url("unit", unit.pk)),
            "owners:vote": (wang, url("vote", vote.pk)),
            "owners:bookings": (wang, url("bookings", place.pk)),
            "owners:use": (wang, url("use", use.pk)),
            "owners:public-compounds": (wang, url("public-compounds", cast.county.slug)),
            "owners:public-compound": (wang, url("public-compound", place.pk)),
            "owners:public-vote": (wang, url("public-vote", vote.pk)),
        }


def units_place() -> Any:
    return Unit.unscoped.earliest("pk").compound
