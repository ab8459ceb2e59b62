"""The pages of the ledger as an office meets them."""

from __future__ import annotations

import csv
import io
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from linli.engines.ledger import selectors, services
from linli.engines.ledger.models import Account, Entry
from linli.engines.ledger.tests.making import CNY, HOURS, NOON, given, has, moved, pool, source, wallet
from linli.engines.ledger.tests.test_holding import capture, hold
from linli.foundation.audit import selectors as audit
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.events import Audience
from tests.kit.budgets import Budgets


def url(name: str, *args: object) -> str:
    return reverse(f"ledger:{name}", args=args)


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def sent(client: Any, address: str, **data: Any) -> Any:
    return client.post(address, {"idempotency_key": uuid.uuid4().hex, **data})


@pytest.fixture
def mine(cast: Any) -> Account:
    """Somebody in Wang's community who earned 8.5 points and paid 2 of them; 1 more is on hold."""
    account = wallet(cast)
    given(cast, account, 85, reason="清扫楼道")
    moved(account, pool(cast), 20, reason="毛巾")
    hold(account, 10)
    return account


def test_accounts_show_names_balances_and_holds(cast: Any, client_of: Any, mine: Account) -> None:
    wang = client_of(cast.wang_community)
    wallet(cast, owner=2, unit=HOURS)
    page = text(wang.get(url("accounts")))
    assert "志愿者1号" in page and "5.5" in page and "志愿者2号" in page
    assert ">发放账户</a>" not in page  # the county's own lies at the county
    assert ">发放账户</a>" in text(client_of(cast.chen_centre).get(url("accounts")))
    hours = text(wang.get(url("accounts") + f"?unit={HOURS}"))
    assert "志愿者2号" in hours and "志愿者1号" not in hours
    assert "这里没有账户" in text(wang.get(url("accounts") + f"?unit={CNY}"))


def test_a_statement_shows_each_posting_with_its_balance(cast: Any, client_of: Any, mine: Account) -> None:
    page = text(client_of(cast.wang_community).get(url("account", mine.pk)))
    for words in ("清扫楼道", "毛巾", "8.5", "6.5", "5.5", "冻结"):
        assert words in page
    assert page.index("毛巾") < page.index("清扫楼道")  # the newest first


def test_odd_addresses_give_the_plain_statement(cast: Any, client_of: Any, mine: Account) -> None:
    wang = client_of(cast.wang_community)
    for query in ("?first=x", "?before=x", "?before=-1", "?before=99999999999999999999", "?first=2026-02-30", "?last=0001-01-01", "?first=0001-01-01",
                  "?last=9999-12-31", "?first=9999-12-31"):  # fmt: skip
        assert wang.get(url("account", mine.pk) + query).status_code == 200, query
    for query in ("?unit=x", "?kind=x", "?page=x", "?page=999"):
        assert wang.get(url("accounts") + query).status_code == 200, query


def test_the_days_of_a_statement_are_those_of_china(cast: Any) -> None:
    account = wallet(cast)
    for day, hour in ((1, 15), (1, 16), (2, 15), (2, 16)):  # 23:59 and 0:00 in China, twice
        minute = 59 if hour == 15 else 0
        with clock.frozen(datetime(2026, 6, day, hour, minute, tzinfo=UTC)):
            given(cast, account, 10)
    account.refresh_from_db()

    def numbers(**days: Any) -> list[int]:
        return [row.posting.number for row in selectors.statement(account, **days).rows]

    second, third = datetime(2026, 6, 2, tzinfo=UTC).date(), datetime(2026, 6, 3, tzinfo=UTC).date()
    assert numbers() == [4, 3, 2, 1]
    assert numbers(first=second, last=second) == [3, 2]
    assert numbers(first=third) == [4]
    assert numbers(last=second - timedelta(days=1)) == [1]
    assert numbers(first=third + timedelta(days=9)) == numbers(last=second - timedelta(days=9)) == []
    assert numbers(first=third, last=second) == []


def test_a_long_statement_comes_in_pages_without_gaps(cast: Any, client_of: Any) -> None:
    account = wallet(cast)
    for _ in range(7):
        given(cast, account, 1)
    seen, before = [], None
    while True:
        found = selectors.statement(account, before=before, size=3)
        seen += [row.posting.number for row in found.rows]
        if (before := found.before) is None:
            break
    assert seen == [7, 6, 5, 4, 3, 2, 1]
    page = client_of(cast.wang_community).get(url("account", account.pk) + "?before=3")
    assert len(page.context["statement"].rows) == 2


def test_an_entry_shows_where_it_came_from_and_went(cast: Any, client_of: Any, mine: Account) -> None:
    entry = Entry.unscoped.get(reason="毛巾")
    chen = text(client_of(cast.chen_centre).get(url("entry", entry.pk)))
    for words in ("志愿者1号", "−2", "+2", "毛巾"):
        assert words in chen
    wang = text(client_of(cast.wang_community).get(url("entry", entry.pk)))
    assert "其他地方的账户" in wang and url("account", pool(cast).pk) not in wang


def test_an_entry_is_reversed_with_a_reason_and_once(cast: Any, client_of: Any, mine: Account) -> None:
    wang, entry = client_of(cast.wang_community), Entry.unscoped.get(reason="毛巾")
    assert url("reverse", entry.pk) in text(wang.get(url("entry", entry.pk)))
    assert sent(wang, url("reverse", entry.pk), reason="").status_code == 422
    data = {"idempotency_key": uuid.uuid4().hex, "reason": "没有领"}
    for _ in range(2):
        assert wang.post(url("reverse", entry.pk), data).status_code == 303
    assert (has(mine), has(pool(cast))) == (75, 0)
    page = text(wang.get(url("entry", entry.pk)))
    assert "冲正于" in page and "已冲正：没有领" in page and url("reverse", entry.pk) not in page
    again = sent(wang, url("reverse", entry.pk), reason="再来")
    assert (again.status_code, "已经冲正过" in again.content.decode()) == (422, True)


def test_what_was_spent_is_reversed_only_where_that_is_said(cast: Any, client_of: Any, mine: Account) -> None:
    wang, entry = client_of(cast.wang_community), Entry.unscoped.get(reason="清扫楼道")
    refused = sent(wang, url("reverse", entry.pk), reason="没有来")
    assert refused.status_code == 422 and "余额不足：可用 5.5" in refused.content.decode()
    assert sent(wang, url("reverse", entry.pk), reason="没有来", may_owe="on").status_code == 303
    assert has(mine) == -30


def test_a_statement_leaves_the_house_with_a_reason_that_history_tells(
    cast: Any, client_of: Any, mine: Account
) -> None:
    wang = client_of(cast.wang_community)
    assert sent(wang, url("take", mine.pk), reason=" ").status_code == 422
    answer = sent(wang, url("take", mine.pk), reason="年终核对", first="2026-01-01")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    head, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))
    lines = [dict(zip(head, row, strict=True)) for row in rows]
    assert [(line["收入"], line["支出"], line["记账后余额"]) for line in lines] == [
        ("8.5", "", "8.5"), ("", "2", "6.5"), ("", "1", "5.5"),
    ]  # fmt: skip
    (line,) = audit.timeline(mine, [Audience.AUDIT])
    assert (line.text, line.who) == ("导出明细 3 行：年终核对", cast.wang_community.actor.label)
    with clock.frozen(NOON):
        assert (
            sent(wang, url("take", mine.pk), reason="x", last="2000-01-01").content.decode("utf-8-sig").count("\n") == 1
        )


def test_a_payment_from_a_hold_leads_to_its_hold(cast: Any, client_of: Any, mine: Account) -> None:
    aside = hold(mine, 10)
    paid = capture(aside, pool(cast), 4)
    page = text(client_of(cast.chen_centre).get(url("entry", paid.pk)))
    assert url("entry", aside.pk) in page and "结清" in page and "+0.6" in page
    assert services.verify_county(cast.county.pk).sound
    assert selectors.balance(source(cast)) == -85


class TestBudgets(Budgets):
    def add_row(self, cast: Any, number: int) -> Any:
        account = wallet(cast, owner=number + 1)
        given(cast, account, 10)
        given(cast, wallet(cast, owner=1), 5)
        hold(account, 1)

    def pages(self, cast: Any, client_of: Any) -> dict[str, Any]:
        wang, first = client_of(cast.wang_community), wallet(cast, owner=1)
        entry = Entry.unscoped.order_by("pk")[0]
        return {
            "ledger:accounts": (wang, url("accounts")),
            "ledger:account": (wang, url("account", first.pk)),
            "ledger:entry": (wang, url("entry", entry.pk)),
        }


def test_bounds_are_set_by_the_centre(cast: Any, client_of: Any, mine: Account) -> None:
    chen, address = client_of(cast.chen_centre), url("bounds", mine.pk)
    assert sent(chen, address, minimum="0", maximum="100.5").status_code == 303
    mine.refresh_from_db()
    assert (mine.minimum, mine.maximum) == (0, 1005)
    assert "100.5" in text(chen.get(url("account", mine.pk)))
    for wrong in ({"minimum": "9", "maximum": ""}, {"minimum": "x"}, {"maximum": "1.55"}, {"maximum": "9" * 15}):
        assert sent(chen, address, **wrong).status_code == 422, wrong
    assert sent(chen, address).status_code == 303
    mine.refresh_from_db()
    assert mine.minimum is None and mine.maximum is None


def test_an_empty_account_is_closed_and_found_again(cast: Any, client_of: Any, mine: Account) -> None:
    chen, empty = client_of(cast.chen_centre), wallet(cast, owner=3)
    assert sent(chen, url("close", mine.pk), reason="不用了").status_code == 422
    assert sent(chen, url("close", empty.pk), reason="不用了").status_code == 303
    page = text(chen.get(url("account", empty.pk)))
    assert "已销户" in page and url("close", empty.pk) not in page
    assert "志愿者3号" in text(chen.get(url("accounts") + "?state=closed"))
    assert "志愿者3号" not in text(chen.get(url("accounts")))


def test_who_owes_is_found(cast: Any, client_of: Any) -> None:
    account = wallet(cast, owner=4)
    first = given(cast, account, 30)
    moved(account, pool(cast), 30)
    services.reverse_entry(Actor.system(), entry=first, reason="记错了", may_owe=True)
    wallet(cast, owner=5)
    page = text(client_of(cast.wang_community).get(url("accounts") + "?state=owes"))
    assert "志愿者4号" in page and "欠 3" in page and "志愿者5号" not in page


def test_the_way_in_shows_where_there_is_any_account(cast: Any, client_of: Any) -> None:
    chen = client_of(cast.chen_centre)
    way = f'href="{url("accounts")}"'
    assert way not in text(chen.get(reverse("people:staff")))
    wallet(cast)
    assert way in text(chen.get(reverse("people:staff")))
