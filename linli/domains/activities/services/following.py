"""How activities follow the ground. For followers alone."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from linli.domains.activities.models import Activity, Picture
from linli.domains.activities.states import WAITING, State


def move_rows(area: Any, successor: int) -> None:
    """Rows of an area that ends go to its successor. Where the successor has planned for the same period, what the old area still
    planned is cancelled; what it held stays with it, since two can't stand for one.
    """
    for row in Activity.unscoped.filter(area=area).order_by("pk"):
        rows = Activity.unscoped.filter(pk=row.pk)
        try:
            with transaction.atomic():
                rows.update(area=successor)
        except IntegrityError:
            if row.state in WAITING:
                rows.update(area=successor, state=State.CANCELLED)
    Picture.unscoped.filter(area=area, activity__area=successor).update(area=successor)
