"""Writing many rows at once: COPY into a table of the transaction, then one INSERT … SELECT.

COPY straight into the registers would be refused under row-level security; the way round costs little.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def next_ids(model: type[models.Model], count: int) -> list[int]:
    """Ids taken from the sequence ahead of the insert, in rising order."""
    sql = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
    with connection.cursor() as cursor:
        cursor.execute(sql, [model._meta.db_table, count])
        return [row[0] for row in cursor.fetchall()]


def insert_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], *, by: str = "id"
) -> set[int]:
    """Insert rows given as tuples of `columns` ("id" first), in the order of `by`; returns the ids that were written.

    A row that meets a unique constraint (somebody wrote the same at the same time) is left out, without an error.
    """
    table, names = model._meta.db_table, ", ".join(columns)
    with connection.cursor() as cursor:
        # names come from the model and from constants of this app, never from a list
        cursor.execute(f"CREATE TEMP TABLE stage_{table} ON COMMIT DROP AS SELECT {names} FROM {table} WITH NO DATA")  # noqa: S608
        with cursor.copy(f"COPY stage_{table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {names} FROM stage_{table} ORDER BY {by}, id "  # noqa: S608
            f"ON CONFLICT DO NOTHING RETURNING id"
        )
        written = {row[0] for row in cursor.fetchall()}
        cursor.execute(f"DROP TABLE stage_{table}")
        return written
