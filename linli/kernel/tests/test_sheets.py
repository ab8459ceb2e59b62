"""Tables as a stream: what offices send, and what only looks like it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter

from linli.kernel import _workbook, sheets
from linli.kernel.errors import RuleBroken

ROWS = [["姓名", "电话"], ["王一", "10000000001"], ["买买提·艾力", ""]]


def book(fill: Callable[[Any, Any], None], **options: Any) -> io.BytesIO:
    """A workbook whose first sheet is filled."""
    file = io.BytesIO()
    made = xlsxwriter.Workbook(file, options)
    fill(made, made.add_worksheet("一"))
    made.close()
    file.seek(0)
    return file


def read(file: io.BytesIO) -> list[sheets.Row]:
    return list(sheets.stream_rows(file))


def refusal(data: bytes) -> str:
    with pytest.raises(RuleBroken) as found:
        read(io.BytesIO(data))
    return found.value.code


def csv_of(rows: list[list[str]], encoding: str, separator: str = ",") -> io.BytesIO:
    return io.BytesIO("\r\n".join(separator.join(row) for row in rows).encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_of_any_office_is_read(encoding: str, separator: str) -> None:
    file = csv_of(ROWS, encoding, separator)
    assert read(file) == [(number, row) for number, row in enumerate(ROWS, start=1)]
    assert not file.closed


def test_blank_rows_keep_their_numbers_and_quotes_hold_line_breaks() -> None:
    text = '姓名,住址\n\n王一,"一号楼\n101"\n,\n王二,2\n'
    assert read(io.BytesIO(text.encode())) == [(1, ["姓名", "住址"]), (3, ["王一", "一号楼\n101"]), (5, ["王二", "2"])]


@pytest.mark.parametrize("in_memory", [True, False])
def test_a_workbook_is_read_with_shared_and_inline_words(in_memory: bool) -> None:
    def fill(made: Any, sheet: Any) -> None:
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
        sheet.write_rich_string(4, 0, "王", made.add_format({"bold": True}), "三")
        sheet.write_number(5, 1, 101)
        sheet.write_number(6, 1, 29221.0)
        sheet.write_number(7, 1, 371425198005171000)
        sheet.write_formula(8, 1, "=1+1", None, "2")
        sheet.write_boolean(9, 1, True)

    found = read(book(fill, **({} if in_memory else {"constant_memory": True})))
    assert found[:3] == [(1, ROWS[0]), (2, ROWS[1]), (3, ["买买提·艾力"])]
    assert found[3] == (5, ["王三"])
    assert [cells[1] for _number, cells in found[4:]] == ["101", "29221", "3.71425198005171E+17", "2", "1"]


def test_merged_cells_give_their_word_to_all_they_cover() -> None:
    def fill(made: Any, sheet: Any) -> None:
        sheet.merge_range("A1:C1", "柳园社区花名册")
        sheet.merge_range("A2:A3", "姓名")
        sheet.merge_range("B2:C2", "联系方式")
        sheet.write_row("B3", ["手机", "座机"])
        sheet.write_row("A4", ["王一", "1"])
        sheet.write_row("A5", ["王二", "2"])
        sheet.merge_range("C4:C6", "101")
        sheet.write("A7", "王四")

    assert read(book(fill)) == [
        (1, ["柳园社区花名册"] * 3), (2, ["姓名", "联系方式", "联系方式"]), (3, ["姓名", "手机", "座机"]),
        (4, ["王一", "1", "101"]), (5, ["王二", "2", "101"]), (7, ["王四"]),
    ]  # fmt: skip


def test_the_first_sheet_that_is_shown_is_read_and_an_empty_one_has_no_row() -> None:
    def fill(made: Any, sheet: Any) -> None:
        other = made.add_worksheet("二")
        other.write("A1", "在这里")
        other.activate()
        other.set_first_sheet()
        sheet.hide()

    assert read(book(fill)) == [(1, ["在这里"])]
    assert read(book(lambda made, sheet: None)) == []
    assert read(io.BytesIO(b"")) == []


def test_a_cell_far_out_costs_nothing() -> None:
    def fill(made: Any, sheet: Any) -> None:
        sheet.write(0, 0, "姓名")
        sheet.write(0, 16_000, "远")
        sheet.write(1_048_575, 0, "底")

    assert read(book(fill)) == [(1, ["姓名"]), (1_048_576, ["底"])]


def altered(name: str, content: bytes) -> bytes:
    """A good workbook with one part put in another's place."""
    good = book(lambda made, sheet: sheet.write(0, 0, "姓名"))
    out = io.BytesIO()
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return out.getvalue()


BOMB = b"""<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<sst><si><t>&b;</t></si></sst>"""


def test_what_is_no_table_is_refused_in_words() -> None:
    assert refusal(b"\xd0\xcf\x11\xe0" + b"x" * 600) == "sheets.old_workbook"
    assert refusal(b"PK\x03\x04" + b"x" * 600) == "sheets.unreadable"
    assert refusal(b"%PDF-1.4\x00\x01") == "sheets.unreadable"
    assert refusal('姓名\n"没有关上'.encode()) == "sheets.unreadable"
    assert refusal(altered("xl/sharedStrings.xml", BOMB)) == "sheets.unreadable"
    assert refusal(altered("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row r='1'>")) == "sheets.unreadable"
    shared = b"<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>99</v></c></row></sheetData></worksheet>"
    assert refusal(altered("xl/worksheets/sheet1.xml", shared)) == "sheets.unreadable"
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as made:
        made.writestr("word/document.xml", b"<x/>")
    assert refusal(plain.getvalue()) == "sheets.unreadable"


def test_a_zip_bomb_is_refused_before_it_unpacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_workbook, "MAX_UNPACKED", 50_000)
    assert refusal(altered("xl/worksheets/sheet1.xml", b" " * 100_000)) == "sheets.unpacks_too_large"


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_ROWS", 2)
    with pytest.raises(RuleBroken) as found:
        read(csv_of(ROWS, "utf-8"))
    assert found.value.code == "sheets.too_many_rows"


def test_columns_are_counted_as_spreadsheets_name_them() -> None:
    assert [_workbook.column_number(letters) for letters in ("A", "Z", "AA", "XFD")] == [0, 25, 26, 16_383]
