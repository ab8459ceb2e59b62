"""The pages of past cases, as the county's centre sees them."""

from __future__ import annotations

import html
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from linli.domains.cases.models import Origin
from linli.domains.history.tests.making import HEAD, ROWS, brought_in, case, checked
from linli.domains.rosters.models import Roster
from linli.domains.rosters.tests.making import csv_file, work

pytestmark = pytest.mark.django_db


def url(name: str, *args: Any) -> str:
    return reverse(f"rosters:cases-{name}", args=args)


def text(response: Any) -> str:
    return html.unescape(response.content.decode())


def test_a_file_goes_all_the_way(cast: Any, client_of: Any) -> None:
    chen = client_of(cast.chen_centre)
    unknown = ["U", *ROWS[0][1:3], "飞碟", *ROWS[0][4:]]
    form = text(chen.get(url("send")))
    assert "不导入报事人的姓名和电话" in form
    file = csv_file([*ROWS, unknown], HEAD, name="往年办件.csv")
    sent = chen.post(url("send"), {"area": cast.county.pk, "file": file, "idempotency_key": uuid4().hex})
    assert sent.status_code == 303
    work()
    row = Roster.unscoped.get(about="cases")
    assert sent["Location"].endswith(url("import", row.pk))
    matching = text(chen.get(url("columns", row.pk)))
    assert "暴露垃圾" in matching
    assert "三号楼前垃圾没人收" not in matching, "people's words are masked before the import"
    fields = ("number", "opened", "text", "category", "state", "due", "done", "satisfied")
    columns = {f"column_{n}": field for n, field in enumerate(fields)} | {"header_line": 1}
    assert "受理时间" in text(chen.post(url("columns", row.pk), columns | {"column_1": ""}))
    assert chen.post(url("columns", row.pk), columns).status_code == 303
    work()
    assert "有 1 个词要归类" in text(chen.get(url("import", row.pk)))
    sorting = text(chen.get(url("sort", row.pk)))
    assert "飞碟（1 行）" in sorting
    assert '<option value="道路不洁 gbt47678_5_2026/matter/06012">' in sorting
    refused = chen.post(url("sort", row.pk), {"word_0": "外星"})
    assert (refused.status_code, "请从列表里选一个" in text(refused)) == (422, True)
    assert chen.post(url("sort", row.pk), {"word_0": "道路不洁"}).status_code == 303
    work()
    assert "词要归类" not in text(chen.get(url("import", row.pk)))
    assert chen.post(url("run", row.pk)).status_code == 303
    work()
    assert "已导入 6 条" in text(chen.get(url("import", row.pk)))
    detail = text(chen.get(reverse("cases:detail", args=[case("U").ref])))
    assert "由以往系统导入，原编号 U" in detail
    assert "以往系统" in detail and "原编号：U" in detail


def found(client: Any, words: str) -> set[str]:
    answer = client.get(reverse("cases:queue"), {"tab": "any", "text": words})
    return {row.ref for row in answer.context["queue"].rows}


def test_the_old_number_finds_the_case(cast: Any, client_of: Any) -> None:
    brought_in(cast, [*ROWS, ["", *ROWS[0][1:]]])
    ref, nameless = case("A-2").ref, Origin.objects.get(number__startswith="~")
    chen = client_of(cast.chen_centre)
    assert found(chen, "A-2") == found(chen, "a-2") == {ref}
    assert found(chen, nameless.number) == set(), "a digest is no number"
    assert found(chen, "A-99") == set()
    assert "原编号：" not in text(chen.get(reverse("cases:detail", args=[nameless.case.ref])))
    other = client_of(cast.feng_other_county)
    assert found(other, "A-2") == set()


def test_pages_of_one_kind_of_list_show_no_other(cast: Any, client_of: Any) -> None:
    row = checked(cast, ROWS[:1])
    admin, chen = client_of(cast.admin), client_of(cast.chen_centre)
    assert chen.get(url("import", row.pk)).status_code == 200
    assert chen.get(reverse("rosters:import", args=[row.pk])).status_code in (403, 404)
    assert admin.get(reverse("rosters:import", args=[row.pk])).status_code == 404
    assert admin.get(url("import", row.pk)).status_code == 403
