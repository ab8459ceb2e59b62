"""Headers, columns and cells as offices write them; households across pieces."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.domains.rosters import rules
from linli.domains.rosters.states import FIELDS, MACHINE, PLACES, WORKING, State


def lines(*rows: list[str]) -> list[rules.Line]:
    return list(enumerate(rows, start=1))


HEAD = ["序号", "姓名*", "公民身份号码", "联系电话（手机）", "与户主关系", "楼 栋", "单元号", "房 号", "民族"]
ROW = ["1", "王一", "990101198005170010", "10000000001", "户主", "1", "2", "301", "汉"]


def test_headings_are_known_by_many_names() -> None:
    assert rules.PEOPLE.columns(HEAD) == {
        1: "name", 2: "id_number", 3: "phone", 4: "relation", 5: "building", 6: "stairwell", 7: "room",
    }  # fmt: skip
    assert rules.PEOPLE.field("户主的手机号码") == "phone"
    assert [rules.PEOPLE.field(word) for word in ("性别", "民族", "宗教信仰", "健康状况", "")] == [""] * 5
    assert rules.PEOPLE.columns(["电话", "手机", "姓名", "姓名"]) == {0: "phone", 2: "name"}


@pytest.mark.parametrize(
    ("rows", "line", "columns"),
    [
        ((HEAD, ROW, ROW), 1, 7),
        ((["柳园社区花名册"] * 9, HEAD, ROW), 2, 7),
        (
            (["姓名", "身份证号", "联系方式", "", "房号"], ["", "", "手机", "座机", ""], ["王一", "1", "2", "3", "4"]),
            2,
            4,
        ),
        (
            (
                ["姓名", "身份证号", "联系方式", "联系方式"],
                ["姓名", "身份证号", "手机", "座机"],
                ["王一", "1", "2", "3"],
            ),
            2,
            3,
        ),
        ((ROW, ROW), 0, 0),
    ],
)
def test_the_header_is_found(rows: tuple[list[str], ...], line: int, columns: int) -> None:
    said = [["x" if word == "户主" else word for word in row] for row in rows]  # a relation may be read as a heading
    assert rules.PEOPLE.line(lines(*said)) == line
    assert len(rules.PEOPLE.columns(rules.PEOPLE.under(lines(*said), line))) == columns


def test_a_title_is_no_heading() -> None:
    titled = lines(["柳园社区花名册", "", ""], ["姓名", "电话", ""])
    assert rules.PEOPLE.under(titled, 2) == ["姓名", "电话", ""]
    assert rules.PEOPLE.under(titled, 0) == []


@pytest.mark.parametrize(
    "text", ["1980-05-17", "1980/5/17", "1980.5.17", "1980年5月17日", "19800517", "29358", "1980-05-17 00:00:00"]
)
def test_days_are_read_as_offices_write_them(text: str) -> None:
    assert rules.day_of(text) == date(1980, 5, 17)


@pytest.mark.parametrize("text", ["1980-02-30", "19801350", "80-5-17", "1980年5月", "x", "0", "99999", "198005"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert rules.day_of(text) is None


def test_months_and_lost_digits() -> None:
    assert [rules.month_of(text) for text in ("5", "05", "12月", "１０", "13", "0", "五", "")] == [
        5,
        5,
        12,
        10,
        *[None] * 4,
    ]
    assert rules.lost_digits("3.71425198005171E+17")
    assert not rules.lost_digits("37142519800517001X")


def test_words_of_lists_become_codes_and_unknown_ones_stay() -> None:
    own = {"户主": "head", "儿媳、女婿": "child_in_law"}
    assert [rules.code_of("relation", word, own) for word in ("户主", "长 子", "儿媳", "儿媳、女婿", "邻居")] == [
        "head", "child", "child_in_law", "child_in_law", "邻居",
    ]  # fmt: skip
    assert rules.code_of("registered", "外地") == "elsewhere"
    assert rules.code_of("dwelling_kind", "出租房") == "rented"


def test_names_of_buildings_meet() -> None:
    assert {rules.place_key(name) for name in ("1 号楼", "1号楼", "１栋", "一号楼", "1", "1幢")} == {"1"}
    assert rules.place_key("2单元") == rules.place_key("二单元") == "2"
    assert rules.place_key("柳园第一网格") == "柳园第一网格"
    assert rules.place_key("A座") == "A"


def test_the_preview_shows_places_and_hides_people() -> None:
    assert rules.masked("name", "王小红") == "王**"
    assert rules.masked("phone", "10012345678") == "1********78"
    assert rules.masked("", "汉族") == "汉*"
    assert rules.masked("grid", "柳园第一网格") == "柳园第一网格"
    assert rules.masked("room", "301") == "3**"
    assert rules.masked("name", "") == ""
    for secret in ("990101198005170010", "10012345678"):
        assert secret not in rules.masked("", secret)


def key(line: rules.Line) -> tuple[str, ...] | None:
    return (line[1][0],) if line[1][0] else None


@given(st.lists(st.sampled_from(["", "a", "b", "c"]), max_size=60), st.integers(1, 7))
def test_every_row_is_in_one_batch_and_households_are_whole(rooms: list[str], size: int) -> None:
    rows = [(number, [room]) for number, room in enumerate(rooms)]
    pieces = [rows[at : at + size] for at in range(0, len(rows), size)]
    found = [
        rules.batch_of(pieces[at - 1] if at else [], piece, pieces[at + 1] if at + 1 < len(pieces) else [], key)
        for at, piece in enumerate(pieces)
    ]
    assert [row for batch in found for row in batch] == rows
    for at, (one, other) in enumerate(pairwise(found)):
        whole = len({key(row) for row in pieces[at + 1]}) > 1
        if one and other and whole and key(one[-1]) is not None and one[-1] == pieces[at][-1]:
            assert key(one[-1]) != key(other[0])


def test_a_row_of_one_word_for_thousands_is_no_household() -> None:
    many = [(number, ["x"]) for number in range(200)]
    assert rules.batch_of(many[:100], many[100:], [], key) == many[100:]
    assert rules.household_of({"name": "王一"}) is None
    assert rules.household_of({"room": "1", "grid": "a"}) != rules.household_of({"room": "1", "grid": "b"})


def test_the_machine_knows_no_way_out_of_the_end() -> None:
    assert MACHINE.verbs(State.ERASED) == frozenset()
    assert all("erase" not in MACHINE.verbs(state) for state in (State.CHECKING, State.RUNNING))
    assert all({"fail"} <= MACHINE.verbs(state) for state in WORKING)
    assert set(PLACES) < set(FIELDS)
    assert not {"sex", "ethnicity", "faith", "health"} & set(FIELDS)
