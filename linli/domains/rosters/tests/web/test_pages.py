"""The pages of a list, as the office meets them: with script off, for a reload shows how far it is."""

from __future__ import annotations

import io
import uuid
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from linli.domains.rosters.models import Roster
from linli.domains.rosters.tests.making import (
    GRID,
    again,
    checked,
    csv_file,
    exported,
    imported,
    people,
    sent,
    work,
    xlsx_file,
)
from linli.foundation.privacy import rls
from linli.foundation.residents.models import Person
from linli.kernel import sheets
from tests.kit.budgets import Budgets


def url(name: str, *args: object) -> str:
    return reverse(f"rosters:{name}", args=args)


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def post(client: Any, address: str, **data: Any) -> Any:
    return client.post(address, {"idempotency_key": uuid.uuid4().hex, **data})


def test_a_list_from_the_form_to_the_register(cast: Any, client_of: Any) -> None:
    wang = client_of(cast.wang_community)
    assert "柳园社区" in text(wang.get(url("send")))
    wrong = [["王九", "130402198207290622", "", "", GRID, "", ""]]
    made = post(wang, url("send"), area=cast.community.pk, file=xlsx_file([*people(4), *wrong]))
    page = made.headers["Location"]
    assert made.status_code == 303
    assert "正在读取" in text(wang.get(page))
    assert "data-autorefresh" in text(wang.get(page))
    work()
    with rls.everywhere():
        row = Roster.unscoped.get()
    assert "匹配列" in text(wang.get(page))
    matching = text(wang.get(url("columns", row.pk)))
    for shown, hidden in (("姓名", "130402198207290622"), ("柳园第一网格", "10000000001"), ("王*", "王九")):
        assert shown in matching
        assert hidden not in matching
    choices = {
        f"column_{n}": field
        for n, field in enumerate(("name", "id_number", "phone", "relation", "grid", "building", "room"))
    }
    assert wang.post(url("columns", row.pk), {"header_line": 1, **choices, "column_2": "name"}).status_code == 422
    assert wang.post(url("columns", row.pk), {"header_line": 1, **choices}).status_code == 303
    work()
    report = text(wang.get(page))
    assert "最后一位" in report
    assert wang.post(url("run", row.pk)).status_code == 303
    work()
    assert "已导入" in text(wang.get(page)) or "4" in text(wang.get(page))
    with rls.everywhere():
        assert Person.unscoped.count() == 4
    back = wang.post(url("wrong-rows", row.pk))
    assert back.headers["Content-Disposition"].startswith("attachment")
    assert back.headers["Cache-Control"] == "private, no-store"
    lines = list(sheets.stream_rows(io.BytesIO(b"".join(back.streaming_content))))
    assert [cells[0] for _line, cells in lines] == ["姓名", "王九"]
    assert "花名册.xlsx" in text(wang.get(url("imports")))
    assert wang.post(url("erase", row.pk)).status_code == 303
    assert "花名册.xlsx" not in text(wang.get(url("imports")))


def test_another_header_line_may_be_chosen_and_no_row_of_people_shows(cast: Any, client_of: Any) -> None:
    row = sent(cast, csv_file([["柳园", "花名册"], ["姓名", "手机"], ["王一", "10000000001"]], head=["说明", ""]))
    wang = client_of(cast.wang_community)
    assert row.header_line == 3
    for header in ("", "?header=2", "?header=4", "?header=0", "?header=x", "?header=99999999999"):
        shown = text(wang.get(url("columns", row.pk) + header))
        assert "10000000001" not in shown
        assert "王一" not in shown


def test_odd_files_come_back_with_words(cast: Any, client_of: Any) -> None:
    wang = client_of(cast.wang_community)
    for file in (SimpleUploadedFile("a.xls", b"\xd0\xcf\x11\xe0" + b"x" * 99), SimpleUploadedFile("a.csv", b"")):
        assert post(wang, url("send"), area=cast.community.pk, file=file).status_code == 422
    assert post(wang, url("send"), area=cast.community.pk).status_code == 422
    assert post(wang, url("send"), area=cast.other_community.pk, file=csv_file(people(1))).status_code == 422
    assert post(wang, url("send"), area="x", file=csv_file(people(1))).status_code == 422


def test_a_file_that_is_too_large_is_refused_before_it_is_read(cast: Any, client_of: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(sheets, "MAX_BYTES", 50)
    answer = post(client_of(cast.wang_community), url("send"), area=cast.community.pk, file=csv_file(people(3)))
    assert answer.status_code == 422
    with rls.everywhere():
        assert not Roster.unscoped.exists()


def test_it_is_stopped_and_goes_on(cast: Any, client_of: Any) -> None:
    row, wang = checked(cast, csv_file(people(3))), client_of(cast.wang_community)
    assert wang.post(url("stop", row.pk)).status_code == 409
    wang.post(url("run", row.pk))
    part = text(wang.get(url("import", row.pk), headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert wang.post(url("erase", row.pk)).status_code == 409
    assert wang.post(url("stop", row.pk)).status_code == 303
    work()
    assert again(row).added == 0
    assert wang.post(url("run", row.pk)).status_code == 303
    work()
    assert again(row).added == 3


def test_a_list_is_asked_for_and_downloaded(cast: Any, client_of: Any) -> None:
    imported(cast, csv_file(people(3)))
    wang = client_of(cast.wang_community)
    form = text(wang.get(url("ask")))
    assert "14" in form
    assert 'value="id_number"' in form
    admin = text(client_of(cast.admin).get(url("ask")))
    assert 'value="id_number"' not in admin
    data = {"area": cast.community.pk, "form": "csv", "reason": "社区养老服务摸底"}
    assert post(wang, url("ask"), **(data | {"reason": " "})).status_code == 422
    assert post(wang, url("ask"), **(data | {"beginning": "无此人"})).status_code == 422
    assert post(wang, url("ask"), **(data | {"area": cast.other_community.pk})).status_code == 422
    made = post(wang, url("ask"), **data)
    assert made.status_code == 303
    with rls.everywhere():
        row = Roster.unscoped.latest("pk")
    assert "3" in text(wang.get(made.headers["Location"]))
    taken = wang.post(url("take", row.pk))
    assert row.file_name in taken.headers["Content-Disposition"]
    assert "100****" in b"".join(taken.streaming_content).decode()
    assert row.file_name in text(wang.get(url("exports")))
    assert wang.post(url("erase-export", row.pk)).status_code == 303
    assert wang.post(url("take", row.pk)).status_code == 409


def test_a_list_leaves_only_after_a_fresh_proof(cast: Any, client_of: Any) -> None:
    imported(cast, csv_file(people(1)))
    row, wang = exported(cast), client_of(cast.wang_community)
    session = wang.session
    del session["proved_at"]
    session.save()
    for answer in (wang.get(url("ask")), post(wang, url("ask")), wang.post(url("take", row.pk))):
        assert answer.status_code == 303
        assert answer.headers["Location"].startswith(reverse("access:again"))


class TestBudgets(Budgets):
    def add_row(self, cast: Any, number: int) -> Any:
        wrong = [["甲", "", "12", "", GRID, "", ""]] * 3
        self.row = imported(cast, csv_file([*people(2, 1 + 2 * number), *wrong]))
        exported(cast)

    def pages(self, cast: Any, client_of: Any) -> dict[str, tuple[Any, str]]:
        wang = client_of(cast.wang_community)
        return {
            "rosters:imports": (wang, url("imports")),
            "rosters:import": (wang, url("import", self.row.pk)),
            "rosters:exports": (wang, url("exports")),
        }
