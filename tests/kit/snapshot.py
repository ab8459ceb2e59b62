"""Rows that were made once by services and are put back, in one statement per table, for each test that asks.

So a cast costs some milliseconds a test and never leaks: a test that doesn't ask starts from an empty database, and a test
that commits may be cleaned up by flushing everything.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any, TypeVar

from django.apps import apps
from django.db import models, transaction

T = TypeVar("T")

#: Apps whose rows make the cast. History isn't put back: tests look at what they did themselves.
_KEPT = ("methods", "territory", "organizations", "people", "access")


def _tables() -> list[type[models.Model]]:
    """Tables of the kept apps, lowest floor first."""
    return [model for label in _KEPT for model in apps.get_app_config(label).get_models(include_auto_created=True)]


class Snapshot:
    """Rows by table, lowest floor first."""

    def __init__(self, rows: dict[type[models.Model], list[models.Model]]) -> None:
        self._rows = rows

    @classmethod
    def of(cls, build: Callable[[], T]) -> tuple[Snapshot, T]:
        """Run `build` in a transaction that is rolled back, and keep the rows that it made, with what it returned."""
        with transaction.atomic():
            before = {model: set(model._base_manager.values_list("pk", flat=True)) for model in _tables()}
            result = build()
            rows = {
                model: [row for row in model._base_manager.order_by("pk") if row.pk not in before[model]]
                for model in _tables()
            }
            transaction.set_rollback(True)
        return cls({model: found for model, found in rows.items() if found}), result

    def put(self) -> None:
        """Insert copies of all rows. Foreign keys are checked at the end of the transaction, so any order will do."""
        with transaction.atomic():
            for model, rows in self._rows.items():
                model._base_manager.bulk_create([copy.copy(row) for row in rows])


def fresh(value: Any) -> Any:
    """A copy of a row, so that a test that changes it changes nobody else's."""
    return copy.copy(value) if isinstance(value, models.Model) else value
