"""Rows that were made once by services and are put back, in one round trip, for each test that asks.

So a cast costs some milliseconds a test and never leaks: a test that doesn't ask starts from an empty database, and a test
that commits may be cleaned up by flushing everything.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection, models, transaction

T = TypeVar("T")
Model = type[models.Model]
Rows = dict[Model, dict[Any, models.Model]]

#: Apps whose rows make the cast. History isn't put back: tests look at what they did themselves.
CAST = ("methods", "territory", "organizations", "people", "access", "sessions")
EVERYTHING = (*CAST, "audit", "notices", "cases")


class Snapshot:
    """The statements that put rows back."""

    def __init__(self, statements: list[str]) -> None:
        self._text = ";".join(statements)

    @classmethod
    def of(cls, build: Callable[[], T], labels: Iterable[str] = CAST) -> tuple[Snapshot, T]:
        """Run `build` in a transaction that is rolled back, and keep what it made and changed, with what it returned.

        Rows of the apps `labels` are kept; `build` may delete none.
        """
        tables = [
            model for label in labels for model in apps.get_app_config(label).get_models(include_auto_created=True)
        ]
        with transaction.atomic():
            before = _rows(tables)
            result = build()
            after = _rows(tables)
            transaction.set_rollback(True)
        assert all(before[model].keys() <= after[model].keys() for model in tables)
        return cls(_statements(before, after)), result

    def put(self) -> None:
        """Write all rows. Foreign keys are checked at the end of the transaction, so any order will do."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(self._text)


def fresh(value: Any) -> Any:
    """A copy of a row, so that a test that changes it changes nobody else's."""
    return copy.copy(value) if isinstance(value, models.Model) else value


def _rows(tables: Iterable[Model]) -> Rows:
    return {model: {row.pk: row for row in model._base_manager.order_by("pk")} for model in tables}


def _statements(before: Rows, after: Rows) -> list[str]:
    """What Django sends to make `after` of `before`, written out in full; sent once for that, and rolled back."""
    written: list[str] = []

    def keep(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE")):
            written.append(context["cursor"].cursor.mogrify(sql, params))
        return execute(sql, params, many, context)

    with transaction.atomic(), connection.execute_wrapper(keep):
        for model, rows in after.items():
            known = before[model]
            model._base_manager.bulk_create([copy.copy(row) for pk, row in rows.items() if pk not in known])
            for pk in known:
                if _values(rows[pk]) != _values(known[pk]):
                    rows[pk].save(force_update=True)
        transaction.set_rollback(True)
    return written


def _values(row: models.Model) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
