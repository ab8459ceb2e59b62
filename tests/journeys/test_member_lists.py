"""Members come in from a file of the national system, and a list of them goes out after a fresh proof (X56)."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from linli.domains.membership.models import Membership
from linli.domains.rosters.tests.making import work
from linli.foundation.access import services as accounts
from linli.foundation.organizations import services as organizations
from linli.foundation.people import services as people
from linli.foundation.privacy import rls
from linli.foundation.residents.tests.making import number, person
from linli.kernel import sheets
from tests.journeys import county as counties
from tests.journeys.county import County
from tests.journeys.test_sign_in import forget_proof
from tests.kit.people import PASSWORD
from tests.kit.places import SYSTEM, post

pytestmark = pytest.mark.django_db(transaction=True)

#: As the national system writes them; most of it has no field here.
HEAD = ("姓名", "性别", "民族", "公民身份号码", "所在党支部", "入党日期", "工作岗位")
REASON = "半年党内统计核对"


@pytest.fixture
def county(transactional_db: None) -> County:
    """A branch in the community with somebody who keeps its lists, and two people of the register."""
    found = counties.build("xiejiaji")
    branch = organizations.create_organization(
        SYSTEM, area=found.areas["community"], kind="party_branch", name="柳园社区第一党支部"
    )
    row = people.StaffRow("丁支书", found.areas["community"].pk, (post("party_affairs", organization=branch),))
    (card,) = people.import_staff(SYSTEM, county=found.root, rows=[row])
    wanted = [accounts.AccountRow("j-branch", card)]
    (found.people["branch"],) = accounts.import_accounts(SYSTEM, county=found.root, rows=wanted, password=PASSWORD)
    for at, name in enumerate(("梁山", "梁水"), start=1):
        person(SimpleNamespace(building=found.home), name, phone=f"1000000001{at}", id_number=number(at))
    return found


def file_of(branch: str) -> dict[str, Any]:
    rows = [
        ("梁山", "男", "某族", number(1), branch, "1999-07-01", "农民"),
        ("梁水", "女", "某族", number(2), "", "2003-07-01", "在职党员"),
        ("梁田", "女", "某族", number(3), "", "2003-07-01", "在职党员"),
    ]
    text = "\r\n".join(",".join(row) for row in (HEAD, *rows))
    return {"name": "党员.csv", "mimeType": "text/csv", "buffer": text.encode("gb18030")}


def press(page: Any, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).click()


def follow(page: Any, name: str) -> None:
    page.locator("main").get_by_role("link", name=name, exact=True).click()


def worked(page: Any) -> None:
    work()
    page.reload()


def test_members_come_in_and_a_list_goes_out(county: County, open_browser: Any, shoot: Any, axe: Any) -> None:
    def shown(name: str) -> None:
        shoot(page, f"members-{name}")
        axe(page)

    page = open_browser(county.people["branch"], width=1440)
    page.goto("/console/members/")
    follow(page, "导入名册")
    follow(page, "上传名册")
    page.locator("select[name=organization]").select_option(label="柳园社区第一党支部")
    page.locator("input[name=file]").set_input_files(files=[file_of("柳园社区第一党支部")])
    shown("send")
    press(page, "提交")
    page.wait_for_url("**/console/members/imports/*/")
    worked(page)
    follow(page, "匹配列")
    shown("columns")
    assert "梁山" not in page.content() and number(1) not in page.content()
    assert [page.locator(f"select[name=column_{at}]").input_value() for at in (1, 2, 5)] == ["", "", ""]
    press(page, "检查名册")
    page.wait_for_url("**/console/members/imports/*/")
    worked(page)
    shown("checked")
    page.locator("main").get_by_role("link", name="有 1 个词要归类").click()
    page.get_by_label("农民（1 行）").fill("未就业党员 unemployed")
    shown("sort")
    press(page, "重新检查")
    page.wait_for_url("**/console/members/imports/*/")
    worked(page)
    press(page, "导入正确的行")
    worked(page)
    shown("finished")
    assert page.get_by_text("没有这个姓名").is_visible()
    with rls.everywhere():
        assert sorted(Membership.unscoped.values_list("person__name", "kind")) == [
            ("梁山", "unemployed"),
            ("梁水", "employed"),
        ]
    page.goto("/console/members/exports/")
    forget_proof(page)
    follow(page, "导出名单")
    page.locator("input[name=secret]").fill(PASSWORD)
    press(page, "确认是我")
    page.wait_for_url("**/console/members/exports/ask/")
    page.locator("select[name=organization]").select_option(label="柳园社区第一党支部")
    page.locator("[name=reason]").fill(REASON)
    shown("ask")
    press(page, "生成名单")
    page.wait_for_url("**/console/members/exports/*/")
    shown("export")
    with page.expect_download() as coming:
        press(page, "下载")
    with Path(coming.value.path()).open("rb") as file:
        (mark, *_), head, *rows = [cells for _line, cells in sheets.stream_rows(file)]
    assert REASON in mark and head[0] == "姓名"
    assert [cells[0] for cells in rows] == ["梁山", "梁水"]
    assert number(1) not in str(rows)
