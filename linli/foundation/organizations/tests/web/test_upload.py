"""A table of organizations sent to the console."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from linli.foundation.organizations.models import Organization

TABLE = "类型,名称,编码,上级编码,驻地编码\nstation,东站,S1,,\nstation,西站,S2,S1,{}\n"


def url(area):
    return reverse("organizations:import", args=[area.pk])


def text(response):
    return response.content.decode()


def send(client, area, data, do="load", key=None):
    file = SimpleUploadedFile("表.csv", data.encode("gbk"))
    return client.post(url(area), {"file": file, "do": do, "idempotency_key": key or uuid.uuid4().hex})


@pytest.fixture
def admin(cast, client_of):
    return client_of(cast.admin)


def made():
    return Organization.unscoped.filter(code__in=("S1", "S2"))


def test_a_table_is_checked_loaded_or_named_row_by_row(cast, admin):
    refused = send(admin, cast.county, TABLE.format("nowhere"))
    assert refused.status_code == 422
    assert "没有编码为 nowhere 的区域" in text(refused)
    assert "驻地编码" in text(refused)
    assert "将导入 2 行" in text(send(admin, cast.county, TABLE.format(""), do="check"))
    assert not made().exists()
    key = uuid.uuid4().hex
    answers = [send(admin, cast.county, TABLE.format(""), key=key) for _ in range(2)]
    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {
        (303, reverse("organizations:list"))
    }
    assert made().count() == 2


def test_the_list_leads_there_for_those_who_may(cast, client_of, admin):
    assert url(cast.county) in text(admin.get(reverse("organizations:list")))
    assert admin.get(url(cast.county)).status_code == 200
    assert admin.get(url(cast.street)).status_code == 404
    worker = client_of(cast.li_grid_worker)
    assert url(cast.county) not in text(worker.get(reverse("organizations:list")))
    assert worker.get(url(cast.county)).status_code == 403
    assert client_of(cast.feng_other_county).get(url(cast.county)).status_code == 404


def test_many_hints_are_cut_before_and_after(cast, admin):
    rows = "".join(f"station,站{n},{{}}{n}\n" for n in range(14))
    table = f"类型,名称,编码\n{rows}"
    send(admin, cast.county, table.replace("{}", "A"))
    checked = text(send(admin, cast.county, table.replace("{}", "B"), do="check"))
    assert "还有 4 条提示" in checked
    assert (checked.count("编码不同"), made().count()) == (10, 0)
    loaded = send(admin, cast.county, table.replace("{}", "B"))
    page = text(admin.get(loaded.headers["Location"]))
    assert "还有 4 条提示" in page
    assert page.count("编码不同") == 10
