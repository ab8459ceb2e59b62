"""Tables sent to the console: areas, compounds, house numbers. One page, one report, one way of being refused."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from linli.foundation.audit import selectors as audit
from linli.foundation.territory import services
from linli.foundation.territory.models import AddressRange, Area, Compound
from linli.foundation.territory.tests.ground import SYSTEM
from linli.kernel import tables

PAGES = ("import", "import-compounds", "import-addresses")


def url(name, area):
    return reverse(f"territory:{name}", args=[area.pk])


def text(response):
    return response.content.decode()


def send(client, name, area, data, *, do="load", key=None):
    file = SimpleUploadedFile("表.csv", data.encode("gbk") if isinstance(data, str) else data)
    return client.post(url(name, area), {"file": file, "do": do, "idempotency_key": key or uuid.uuid4().hex})


@pytest.fixture
def admin(cast, client_of):
    return client_of(cast.admin)


@pytest.fixture
def ground(cast):
    """A community and a grid with codes."""
    home = services.create_area(SYSTEM, parent=cast.street, kind="community", name="新社区", code="C1").area
    services.create_area(SYSTEM, parent=home, kind="grid", name="新一格", code="N1")
    return home


AREAS = "类型,名称,编码,上级编码\ngrid,新三格,N3,C1\ngrid,新二格,N2,{}\n"
COMPOUNDS = "小区名称,社区编码,网格编码,户数\n幸福里,C1,{},90\n阳光城,C1,,\n"
NUMBERS = "网格编码,道路,起始门牌,截止门牌,单双号\nN1,东大街,1,9,单号\n{},东大街,2,10,双号\n"
TABLES = {
    "import": (AREAS, "C1", lambda: Area.unscoped.filter(code__in=("N2", "N3")).count()),
    "import-compounds": (COMPOUNDS, "N1", Compound.unscoped.count),
    "import-addresses": (NUMBERS, "N1", AddressRange.unscoped.count),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_table_is_loaded_or_named_row_by_row(cast, admin, ground, name):
    table, good, count = TABLES[name]
    before = count()
    refused = send(admin, name, cast.county, table.format("nowhere"))
    assert refused.status_code == 422
    assert "nowhere" in text(refused)
    assert f"第 {2 if name == 'import-compounds' else 3} 行" in text(refused)
    assert count() == before
    checked = send(admin, name, cast.county, table.format(good), do="check")
    assert checked.status_code == 200
    assert "将导入 2 行" in text(checked)
    assert count() == before
    loaded = send(admin, name, cast.county, table.format(good))
    assert (loaded.status_code, loaded.headers["Location"]) == (303, url("area", cast.county))
    assert count() == before + 2
    assert audit.timeline(cast.county)[0].code == "territory.imported"
    assert "已导入 2 行" in text(admin.get(loaded.headers["Location"]))
    again = send(admin, name, cast.county, table.format(good))
    assert again.status_code == 303
    assert "2 行原本就有" in text(admin.get(again.headers["Location"]))
    assert count() == before + 2


@pytest.mark.parametrize("name", PAGES)
def test_one_form_sent_twice_is_one(cast, admin, ground, name):
    table, good, count = TABLES[name]
    key = uuid.uuid4().hex
    answers = [send(admin, name, cast.county, table.format(good), key=key) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    lines = [line for line in audit.timeline(cast.county) if line.code == "territory.imported"]
    assert len(lines) == 1


@pytest.mark.parametrize("name", PAGES)
def test_junk_gets_words(cast, admin, name, monkeypatch):
    for junk in (b"", b"PK\x03\x04junk", b"\x00\x01\x02", b"a,b\n1,2"):
        assert send(admin, name, cast.county, junk).status_code == 422
    assert admin.post(url(name, cast.county), {"do": "load"}).status_code == 422
    assert admin.post(url(name, cast.county), {"file": "words"}).status_code == 422
    monkeypatch.setattr(tables, "MAX_BYTES", 2**20)
    large = send(admin, name, cast.county, b"x" * (2**20 + 1))
    assert large.status_code == 422
    assert "1 MB" in text(large)


@pytest.mark.parametrize("name", PAGES)
def test_only_who_may_load_a_county_does(cast, client_of, admin, name):
    page = text(admin.get(url(name, cast.county)))
    assert all(url(other, cast.county) in page for other in PAGES)
    assert admin.get(url(name, cast.street)).status_code == 404
    assert client_of(cast.li_grid_worker).get(url(name, cast.county)).status_code == 403
    assert send(client_of(cast.feng_other_county), name, cast.county, b"x").status_code in (403, 404)


def test_columns_nobody_knows_are_named(cast, admin, ground):
    sent = send(admin, "import-compounds", cast.county, "小区名称,社区编码,备注\n幸福里,C1,x\n", do="check")
    assert "备注" in text(sent)
    send(admin, "import-compounds", cast.county, "小区名称,社区编码,备注\n幸福里,C1,x\n")
    assert "备注" in text(admin.get(url("area", cast.county)))
