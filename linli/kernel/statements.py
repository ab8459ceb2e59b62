"""Statements of the hot paths, made once per process.

Django builds and compiles a queryset anew at each use, which takes several times what PostgreSQL needs to answer it. A `Kept`
queryset is written as any other, with holes for the values that change; its SQL is kept (rows are written by `writes`). Values
go beside the SQL, so that PostgreSQL plans what it is asked often once per connection (`LINLI_PREPARE`). All run through Django's wrappers: they are counted, logged and part of the transaction as ever.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models.expressions import Expression, Func
from django.db.models.query import ModelIterable, get_related_populators
from django.db.transaction import TransactionManagementError
from psycopg import RawCursor
from psycopg.sql import Literal


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

    With `shared` what doesn't change goes beside the SQL too, so that one plan serves querysets that differ in it alone (the
    scopes of a thousand grid workers). Not where there is an OR: PostgreSQL would read all that each side of it names.
    """

    def __init__(self, make: Callable[[], models.QuerySet[Any]], *, shared: bool = False) -> None:
        self._make, self._shared = make, shared
        self._plan: _Plan | None = None

    def rows(self, **values: Any) -> list[Any]:
        """All rows: instances, or tuples for `values_list`. A hole without its value raises KeyError."""
        return list(self._planned().run(values))

    def statement(self, **values: Any) -> tuple[str, list[Any]]:
        """The SQL with its parameters, to be asked with others; "" where nothing can be found (a scope without any grant)."""
        plan = self._planned()
        return plan.sql, plan.filled(values)

    def _planned(self) -> _Plan:
        if self._plan is None:
            self._plan = _Plan(self._make(), shared=self._shared)
        return self._plan

    def first(self, **values: Any) -> Any | None:
        """The first row, or None; the queryset itself says how many are fetched."""
        return next(iter(self.rows(**values)), None)


def hang(parents: Sequence[Any], children: Kept, *, by: str, name: str) -> list[Any]:
    """Put what belongs to each of `parents` on it as the list `name`, as prefetching does, but by a kept statement; all children.

    Its hole `ids` takes the keys of the parents, `by` is the children's attribute with it. Nothing is asked for no parents.
    """
    found = children.rows(ids=[one.pk for one in parents]) if parents else []
    for parent in parents:
        setattr(parent, name, [child for child in found if getattr(child, by) == parent.pk])
    return found


#: All that keep statements by key, for `forget`.
_by_key: list[KeptBy] = []


class KeptBy:
    """Kept statements that differ in more than a value, above all in whose scope they ask: one for each key.

    `seen = KeptBy(lambda actor: Case.scoped.visible_to(actor).filter(ref=hole("ref")))`, then `seen(actor).first(ref=…)`. The key must
    say all that the queryset is made of: an actor says its grants, so that whoever has another right is another key.
    """

    def __init__(self, make: Callable[..., models.QuerySet[Any]], *, shared: bool = False, most: int = 256) -> None:
        self._kept = lru_cache(maxsize=most)(lambda *key: Kept(lambda: make(*key), shared=shared))
        _by_key.append(self)

    def __call__(self, *key: Any) -> Kept:
        """The kept statement of this key; the one that wasn't asked for longest goes when there are too many."""
        return self._kept(*key)

    def forget(self) -> None:
        """All of them: what a scope means has changed (only tests do that)."""
        self._kept.cache_clear()


def forget() -> None:
    """Everything that is kept by key."""
    for one in _by_key:
        one.forget()


class _Plan:
    """What one compiling found out: the SQL, its parameters, and how a row becomes an instance."""

    def __init__(self, queryset: models.QuerySet[Any], *, shared: bool) -> None:
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql = ""
        self.values: list[Any] = []
        with suppress(EmptyResultSet):  # a scope without any grant: nothing is asked, nothing is found
            sql, params = compiler.as_sql()
            self.sql, self.values = _written_out(sql, params, beside=shared and " OR " not in sql)
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
        rows: Iterable[Any] = ask(self.sql, self.filled(values))
        if self.converters:
            rows = self.compiler.apply_converters(rows, self.converters)
        return map(self.build, rows) if self.build else map(tuple, rows)

    def filled(self, values: Mapping[str, Any]) -> list[Any]:
        """The parameters, each hole with its value."""
        return [values[one.name] if type(one) is _Name else one for one in self.values]


def _written_out(sql: str, params: Iterable[Any], *, beside: bool) -> tuple[str, list[Any]]:
    """The SQL, and its parameters with the holes among them. What doesn't change is written into the SQL unless it goes `beside`: a
    plan then knows that only running clocks are wanted, and finds their index.
    """
    connection.ensure_connection()
    left, kept = iter(params), []

    def put(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%"
        value = next(left)
        if beside or isinstance(value, _Name):
            kept.append(value)
            return f"${len(kept)}"
        return Literal(value).as_string(connection.connection)

    return re.sub("%[s%]", put, sql), kept


class _Cursor(RawCursor[Any]):
    """One for all kept statements of a connection: each is done with before the next begins, and what the driver has found out
    about the types of values stays known (one for each statement cost a tenth of its time in Python).

    It keeps in mind what it sends, also of prepared statements, so that Django's log of statements can say it.
    """

    _tx: Any = None

    def _start_query(self, query: Any = None) -> Any:
        if self._tx is not None:
            self._last_query = query  # the driver's own way to keep what it knows of types: as if asked the same again
        return super()._start_query(query)

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
    cursor = _cursor_of(here.connection)
    here._prepare_cursor(cursor).execute(sql, params)
    return cursor


def _cursor_of(driver: Any) -> _Cursor:
    """The one of a connection of the driver's; it goes with the connection."""
    try:
        found: _Cursor = driver.kept_cursor
    except AttributeError:
        found = driver.kept_cursor = _Cursor(driver)
    return found


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
