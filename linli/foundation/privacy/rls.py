"""Row-level security: the database itself hides rows outside of the reach that was said (ADR 0011; net 6 of ADR 0001).

A protected table has a policy over the setting `linli.reach`: "" sees nothing, "*" everything, else paths of areas parted by
commas. The application role owns nothing, so the policy binds it; the owner of the tables (migrations) isn't bound.

    with rls.reaching(actor, "residents.view"):      # evaluate inside: a queryset that leaves the block unread sees no row
        return list(Person.scoped.visible_to(actor)[:50])

    @rls.reached("residents.view")                   # the same around a selector or service whose first argument is the actor
    def people_page(actor, ...): ...

    with rls.reaching_bodies(actor, "membership.view"): ...  # the same for what hangs on organizations and not on places
    with rls.in_county(actor, "honours.view"): ...   # the actor's county, for whoever holds the permission anywhere in it
    with rls.everywhere(): ...                       # system jobs: sweeps, rotation, retention
    with rls.within(area.path): ...                  # somebody without rights acts for one place (a form behind a QR code)

One statement when a block begins and one when it ends; none for a block inside another with the same reach. Never `yield` to
a caller inside a block: the caller would inherit the reach.

Forms of queries that keep their index under a policy: equality, `__in`, `__gte`/`__lt` on text (all leakproof). LIKE isn't: a
prefix search is written `name__gte=prefix, name__lt=end_of(prefix)`. COPY into a protected table is refused by PostgreSQL: copy into
a temporary table and INSERT … SELECT from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from django.db import Error, connection, transaction
from django.db.migrations.operations.base import Operation

from linli.kernel.actor import Actor

P = ParamSpec("P")
R = TypeVar("R")

SETTING = "linli.reach"
EVERYWHERE = "*"
NOWHERE = ""

_MARK = "linli_reach"  # on the connection: which reach it was told, and which server session was told

#: `paths` are the reach's parts; a whole county is asked by its own column, parts of it by their areas, hashed once a query.
_POLICY = """
CREATE POLICY linli_reach ON {table} USING (
    (SELECT current_setting('linli.reach', true)) = '*'
    OR {county} = ANY (ARRAY(
        SELECT rtrim(told.path, '.')::bigint
        FROM unnest(string_to_array(current_setting('linli.reach', true), ',')) AS told(path)
        WHERE told.path ~ '^[0-9]+[.]$'))
    OR {area} IN (
        SELECT area.id
        FROM unnest(string_to_array(current_setting('linli.reach', true), ',')) AS told(path)
        JOIN territory_area AS area ON area.path >= told.path AND area.path < rtrim(told.path, '.') || '/'
        WHERE told.path ~ '^[0-9]+([.][0-9]+)+[.]$')
)
"""


@contextmanager
def reaching(actor: Actor, permission: str) -> Iterator[None]:
    """Rows of the places where `actor` holds `permission` by area; all for the system, none without a grant."""
    with _told(EVERYWHERE if actor.is_system else ",".join(actor.paths(permission))):
        yield


@contextmanager
def reaching_bodies(actor: Actor, permission: str) -> Iterator[None]:
    """Rows of the actor's county where `permission` is held by organization; of tables that are narrowed to organizations (`NarrowRows`)
    those of the actor's ("o12") and of those below them. All for the system, none without such a grant.
    """
    bodies = sorted(actor.org_ids(permission)) if actor.county_id is not None else []
    words = (f"{actor.county_id}.", *(f"o{body}" for body in bodies)) if bodies else ()
    with _told(EVERYWHERE if actor.is_system else ",".join(words)):
        yield


@contextmanager
def in_county(actor: Actor, permission: str | None = None, *words: str) -> Iterator[None]:
    """Rows of the actor's county for whoever holds `permission` somewhere in it (None: for everybody of it); all for the system, none
    for others. `words` are what narrowed tables (`NarrowRows`) ask for besides.
    """
    may = actor.county_id is not None and (permission is None or actor.can(permission))
    with _told(EVERYWHERE if actor.is_system else ",".join((f"{actor.county_id}.", *words)) if may else NOWHERE):
        yield


@contextmanager
def within(*paths: str) -> Iterator[None]:
    """Rows below these paths ("1.12."), whoever asks."""
    with _told(",".join(paths)):
        yield


@contextmanager
def also(*words: str) -> Iterator[None]:
    """The reach that holds and these paths or words besides."""
    now = current()
    with _told(now if now == EVERYWHERE else ",".join(filter(None, (now, *words)))):
        yield


@contextmanager
def everywhere() -> Iterator[None]:
    """All rows: for what Linli does by itself, never for what somebody asked."""
    with _told(EVERYWHERE):
        yield


class Around(Protocol):
    """What wraps a selector or service whose first argument is the actor, and leaves its other arguments as they are."""

    def __call__(self, function: Callable[Concatenate[Actor, P], R], /) -> Callable[Concatenate[Actor, P], R]: ...


def asking(reach: Callable[[Actor], AbstractContextManager[None]]) -> Around:
    """Call a selector inside `reach(actor)`, the actor being its first argument. It must not return a lazy queryset."""

    def wrap(function: Callable[Concatenate[Actor, P], R]) -> Callable[Concatenate[Actor, P], R]:
        @wraps(function)
        def inside(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
            with reach(actor):
                return function(actor, *args, **kwargs)

        return inside

    return wrap


def reached(permission: str) -> Around:
    """`asking` inside `reaching(actor, permission)`."""
    return asking(lambda actor: reaching(actor, permission))


def changing(reach: Callable[[Actor], AbstractContextManager[None]]) -> Around:
    """Make a service one transaction inside `reach(actor)`, the actor being its first argument."""

    def wrap(service: Callable[Concatenate[Actor, P], R]) -> Callable[Concatenate[Actor, P], R]:
        @wraps(service)
        def inside(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
            with transaction.atomic(), reach(actor):
                return service(actor, *args, **kwargs)

        return inside

    return wrap


def changing_all(service: Callable[P, R]) -> Callable[P, R]:
    """Make a service one transaction that sees all rows: it asks itself what its caller may touch."""

    @wraps(service)
    def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic(), everywhere():
            return service(*args, **kwargs)

    return inside


def end_of(prefix: str) -> str:
    """The first text after all that begin with `prefix`, in the order of the "C" collation: `name >= prefix AND name < end`.

    Raises ValueError for the empty prefix.
    """
    if not prefix:
        raise ValueError("everything begins with nothing")
    last = ord(prefix[-1]) + 1
    return prefix[:-1] + chr(0xE000 if 0xD800 <= last <= 0xDFFF else min(last, 0x10FFFF))


def current() -> str:
    """The reach that this thread's connection was told; "" when none."""
    session, reach = getattr(connection, _MARK, (None, NOWHERE))
    return reach if session is not None and session is connection.connection else NOWHERE


@contextmanager
def _told(reach: str) -> Iterator[None]:
    before = current()
    if reach == before:
        yield
        return
    _tell(reach)
    try:
        yield
    finally:
        _take_back(before)


def _tell(reach: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, false)", [SETTING, reach])
    setattr(connection, _MARK, (connection.connection, reach))


def _take_back(reach: str) -> None:
    """In a failed transaction nothing can be said, and needn't: its end sets the value back that held when it began."""
    if connection.connection is None:
        return
    try:
        if not connection.needs_rollback:
            _tell(reach)
    except Error:
        if not connection.in_atomic_block:
            connection.close()  # a session whose reach isn't known is used no more
            return
    setattr(connection, _MARK, (connection.connection, reach))


class EnableRowSecurity(Operation):
    """Protect a model's table: its rows are seen and written within the reach only. Columns name the county and the area."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name: str, county: str = "county_id", area: str = "area_id") -> None:
        self.model_name = model_name
        self.county = county
        self.area = area

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Nothing changes in Django's eyes."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Switch it on and make the policy."""
        for statement in protect(self._table(app_label, to_state), self.county, self.area):
            schema_editor.execute(statement)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Drop the policy and switch it off."""
        table = self._table(app_label, from_state)
        schema_editor.execute(f'DROP POLICY linli_reach ON "{table}"')
        schema_editor.execute(f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY')

    def describe(self) -> str:
        """For the output of `migrate`."""
        return f"Row-level security of {self.model_name}"

    @property
    def migration_name_fragment(self) -> str:
        """For the name of a migration."""
        return f"{self.model_name.lower()}_row_security"

    def _table(self, app_label: str, state: Any) -> str:
        return str(state.apps.get_model(app_label, self.model_name)._meta.db_table)


class NarrowRows(Operation):
    """Show fewer rows of a protected table: those within the reach for which `condition` (SQL) holds too. "*" sees all still."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name: str, condition: str) -> None:
        self.model_name = model_name
        self.condition = condition

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Nothing changes in Django's eyes."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Make the policy; both this one and the reach's must hold."""
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        told = f"(SELECT current_setting('{SETTING}', true)) = '{EVERYWHERE}'"
        schema_editor.execute(
            f'CREATE POLICY linli_narrow ON "{table}" AS RESTRICTIVE USING ({told} OR {self.condition})'
        )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Drop the policy."""
        table = from_state.apps.get_model(app_label, self.model_name)._meta.db_table
        schema_editor.execute(f'DROP POLICY linli_narrow ON "{table}"')

    def describe(self) -> str:
        """For the output of `migrate`."""
        return f"Narrower row-level security of {self.model_name}"

    @property
    def migration_name_fragment(self) -> str:
        """For the name of a migration."""
        return f"{self.model_name.lower()}_narrow_rows"


_NAMED = "unnest(string_to_array(current_setting('linli.reach', true), ',')) AS told(word)"


def only_named(place: str, *columns: tuple[str, str]) -> str:
    """The condition of a `NarrowRows` under which a county's reach alone shows nothing: rows at places that the reach names after the
    letter `place` ("a1.12."), and those whose column is named after its letter (`("o", "organization_id")`: "o7"; "o*" names all).
    """
    words = f"(SELECT told.word FROM {_NAMED})"  # noqa: S608  (our own words)
    ways = [f"'{place}' || county_id || '.' IN {words}"]
    ways += [f"'{letter}*' IN {words}" for letter in dict.fromkeys(letter for letter, _ in columns)]
    ways += [f"'{letter}' || {column} IN {words}" for letter, column in columns]
    below = f"""area_id IN (
        SELECT area.id FROM {_NAMED}
        JOIN territory_area AS area
            ON area.path >= substr(told.word, 2) AND area.path < rtrim(substr(told.word, 2), '.') || '/'
        WHERE told.word ~ '^{place}[0-9]+([.][0-9]+)+[.]$'
    )"""  # noqa: S608  (our own words)
    return " OR ".join([*ways, below])


def protect(table: str, county: str = "county_id", area: str = "area_id") -> list[str]:
    """The statements that protect a table."""
    return [f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY', _POLICY.format(table=table, county=county, area=area)]
