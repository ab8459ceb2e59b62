"""Statements of the hot paths, made once per process.

Django builds and compiles a queryset anew at each use, which takes several times what PostgreSQL needs to answer it. A `Kept`
queryset is written as any other, with holes for the values that change; its SQL is kept. `insert` and `update` write plain
rows without the compiling. Values go beside the SQL, so that PostgreSQL plans what it is asked often once per connection
(`LINLI_PREPARE`). All run through Django's wrappers: they are counted, logged and part of the transaction as ever.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import count as count_up
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models.expressions import Expression, Func
from django.db.models.query import ModelIterable, get_related_populators
from django.db.transaction import TransactionManagementError
from psycopg import RawCursor
from psycopg.sql import Literal

#: SQL with its parameters, for a column that the database works out.
Computed = tuple[str, list[Any]]


@dataclass(frozen=True, slots=True)
class _Name:
    """Stands among the parameters of a kept statement where a value comes in."""

    name: str


class hole(Expression):  # noqa: N801  (reads as F and Q do: `filter(pk=hole("pk"))`)
    """A value that comes with each call. It is handed to the driver as it is: the caller gives it its right type."""

    def __init__(self, name: str, output_field: models.Field[Any, Any] | None = None) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """One placeholder."""
        return "%s", [_Name(self.name)]


class among(Func):  # noqa: N801  (as above)
    """`among("area_id", hole("ids"))`: the column's value is in a list, whatever its length."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY ("
    output_field = models.BooleanField()


class Kept:
    """A queryset whose SQL is made at its first use: `Kept(lambda: Area.unscoped.filter(pk=hole("pk")))`.

    Slices, ordering, `select_related`, annotations and `values_list` work; `prefetch_related` and `values` don't.
    """

    def __init__(self, make: Callable[[], models.QuerySet[Any]]) -> None:
        self._make = make
        self._plan: _Plan | None = None

    def rows(self, **values: Any) -> list[Any]:
        """All rows: instances, or tuples for `values_list`. A hole without its value raises KeyError."""
        if self._plan is None:
            self._plan = _Plan(self._make())
        return list(self._plan.run(values))

    def first(self, **values: Any) -> Any | None:
        """The first row, or None; the queryset itself says how many are fetched."""
        return next(iter(self.rows(**values)), None)


class _Plan:
    """What one compiling found out: the SQL, its parameters, and how a row becomes an instance."""

    def __init__(self, queryset: models.QuerySet[Any]) -> None:
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql = ""
        self.names: list[str] = []
        with suppress(EmptyResultSet):  # a scope without any grant: nothing is asked, nothing is found
            self.sql, self.names = _written_out(*compiler.as_sql())
        self.compiler = compiler
        self.converters = compiler.get_converters([expression for expression, _, _ in compiler.select])
        self.build = _builder(compiler) if queryset._iterable_class is ModelIterable else None
        self.locks = queryset.query.select_for_update

    def run(self, values: Mapping[str, Any]) -> Iterable[Any]:
        """Fill in the values, ask, and make the rows."""
        if not self.sql:
            return ()
        if self.locks and connection.get_autocommit():
            raise TransactionManagementError("a lock outside of a transaction locks nothing")
        rows: Iterable[Any] = ask(self.sql, [values[name] for name in self.names])
        if self.converters:
            rows = self.compiler.apply_converters(rows, self.converters)
        return map(self.build, rows) if self.build else map(tuple, rows)


def _written_out(sql: str, params: Iterable[Any]) -> tuple[str, list[str]]:
    """The SQL with all that doesn't change written into it, and the names of the holes: a plan then knows that only running
    clocks are wanted, and finds their index.
    """
    connection.ensure_connection()
    left, names = iter(params), []

    def put(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%"
        value = next(left)
        if isinstance(value, _Name):
            names.append(value.name)
            return f"${len(names)}"
        return Literal(value).as_string(connection.connection)

    return re.sub("%[s%]", put, sql), names


class _Cursor(RawCursor[Any]):
    """Keeps in mind what it sends, also of prepared statements, so that Django's log of statements can say it."""

    def _send_query_prepared(self, name: bytes, pgq: Any, **options: Any) -> None:
        self._query = pgq
        super()._send_query_prepared(name, pgq, **options)


def ask(sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The rows of a statement written by hand, whose values are called $1, $2 and so on; none where it gives none back."""
    cursor = _executed(sql, params)
    found = cursor.pgresult  # asked itself: `description` would name and type every column first
    return cursor.fetchall() if found and found.nfields else []


def change(sql: str, params: Sequence[Any] = ()) -> int:
    """Run a statement written by hand (see `ask`); how many rows it touched."""
    return int(_executed(sql, params).rowcount)


def _executed(sql: str, params: Sequence[Any]) -> _Cursor:
    """A cursor of our own inside of Django's wrappers, that count, log and translate errors."""
    here: Any = connections[DEFAULT_DB_ALIAS]
    if here.connection is None:
        here.ensure_connection()
    cursor = _Cursor(here.connection)
    here._prepare_cursor(cursor).execute(sql, params)
    return cursor


def _builder(compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """What Django's own ModelIterable does with a row."""
    info, select = compiler.klass_info, compiler.select
    start, end = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column.target.attname for column, _, _ in select[start:end]]
    related = get_related_populators(info, select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]  # stubs of a later Django
    noted = list(compiler.annotation_col_map.items())

    def build(row: Sequence[Any]) -> Any:
        made = info["model"].from_db(DEFAULT_DB_ALIAS, names, row[start:end])
        for populator in related:
            populator.populate(row, made)
        for name, place in noted:
            setattr(made, name, row[place])
        return made

    return build


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
        for field in fields:
            if field.attname in computed:
                params += computed[field.attname][1]
            else:
                params.append(_stored(row, field, add=True))
    for row, found in zip(rows, ask(sql, params), strict=False):  # with conflicts none come back
        for name, value in zip(back, found, strict=True):
            setattr(row, name, value)
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


@lru_cache(maxsize=256)
def _insertion(
    model: Any, count: int, computed: tuple[tuple[str, str], ...], ignore_conflicts: bool
) -> tuple[str, list[Any], list[str]]:
    """The SQL of an insert, its columns in their order, and the attributes that come back."""
    quote = connection.ops.quote_name
    fields = [field for field in model._meta.local_concrete_fields if not field.generated and not _makes_itself(field)]
    back = [model._meta.pk.attname, *(name for name, _ in computed)]
    number, texts = count_up(1), dict(computed)
    lines = [", ".join(_mark(texts.get(field.attname, "{}"), number) for field in fields) for _ in range(count)]
    tail = "ON CONFLICT DO NOTHING" if ignore_conflicts else f"RETURNING {', '.join(map(quote, back))}"
    columns, values = ", ".join(quote(field.column) for field in fields), "), (".join(lines)
    table = quote(model._meta.db_table)
    return f"INSERT INTO {table} ({columns}) VALUES ({values}) {tail}", fields, back  # noqa: S608  (our own names)


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


def _stored(row: Any, field: Any, *, add: bool = False) -> Any:
    """A value as the driver takes it; the key of a parent that was new when the row was planned."""
    value = getattr(row, field.attname)
    if value is None and field.is_relation and field.is_cached(row):
        row._prepare_related_fields_for_save("insert")
        value = getattr(row, field.attname)
    if type(value) in _PLAIN and not isinstance(field, models.JSONField):
        return value
    return field.get_db_prep_save(field.pre_save(row, add=add), connection)


#: What needs no preparing, as long as the field takes it at all.
_PLAIN = frozenset({str, int, float, bool, datetime, date, type(None)})
