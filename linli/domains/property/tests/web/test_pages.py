"""The pages of property as an office, a company, a grid and a resident meet them."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from linli.domains.cases.tests.making import photo
from linli.domains.property.models import Contract, Order, Panellist, Report
from linli.domains.property.states import State
from linli.domains.property.tests import making
from linli.engines.scorecards import services as scoring
from linli.foundation.access import selectors as access
from linli.foundation.privacy import rls
from linli.kernel import clock
from tests.kit.budgets import Budgets


def url(name: str, *args: object) -> str:
    return reverse(f"property:{name}", args=args)


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def sent(client: Any, address: str, **data: Any) -> Any:
    return client.post(address, {"idempotency_key": uuid.uuid4().hex, **data})


def test_a_contract_is_signed_once_and_ended(cast: Any, client_of: Any) -> None:
    wang, place = client_of(cast.wang_community), making.compound(cast)
    firm, nameless = making.company(cast), making.company(cast, "无码物业", "")
    assert place.name in text(wang.get(url("unserved")))
    said = {"company": firm.pk, "form": "market", "starts_on": "2025-01-01", "document": "合同1"}
    wrong = sent(wang, url("sign", place.pk), **said | {"company": nameless.pk})
    assert wrong.status_code == 422 and "统一社会信用代码" in wrong.content.decode()
    key = {"idempotency_key": uuid.uuid4().hex, **said}
    for _ in range(2):
        assert wang.post(url("sign", place.pk), key).status_code == 303
    row = Contract.unscoped.get()
    assert firm.name in text(wang.get(url("contracts") + f"?q={firm.uscc}"))
    assert place.name not in text(wang.get(url("unserved")))
    assert sent(wang, url("sign", place.pk), **said).status_code == 422
    assert sent(wang, url("end", row.pk), on="2024-01-01", why="到期").status_code == 422
    assert sent(wang, url("end", row.pk), on="2025-12-31", why="到期").status_code == 303
    for odd in ("?which=x", "?form=x", "?page=x"):
        assert wang.get(url("contracts") + odd).status_code == 200, odd


def test_a_grid_reports_and_the_community_reads(cast: Any, client_of: Any) -> None:
    made = making.contract(cast)
    leader, wang = client_of(cast.zhang_grid_leader), client_of(cast.wang_community)
    assert "还没有汇报" in text(leader.get(url("contract", made.pk)))
    month = f"{(clock.today().replace(day=1) - timedelta(days=1)).replace(day=1):%Y-%m-%d}"
    assert sent(leader, url("report", made.pk), month="2020-01-01", done="灯修好了").status_code == 422
    assert sent(leader, url("report", made.pk), month=month, done="路灯修好了", promised="下月粉刷").status_code == 303
    report = Report.objects.get()
    assert "路灯修好了" in text(wang.get(url("reports")))
    assert "路灯修好了" not in text(wang.get(url("reports") + f"?month={month[:7]}&missing=1"))
    assert wang.get(url("reports") + "?month=x").status_code == 200
    assert leader.post(url("read", report.pk)).status_code == 403
    assert wang.post(url("read", report.pk)).status_code == 303
    assert "已阅" in text(wang.get(url("reports")))


def test_who_may_be_drawn_and_links_are_shown_once(cast: Any, client_of: Any) -> None:
    making.cards.install(cast.county, property=making.plain_card())
    made, wang = making.contract(cast), client_of(cast.wang_community)
    one = making.person(cast, "林小满", area=cast.grid, phone="")
    assert "林小满" in text(wang.get(url("panel-add", made.compound_id) + "?name=林"))
    add = url("panel-add", made.compound_id) + "?name=林"
    assert sent(wang, add, person=one.pk).status_code == 303
    assert sent(wang, add, person=one.pk).status_code == 422
    assert "林小满" in text(wang.get(url("panel", made.compound_id)))
    row = making.opened(cast)
    draw = making.draws()[0]
    assert "居民代表一" in text(wang.get(url("draw", draw.pk)))
    page = wang.post(url("links", draw.pk))
    assert "林小满" in text(page) and "/scores/by/" in text(page) and "no-store" in page.headers["Cache-Control"]
    assert "林小满" not in text(client_of(cast.chen_centre).get(reverse("scorecards:round", args=[row.pk])))
    with rls.everywhere():
        number = Panellist.unscoped.get().pk
    assert wang.post(url("panel-withdraw", number)).status_code == 303
    assert "林小满" not in text(wang.get(url("panel", made.compound_id)))


def test_the_black_list_from_the_companys_side(cast: Any, client_of: Any) -> None:
    order = making.ordered(cast)
    firm = making.employee(cast, order.contract.company)
    clerk, wang = client_of(firm), client_of(cast.wang_community)
    clerk.force_login(access.account_by_id(firm.account_id))
    assert order.contract.compound.name in text(clerk.get(url("orders")))
    assert order.contract.compound.name in text(clerk.get(url("company", order.contract.company_id)))
    assert "交整改证明" in text(clerk.get(url("order", order.pk)))
    bad = SimpleUploadedFile("a.jpg", b"no picture", "image/jpeg")
    assert sent(clerk, url("prove", order.pk), words="都修好了", photos=bad).status_code == 422
    assert sent(clerk, url("prove", order.pk), words="都修好了").status_code == 422
    good = SimpleUploadedFile("a.jpg", photo(), "image/jpeg")
    assert sent(clerk, url("prove", order.pk), words="都修好了", photos=good).status_code == 303
    page = text(wang.get(url("order", order.pk)))
    assert "都修好了" in page and "接受" in page
    picture = page.split(url("picture", 0).replace("0/", ""))[1].split("/")[0]
    assert wang.get(url("picture", picture)).headers["Content-Type"] == "image/jpeg"
    assert client_of(cast.feng_other_county).get(url("picture", picture)).status_code == 404
    assert sent(wang, url("refuse", order.pk), why="楼道还是黑的").status_code == 303
    assert Order.objects.get().state == State.ORDERED
    assert sent(wang, url("accept", order.pk), why="好了").status_code == 422


def test_everybody_reads_the_strip_the_reply_and_the_appeal_and_nobody_a_name(cast: Any, client_of: Any) -> None:
    made = making.world(cast)
    row = making.quarter(cast, date(2025, 1, 1), 59)
    making.quarter(cast, date(2025, 4, 1), 59)
    clerk = making.employee(cast, made.company)
    first = making.subject(row)
    scoring.reply(clerk.actor, subject=first, words="那个月停电")
    scoring.appeal(clerk.actor, subject=first, words="那个月停电")
    sun = client_of(cast.sun_resident)
    county = text(sun.get(url("public-county", cast.county.slug)))
    assert made.compound.name in county and "59.00" in county and ">黑<" in county
    for page in (url("public-compound", made.compound_id), url("public-company", made.company_id)):
        found = text(sun.get(page))
        assert "59.00" in found and ">黑<" in found and "待整改" in found
        assert "代表一" not in found and "王海波" not in found
    assert "连续两次在60分以下" in text(sun.get(url("public-compound", made.compound_id)))
    assert "那个月停电" in text(sun.get(reverse("scorecards:public-result", args=[first.pk])))
    assert "property/" + cast.county.slug in text(sun.get(reverse("web:county", args=[cast.county.slug])))
    for gone in (url("public-compound", 10**12), url("public-company", 10**12), url("public-county", "nowhere")):
        assert sun.get(gone).status_code == 404


def test_figures_lead_to_their_rows(cast: Any, client_of: Any) -> None:
    made = making.contract(cast)
    chen = client_of(cast.chen_centre)
    page = text(chen.get(url("figures") + "?first=2025-01-01&last=2025-12-31"))
    assert made.company.name in page and "1 / 1 · 100%" in page and url("complained") in page
    assert chen.get(url("figures") + "?first=x&last=2025-12-31").status_code == 200
    assert "200" in text(chen.get(url("complaints", made.compound_id)))
    assert chen.get(url("complained")).status_code == 200


class TestBudgets(Budgets):
    def add_row(self, cast: Any, number: int) -> Any:
        """The first lies in a grid of its own, so that complaints count, and got its service this month."""
        grid, begun = (cast.second_grid, clock.today()) if number == 0 else (cast.grid, date(2025, 1, 1))
        place = making.compound(cast, f"小区{number}", grid=grid)
        firm = making.company(cast, f"自治会{number}", "", kind="owners_committee")
        made = making.contract(cast, place, firm, form="residents", starts_on=begun)
        making.ordered(cast, made)
        if number == 0:
            self.first = made

    def pages(self, cast: Any, client_of: Any) -> dict[str, Any]:
        wang, sun = client_of(cast.wang_community), client_of(cast.sun_resident)
        found = {
            f"property:{name}": (wang, url(name))
            for name in ("contracts", "unserved", "figures", "complained", "reports", "orders")
        }
        return found | {
            "property:contract": (wang, url("contract", self.first.pk)),
            "property:compound": (wang, url("compound", self.first.compound_id)),
            "property:company": (wang, url("company", self.first.company_id)),
            "property:public-county": (sun, url("public-county", cast.county.slug)),
            "property:public-compound": (sun, url("public-compound", self.first.compound_id)),
        }
