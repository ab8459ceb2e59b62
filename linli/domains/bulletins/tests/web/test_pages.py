"""The pages of bulletins, for those who write, sign and read them, and for everybody."""

from __future__ import annotations

import csv
import io
import uuid
import zipfile
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from linli.domains.bulletins.models import Bulletin
from linli.domains.bulletins.tests.making import drafted, issued, sent
from linli.domains.bulletins.tests.test_drafting import DECEMBER, NOVEMBER
from linli.domains.indicators.tests.making import solved
from linli.kernel import clock
from tests.kit.budgets import Budgets


@pytest.fixture(autouse=True)
def in_december() -> Any:
    with clock.frozen(DECEMBER):
        yield


def url(name: str, *args: object) -> str:
    return reverse(f"bulletins:{name}", args=args)


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return unescape(response.content.decode())


def post(client: Any, address: str, **data: Any) -> int:
    return int(client.post(address, {"idempotency_key": uuid.uuid4().hex, **data}).status_code)


def test_from_a_draft_to_a_corrected_one(cast: Any, client_of: Any) -> None:
    solved(cast)
    chen, wu, li = client_of(cast.chen_centre), client_of(cast.wu_leader), client_of(cast.li_grid_worker)
    assert post(chen, url("draft"), kind="monthly", day="2026-12-01") == 422
    assert post(chen, url("draft"), kind="monthly", day="2026-11-11") == 303
    row = Bulletin.unscoped.get()
    shown = text(chen.get(url("bulletin", row.pk)))
    for words in ("月通报（2026年第11期）", "河东街道", "响应率", "送签", "重新统计", "起草中"):
        assert words in shown, words
    assert li.get(url("bulletin", row.pk)).status_code == 404
    assert post(chen, url("comment", row.sections.first().pk), words="响应率提高\n继续努力") == 303
    assert post(chen, url("count-again", row.pk)) == 303
    assert post(chen, url("send", row.pk)) == 303
    waiting = text(chen.get(url("bulletin", row.pk)))
    assert "送签人 陈立" in waiting and url("sign", row.pk) not in waiting
    assert post(chen, url("sign", row.pk)) == 409
    assert post(wu, url("give-back", row.pk), words="") == 422
    assert post(wu, url("give-back", row.pk), words="请写原因") == 303
    assert post(chen, url("send", row.pk)) == 303
    assert url("sign", row.pk) in text(wu.get(url("bulletin", row.pk)))
    assert post(li, url("subscribe", "monthly"), wanted="yes") == 303
    assert "签发时会提醒您" in text(li.get(url("bulletins")))
    assert post(wu, url("sign", row.pk)) == 303
    assert "通报已签发：月通报（2026年第11期）" in text(li.get(reverse("notices:inbox")))
    read = text(li.get(url("bulletin", row.pk)))
    assert "签发人 吴建国" in read and "继续努力" in read and "indicators/rows" not in read
    assert "/console/indicators/rows/?area=" in text(wu.get(url("bulletin", row.pk)))
    assert "签发人 吴建国" in text(li.get(url("print", row.pk)))
    assert post(wu, url("recall", row.pk), words="漏统一个街道") == 303
    assert "漏统一个街道" in text(li.get(url("bulletin", row.pk)))
    assert post(chen, url("correct", row.pk)) == 303
    assert "更正件" in text(chen.get(url("bulletins") + "?state=draft"))
    assert "更正件" not in text(li.get(url("bulletins")))
    assert post(li, url("subscribe", "monthly"), wanted="no") == 303


def test_what_is_taken_along(cast: Any, client_of: Any) -> None:
    solved(cast)
    li = client_of(cast.li_grid_worker)
    row = issued(cast, drafted(cast, day=NOVEMBER))
    paper = li.get(url("paper", row.pk))
    words = zipfile.ZipFile(io.BytesIO(paper.content)).read("word/document.xml").decode()
    for one in ("月通报（2026年第11期）", "响应率有所提高", "河东街道", "100.0%", "签发人：吴建国", "按办法第"):
        assert one in words, one
    answer = li.get(url("bulletin", row.pk) + "?as=csv")
    assert answer.headers["Content-Type"].startswith("text/csv") and answer.headers["Cache-Control"] == "no-store"
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    found = next(one for one in rows if (one["分组"], one["指标"]) == ("河东街道", "解决率"))
    assert (found["数值"], found["计入的"], found["从"]) == ("100.0%", "1", "2026-11-01")
    assert li.get(url("bulletin", row.pk) + "?as=xlsx").content.startswith(b"PK")
    assert "河东街道" in text(li.get(url("bulletin", row.pk) + "?as=odd"))


def test_a_public_one_hides_what_is_few(cast: Any, client_of: Any) -> None:
    solved(cast)
    anybody = client_of(cast.sun_resident)
    with clock.frozen(DECEMBER.replace(year=2027, month=1)):
        row = issued(cast, drafted(cast, "quarterly", NOVEMBER))
        page = text(anybody.get(url("read", row.pk)))
        assert "季度通报（2026年第4期）" in page and "100.0%" not in page and "不足 5 件" in page
        assert row.title in text(anybody.get(url("county", cast.county.slug)))
        told = anybody.get(url("read", row.pk) + "?as=csv").content.decode("utf-8-sig")
        assert "100.0%" not in told and "*" in told
        assert anybody.get(url("bulletin", row.pk)).status_code == 302
        assert "100.0%" in text(client_of(cast.zhao_dispatcher).get(url("bulletin", row.pk)))
    monthly = issued(cast, drafted(cast, day=NOVEMBER))
    assert anybody.get(url("read", monthly.pk)).status_code == 404
    assert "通报" in text(anybody.get(reverse("web:county", args=[cast.county.slug])))


def test_odd_addresses(cast: Any, client_of: Any) -> None:
    chen = client_of(cast.chen_centre)
    for query in ("?kind=odd", "?state=odd", "?page=x"):
        assert chen.get(url("bulletins") + query).status_code == 200, query
    assert post(chen, url("subscribe", "odd"), wanted="yes") == 409
    assert chen.get(url("bulletin", 10**9)).status_code == 404


class TestBudgets(Budgets):
    def add_row(self, cast: Any, number: int) -> Any:
        with clock.frozen(DECEMBER.replace(year=2026 + number)):
            kind = "quarterly" if number % 3 == 0 else "monthly"
            row = drafted(cast, kind, date(2026 + number, 9, 30))
            self.row = issued(cast, row) if number == 0 else sent(cast, row)

    def pages(self, cast: Any, client_of: Any) -> dict[str, Any]:
        chen, anybody = client_of(cast.chen_centre), client_of(cast.sun_resident)
        shown = Bulletin.unscoped.get(state="issued").pk
        return {
            "bulletins:bulletins": (chen, url("bulletins")),
            "bulletins:bulletin": (chen, url("bulletin", shown)),
            "bulletins:print": (chen, url("print", shown)),
            "bulletins:paper": (chen, url("paper", shown)),
            "bulletins:read": (anybody, url("read", shown)),
            "bulletins:county": (anybody, url("county", cast.county.slug)),
        }
