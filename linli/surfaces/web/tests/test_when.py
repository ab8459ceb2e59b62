"""Moments and lengths as people say them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from linli.surfaces.web import when

#: Wednesday 18 November 2026, 10:32 in China.
NOW = datetime(2026, 11, 18, 2, 32, tzinfo=UTC)


def china(month: int, day: int, hour: int, minute: int, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=when.ZONE)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (china(11, 18, 9, 5), "今天 9:05"),
        (china(11, 18, 0, 0), "今天 0:00"),
        (china(11, 17, 23, 59), "昨天 23:59"),
        (china(11, 19, 11, 0), "明天 11:00"),
        (china(11, 16, 19, 24), "周一 19:24"),
        (china(11, 12, 8, 0), "周四 8:00"),
        (china(11, 11, 8, 0), "11 月 11 日 8:00"),
        (china(11, 24, 17, 30), "11 月 24 日 17:30"),
        (china(11, 18, 9, 5, year=2025), "2025 年 11 月 18 日"),
    ],
)
def test_a_moment_is_said_as_people_say_it(at, words):
    assert when.moment(at, NOW) == words


def test_the_day_alone_and_the_exact_moment():
    assert when.moment(china(11, 17, 9, 0), NOW, "date") == "昨天"
    assert when.exact(china(1, 2, 9, 5)) == "2026 年 1 月 2 日 09:05"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "不到 1 分"), (59, "不到 1 分"), (60, "1 分"), (3599, "59 分"), (3600, "1 小时"), (5400, "1 小时 30 分"),
        (5 * 3600 + 60, "5 小时 1 分"), (6 * 3600 + 1800, "6 小时"), (86399, "23 小时"), (86400, "1 天"),
        (108000, "1 天 6 小时"), (2 * 86400 + 3600, "2 天 1 小时"), (3 * 86400 + 7200, "3 天"), (-720, "12 分"),
    ],
)  # fmt: skip
def test_a_length_has_at_most_two_units(seconds, words):
    assert when.span(seconds) == words


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (timedelta(hours=1, minutes=30), "还有 1 小时 30 分"), (timedelta(seconds=20), "还有不到 1 分"),
        (timedelta(seconds=-20), "刚超时"), (timedelta(hours=-2), "超 2 小时"),
    ],
)  # fmt: skip
def test_what_is_left_or_by_how_much_it_is_late(gap, words):
    assert when.left(NOW + gap, NOW) == words


def test_english_knows_one_from_many():
    with translation.override("en"):
        assert when.span(3600) == "1 hour"
        assert when.span(2 * 86400 + 3600) == "2 days 1 hour"
