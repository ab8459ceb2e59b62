"""Moments and lengths of time as people say them. Pure: the present moment is passed in."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.kernel.clock import ZONE
from linli.kernel.words import N_

MINUTE, HOUR, DAY = 60, 3600, 86400

#: From this many hours (days) on, the minutes (hours) beside them are left out.
HOURS_ALONE, DAYS_ALONE = 6, 3


def local(at: datetime) -> datetime:
    """`at` (aware) on China's clock."""
    return timezone.localtime(at, ZONE)


def moment(at: datetime, now: datetime, style: str = "short") -> str:
    """“today 9:15”, “yesterday 14:05”, “Tue 8:40” (last six days), “18 Nov 10:32”, “18 Nov 2025”.

    `style="date"` leaves the time of day out.
    """
    here = local(at)
    day = day_words(here, local(now))
    if style == "date" or here.year != local(now).year:
        return day
    return _("{day} {time}").format(day=day, time=clock_words(here))


def day_words(here: datetime, now: datetime) -> str:
    """The day of `here` seen from `now`; both local."""
    days = (here.date() - now.date()).days
    if days in _NEAR:
        return _(_NEAR[days])
    if -7 < days < 0:
        return weekday_words(here)
    if here.year == now.year:
        return _("{month}/{day}").format(month=here.month, day=here.day)
    return _("{year}/{month}/{day}").format(year=here.year, month=here.month, day=here.day)


#: Days with a name of their own, by their distance from today. Looked up before translating: lists show many moments.
_NEAR = {0: N_("today"), -1: N_("yesterday"), 1: N_("tomorrow")}
_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))


def weekday_words(here: datetime) -> str:
    """Short name of the day of the week."""
    return _(_WEEKDAYS[here.weekday()])


def clock_words(here: datetime) -> str:
    """“9:05”: hours without a leading zero."""
    return f"{here.hour}:{here.minute:02d}"


def exact(at: datetime) -> str:
    """The full date and time, for the title of a short one."""
    here = local(at)
    return _("{year}/{month}/{day} {time}").format(year=here.year, month=here.month, day=here.day, time=f"{here:%H:%M}")


def span(seconds: float) -> str:
    """A length in at most two units, rounded down: “1 day 6 hours”, “1 hour 30 min”, “less than 1 min”."""
    whole = abs(int(seconds))
    if whole < MINUTE:
        return _("less than 1 min")
    days, hours, minutes = whole // DAY, whole % DAY // HOUR, whole % HOUR // MINUTE
    if days:
        return _two(_days(days), _hours(hours) if hours and days < DAYS_ALONE else "")
    if hours:
        return _two(_hours(hours), _minutes(minutes) if minutes and hours < HOURS_ALONE else "")
    return _minutes(minutes)


def left(due: datetime, now: datetime) -> str:
    """How long until `due`, or by how much it has passed."""
    seconds = (due - now).total_seconds()
    if abs(seconds) < MINUTE:
        return _("less than 1 min left") if seconds >= 0 else _("less than 1 min late")
    words = _("{span} left") if seconds > 0 else _("{span} late")
    return words.format(span=span(seconds))


def _two(first: str, second: str) -> str:
    return f"{first} {second}" if second else first


def _days(n: int) -> str:
    return ngettext("{n} day", "{n} days", n).format(n=n)


def _hours(n: int) -> str:
    return ngettext("{n} hour", "{n} hours", n).format(n=n)


def _minutes(n: int) -> str:
    return _("{n} min").format(n=n)
