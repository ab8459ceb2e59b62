"""An administrator loads the ground by tables and draws boundaries, in a browser: nothing that axe finds, nothing sideways."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from linli.foundation.organizations import selectors as organizations
from linli.foundation.territory import selectors as territory
from linli.foundation.territory import services
from tests.journeys import county as counties
from tests.journeys.county import County
from tests.kit.places import SYSTEM

pytestmark = pytest.mark.django_db(transaction=True)

AROUND = {
    "type": "Polygon",
    "coordinates": [[[116.0, 36.0], [116.9, 35.9], [117.1, 36.6], [116.2, 36.8], [116.0, 36.0]]],
}
BESIDE = {
    "type": "Polygon",
    "coordinates": [[[116.5, 36.0], [116.9, 35.95], [117.0, 36.5], [116.6, 36.6], [116.5, 36.0]]],
}
OWN = {"type": "Polygon", "coordinates": [[[116.1, 36.1], [116.5, 36.0], [116.6, 36.6], [116.25, 36.7], [116.1, 36.1]]]}
FAR = {"type": "Polygon", "coordinates": [[[10.0, 36.1], [10.5, 36.0], [10.6, 36.6], [10.25, 36.7], [10.0, 36.1]]]}


@pytest.fixture
def county(transactional_db: None) -> County:
    return counties.build("qihe")


def _file(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_bytes(text.encode("gbk"))
    return str(path)


def _seen(page: Any, name: str, shoot: Any, axe: Any) -> None:
    shoot(page, name)
    axe(page)


def test_a_boundary_is_looked_at_saved_and_removed(
    county: County, open_browser: Any, shoot: Any, axe: Any, tmp_path: Path
) -> None:
    street = county.areas["township"]
    other = services.create_area(SYSTEM, parent=county.root, kind=street.kind, name="河东街道").area
    services.set_facts(SYSTEM, area=county.root, boundary=AROUND)
    services.set_facts(SYSTEM, area=other, boundary=BESIDE)
    page = open_browser(county.people["county_administrator"], width=1440)
    page.goto(f"/console/territory/{street.pk}/")
    page.get_by_role("link", name="边界", exact=True).click()
    _seen(page, "boundary-empty", shoot, axe)
    page.get_by_label("或粘贴文本").fill(json.dumps(FAR))
    page.get_by_role("button", name="先看看").click()
    assert page.get_by_text("超出了井县的范围").is_visible()
    _seen(page, "boundary-far", shoot, axe)
    page.get_by_role("link", name="不保存，返回").click()
    page.get_by_label("GeoJSON 文件").set_input_files(_file(tmp_path, "a.geojson", "{"))
    page.get_by_role("button", name="先看看").click()
    _seen(page, "boundary-wrong", shoot, axe)
    page.get_by_label("GeoJSON 文件").set_input_files(_file(tmp_path, "b.geojson", json.dumps(OWN)))
    page.get_by_role("button", name="先看看").click()
    _seen(page, "boundary-look", shoot, axe)
    page.get_by_role("button", name="保存边界").click()
    page.wait_for_url(f"**/console/territory/{street.pk}/")
    assert territory.area_by_id(street.pk).boundary == OWN
    _seen(page, "boundary-area", shoot, axe)
    page.get_by_role("link", name="边界", exact=True).click()
    page.get_by_role("link", name="移除边界").click()
    _seen(page, "boundary-remove", shoot, axe)
    page.get_by_role("button", name="移除边界").click()
    page.wait_for_url(f"**/console/territory/{street.pk}/")
    assert territory.area_by_id(street.pk).boundary is None


def test_tables_are_checked_corrected_and_loaded(
    county: County, open_browser: Any, shoot: Any, axe: Any, tmp_path: Path
) -> None:
    services.create_area(SYSTEM, parent=county.areas["community"], kind="grid", name="二格", code="G2")
    page = open_browser(county.people["county_administrator"], width=1440)
    page.goto(f"/console/territory/{county.root.pk}/import/")
    _seen(page, "import-areas", shoot, axe)
    page.get_by_role("link", name="门牌号", exact=True).click()
    head = "网格编码,道路,起始门牌,截止门牌,单双号,备注\n"
    wrong = _file(tmp_path, "a.csv", head + "G2,东大街,1,99,单号,\nG9,东大街,1,x,左,\nG2,东大街,50,60,,\n")
    page.locator("#id_file").set_input_files(wrong)
    page.get_by_role("button", name="核对并导入").click()
    assert page.get_by_text("没有编码为 G9 的区域").is_visible()
    _seen(page, "import-wrong", shoot, axe)
    right = _file(tmp_path, "b.csv", head + "G2,东大街,1,99,单号,x\nG2,东大街,2,60,双号,\n")
    page.locator("#id_file").set_input_files(right)
    page.get_by_role("button", name="只核对，不导入").click()
    assert page.get_by_text("将导入 2 行").is_visible()
    _seen(page, "import-checked", shoot, axe)
    page.locator("#id_file").set_input_files(right)
    page.get_by_role("button", name="核对并导入").click()
    page.wait_for_url(f"**/console/territory/{county.root.pk}/")
    assert page.get_by_text("已导入 2 行").is_visible()
    _seen(page, "import-loaded", shoot, axe)
    page.goto("/console/organizations/")
    page.get_by_role("link", name="导入", exact=True).click()
    sheet = _file(tmp_path, "c.csv", "类型,名称,编码\nstation,东站,S1\n")
    page.locator("#id_file").set_input_files(sheet)
    _seen(page, "import-organizations", shoot, axe)
    page.get_by_role("button", name="核对并导入").click()
    page.wait_for_url("**/console/organizations/")
    assert "东站" in [body.name for body in organizations.organizations_in(county.root)]
