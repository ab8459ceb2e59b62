"""Chinese public holidays and make-up workdays: the published data of `chinesecalendar`, refreshed by a data file.

A county needn't wait for a release of the package: `LINLI_HOLIDAYS` may name a JSON file
`{"covers_until": "2027-12-31", "holidays": ["2027-01-01", …], "makeup_days": ["2027-02-06", …]}` that is added to it.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path

from chinese_calendar import constants
from django.conf import settings

from linli.kernel.calendar import OFFICE_HOURS, Hours, WorkCalendar


@cache
def national_calendar(hours: Hours = OFFICE_HOURS) -> WorkCalendar:
    """The calendar of the whole country with the given working hours, cached per process."""
    extra = _extra_file()
    return WorkCalendar(
        holidays=frozenset(constants.holidays) | _dates(extra, "holidays"),
        makeup_days=frozenset(constants.workdays) | _dates(extra, "makeup_days"),
        covers_until=_covers_until(extra),
        hours=hours,
    )


def _extra_file() -> dict[str, object]:
    path = getattr(settings, "LINLI_HOLIDAYS", "")
    return json.loads(Path(path).read_text(encoding="utf-8")) if path else {}


def _dates(extra: dict[str, object], key: str) -> frozenset[date]:
    values = extra.get(key, [])
    return frozenset(date.fromisoformat(str(value)) for value in values)  # type: ignore[attr-defined]  # a JSON list


def _covers_until(extra: dict[str, object]) -> date:
    published = date(max(constants.holidays).year, 12, 31)
    named = extra.get("covers_until")
    return max(published, date.fromisoformat(str(named))) if named else published
