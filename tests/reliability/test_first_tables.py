"""The tables of an empty database are made at once (`kernel/first_tables.py`): nothing tells them from those that migrations made."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from linli.config.env import ROOT
from tests.reliability.house import House

ONE_BY_ONE = (
    "import django; django.setup(); from linli.kernel import first_tables; first_tables.make = lambda connection: False; "
    "from django.core.management import call_command; call_command('migrate', verbosity=0)"
)
AT_ONCE = "import django; django.setup(); from django.core.management import call_command; call_command('migrate', verbosity=0)"

#: What PostgreSQL knows of a database, each thing by name: numbers of rows and of objects differ.
KNOWN = {
    "columns": """
        SELECT table_name, row_number() OVER (PARTITION BY table_name ORDER BY ordinal_position), column_name, data_type, udt_name, character_maximum_length, numeric_precision, numeric_scale,
            is_nullable, column_default, identity_generation, collation_name
        FROM information_schema.columns WHERE table_schema = 'public'""",
    "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "policies": "SELECT tablename, policyname, permissive, roles::text, cmd, qual, with_check FROM pg_policies",
    "functions": "SELECT proname, pg_get_functiondef(oid), proacl::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'",
    "tables": """
        SELECT relname, relkind::text, relrowsecurity, relforcerowsecurity, relacl::text, reloptions::text, relpersistence::text
        FROM pg_class WHERE relnamespace = 'public'::regnamespace""",
    "types": "SELECT typname, typtype::text FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd')",
    "migrations": "SELECT app, name FROM django_migrations",
    "rights": "SELECT content_type.app_label, permission.codename FROM auth_permission AS permission"
    " JOIN django_content_type AS content_type ON content_type.id = permission.content_type_id",
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = House(tmp_path_factory.mktemp("first_tables") / "var")
    yield made
    made.run("-m", "linli.config.embedded", "stop")


def migrated(house: House, name: str, code: str) -> dict[str, list[str]]:
    """All that is known of a database after `code` ran on it empty."""
    with psycopg.connect(house.url, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    url = house.url.replace("/linli?", f"/{name}?")
    assert url != house.url
    environment = {**house.env, "DATABASE_URL": url}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    with psycopg.connect(url) as server:
        return {what: sorted(map(str, server.execute(asked).fetchall())) for what, asked in KNOWN.items()}


def test_both_ways_leave_the_same_database(house: House) -> None:
    at_once, one_by_one = migrated(house, "at_once", AT_ONCE), migrated(house, "one_by_one", ONE_BY_ONE)
    for what, rows in one_by_one.items():
        assert rows, f"nothing known of {what}"
        assert at_once[what] == rows, what


def test_a_database_with_tables_is_migrated_as_ever(house: House, tmp_path: Path) -> None:
    """Twice is once: what is there is left alone."""
    with psycopg.connect(house.url, autocommit=True) as server:
        server.execute("CREATE DATABASE twice")
    environment = {**house.env, "DATABASE_URL": house.url.replace("/linli?", "/twice?")}
    for _ in range(2):
        subprocess.run([sys.executable, "-c", AT_ONCE], cwd=ROOT, env=environment, check=True, capture_output=True)
