"""Category tables: shipped ones load once, a county's own in UTF-8 or GBK, wrong ones not at all."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from linli.domains.cases import selectors
from linli.domains.cases.models import Category
from linli.domains.cases.services import categories
from linli.foundation.methods.loader import rules_from_files
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

SYSTEM = Actor.system()
TABLE = "code,major,name,request_kind\nA1,水利,水渠淤堵,complaint\nA2,水利,机井损坏,\n"


def load(text: str, **options: object) -> categories.Report:
    rows = categories.read_rows(text.encode())
    return categories.import_categories(SYSTEM, standard="local", kind="request", rows=rows, **options)


@pytest.mark.django_db
def test_the_shipped_tables_load_once() -> None:
    first = categories.load_shipped_categories(SYSTEM)
    assert {name: report.created for name, report in first.items()} == {
        "gbt47678_5_2026_components.csv": 153,
        "gbt47678_5_2026_matters.csv": 250,
        "gbt30428_2_style_events_2013.csv": 54,
        "social.csv": 52,
    }
    again = categories.load_shipped_categories(SYSTEM)
    assert all((report.created, report.changed) == (0, 0) for report in again.values())
    assert Category.objects.count() == 509


@pytest.mark.django_db
def test_one_code_in_two_kinds_is_two_classes() -> None:
    categories.load_shipped_categories(SYSTEM)
    found = Category.objects.filter(standard="gbt47678_5_2026", code="01001").order_by("kind")
    assert [(row.key, row.name) for row in found] == [
        ("gbt47678_5_2026/component/01001", "供水井盖"),
        ("gbt47678_5_2026/matter/01001", "供水井盖异常"),
    ]


@pytest.mark.django_db
def test_the_eight_subjects_of_the_grid_come_in_their_order() -> None:
    categories.load_shipped_categories(SYSTEM)
    found = Category.objects.filter(standard="social", code__regex=r"^\d\d$").order_by("code")
    assert [row.name for row in found] == [
        "宣传政策法规", "采集基础信息", "收集民情民意", "代办便民服务",
        "协助综治维稳", "调解矛盾纠纷", "协管城市管理", "督导事件处理",
    ]  # fmt: skip
    children = Category.objects.filter(standard="social", code__regex=r"^\d{4}$")
    assert {row.code[:2] for row in children} == {row.code for row in found}
    assert all(row.major == found.get(code=row.code[:2]).name for row in children)


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["qihe", "longkou", "huancui", "xiejiaji", "leshan"])
def test_every_key_of_a_method_leads_to_a_class(slug: str) -> None:
    categories.load_shipped_categories(SYSTEM)
    rules = rules_from_files(slug).cases
    keys = [key for card in rules.categories.cards for key in card.keys]
    keys += [each.category for each in rules.category_clocks]
    for key in keys:
        standard, kind, code = key.split("/")
        assert Category.objects.filter(standard=standard, kind=kind, code__startswith=code).exists(), key
    assert Category.objects.filter(standard__in=rules.categories.standards).exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_offices_save_as_they_like(encoding: str) -> None:
    rows = categories.read_rows(TABLE.encode(encoding))
    assert [row["name"] for row in rows] == ["水渠淤堵", "机井损坏"]


@pytest.mark.parametrize(
    "data", [b"\xff\xfe\x00\x01", b"a,b\n1,2\n", b"", b"code\x00,name\n1,x\n", b'code,name\n1,"open\n'],
    ids=["utf-16", "columns", "empty", "nul", "quote"],
)  # fmt: skip
def test_other_files_are_refused_in_words(data: bytes) -> None:
    with pytest.raises(RuleBroken) as refusal:
        categories.read_rows(data)
    assert refusal.value.code == "cases.unreadable_table"
    assert refusal.value.message


@pytest.mark.django_db
def test_changes_are_written_and_missing_ones_retired_on_wish() -> None:
    assert load(TABLE).created == 2
    report = load("code,name\nA1,水渠堵塞\n")
    assert (report.changed, report.retired) == (1, 0)
    assert load("code,name\nA1,水渠堵塞\n", retire_missing=True).retired == 1
    assert Category.objects.get(code="A2").retired
    assert load(TABLE).changed == 2
    assert not Category.objects.get(code="A2").retired


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        (",x", "bad_code"),
        ("A 1,x", "bad_code"),
        ("B1,", "bad_name"),
        ("B1," + "长" * 81, "bad_name"),
        ("A1,again", "code_twice"),
        ("B1,x,nonsense", "bad_request_kind"),
    ],
)
def test_with_one_wrong_line_nothing_is_written(line: str, wrong: str) -> None:
    report = load(f"code,name,request_kind\nA1,水渠\n{line}\n")
    assert report.errors == ((3, wrong),)
    assert not Category.objects.exists()


@pytest.mark.django_db
def test_people_do_not_change_everybodys_tables(cast: SimpleNamespace) -> None:
    with pytest.raises(RuleBroken):
        categories.import_categories(cast.admin.actor, standard="local", kind="request", rows=[])


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["Local", "a/b", "", "x" * 41])
def test_a_table_needs_a_plain_name(name: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        categories.import_categories(SYSTEM, standard=name, kind="request", rows=[])
    assert refusal.value.code == "cases.bad_table_name"


@pytest.mark.django_db
def test_the_command_loads_a_file_and_says_what_it_did(tmp_path: Path) -> None:
    file = tmp_path / "local.csv"
    file.write_bytes(TABLE.encode("gbk"))
    out = StringIO()
    call_command("import_categories", str(file), stdout=out)
    assert "2 new" in out.getvalue()
    file.write_text("code,name\nA1,\n", encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("import_categories", str(file), stderr=StringIO())
    with pytest.raises(CommandError):
        call_command("import_categories", str(tmp_path / "none.csv"))


@pytest.mark.django_db
def test_keys_and_prefixes_are_read_as_names() -> None:
    categories.load_shipped_categories(SYSTEM)
    keys = ["gbt47678_5_2026/matter/01037", "gbt47678_5_2026/matter/06*", "social/request/99*"]
    assert selectors.names_of_keys(keys) == {keys[0]: "路灯异常", keys[1]: "市容环境类"}
