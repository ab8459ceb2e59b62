"""Lists of residents in a browser: sent with wrong rows, matched, checked, run, the wrong rows back; taken out after a fresh proof."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from linli.domains.rosters.models import Roster
from linli.domains.rosters.tests.making import work
from linli.foundation.privacy import rls
from linli.foundation.residents.models import Person
from linli.foundation.residents.tests.making import number, person
from linli.kernel import sheets
from tests.journeys import county as counties
from tests.journeys.county import County
from tests.journeys.test_sign_in import forget_proof
from tests.kit.people import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)

#: The heading of the grids is one that nobody knows, and nothing is kept of the last column.
HEAD = ("姓名", "身份证号", "手机号", "与户主关系", "片区", "楼栋", "房号", "备注")
REASON = "社区养老服务摸底"


@pytest.fixture
def county(transactional_db: None) -> County:
    return counties.build("huancui")


def workbook_of(county: County) -> dict[str, Any]:
    """A file as an office keeps it: three good rows, three wrong ones."""
    grid, building = county.areas["grid"].name, county.home.name
    rows = [
        ("郝一", number(11), "10000000011", "户主", grid, building, "101", ""),
        ("郝二", number(12), "", "配偶", grid, building, "101", "常来"),
        ("郝三", "", "10000000013", "户主", grid, building, "102", ""),
        ("错一", number(14)[:-1] + ("1" if number(14)[-1] == "0" else "0"), "", "", grid, building, "", ""),
        ("错二", "", "12", "", grid, building, "", ""),
        ("错三", "", "10000000016", "", "没有的片区", building, "", ""),
    ]  # fmt: skip
    text = "\r\n".join(",".join(row) for row in (HEAD, *rows))
    return {"name": "花名册.csv", "mimeType": "text/csv", "buffer": text.encode("gb18030")}


def shown(page: Any, name: str, shoot: Any, axe: Any) -> None:
    shoot(page, f"rosters-{name}")
    axe(page)


def press(page: Any, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).click()


def follow(page: Any, name: str) -> None:
    page.locator("main").get_by_role("link", name=name, exact=True).click()


def downloaded(page: Any, name: str) -> list[list[str]]:
    """The rows of the file behind a button."""
    with page.expect_download() as coming:
        press(page, name)
    with Path(coming.value.path()).open("rb") as file:
        return [cells for _line, cells in sheets.stream_rows(file)]


def test_a_list_is_sent_matched_checked_and_run(county: County, open_browser: Any, shoot: Any, axe: Any) -> None:
    page = open_browser(county.people["community_office"], width=1440)
    page.goto("/console/residents/imports/")
    shown(page, "imports-empty", shoot, axe)
    follow(page, "上传名册")
    press(page, "提交")
    shown(page, "send-refused", shoot, axe)
    page.locator("select[name=area]").select_option(str(county.areas["community"].pk))
    page.locator("input[name=file]").set_input_files(files=[workbook_of(county)])
    shown(page, "send", shoot, axe)
    press(page, "提交")
    page.wait_for_url("**/console/residents/imports/*/")
    shown(page, "reading", shoot, axe)
    work()
    page.reload()
    shown(page, "matching", shoot, axe)
    follow(page, "匹配列")
    assert "10000000011" not in page.content() and "郝一" not in page.content()
    assert page.locator("select[name=column_4]").input_value() == ""
    page.locator("select[name=column_4]").select_option("grid")
    shown(page, "columns", shoot, axe)
    press(page, "检查名册")
    page.wait_for_url("**/console/residents/imports/*/")
    work()
    page.reload()
    shown(page, "checked", shoot, axe)
    assert page.get_by_text("将导入 3 条").is_visible()
    assert page.get_by_role("cell", name="第 5 行", exact=True).is_visible()
    with rls.everywhere():
        assert not Person.unscoped.exists()
    press(page, "导入正确的行")
    shown(page, "running", shoot, axe)
    work()
    page.reload()
    shown(page, "finished", shoot, axe)
    assert page.get_by_text("已导入 3 条").is_visible()
    head, *wrong = downloaded(page, "下载有错的行")
    assert tuple(head[: len(HEAD)]) == HEAD
    assert [cells[0] for cells in wrong] == ["错一", "错二", "错三"]
    assert all(cells[len(HEAD)] for cells in wrong), "each says why"
    page.goto("/console/residents/imports/")
    shown(page, "imports", shoot, axe)
    with rls.everywhere():
        assert sorted(Person.unscoped.values_list("name", flat=True)) == ["郝一", "郝三", "郝二"]


def test_a_list_is_taken_out_for_a_reason_and_after_a_fresh_proof(
    county: County, open_browser: Any, shoot: Any, axe: Any
) -> None:
    at = SimpleNamespace(building=county.home)
    for n, name in enumerate(("郝一", "郝二"), start=11):
        person(at, name, phone=f"100000000{n}", id_number=number(n))
    page = open_browser(county.people["community_office"], width=1440)
    page.goto("/console/residents/exports/")
    shown(page, "exports-empty", shoot, axe)
    assert page.get_by_text("还没有导出名单").is_visible()
    forget_proof(page)
    follow(page, "导出名单")
    assert "/sign-in/again/" in page.url
    page.locator("input[name=secret]").fill(PASSWORD)
    press(page, "确认是我")
    page.wait_for_url("**/console/residents/exports/ask/")
    press(page, "生成名单")
    shown(page, "ask-refused", shoot, axe)
    page.locator("select[name=area]").select_option(str(county.areas["community"].pk))
    page.locator("input[name=clear][value=phone]").check()
    page.locator("[name=reason]").fill(REASON)
    shown(page, "ask", shoot, axe)
    press(page, "生成名单")
    page.wait_for_url("**/console/residents/exports/*/")
    shown(page, "export", shoot, axe)
    (mark, *_), head, *rows = downloaded(page, "下载")
    assert REASON in mark and head[0] == "姓名"
    assert [(cells[0], cells[2]) for cells in rows] == [("郝一", "10000000011"), ("郝二", "10000000012")]
    page.reload()
    shown(page, "export-taken", shoot, axe)
    page.goto("/console/residents/exports/")
    shown(page, "exports", shoot, axe)
    page.locator("main a.table__title").click()
    press(page, "删除文件")
    page.wait_for_url("**/console/residents/exports/")
    with rls.everywhere():
        assert Roster.unscoped.get().state == "erased"
