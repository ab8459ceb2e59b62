"""Tables that offices send: what is read, what is refused, and what one is told."""

import io
import zipfile

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from linli.kernel import tables
from linli.kernel.errors import RuleBroken
from linli.kernel.tables import Column, Judged, read_table, table_answer, xlsx_of

COLUMNS = (
    Column("kind", ("类型",), "", needed=True),
    Column("name", ("名称", "全称"), "", needed=True),
    Column("code", ("编码",), ""),
)


def book(*cells, name="表"):
    """A workbook with (row, column, value) written."""
    file = io.BytesIO()
    made = xlsxwriter.Workbook(file)
    sheet = made.add_worksheet(name)
    for row, column, value in cells:
        sheet.write(row, column, value)
    made.close()
    return file.getvalue()


def refusal(data):
    with pytest.raises(RuleBroken) as refused:
        read_table(data, COLUMNS)
    assert refused.value.message
    return refused.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_text_in_any_encoding_with_any_separator(encoding, separator):
    text = "全称,类型,备注\n 甲 ,grid,x\n,,\n乙,,\n".replace(",", separator)
    table = read_table(text.encode(encoding), COLUMNS)
    assert table.rows == [{"name": "甲", "kind": "grid", "line": "2"}, {"name": "乙", "kind": "", "line": "4"}]
    assert table.ignored == ("备注",)


def test_codes_in_a_workbook_stay_whole():
    data = book((0, 0, "类型"), (0, 1, "名称"), (0, 2, "编码"), (1, 0, "grid"), (1, 1, 1.5), (1, 2, 370100001009))
    assert read_table(data, COLUMNS).rows == [{"kind": "grid", "name": "1.5", "code": "370100001009", "line": "2"}]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "tables.missing_column"),
        (b"a,b\n1,2", "tables.missing_column"),
        ("类型,编码".encode(), "tables.missing_column"),
        (b"PK\x03\x04 not a workbook", "tables.unreadable"),
        (b"\xd0\xcf\x11\xe0 nor this", "tables.unreadable"),
        (b"kind,name,code\n\x00", "tables.unreadable"),
        (b"\xff\xff\xff", "tables.unreadable"),
        (b'kind,name,code\n"a,b', "tables.unreadable"),
        (b"x" * (tables.MAX_BYTES + 1), "tables.too_many_bytes"),
        (b"kind,name\n" + b"a,b\n" * (tables.MAX_ROWS + 1), "tables.too_many_rows"),
    ],
    ids=range(10),
)
def test_what_is_no_table_is_refused_with_words(data, code):
    assert refusal(data) == code


def test_a_cell_far_out_is_refused_before_it_takes_all_memory():
    """A file of 5 KB would else end the whole process."""
    assert refusal(book((0, 0, "类型"), (0, 1, "名称"), (200_000, 16_383, "x"))) == "tables.too_wide"
    assert refusal(book((0, 0, "类型"), (tables.MAX_CELLS // 100, 100, "x"))) == "tables.too_wide"


def test_an_archive_that_is_no_workbook_and_one_that_unpacks_without_end_are_refused(monkeypatch):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("readme.txt", "x")
    assert refusal(file.getvalue()) == "tables.unreadable"
    monkeypatch.setattr(tables, "MAX_UNPACKED", 100)
    assert refusal(book((0, 0, "类型"), (0, 1, "名称"))) == "tables.too_many_rows"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-05-01", "2026-05-01"),
        ("2026/5/1", "2026-05-01"),
        ("2026年5月1日", "2026-05-01"),
        ("", None),
        ("2026-05-01 00:00:00", "2026-05-01"),
    ],
)
def test_days_as_offices_write_them(text, day):
    judged = Judged()
    found = judged.day(2, {"on": text}, "on")
    assert (str(found) if found else None) == day
    assert not judged.errors


@pytest.mark.parametrize("text", ["2026-02-30", "morgen", "1.5.2026", "2026-05-01 12:00:00"])
def test_what_is_no_day_is_complained_about(text):
    judged = Judged()
    assert judged.day(7, {"on": text}, "on") is None
    assert [(error.line, error.column) for error in judged.errors] == [(7, "on")]


@pytest.mark.parametrize(
    ("text", "number"), [("0", 0), ("12", 12), ("12.0", 12), (str(2**31 - 1), 2**31 - 1), ("", None)]
)
def test_whole_numbers(text, number):
    judged = Judged()
    assert judged.count(2, {"n": text}, "n") == number
    assert not judged.errors


@pytest.mark.parametrize("text", ["-1", "1.5", str(2**31), "nan", "inf", "viele", "9" * 400])
def test_what_is_no_whole_number_is_complained_about(text):
    judged = Judged()
    assert judged.count(2, {"n": text}, "n") is None
    assert len(judged.errors) == 1


def test_yes_and_no_and_neither():
    judged = Judged()
    said = [judged.yes(2, {"x": text}, "x") for text in ("是", "1", "Yes", "否", "0", "")]
    assert said == [True, True, True, False, False, False]
    assert not judged.errors
    judged.yes(2, {"x": "也许"}, "x")
    assert len(judged.errors) == 1


def test_cells_with_several_entries():
    assert tables.parts("G1; G2；G3,G4，G5、G6") == ["G1", "G2", "G3", "G4", "G5", "G6"]
    assert tables.parts("阳光 花园") == ["阳光 花园"]
    assert (tables.parts(None), tables.parts(["a", ""])) == ([], ["a"])


def test_more_errors_than_anybody_reads_are_counted():
    judged = Judged()
    for line in range(700, 0, -1):
        judged.complain(line, "x", "wrong")
    report = judged.refused(700)
    assert ([error.line for error in report.errors[:2]], len(report.errors), report.hidden) == ([1, 2], 500, 200)


def test_a_table_is_taken_as_a_workbook_with_numbers_and_without_formulas():
    rows = [["姓名", "件数"], ["=1+1", 3], ["http://a.example", 0]]
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_of(rows)))
    assert book.get_sheet_by_index(0).to_python() == [["姓名", "件数"], ["=1+1", 3.0], ["http://a.example", 0.0]]
    answer = table_answer(rows, "表 1", "csv")
    assert answer.content.decode("utf-8-sig").splitlines() == ["姓名,件数", "'=1+1,3", "http://a.example,0"]
    assert answer.headers["Content-Disposition"].startswith("attachment; filename")
    assert answer.headers["Cache-Control"] == "no-store"
    with pytest.raises(KeyError):
        table_answer(rows, "表", "pdf")
