"""When cards come: at a weekend, over a holiday, for short promises; without a database."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from linli.domains.hotline.rules import Facts, card_now, cards_at, digest, is_short
from linli.domains.hotline.states import Card
from linli.kernel.calendar import WorkCalendar
from linli.kernel.clock import ZONE
from linli.kernel.durations import Duration, Unit

#: 1–8 October are holidays, Saturday 10 October is worked.
CALENDAR = WorkCalendar(
    frozenset(date(2026, 10, day) for day in range(1, 9)), frozenset({date(2026, 10, 10)}), date(2026, 12, 31)
)
THREE_DAYS = Duration(3, Unit.WORKING_DAYS)


def at(month: int, day: int, hour: int = 17, minute: int = 30) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("due", "yellow", "red"),
    [
        (at(11, 19), at(11, 18), at(11, 20, 8, 30)),  # Thursday: Wednesday, Friday
        (at(11, 20), at(11, 19), at(11, 23, 8, 30)),  # Friday: red on Monday, not on Saturday
        (at(11, 23), at(11, 20), at(11, 24, 8, 30)),  # Monday: yellow on Friday
        (at(11, 21, 10, 0), at(11, 20, 10, 0), at(11, 23, 8, 30)),  # a Saturday (calendar days)
        (at(9, 30), at(9, 29), at(10, 9, 8, 30)),  # before the holiday
        (at(10, 9), at(9, 30), at(10, 10, 8, 30)),  # after it; the Saturday is worked
    ],
)
def test_yellow_one_working_day_before_and_red_on_the_first_after(
    due: datetime, yellow: datetime, red: datetime
) -> None:
    assert cards_at(CALENDAR, due, THREE_DAYS, 1) == (yellow, red)


@pytest.mark.parametrize(
    ("length", "short"),
    [
        (Duration(2, Unit.HOURS), True),
        (Duration(24, Unit.HOURS), True),
        (Duration(1, Unit.WORKING_DAYS), True),
        (Duration(2, Unit.WORKING_DAYS), False),
        (Duration(7, Unit.DAYS), False),
    ],
)
def test_a_promise_of_a_day_or_less_gets_no_yellow_card(length: Duration, short: bool) -> None:
    assert is_short(length, 1) is short
    assert (cards_at(CALENDAR, at(11, 19), length, 1)[0] is None) is short


def test_a_card_holds_from_its_very_moment() -> None:
    yellow, red = at(11, 18), at(11, 20, 8, 30)
    second = timedelta(seconds=1)
    for now, card in (
        (yellow - second, Card.NONE), (yellow, Card.YELLOW), (red - second, Card.YELLOW), (red, Card.RED),
    ):  # fmt: skip
        assert card_now(now, yellow, red) is card
    assert card_now(red, None, None) is Card.NONE


def test_the_same_order_is_known_again_and_another_is_not() -> None:
    one = Facts("1", "字", "help", "help", attachments=(("图", "https://a.example/1"),))
    assert digest(one) == digest(Facts("1", "字", "help", "help", attachments=(("图", "https://a.example/1"),)))
    assert digest(one) != digest(Facts("1", "字。", "help", "help"))
