"""Numbers, names, rooms and ages as people write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.foundation.residents import rules
from linli.foundation.residents.rules import PersonDraft, Problem

TODAY = date(2026, 3, 2)
DAYS = st.dates(date(1900, 1, 1), date(2040, 12, 31))
#: domain-standards §9, the good ones and the bad one. 3405 and 4405 were other divisions once; nobody asks.
GOOD = ["11010519491231002X", "440524188001010014", "34052419800101001X", "120223198902021249", "130132199210293822"]


@pytest.mark.parametrize("text", GOOD)
def test_good_numbers_are_taken(text: str) -> None:
    found = rules.id_number(text, TODAY)
    assert (found.number, found.problem) == (text, "")
    assert found.born_on == date(int(text[6:10]), int(text[10:12]), int(text[12:14]))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("130402198207290622", "residents.id_check"),
        ("110105194912310021", "residents.id_check"),
        ("110105491231002", "residents.id_old"),
        ("11010519491331002X", "residents.id_birthday"),
        ("11010519490229002X", "residents.id_birthday"),
        ("110105177912310025", "residents.id_birthday"),
        ("1101051949123100", "residents.id_shape"),
        ("X1010519491231002X", "residents.id_shape"),
        ("11010519491231002XX", "residents.id_shape"),
        ("护照 E12345678", "residents.id_shape"),
    ],
)
def test_bad_numbers_are_refused_with_the_reason(text: str, problem: str) -> None:
    assert rules.id_number(text, TODAY) == rules.IdNumber(problem=problem)


def test_full_width_digits_spaces_and_a_small_x_are_folded() -> None:
    assert rules.id_number(" １１０１０５ 19491231 ００２ｘ ").number == "11010519491231002X"
    assert rules.id_number("") == rules.id_number("  ") == rules.IdNumber()


def test_a_number_of_somebody_unborn_is_refused() -> None:
    first = "99010120270101001"
    text = first + rules.check_digit(first)
    assert rules.id_number(text, TODAY).problem == "residents.id_birthday"
    assert rules.id_number(text).number == text


@given(st.integers(100000, 999999), DAYS, st.integers(0, 999), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_figure_is_always_noticed(division: int, born: date, serial: int, place: int, off: int) -> None:
    first = f"{division}{born:%Y%m%d}{serial:03d}"
    text = first + rules.check_digit(first)
    assert rules.id_number(text).number == text
    wrong = text[:place] + str((int(text[place]) + off) % 10) + text[place + 1 :]
    assert rules.id_number(wrong).problem != ""


@given(st.text(max_size=30))
def test_reading_never_breaks(text: str) -> None:
    assert rules.id_number(text).number in ("", "".join(rules.id_number(text).number.split()))
    for clean in (rules.clean_name, rules.clean_phone, rules.clean_room):
        once = clean(text)
        assert once is None or clean(once) == once


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (" 王 小 红 ", "王小红"),
        ("阿卜杜拉•买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉・买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉.买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉 · 买买提", "阿卜杜拉·买买提"),
        ("Ｊｏｈｎ　Smith Jr.", "John Smith Jr."),
        ("𠮷田", "𠮷田"),
        ("〇一", "〇一"),
        ("王小红2", None),
        ("王\u202e红", None),
        ("王\x00红", None),
        ("·", None),
        ("", None),
        ("王" * 61, None),
    ],
)
def test_names(text: str, name: str | None) -> None:
    assert rules.clean_name(text) == name


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("", ""),
        ("100 0000 1234", "10000001234"),
        ("１００００００１２３４", "10000001234"),
        ("+86 100-0000-1234", "10000001234"),
        ("8610000001234", "10000001234"),
        ("0534-5321234", "05345321234"),
        ("5321234", "5321234"),
        ("+44 20 7946 0000", "+442079460000"),
        ("1000000123", None),
        ("无", None),
        ("100000012345", None),
    ],
)
def test_phones(text: str, phone: str | None) -> None:
    assert rules.clean_phone(text) == phone


def test_rooms_of_one_stairwell_are_told_by_their_number() -> None:
    assert rules.clean_room(" １０１ 室 ") == "101室"
    assert {rules.room_key(room) for room in ("101", "101室", "101户")} == {"101"}
    assert rules.room_key("东户") == "东户"
    assert rules.clean_room("") is rules.clean_room("9" * 41) is rules.clean_room("1\x00") is None


def test_masks() -> None:
    assert rules.mask_id("371400198001011234") == "3714**********1234"
    assert rules.mask_id("123456") == "****56"
    assert rules.mask_id("") == ""


def test_who_is_under_14() -> None:
    day = date(2026, 3, 2)
    assert rules.is_under_14(date(2012, 3, 2), day)  # the birthday itself
    assert not rules.is_under_14(date(2012, 3, 1), day)
    assert not rules.is_under_14(None, day)
    leap = date(2012, 2, 29)
    assert rules.is_under_14(leap, date(2026, 3, 1))
    assert not rules.is_under_14(leap, date(2026, 3, 2))


@given(DAYS, DAYS)
def test_the_first_day_of_children_agrees(born_on: date, day: date) -> None:
    assert (born_on >= rules.minors_born_from(day)) == rules.is_under_14(born_on, day)


def test_a_draft_is_cleaned_and_the_number_gives_the_birthday() -> None:
    found = rules.checked(
        PersonDraft(" 王 小 红 ", "100 0000 1234", "11010519491231002x", employer=" 机械  厂 "), TODAY
    )
    assert found == PersonDraft("王小红", "10000001234", "11010519491231002X", date(1949, 12, 31), "机械 厂")


@pytest.mark.parametrize(
    ("draft", "problem"),
    [
        (PersonDraft(""), Problem("name", "residents.bad_name")),
        (PersonDraft("王", phone="1"), Problem("phone", "residents.bad_phone")),
        (PersonDraft("王", id_number="1"), Problem("id_number", "residents.id_shape")),
        (
            PersonDraft("王", id_number=GOOD[0], born_on=date(1949, 12, 30)),
            Problem("born_on", "residents.born_differs"),
        ),
        (PersonDraft("王", born_on=TODAY + timedelta(days=1)), Problem("born_on", "residents.bad_birthday")),
        (PersonDraft("王", employer="厂" * 81), Problem("employer", "residents.employer_long")),
    ],
)
def test_what_is_wrong_with_a_draft(draft: PersonDraft, problem: Problem) -> None:
    assert rules.checked(draft, TODAY) == problem


def test_a_new_head_turns_the_old_one_round() -> None:
    relations, inverse = {1: "head", 2: "child", 3: "spouse", 4: ""}, {"child": "parent"}
    assert rules.relations_under(2, relations, inverse) == {1: "parent", 2: "head", 3: "", 4: ""}
    assert rules.relations_under(4, relations, inverse) == {1: "", 2: "", 3: "", 4: "head"}
