"""What cells of other systems say."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from linli.domains.history import rules
from linli.domains.history.services.categories import from_2013
from linli.domains.history.states import FIELDS, HEADINGS, SHOWN, SOURCES, STATES
from linli.domains.rosters.rules import Headings


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=rules.ZONE)  # type: ignore[misc]  # year to second


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("2024-03-05 14:30", local(2024, 3, 5, 14, 30)),
        ("2024/3/5 9:05:07", local(2024, 3, 5, 9, 5, 7)),
        ("2024年3月5日 14时30分", local(2024, 3, 5, 14, 30)),
        ("2024年3月5日 下午2:30", local(2024, 3, 5, 14, 30)),
        ("2024年3月5日 下午12:30", local(2024, 3, 5, 12, 30)),
        ("２０２４-０３-０５ １４：３０", local(2024, 3, 5, 14, 30)),
        ("20240305143000", local(2024, 3, 5, 14, 30)),
        ("202403051430", local(2024, 3, 5, 14, 30)),
        ("20240305", local(2024, 3, 5)),
        ("45356", local(2024, 3, 5)),
        ("45356.604166667", local(2024, 3, 5, 14, 30)),
        ("2024-03-05T06:30:00Z", datetime(2024, 3, 5, 6, 30, tzinfo=UTC)),
        ("2024-03-05T14:30:00.123+0800", local(2024, 3, 5, 14, 30)),
    ],
)
def test_moments_as_other_systems_write_them(said: str, at: datetime) -> None:
    assert rules.moment_of(said) == at


@pytest.mark.parametrize(
    "said", ["2024-13-01", "2024-02-30 10:00", "25:00", "昨天", "99999999", "2024-03-05 24:01", "null"]
)
def test_what_is_no_moment(said: str) -> None:
    assert rules.moment_of(said) is None


@pytest.mark.parametrize("said", ["2024-03-05", "20240305", "45356"])
def test_a_bare_day_that_ends_something_ends_with_it(said: str) -> None:
    assert rules.moment_of(said, ends=True) == local(2024, 3, 5, 23, 59, 59)


def test_states_whatever_their_case() -> None:
    assert [rules.state_of(word, ended=True) for word in ("CLOSED", "Closed", " 已办结 ", "", "In Progress")] == [
        "unconfirmed", "unconfirmed", "unconfirmed", "unconfirmed", "received",
    ]  # fmt: skip
    assert rules.state_of("", ended=False) == "received"
    assert rules.state_of("已飞走", ended=True) is None


def test_words_stand_under_one_code_only() -> None:
    for table in (STATES, SOURCES):
        words = [word for some in table.values() for word in some]
        assert len(set(words)) == len(words)
        assert [word for word in words if rules.key_of(word) != word] == []


def test_satisfaction_and_way_in() -> None:
    known = rules.words_of_satisfaction({"非常满意": 5, "不满意": 2, "3": 3, "Very good": 5})
    words = ("非常满意", "不满意", "", "NULL", "3", "呵呵", "VERY GOOD")
    assert [rules.stars_of(word, known) for word in words] == [5, 2, 0, 0, 3, None, 5]
    assert [rules.source_of(word) for word in ("12345热线", "微信小程序", "飞鸽", "")] == [
        "hotline",
        "portal",
        "past",
        "past",
    ]


def test_latitude_and_longitude_that_changed_places_are_no_position() -> None:
    assert rules.degrees_of("36.8", "116.75") == (36.8, 116.75)
    for wrong in (("116.75", "36.8"), ("0", "0"), ("nan", "116"), ("36.8", ""), ("91", "116")):
        assert rules.degrees_of(*wrong) is None


def test_a_row_without_a_number_is_told_by_what_it_says() -> None:
    one = {"text": "井盖松动", "opened": "2024-03-05"}
    assert rules.number_of(one) == rules.number_of(dict(reversed(one.items())))
    assert rules.number_of(one).startswith("~")
    assert rules.number_of(one) != rules.number_of({**one, "text": "井盖松动了"})
    assert rules.number_of({**one, "number": "A-1"}) == "A-1"


def test_names_that_mean_two_things_mean_none() -> None:
    assert rules.by_name([("绿地", "a"), (" 绿 地", "b"), ("树", "c"), ("树", "c")]) == {"树": "c"}


def test_no_column_may_hold_a_person() -> None:
    headings = Headings(HEADINGS)
    assert headings.columns(["姓名", "联系电话", "身份证号", "来电人"]) == {}
    assert set(HEADINGS) == set(FIELDS)
    assert FIELDS.keys() > SHOWN
    assert not {"text", "title", "place"} & SHOWN


def test_the_way_from_2013_is_said_once_and_says_what_it_stands_on() -> None:
    rows = from_2013()
    assert len({row["code"] for row in rows}) == len(rows) > 35
    assert all(row["basis"] == "same name" or row["basis"].startswith("assumed: ") for row in rows)
