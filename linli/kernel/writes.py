"""Rows written without the compiling: `insert` and `update` in one statement each, several inserts in one (`together`).

Their SQL is made once per process, as that of `statements`, through which they run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, partial
from itertools import count as count_up
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, models

from linli.kernel.statements import ask, change

#: SQL with its parameters, for a column that the database works out.
Computed = tuple[str, list[Any]]


def insert(
    rows: Sequence[Any], *, ignore_conflicts: bool = False, computed: Mapping[str, Computed] | None = None
) -> None:
    """Insert new rows of one model in one statement and give them their keys, and what the database `computed` (SQL in which
    {} stands for each of its values).

    For models without parents and without `db_default`, whose attributes hold values of their field's own type; no signals
    are sent. With `ignore_conflicts` no row gets a key.
    """
    if not rows:
        return
    computed = computed or {}
    worked_out = tuple((name, sql) for name, (sql, _) in computed.items())
    model: Any = type(rows[0])
    sql, fields, back = _insertion(model, len(rows), worked_out, ignore_conflicts)
    params: list[Any] = []
    for row in rows:
        values = row.__dict__  # a new row has all of its own, and this loop runs a hundred times for a case
        for name, field, ready in fields:
            value = values.get(name)
            if name in computed:
                params += computed[name][1]
            else:
                params.append(value if type(value) in ready else _stored(row, field, add=True))
    one = _Insert(sql, params, rows, [] if ignore_conflicts else back)
    waiting = _together.get()
    if waiting is None or computed:
        one.made(ask(sql, params))
    else:
        waiting.append(one)


@dataclass(frozen=True, slots=True)
class _Insert:
    """An insert and its rows; `back` are the attributes that come back, none where some rows may be left out."""

    sql: str
    params: list[Any]
    rows: Sequence[Any]
    back: list[str]

    @property
    def column(self) -> str:
        """The column of the rows' key, "" where none comes back."""
        return self.rows[0]._meta.pk.column if self.back else ""

    def keyed(self, keys: list[str]) -> None:
        """The rows are there, with these keys as text."""
        self.made([self.rows[0]._meta.pk.to_python(key)] for key in keys)

    def made(self, found: Iterable[Sequence[Any]]) -> None:
        """The rows are there, with what the database gave them."""
        for row, values in zip(self.rows, found, strict=False):  # with conflicts none come back
            for name, value in zip(self.back, values, strict=True):
                setattr(row, name, value)
            row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


@dataclass(frozen=True, slots=True)
class _Check:
    """A reading (its one column is called pk) that has to find something."""

    sql: str
    params: list[Any]
    refused: Callable[[], Exception]
    column: str = "pk"

    def keyed(self, keys: Sequence[Any]) -> None:
        """What was found."""
        if not keys:
            raise self.refused()


def expect(sql: str, params: list[Any], refused: Callable[[], Exception]) -> None:
    """Raise what `refused` makes unless the reading (its one column is called pk) finds something; "" never does.

    Inside of `together` it is asked with the block's inserts, and finds what was there before the block.
    """
    check, waiting = _Check(sql, params, refused), _together.get()
    if waiting is not None and sql:
        waiting.append(check)
    else:
        check.keyed(ask(sql, params) if sql else ())


_together: ContextVar[list[_Insert | _Check] | None] = ContextVar("inserts that wait for each other", default=None)


@contextmanager
def together() -> Iterator[None]:
    """Inserts of the block (and what it `expect`s) go as one statement when it ends, or as soon as one of them needs another's key.

    Nothing in the block may read what was inserted in it. A block inside another one joins it; one that raises sends nothing.
    """
    if _together.get() is not None:
        yield
        return
    token = _together.set([])
    try:
        yield
        _send_waiting()
    finally:
        _together.reset(token)


def _send_waiting() -> None:
    """All that waits, in one statement; rows get their keys."""
    waiting = _together.get()
    if not waiting:
        return
    parts = tuple(waiting)
    waiting.clear()
    sql = _joined(tuple((one.sql, len(one.params), one.column) for one in parts))
    found = ask(sql, [value for one in parts for value in one.params])
    for number, one in enumerate(parts):
        one.keyed([key for part, key in found if part == number])


@lru_cache(maxsize=256)
def _joined(parts: tuple[tuple[str, int, str], ...]) -> str:
    """One statement for several (SQL, number of values, column of the key that comes back or ""); its lines are the number of
    the part and a key as text.
    """
    texts, keys, before = [], ["SELECT -1, ''"], 0
    for number, (sql, count, key) in enumerate(parts):
        shifted = re.sub(r"\$(\d+)", partial(_later, before), sql)
        texts.append(f"part{number} AS ({shifted})")
        if key:
            keys.append(f"SELECT {number}, {connection.ops.quote_name(key)}::text FROM part{number}")  # noqa: S608  (our own)
        before += count
    return f"WITH {', '.join(texts)} {' UNION ALL '.join(keys)}"


def _later(before: int, found: re.Match[str]) -> str:
    return f"${int(found[1]) + before}"


@lru_cache(maxsize=256)
def _insertion(
    model: Any, count: int, computed: tuple[tuple[str, str], ...], ignore_conflicts: bool
) -> tuple[str, list[tuple[str, Any, frozenset[type]]], list[str]]:
    """The SQL of an insert, its columns in their order (attribute, field, types of values that need no preparing), and the
    attributes that come back.
    """
    quote = connection.ops.quote_name
    fields = [field for field in model._meta.local_concrete_fields if not field.generated and not _makes_itself(field)]
    back = [model._meta.pk.attname, *(name for name, _ in computed)]
    number, texts = count_up(1), dict(computed)
    lines = [", ".join(_mark(texts.get(field.attname, "{}"), number) for field in fields) for _ in range(count)]
    tail = "ON CONFLICT DO NOTHING" if ignore_conflicts else f"RETURNING {', '.join(map(quote, back))}"
    columns, values = ", ".join(quote(field.column) for field in fields), "), (".join(lines)
    table = quote(model._meta.db_table)
    sql = f"INSERT INTO {table} ({columns}) VALUES ({values}) {tail}"  # noqa: S608  (our own names)
    return sql, [(field.attname, field, _ready(field)) for field in fields], back


def _mark(text: str, number: Iterator[int]) -> str:
    """SQL with the next placeholders for its {}."""
    marked = re.sub(r"\{\}", lambda _: f"${next(number)}", text)
    return marked if text == "{}" else f"({marked})"


def update(rows: Sequence[Any], names: Sequence[str]) -> None:
    """Write these columns (field names) of rows of one model in one statement; no signals are sent."""
    if not rows:
        return
    model: Any = type(rows[0])
    sql, fields = _change(model, len(rows), tuple(names))
    change(sql, [_stored(row, field) for row in rows for field in fields])


@lru_cache(maxsize=256)
def _change(model: Any, count: int, names: tuple[str, ...]) -> tuple[str, list[Any]]:
    """The SQL of an update and its columns, the key first."""
    quote, number = connection.ops.quote_name, count_up(1)
    fields = [model._meta.pk, *(model._meta.get_field(name) for name in names)]
    columns, types = [quote(field.column) for field in fields], [field.cast_db_type(connection) for field in fields]
    lines = [", ".join(f"${next(number)}::{kind}" for kind in types) for _ in range(count)]
    changes = ", ".join(f"{column} = given.{column}" for column in columns[1:])
    sql = (
        f"UPDATE {quote(model._meta.db_table)} AS kept SET {changes} FROM (VALUES ({'), ('.join(lines)})) "  # noqa: S608
        f"AS given ({', '.join(columns)}) WHERE kept.{columns[0]} = given.{columns[0]}"
    )
    return sql, fields


def _makes_itself(field: Any) -> bool:
    return isinstance(field, models.AutoField | models.BigAutoField)


def _ready(field: Any) -> frozenset[type]:
    if isinstance(field, models.JSONField):
        return frozenset()
    return _PLAIN - {type(None)} if field.is_relation else _PLAIN


def _stored(row: Any, field: Any, *, add: bool = False) -> Any:
    """A value as the driver takes it; the key of a parent that was new when the row was planned."""
    value = getattr(row, field.attname)
    if value is None and field.is_relation and field.get_cached_value(row, default=None) is not None:
        _send_waiting()  # the key may be one that is still on its way
        row._prepare_related_fields_for_save("insert")  # all of the row's, or ValueError
        value = getattr(row, field.attname)
    if type(value) in _PLAIN and not isinstance(field, models.JSONField):
        return value
    return field.get_db_prep_save(field.pre_save(row, add=add), connection)


#: What needs no preparing, as long as the field takes it at all.
_PLAIN = frozenset({str, int, float, bool, datetime, date, type(None)})
