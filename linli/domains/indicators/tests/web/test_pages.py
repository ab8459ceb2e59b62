"""The pages of indicators as an office meets them."""

from __future__ import annotations

import csv
import io
import re
import uuid
from datetime import date, timedelta
from html import unescape
from typing import Any

from django.urls import reverse

from linli.domains.cases.tests import making as cases
from linli.domains.indicators import selectors
from linli.domains.indicators.method import Campaign
from linli.domains.indicators.models import Exclusion
from linli.domains.indicators.tests.making import MORNING, problem, repeated, solved, task, theme
from linli.kernel import clock
from linli.kernel.tables import Column, read_table
from tests.kit.budgets import Budgets

MONTH = "?period=month&on=2026-11-01"


def url(name: str, *args: object) -> str:
    return reverse(f"indicators:{name}", args=args)


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return unescape(response.content.decode())


def sent(client: Any, address: str, **data: Any) -> Any:
    return client.post(address, {"idempotency_key": uuid.uuid4().hex, **data})


def links(page: str) -> list[str]:
    return re.findall(r'href="(/console/indicators/rows/\?[^"]+)"', page)


def test_every_figure_leads_to_exactly_its_rows(cast: Any, client_of: Any) -> None:
    solved(cast)
    with clock.frozen(MORNING + timedelta(hours=1)):
        cases.open_case(cast, text="路灯三天不亮了，请来看看")
    chen = client_of(cast.chen_centre)
    for table in ("three_rates", "work", "doors", "orders"):
        for by in ("township", "community", "grid", "organization", "category", "source"):
            page = text(chen.get(f"{url('figures')}{MONTH}&table={table}&by={by}"))
            found = re.findall(r'href="(/console/indicators/rows/\?[^"]+)">(\d+)<', page)
            assert found or table == "orders", (table, by)
            for address, count in found:
                assert f"· {count} 件" in text(chen.get(address)), address
                assert text(chen.get(address)).count("table__title") == int(count)


def test_the_page_says_how_it_is_counted_and_where_it_comes_from(cast: Any, client_of: Any) -> None:
    solved(cast)
    page = text(client_of(cast.chen_centre).get(url("figures") + MONTH))
    for words in ("三率", "响应率", "权重 30", "1、2、2、4", "DS§6", "按街道"):
        assert words in page, words
    work = text(client_of(cast.chen_centre).get(url("figures") + MONTH + "&table=work"))
    for words in ("高于 75%", "默认", "最高办到的层级：不超过 第 1 级（常规哨）"):
        assert words in work, words


def test_everybody_sees_their_own_ground(cast: Any, client_of: Any) -> None:
    solved(cast)
    assert "槐荫" not in text(client_of(cast.zhao_dispatcher).get(url("figures") + MONTH))
    assert "柳园第一网格" in text(client_of(cast.wang_community).get(url("figures") + MONTH))
    other = client_of(cast.feng_other_county)
    assert other.get(f"{url('figures')}{MONTH}&area={cast.street.pk}").status_code == 404
    assert other.get(f"{url('rows')}{MONTH}&i=response&area={cast.street.pk}").status_code == 404
    own = text(client_of(cast.ma_other_office).get(f"{url('rows')}{MONTH}&i=reported&part=counted"))
    assert "table__title" not in own
    wang = client_of(cast.wang_community)
    assert wang.get(f"{url('rows')}{MONTH}&i=response&by=grid&g={cast.other_grid.pk}").status_code == 404


def test_odd_addresses_give_a_page_or_nothing(cast: Any, client_of: Any) -> None:
    solved(cast)
    chen = client_of(cast.chen_centre)
    for query in ("?area=x", "?by=odd", "?period=odd&on=x", "?table=odd&sort=odd", "?since=2026-11-02", "?page=x", "?on=0001-01-01",
                  "?period=year&on=9999-12-31", "?since=1000-01-01&until=2026-01-01"):  # fmt: skip
        for name in ("figures", "print"):
            assert chen.get(url(name) + query).status_code == 200, (name, query)
        assert chen.get(f"{url('figures')}{query}&as=csv").status_code == 200, query
    for query in ("?i=odd", "?i=response&by=township&g=x", "?out=odd&subject=cases&moment=opened", "?out=withdrawn",
                  "?i=reported&c=odd", "?i=reported&p=x", "?i=reported&p=999999", "?i=response&by=township&g=²"):  # fmt: skip
        assert chen.get(url("rows") + query).status_code == 404, query
    for query in (
        "?i=response&by=source&g=%27%22",
        "?i=response&by=organization&g=1;drop",
        "?i=response&part=odd&page=99999",
    ):
        assert chen.get(url("rows") + query).status_code == 200, query


def test_the_table_is_taken_as_a_file_and_on_paper(cast: Any, client_of: Any) -> None:
    solved(cast)
    chen = client_of(cast.chen_centre)
    answer = chen.get(url("figures") + MONTH + "&as=csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    head, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))
    by_name = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert by_name["河东街道"]["解决率"] == "100.0%"
    assert by_name["河东街道"]["解决率分子"] == by_name["河东街道"]["解决率分母"] == "1"
    assert by_name["河西街道"]["解决率"] == "—"
    assert by_name["合计"]["总分"] == "100.00"
    book = chen.get(url("figures") + MONTH + "&as=xlsx")
    assert read_table(book.content, [Column("group", ("分组",), "", needed=True)]).rows[-1]["group"] == "合计"
    assert "河东街道" in text(chen.get(url("print") + MONTH))


def test_a_case_is_taken_out_objected_to_kept_out_and_put_back(cast: Any, client_of: Any) -> None:
    case = solved(cast)
    chen, wang = client_of(cast.chen_centre), client_of(cast.wang_community)
    address = reverse("cases:detail", args=[case.ref])
    assert "剔除考核" in text(chen.get(address)) and "剔除考核" not in text(wang.get(address))
    assert sent(chen, url("exclude", case.ref), reason="odd", words="查过了").status_code == 422
    assert sent(chen, url("exclude", case.ref), reason="unverifiable", words="").status_code == 422
    assert "无法核实" in text(chen.get(url("exclude", case.ref)))
    assert sent(chen, url("exclude", case.ref), reason="unverifiable", words="三次上门没有找到").status_code == 303
    row = Exclusion.objects.get()
    page = text(chen.get(url("figures") + MONTH))
    assert "无法核实" in page and "逐件人工剔除" in page
    assert "table__title" in text(chen.get(next(one for one in links(page) if "out=" in one)))
    shown = text(wang.get(address))
    assert "三次上门没有找到" in shown and url("object", row.pk) in shown
    assert sent(wang, url("object", row.pk), words="我们上门见到了人").status_code == 303
    assert "我们上门见到了人" in text(chen.get(url("figures") + MONTH))
    assert sent(chen, url("keep", row.pk), words="不同意").status_code == 422  # Chen took it out: somebody else answers
    assert sent(chen, url("include", row.pk), words="核对过，应当计入").status_code == 303
    assert "逐件人工剔除" not in text(chen.get(url("figures") + MONTH))
    assert "重新计入考核" in text(chen.get(address))


class TestBudgets(Budgets):
    def add_row(self, cast: Any, number: int) -> Any:
        with clock.frozen(MORNING):
            cases.open_case(cast, contact_phone="10000007777")

    def pages(self, cast: Any, client_of: Any) -> dict[str, Any]:
        chen = client_of(cast.chen_centre)
        found = {f"indicators:{name}": (chen, url(name) + MONTH) for name in ("figures", "print", "callers")}
        found["indicators:standing"] = (client_of(cast.zhou_department), url("standing") + MONTH)
        return found | {"indicators:rows": (chen, f"{url('rows')}{MONTH}&i=reported&part=counted")}


def test_a_theme_is_set_and_worked_off(cast: Any, client_of: Any) -> None:
    cases.category()
    chen, wang = client_of(cast.chen_centre), client_of(cast.wang_community)
    for odd in ("9999-12-31", "0001-01-01", "x", ""):
        assert sent(chen, url("theme-add"), month=odd, title="物业收费公开").status_code == 422, odd
    answer = sent(chen, url("theme-add"), month="2026-11-17", title="物业收费公开", why="来电最多")
    assert answer.status_code == 303
    there = answer.headers["Location"]
    assert "还没有提出问题" in text(wang.get(there))
    pk = int(there.rstrip("/").rsplit("/", 1)[1])
    form = text(chen.get(url("problem-add", pk)))
    assert "环境卫生" in form and "江县市政局" in form and "解决率" in form
    data = {
        "title": "收支不公示",
        "lead": cast.bureau.pk,
        "categories": ["social/request/0701"],
        "measure": "resolution",
    }
    assert sent(chen, url("problem-add", pk), **data | {"categories": ["odd"]}).status_code == 422
    assert sent(chen, url("problem-add", pk), **data).status_code == 303
    page = text(chen.get(there))
    named = int(re.findall(r"/console/themes/problem/(\d+)/", page)[0])
    assert "selected" in text(chen.get(url("problem-change", named)))
    assert sent(chen, url("problem-change", named), **data | {"title": "收支没有公示"}).status_code == 303
    assert sent(chen, url("task-add", named), words="每季度公示一次", due_on="2026-11-01").status_code == 303
    page = text(wang.get(there))
    assert "收支没有公示" in page and "每季度公示一次" in page and "解决率" in page and "办好了" not in page
    given = int(re.findall(r"/console/themes/task/(\d+)/done/", text(chen.get(there)))[0])
    assert sent(chen, url("task-done", given), on="2999-01-01").status_code == 422
    assert sent(chen, url("task-done", given), words="已公示").status_code == 303
    assert "已公示" in text(wang.get(there))
    assert "1 / 1" in text(wang.get(url("themes")))
    assert sent(chen, url("theme-change", pk), month="2026-10-01", title="物业收费").status_code == 303
    assert "2026-10" in text(wang.get(there))


def test_campaigns_and_callers_as_they_are_read(cast: Any, client_of: Any, monkeypatch: Any) -> None:
    chen, wang = client_of(cast.chen_centre), client_of(cast.wang_community)
    assert "没有专项整治" in text(chen.get(url("campaigns")))
    own = selectors.rules_at(cast.county)
    campaign = Campaign.model_validate(
        {"label": "物业投诉专项整治", "when": {"starts": date(2026, 11, 1), "ends": date(2026, 11, 30), "assumed": "x"}, "source": "Q58",
         "only": [{"fact": "category", "one_of": ["social/request/0701"]}], "indicators": ["reported", "resolution"]}
    )  # fmt: skip
    changed = own.model_copy(update={"campaigns": {"property": campaign}})
    for module in ("comparing", "rows", "figures", "themes"):
        monkeypatch.setattr(f"linli.domains.indicators.selectors.{module}.rules_at", lambda area, period=None: changed)
    solved(cast)
    with clock.frozen(MORNING + timedelta(days=5)):
        assert "物业投诉专项整治" in text(wang.get(url("campaigns")))
        page = text(wang.get(url("campaign", "property")))
        assert "Q58" in page and "+1" in page
        (address, *_more) = links(page)
        assert "table__title" in text(wang.get(address))
    assert chen.get(url("campaign", "odd")).status_code == 404
    with clock.frozen(MORNING - timedelta(days=60)):
        assert "还没有开始" in text(wang.get(url("campaign", "property")))
    first = repeated(cast)
    page = text(chen.get(url("callers")))
    assert "反映人 1" in page and "周桂香" not in page and "周女士" not in page and "*6666" not in page
    assert wang.get(url("callers")).status_code == 403
    assert "同一反映人的诉求" in text(chen.get(url("caller", first.pk)))
    looked = sent(chen, url("caller", first.pk), reason="看是不是同一件事没解决")
    assert looked.headers["Cache-Control"] == "no-store" and text(looked).count("table__title") == 5
    assert "周桂香" not in text(looked) and "*6666" not in text(looked)


class TestThemeBudgets(Budgets):
    def add_row(self, cast: Any, number: int) -> Any:
        if not hasattr(self, "theme"):
            self.theme = theme(cast)
        theme(cast, f"主题{number}")
        task(cast, problem(cast, self.theme, f"问题{number}"))

    def pages(self, cast: Any, client_of: Any) -> dict[str, Any]:
        wang = client_of(cast.wang_community)
        return {"indicators:themes": (wang, url("themes")), "indicators:theme": (wang, url("theme", self.theme.pk))}


def test_the_form_shows_the_period_that_the_page_is_of(cast: Any, client_of: Any) -> None:
    client = client_of(cast.chen_centre)
    for asked, chosen in (("", "month"), ("?period=week", "week"), ("?period=odd", "month")):
        assert re.findall(r'<option value="(\w+)" selected>', text(client.get(url("figures") + asked)))[-1] == chosen
