"""Decisions about the registers: pure functions, no Django, no clock but the day passed in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from operator import mul

from linli.foundation.residents.states import GROWN_AT, MINORS, is_under_14, minors_born_from

__all__ = [
    "GROWN_AT", "MINORS", "IdNumber", "ImportRow", "PersonDraft", "Problem", "checked", "clean_name", "clean_phone",
    "clean_room", "id_number", "is_under_14", "mask_id", "minors_born_from", "relations_under", "room_key",
]  # fmt: skip

NAME_MAX, ROOM_MAX, EMPLOYER_MAX = 60, 40, 80

#: GB 11643: the weight of each of the first 17 digits, and the check character by the sum modulo 11.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_FIRST_YEAR = 1880
_ID = re.compile(r"[0-9]{17}[0-9X]", re.ASCII)

_DOTS = str.maketrans(dict.fromkeys("•・‧∙⋅●", "·"))
_HAN = "\u2e80-\u2fff\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_DOT_IN_NAME = re.compile(rf"(?<=[{_HAN}])\s*[.·]\s*(?=[{_HAN}])")
_SPACE_IN_NAME = re.compile(rf"(?<=[{_HAN}])\s+(?=[{_HAN}])")

#: Nearly every name: nothing about it needs cleaning.
_PLAIN_NAME = re.compile("[\u4e00-\u9fa5]{1,20}")

_PHONE_JUNK = re.compile(r"[\s()./\-—–]")
_PHONE = re.compile(r"1\d{10}|0\d{2,3}\d{7,8}|[2-9]\d{6,7}|\+\d{6,15}", re.ASCII)
_ROOM_END = re.compile(r"(?<=[0-9A-Z])[室户房号]$")


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """What is said about somebody. An empty phone or ID number leaves what is kept as it is; `forget` names what to empty."""

    name: str
    phone: str = ""
    id_number: str = ""
    born_on: date | None = None
    employer: str = ""
    registered: str = "unknown"
    source: str = "office"
    forget: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One line of a list: who, and where. Rows of one room keep house together unless their `household` keys differ.

    Without a room the person is written into the area with no dwelling. Months are for seasonal stays (L22).
    """

    line: int
    area_id: int
    draft: PersonDraft
    room: str = ""
    compound_id: int | None = None
    dwelling_kind: str = "home"
    household: str = ""
    relation: str = ""
    kind: str = "living"
    first_month: int | None = None
    last_month: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a field, as the code of a registered refusal."""

    field: str
    code: str


@dataclass(frozen=True, slots=True)
class IdNumber:
    """An ID number as read: the number and the day of birth in it, or the code of what is wrong. All empty for ""."""

    number: str = ""
    born_on: date | None = None
    problem: str = ""


def id_number(text: str, on: date | None = None) -> IdNumber:
    """Read an ID number by GB 11643: full-width digits and a small x are folded, spaces dropped, the check digit tested.

    The first six digits are never looked up: divisions retire, and people keep their numbers (domain-standards §9). Numbers of
    15 digits are refused and not converted: they are void since 2013, have no check digit, and the century would be a guess.
    `on` is today, to refuse days of birth that lie ahead.
    """
    plain = text if _ID.fullmatch(text) else "".join(unicodedata.normalize("NFKC", text).split()).upper()
    if not plain:
        return IdNumber()
    if len(plain) == 15 and plain.isascii() and plain.isdigit():
        return IdNumber(problem="residents.id_old")
    if not _ID.fullmatch(plain):
        return IdNumber(problem="residents.id_shape")
    born_on = _day(plain[6:14])
    if born_on is None or born_on.year < _FIRST_YEAR or (on is not None and born_on > on):
        return IdNumber(problem="residents.id_birthday")
    if plain[17] != check_digit(plain[:17]):
        return IdNumber(problem="residents.id_check")
    return IdNumber(plain, born_on)


def check_digit(first: str) -> str:
    """The 18th character for 17 digits (GB 11643)."""
    return _CHECKS[sum(map(mul, map(int, first), _WEIGHTS)) % 11]


def mask_id(number: str) -> str:
    """3714**********1234; shorter words keep nothing but their last two letters."""
    if len(number) < 12:
        return "*" * max(len(number) - 2, 0) + number[-2:]
    return f"{number[:4]}{'*' * (len(number) - 8)}{number[-4:]}"


def clean_name(text: str) -> str | None:
    """A name as it is kept; None where it can't be one (empty, too long, figures or control characters in it).

    All dots of the middle (•, ・, ‧, or a full stop between Chinese characters) become ·, full-width letters become narrow, and
    the spaces that lists put between the characters of short names go.
    """
    if _PLAIN_NAME.fullmatch(text):
        return text
    narrow = "".join(unicodedata.normalize("NFKC", c) if "！" <= c <= "～" else c for c in text.translate(_DOTS))
    one_line = " ".join(narrow.split()).strip("· ")
    name = _SPACE_IN_NAME.sub("", _DOT_IN_NAME.sub("·", one_line))
    return name if name and len(name) <= NAME_MAX and all(map(_is_of_a_name, name)) else None


def clean_phone(text: str) -> str | None:
    """A phone number as it is kept: figures only, without the country's own +86; "" for nothing, None where it is none.

    Mobile numbers, fixed lines with or without area code, and foreign numbers with their + are taken.
    """
    plain = _PHONE_JUNK.sub("", unicodedata.normalize("NFKC", text))
    for prefix in ("+86", "0086", "86"):
        if plain.startswith(prefix) and len(plain) - len(prefix) >= 10:
            plain = plain[len(prefix) :]
            break
    return plain if not plain or _PHONE.fullmatch(plain) else None


def clean_room(text: str) -> str | None:
    """A room as it is kept (101, 12号, 东户): narrow, without spaces; None where empty, too long or unprintable."""
    room = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    return room if room and len(room) <= ROOM_MAX and room.isprintable() else None


def room_key(room: str) -> str:
    """What makes two rooms of one stairwell the same: 101室 is 101."""
    return _ROOM_END.sub("", room)


def checked(draft: PersonDraft, on: date) -> PersonDraft | Problem:
    """The draft with every field as it is kept, or the first thing wrong with it. The ID number gives the day of birth."""
    name, phone, number = clean_name(draft.name), clean_phone(draft.phone), id_number(draft.id_number, on)
    if name is None:
        return Problem("name", "residents.bad_name")
    if phone is None:
        return Problem("phone", "residents.bad_phone")
    if number.problem:
        return Problem("id_number", number.problem)
    born_on, employer = draft.born_on or number.born_on, " ".join(draft.employer.split())
    if code := _birthday_problem(born_on, number.born_on, on):
        return Problem("born_on", code)
    if len(employer) > EMPLOYER_MAX:
        return Problem("employer", "residents.employer_long")
    return replace(draft, name=name, phone=phone, id_number=number.number, born_on=born_on, employer=employer)


def _birthday_problem(said: date | None, in_number: date | None, on: date) -> str:
    if said and in_number and said != in_number:
        return "residents.born_differs"
    return "residents.bad_birthday" if said and (said > on or said.year < _FIRST_YEAR) else ""


def relations_under(head: int, relations: Mapping[int, str], inverse: Mapping[str, str]) -> dict[int, str]:
    """The relations (by person) after `head` became the head: the old head's is turned round where the method says how,
    all others were to the old head and are asked anew ("").
    """
    was = relations.get(head, "")
    turned = inverse.get(was, "")
    return {person: "head" if person == head else turned if old == "head" else "" for person, old in relations.items()}


def _is_of_a_name(letter: str) -> bool:
    return letter in " ·'-’." or unicodedata.category(letter)[0] in "LM" or letter == "〇"


def _day(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
