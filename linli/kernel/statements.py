"""Statements of the hot paths, made once per process.

Django builds and compiles a queryset anew at each use, which takes several times what PostgreSQL needs to answer it. A `Kept`
queryset is written as any other, with holes for the values that change; its SQL is kept. `insert` and `update` write plain
rows without the compiling. All run through Django's cursor: they are counted, logged and part of the transaction as ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models.expressions import Expression, Func
from django.db.models.query import ModelIterable, get_related_populators
from django.db.transaction import TransactionManagementError

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

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
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
        self.sql, self.params = "", []
        with suppress(EmptyResultSet):  # a scope without any grant: nothing is asked, nothing is found
            self.sql, params = compiler.as_sql()
            self.params = list(params)
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
        params = [values[one.name] if isinstance(one, _Name) else one for one in self.params]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            rows: Iterable[Any] = cursor.fetchall()
        if self.converters:
            rows = self.compiler.apply_converters(rows, self.converters)
        return map(self.build, rows) if self.build else map(tuple, rows)


def _builder(compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """What Django's own ModelIterable does with a row."""
    info, select = compiler.klass_info, compiler.select
    start, end = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column.target.attname for column, _, _ in select[start:end]]
    related = get_related_populators(info, select, DEFAULT_DB_ALIAS)
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
    """Insert new rows of one model in one statement and give them their keys, and what the database `computed`.

    For models without parents and without `db_default`; no signals are sent. With `ignore_conflicts` no row gets a key.
    """
    if not rows:
        return
    model, computed = type(rows[0]), computed or {}
    fields = [field for field in model._meta.local_concrete_fields if not field.generated and not _makes_itself(field)]
    quote = connection.ops.quote_name
    params: list[Any] = []
    lines = [_line(row, fields, computed, params) for row in rows]
    back = [model._meta.pk.attname, *computed]
    tail = "ON CONFLICT DO NOTHING" if ignore_conflicts else f"RETURNING {', '.join(map(quote, back))}"
    columns = ", ".join(quote(field.column) for field in fields)
    table = quote(model._meta.db_table)
    sql = f"INSERT INTO {table} ({columns}) VALUES {', '.join(lines)} {tail}"  # noqa: S608  (our own names)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        made = [] if ignore_conflicts else cursor.fetchall()
    for row, found in zip(rows, made, strict=False):
        for name, value in zip(back, found, strict=True):
            setattr(row, name, value)
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def update(rows: Sequence[Any], names: Sequence[str]) -> None:
    """Write these columns (field names) of rows of one model in one statement; no signals are sent."""
    if not rows:
        return
    model = type(rows[0])
    fields = [model._meta.pk, *(model._meta.get_field(name) for name in names)]
    quote = connection.ops.quote_name
    casts = [f"%s::{field.cast_db_type(connection)}" for field in fields]
    params = [_stored(row, field) for row in rows for field in fields]
    columns = [quote(field.column) for field in fields]
    given = ", ".join([f"({', '.join(casts)})"] * len(rows))
    changes = ", ".join(f"{column} = given.{column}" for column in columns[1:])
    sql = (
        f"UPDATE {quote(model._meta.db_table)} AS kept SET {changes} FROM (VALUES {given}) "  # noqa: S608  (our own names)
        f"AS given ({', '.join(columns)}) WHERE kept.{columns[0]} = given.{columns[0]}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def _makes_itself(field: Any) -> bool:
    return isinstance(field, models.AutoField | models.BigAutoField)


def _line(row: Any, fields: Sequence[Any], computed: Mapping[str, Computed], params: list[Any]) -> str:
    """The placeholders of one row; its values go to the end of `params`."""
    row._prepare_related_fields_for_save("insert")  # keys of rows that were new when this one was planned
    marks = []
    for field in fields:
        if field.attname in computed:
            sql, values = computed[field.attname]
            marks.append(f"({sql})")
            params += values
        else:
            marks.append("%s")
            params.append(_stored(row, field, add=True))
    return f"({', '.join(marks)})"


def _stored(row: Any, field: Any, *, add: bool = False) -> Any:
    """A value as the driver takes it."""
    return field.get_db_prep_save(field.pre_save(row, add=add), connection)
