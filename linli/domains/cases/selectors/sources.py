"""Cases by how they came, month by month."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.db.models import Count
from django.db.models.functions import TruncMonth

from linli.domains.cases.models import Case
from linli.foundation.territory.scoping import placed_under
from linli.kernel import clock

if TYPE_CHECKING:
    from linli.foundation.territory.models import Area


def filed_by_month(area: Area, sources: Iterable[str], since: date) -> dict[date, int]:
    """How many cases of these sources were filed in and below an area, by first day of the month, from `since` on: numbers alone."""
    found = Case.unscoped.filter(
        placed_under([area.path]),
        source__in=list(sources),
        opened_at__gte=datetime.combine(since, time.min, clock.ZONE),
    )
    by_month = found.order_by().annotate(month=TruncMonth("opened_at", tzinfo=clock.ZONE)).values_list("month")
    return {month.date(): count for month, count in by_month.annotate(count=Count("pk"))}
