"""Lists from the office's file to the register: all of it, once, with every wrong row back."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404

from linli.domains.rosters import selectors, services
from linli.domains.rosters.models import Piece, Roster
from linli.domains.rosters.selectors.pieces import wrong_rows
from linli.domains.rosters.services import reading, working
from linli.domains.rosters.states import Kind, Part, State
from linli.domains.rosters.tests.making import (
    GRID,
    HEAD,
    again,
    bytes_of,
    checked,
    csv_file,
    imported,
    people,
    sent,
    work,
    xlsx_file,
)
from linli.foundation.access.models import Account
from linli.foundation.audit.models import Event
from linli.foundation.residents import selectors as registers
from linli.foundation.residents.models import Dwelling, Household, Person, Residency
from linli.foundation.residents.tests.making import SYSTEM, number
from linli.kernel import clock, sheets
from linli.kernel.errors import OutOfScope, RuleBroken


def reasons(row: Roster) -> dict[int, str]:
    return {line: reason for line, _cells, reason in wrong_rows(row, 1000)}


def figures(row: Roster) -> tuple[str, int, int, int, int]:
    return row.state, row.seen, row.added, row.known, row.wrong


@pytest.mark.parametrize("make", [csv_file, xlsx_file])
def test_a_list_comes_in_with_homes_and_heads(cast: Any, make: Any) -> None:
    row = checked(cast, make(people(9)))
    assert figures(row) == (State.CHECKED, 9, 9, 0, 0)
    assert not Person.unscoped.exists()
    services.start_run(cast.wang_community.actor, roster=row)
    work()
    row = again(row)
    assert figures(row) == (State.FINISHED, 9, 9, 0, 0)
    assert (Person.unscoped.count(), Dwelling.unscoped.count(), Household.unscoped.count()) == (9, 3, 3)
    assert not Household.unscoped.filter(head=None).exists()
    assert {one.area_id for one in Person.unscoped.all()} == {cast.building.pk}
    assert {one.source for one in Person.unscoped.all()} == {"import"}
    assert set(Piece.unscoped.values_list("part", flat=True)) == {Part.HEAD}
    assert [event.code for event in Event.objects.filter(subject_kind="rosters.roster").order_by("id")] == [
        "rosters.list_sent", "rosters.check_began", "rosters.run_began", "rosters.finished",
    ]  # fmt: skip


def test_the_same_list_twice_adds_nobody(cast: Any) -> None:
    rows = [*people(5), ["无证", "", "10000000001", "", GRID, "", ""], ["无证无号", "", "", "", GRID, "", ""]]
    assert figures(imported(cast, csv_file(rows)))[2:] == (7, 0, 0)
    assert figures(imported(cast, xlsx_file(rows)))[2:] == (0, 7, 0)
    assert Person.unscoped.count() == 7


BAD = {
    "id_check": ["甲一", "130402198207290622", "", "", GRID, "", ""],
    "id_old": ["甲二", "130402820729062", "", "", GRID, "", ""],
    "bad_name": ["甲3", "", "", "", GRID, "", ""],
    "bad_phone": ["甲四", "", "12", "", GRID, "", ""],
    "unknown_place": ["甲五", "", "", "", "没有的网格", "", ""],
    "unknown_building": ["甲六", "", "", "", GRID, "99号楼", ""],
    "bad_choice": ["甲七", "", "", "邻居", GRID, "1号楼", "1"],
    "number_lost": ["甲八", "3.71425198005171E+17", "", "", GRID, "", ""],
    "empty name": ["", "", "10000000009", "", GRID, "", ""],
}
WORDS = ("最后一位", "15", "姓名", "电话", "没有的网格", "99号楼", "邻居", "末", "姓名")


def test_wrong_rows_come_back_with_reasons_and_the_good_ones_go_in(cast: Any) -> None:
    good = people(30)
    rows = [*good[:15], *BAD.values(), *good[15:]]
    row = imported(cast, csv_file(rows))
    assert figures(row) == (State.FINISHED, 39, 30, 0, 9)
    found = reasons(row)
    assert sorted(found) == list(range(17, 26))
    for word, reason in zip(WORDS, (found[line] for line in sorted(found)), strict=True):
        assert word in reason, (word, reason)
    assert [cells for _line, cells, _reason in wrong_rows(row, 100)] == list(BAD.values())
    back = list(sheets.stream_rows(bytes_of(services.take_wrong_rows(cast.wang_community.actor, roster=row))))
    assert back[0][1][:7] == HEAD
    assert back[1][1][:2] == ["甲一", "130402198207290622"]
    assert [cells[8] for _line, cells in back[1:]] == [str(line) for line in range(17, 26)]
    assert Event.objects.get(code="rosters.wrong_rows_taken").data == {"count": 9}


def test_wrong_rows_put_right_come_in_and_hold_no_formula(cast: Any) -> None:
    row = imported(cast, csv_file([["王一", "=cmd|' /C calc'!A0", "", "", GRID, "", ""]]))
    back = bytes_of(services.take_wrong_rows(cast.wang_community.actor, roster=row))
    with zipfile.ZipFile(back) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    lines = list(sheets.stream_rows(back))
    assert lines[1][1][1] == "=cmd|' /C calc'!A0"
    lines[1][1][1] = number(1)
    fixed = xlsx_file([lines[1][1]], head=lines[0][1])
    assert figures(imported(cast, fixed))[2:] == (1, 0, 0)


def test_numbers_of_the_standard_and_odd_writing(cast: Any) -> None:
    rows = [
        ["好一", "11010519491231002X", "", "", GRID, "", ""],
        ["好二", "440524188001010014", "", "", GRID, "", ""],
        ["好三", "34052419800101001x", "", "", GRID, "", ""],
        [
            "好四",
            "１２０２２３１９８９０２０２１２４９",
            "",
            "",
            GRID,
            "",
            "",
        ],  # full-width, of a county that was dissolved
        ["买买提•艾力", "130132199210293822", "", "", GRID, "", ""],
    ]
    row = imported(cast, csv_file(rows, encoding="gb18030"))
    assert figures(row)[2:] == (5, 0, 0), reasons(row)
    assert Person.unscoped.filter(name="买买提·艾力").exists()
    assert registers.find_by_id_number(SYSTEM, "120223198902021249")[0].name == "好四"


def test_one_phone_for_five_and_a_household_without_head(cast: Any) -> None:
    rows = [[f"家人{word}", number(n), "10000007777", "子女" if n else "", GRID, "1号楼", "7"]
            for n, word in enumerate("甲乙丙丁戊")]  # fmt: skip
    assert figures(imported(cast, csv_file(rows, encoding="gbk")))[2:] == (5, 0, 0)
    household = Household.unscoped.get()
    assert household.head_id is None
    assert len(registers.find_by_phone(SYSTEM, "10000007777")) == 5


def test_two_header_lines_and_merged_cells(cast: Any) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    sheet.merge_range("A1:E1", "柳园社区居民花名册")
    for cells, word in (
        ("A2:A3", "姓名"),
        ("B2:B3", "身份证号"),
        ("D2:D3", "网格"),
        ("E2:E3", "楼栋"),
        ("F2:F3", "房号"),
    ):
        sheet.merge_range(cells, word)
    sheet.write("C2", "联系方式")
    sheet.write("C3", "手机")
    for line in range(4):
        sheet.write_row(3 + line, 0, ["王" + "一二三四"[line], number(line), f"1000000000{line}"])
    sheet.merge_range("D4:D7", GRID)
    sheet.merge_range("E4:E7", "1号楼")
    sheet.merge_range("F4:F5", "101")
    sheet.merge_range("F6:F7", "102")
    book.close()
    row = imported(cast, SimpleUploadedFile("a.xlsx", out.getvalue()))
    assert (row.header_line, figures(row)[1:]) == (3, (4, 4, 0, 0)), reasons(row)
    assert (Dwelling.unscoped.count(), Residency.unscoped.count()) == (2, 4)


@pytest.mark.parametrize("file", [csv_file([], head=[]), xlsx_file([], head=[]), csv_file([["", ""]], head=["", ""])])
def test_an_empty_sheet_says_so(cast: Any, file: Any) -> None:
    if not file.size:
        with pytest.raises(RuleBroken, match=r"rosters\.empty"):
            sent(cast, file)
        return
    row = sent(cast, file)
    assert (row.state, Piece.unscoped.count()) == (State.FAILED, 0)
    assert "第一张" in row.note


def test_what_is_no_table_fails_in_words_and_leaves_nothing(cast: Any) -> None:
    row = sent(cast, SimpleUploadedFile("a.xlsx", b"PK\x03\x04" + b"x" * 500))
    assert (row.state, bool(row.note), Piece.unscoped.count()) == (State.FAILED, True, 0)
    with pytest.raises(RuleBroken, match=r"sheets\.old_workbook"):
        sent(cast, SimpleUploadedFile("a.xls", b"\xd0\xcf\x11\xe0" + b"x" * 500))


def test_columns_are_judged(cast: Any) -> None:
    row = sent(cast, csv_file(people(2)))
    wang = cast.wang_community.actor
    for columns, header, code in (
        ({0: "name", 1: "name"}, 1, "field_twice"),
        ({1: "id_number"}, 1, "name_missing"),
        ({0: "name", 99: "phone"}, 1, "no_such_column"),
        ({0: "name", 1: "faith"}, 1, "no_such_column"),
        ({0: "name"}, 3, "no_rows"),
    ):
        with pytest.raises(RuleBroken, match=code):
            services.match_columns(wang, roster=row, header_line=header, columns=columns)
    services.match_columns(wang, roster=row, header_line=1, columns={0: "name"})
    work()
    assert figures(again(row)) == (State.CHECKED, 2, 2, 0, 0)
    services.match_columns(wang, roster=row, header_line=0, columns={0: "name", 4: "grid"})
    work()
    assert figures(again(row)) == (State.CHECKED, 3, 2, 0, 1)  # the header line is no place


def test_pieces_stop_and_go_on_and_keep_households_whole(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "ROWS", 7)
    row = checked(cast, csv_file(people(40)))
    wang = cast.wang_community.actor
    services.start_run(wang, roster=row)
    services.work(2)
    services.stop(wang, roster=row)
    work()
    row = again(row)
    assert (row.state, row.done, Person.unscoped.count()) == (State.STOPPED, 2, row.seen)
    services.start_run(wang, roster=row)
    work()
    assert figures(again(row)) == (State.FINISHED, 40, 40, 0, 0)
    assert (Dwelling.unscoped.count(), Household.unscoped.count()) == (14, 14)
    with pytest.raises(RuleBroken, match=r"rosters\.not_now"):
        services.stop(wang, roster=row)


def test_a_lost_right_stops_in_words_and_may_come_back(cast: Any) -> None:
    row = checked(cast, csv_file(people(3)))
    wang = cast.wang_community.actor
    services.start_run(wang, roster=row)
    Account.unscoped.filter(pk=cast.wang_community.account_id).update(is_active=False)
    work()
    row = again(row)
    assert (row.state, Person.unscoped.count()) == (State.STOPPED, 0)
    assert row.note
    Account.unscoped.filter(pk=cast.wang_community.account_id).update(is_active=True)
    services.start_run(wang, roster=row)
    work()
    assert figures(again(row)) == (State.FINISHED, 3, 3, 0, 0)


def test_an_error_in_the_software_ends_one_job_and_no_other(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [checked(cast, csv_file(people(3, first))) for first in (1, 11)]
    for row in rows:
        services.start_run(cast.wang_community.actor, roster=row)
    real = working.run_piece

    def broken(pk: int, reader: Any) -> bool:
        if pk == rows[0].pk:
            raise ZeroDivisionError
        return bool(real(pk, reader))

    monkeypatch.setattr(working, "run_piece", broken)
    work()
    assert [again(row).state for row in rows] == [State.STOPPED, State.FINISHED]
    assert "软件" in again(rows[0]).note


def test_nobody_else_sees_a_list_and_nothing_is_written_beyond_its_place(cast: Any) -> None:
    row = sent(cast, csv_file(people(3)))
    for member in (cast.zhao_dispatcher, cast.admin, cast.ma_other_office, cast.deng_other_admin, cast.li_grid_worker):
        with pytest.raises(Http404):
            selectors.roster_for(member.actor, row.pk)
        with pytest.raises(OutOfScope):
            services.erase(member.actor, roster=row)
    for member, area in ((cast.wang_community, cast.other_community), (cast.li_grid_worker, cast.grid)):
        with pytest.raises(OutOfScope):
            services.send_list(member.actor, area=area, file=csv_file(people(1)))
    beyond = [["王一", "", "", "", "槐荫第一网格", "", ""]]
    row = imported(cast, csv_file(beyond), cast.zhao_dispatcher, area=cast.street)
    assert figures(row)[2:] == (0, 0, 1)


def test_rows_may_name_places_above_and_codes(cast: Any) -> None:
    head = ["姓名", "街道", "社区", "网格"]
    rows = [
        ["王一", "河东街道", "柳园社区", GRID], ["王二", "", "柳园社区", "柳园第二网格"], ["王三", "", "", ""],
        ["王四", "河西街道", "", ""],
    ]  # fmt: skip
    row = imported(cast, csv_file(rows, head=head))
    assert figures(row)[2:] == (3, 0, 1)
    assert {one.name: one.area_id for one in Person.unscoped.all()} == {
        "王一": cast.grid.pk, "王二": cast.second_grid.pk, "王三": cast.community.pk,
    }  # fmt: skip


def test_lists_are_erased_by_hand_and_by_time(cast: Any) -> None:
    first, second = (sent(cast, csv_file(people(2))) for _ in range(2))
    wang = cast.wang_community.actor
    services.erase(wang, roster=first)
    assert not Piece.unscoped.filter(roster=first).exists()
    assert (again(first).file_name, again(first).columns) == ("", {})
    assert Event.objects.get(code="rosters.list_sent", subject_id=first.pk).data == {"name": ""}
    assert services.erase_due() == 0
    with clock.frozen(second.erase_at):
        assert services.erase_due() == 1
    assert again(second).state == State.ERASED
    assert [row.pk for row in selectors.rosters_for(wang, Kind.IMPORT)] == []
    assert (second.erase_at - second.created_at).days == 7


def test_too_many_lists_wait(cast: Any) -> None:
    wang = cast.wang_community.actor
    for _ in range(3):
        services.send_list(wang, area=cast.community, file=csv_file(people(1)))
    with pytest.raises(RuleBroken, match=r"rosters\.running_already"):
        services.send_list(wang, area=cast.community, file=csv_file(people(1)))


def test_a_read_that_was_killed_keeps_its_pieces(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "ROWS", 5)
    row = services.send_list(cast.wang_community.actor, area=cast.community, file=csv_file(people(14)))
    real, calls = reading._keep, []

    def dies(pk: int, number: int, batch: Any) -> bool:
        if number == 2 and not calls:
            calls.append(number)
            raise KeyboardInterrupt
        return bool(real(pk, number, batch))

    monkeypatch.setattr(reading, "_keep", dies)
    with pytest.raises(KeyboardInterrupt):
        work()
    assert (again(row).pieces, again(row).state) == (2, State.READING)
    work()
    assert (again(row).pieces, again(row).total, again(row).state) == (3, 15, State.MATCHING)


def test_nothing_of_a_list_lies_in_clear(cast: Any) -> None:
    row = checked(cast, csv_file([*people(3), ["甲一", "130402198207290622", "", "", GRID, "", ""]]))
    held = b"".join(bytes(one) for one in Piece.unscoped.filter(roster=row).values_list("sealed", flat=True))
    words = str(Roster.unscoped.filter(pk=row.pk).values()) + str(list(Event.objects.values_list("data", flat=True)))
    for secret in (number(1), "10000000001", "130402198207290622"):
        assert secret.encode() not in held
        assert secret not in words
