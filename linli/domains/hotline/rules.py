"""Decisions of the hotline: what an order says, when its cards come, whether two are the same. Pure, with the moment passed in."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from linli.domains.hotline.states import Card
from linli.kernel.calendar import WorkCalendar
from linli.kernel.clock import ZONE
from linli.kernel.durations import Duration, Unit


@dataclass(frozen=True, slots=True)
class Facts:
    """What a work order says, in our words. `category` is the key of ours ("" where the crosswalk has none); `kind` and `promise`
    are those of the method; `emergency` is 110, 119, 120 or 122; `legal_route` is a kind of `cases.legal_routes`; `same_as` is the
    number of an earlier order about the same thing. Attachments are (name, address) and are never fetched.
    """

    number: str
    text: str
    kind: str
    promise: str
    title: str = ""
    urgency: str = "normal"
    category: str = ""
    category_words: str = ""
    area_code: str = ""
    place: str = ""
    lat: float | None = None
    lng: float | None = None
    name: str = ""
    phone: str = ""
    called: str = ""
    called_at: datetime | None = None
    attachments: tuple[tuple[str, str], ...] = ()
    emergency: str = ""
    legal_route: str = ""
    same_as: str = ""


def digest(facts: Facts) -> str:
    """Tells whether an order that comes again says the same (SHA-256 over all of it); nothing can be read back from it."""
    said = json.dumps(asdict(facts), ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()


def cards_at(
    calendar: WorkCalendar, due_at: datetime, length: Duration, before: int
) -> tuple[datetime | None, datetime]:
    """When the yellow card comes, and the red one. Yellow: `before` working days ahead of the end, at its hour; none for a promise
    that isn't longer than that. Red: as work begins on the first working day after the end (domain standards §5).
    """
    ends = due_at.astimezone(ZONE)
    red = datetime.combine(next(calendar.workdays_from(ends.date())), calendar.hours[0][0], ZONE)
    if is_short(length, before):
        return None, red
    return datetime.combine(_back(calendar, ends.date(), before), ends.time(), ZONE), red


def is_short(length: Duration, days: int) -> bool:
    """Whether a promise is no longer than so many days; hours and minutes always are."""
    return length.unit not in (Unit.DAYS, Unit.WORKING_DAYS) or length.amount <= days


def card_now(now: datetime, yellow_at: datetime | None, red_at: datetime | None) -> Card:
    """The card that an order has; none where its clock doesn't run."""
    if red_at is not None and now >= red_at:
        return Card.RED
    return Card.YELLOW if yellow_at is not None and now >= yellow_at else Card.NONE


def _back(calendar: WorkCalendar, day: date, count: int) -> date:
    """The working day that lies `count` before `day`."""
    while count:
        day -= timedelta(days=1)
        count -= calendar.is_workday(day)
    return day
