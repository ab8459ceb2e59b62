"""A lost or wrong data key, and a server without the application role: the start is refused in words and nothing is changed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from linli.config.env import ROOT
from tests.reliability.house import KEY, environment, furnished

pytestmark = pytest.mark.slow

OLD, NEW = KEY, "b" * 40


class House:
    """A state directory with a cluster of its own, whose tables were made under the key `OLD`."""

    def __init__(self, var: Path) -> None:
        self.env = environment(var)
        started = self.run("-m", "linli.config.embedded", "start")
        assert started.returncode == 0, started.stderr
        self.url = started.stdout.strip()

    def run(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.env | settings, capture_output=True, text=True, check=False
        )

    def manage(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        return self.run("manage.py", *arguments, **settings)

    def up(self, **settings: str) -> subprocess.CompletedProcess[str]:
        """The production start, with everything in order but what `settings` say."""
        good = {
            "LINLI_MODE": "production",
            "SECRET_KEY": "c" * 40,
            "LINLI_HOSTS": "localhost",
            "DATABASE_URL": self.url,
        }
        return self.run("-m", "linli.config.supervise", "up", "--worker", **good, **settings)

    def rows(self, statement: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.url) as connection:
            return connection.execute(statement).fetchall()

    def state(self) -> list[list[tuple[object, ...]]]:
        """All that a start could overwrite."""
        return [
            self.rows("SELECT number, mark, made_at, retired_at FROM privacy_keycheck ORDER BY number"),
            self.rows("SELECT phone_sealed, phone_index FROM people_staffcard ORDER BY id"),
            self.rows("SELECT count(*) FROM django_migrations"),
        ]


ADD = """
from linli.foundation.methods import services as m
from linli.foundation.territory import services as t
from linli.foundation.people import services as p
from linli.kernel.actor import Actor
s = Actor.system()
m.install_method(s, slug="huancui")
c = t.create_county(s, slug="jiang", method_slug="huancui", name="江县", code="990101")
for n in range(5): p.add_staff(s, area=c, name="甲", phone=f"1000000777{n}")
"""
READ = """
from linli.foundation.people.models import StaffCard
from linli.kernel import crypto
print([crypto.unseal(r.phone_sealed, purpose="staff.phone") for r in StaffCard.unscoped.order_by("id")])
print([StaffCard.unscoped.filter(phone_index__in=crypto.blind_indexes(f"1000000777{n}", purpose="staff.phone")).count() for n in range(5)])
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """For tests that leave it as it was."""
    yield from _house(furnished(tmp_path_factory, "house"))


@pytest.fixture
def another_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """For a test that changes its key."""
    yield from _house(furnished(tmp_path_factory, "another"))


def _house(var: Path) -> Iterator[House]:
    made = House(var)
    try:
        done = made.manage("shell", "-c", ADD)
        assert done.returncode == 0, done.stderr
        yield made
    finally:
        made.run("-m", "linli.config.embedded", "stop")


def test_a_wrong_key_stops_every_start_and_changes_nothing(house: House) -> None:
    before = house.state()
    keys = {"LINLI_DATA_KEY": NEW}
    starts = (house.up(**keys), house.manage("shell", "-c", ADD, **keys), house.manage("migrate", **keys),
              house.run("-m", "linli.config.prepare", **keys), house.manage("rotate_keys", **keys))  # fmt: skip
    for done in starts:
        refused(done, "Data key 1 isn't the one under which this database was sealed")
    assert house.state() == before


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ({"LINLI_DATA_KEY": f"2:{NEW}"}, "Data key 1 is missing, and this database was sealed under it"),
        ({"LINLI_DATA_KEY": f"2:{NEW}", "LINLI_OLD_DATA_KEYS": f"1:{NEW}x"}, "Data key 1 isn't the one"),
        ({"LINLI_DATA_KEY": f"1:{NEW}", "LINLI_OLD_DATA_KEYS": f"1:{OLD}"}, "Two data keys have the same number"),
        ({"LINLI_OLD_DATA_KEYS": "2:short"}, "at least 32 characters"),
        ({"LINLI_DATA_KEY": f"900:{NEW}"}, "must be 1 to 255"),
    ],
)
def test_a_lost_key_or_a_ring_that_makes_no_sense_is_refused(house: House, keys: dict[str, str], sentence: str) -> None:
    before = house.state()
    refused(house.up(**keys), sentence)
    refused(house.run("-m", "linli.config.prepare", **keys), sentence)
    assert house.state() == before


def refused(done: subprocess.CompletedProcess[str], sentence: str) -> None:
    assert done.returncode in (1, 2), done.stdout
    assert sentence in done.stderr, done.stderr
    assert "Traceback" not in done.stderr


def test_the_key_of_a_demo_that_was_deleted_is_missed(house: House) -> None:
    """A demo makes its own key at first; a second one, made because the file is gone, opens nothing and is refused."""
    before = house.state()
    done = house.manage("shell", "-c", ADD, LINLI_DATA_KEY="")
    assert done.returncode == 2
    assert "keys/linli_data_key" in done.stderr
    assert house.state() == before


def test_without_the_application_role_the_start_says_what_to_do(house: House) -> None:
    before = house.state()
    other = {"LINLI_DB_ROLE": "linli_x"}
    for done in (house.up(**other), house.manage("shell", "-c", "1", **other), house.manage("migrate", **other)):
        refused(done, "CREATE ROLE linli_x NOLOGIN; GRANT linli_x TO linli;")
    assert house.state() == before


WHO = "from django.db import connection as c; k = c.cursor(); k.execute('SELECT current_user, session_user'); print(k.fetchone())"


def test_a_login_that_isnt_the_owner_serves_and_the_owner_migrates(house: House) -> None:
    with psycopg.connect(house.url.replace("linli@/linli", "postgres@/linli"), autocommit=True) as connection:
        connection.execute("CREATE ROLE linli_web LOGIN")
        connection.execute("GRANT linli_app TO linli_web")
    login = {"DATABASE_URL": house.url.replace("linli@", "linli_web@")}
    assert "('linli_app', 'linli_web')" in house.manage("shell", "-c", WHO, **login).stdout
    climbs = house.manage(
        "shell", "-c", "from django.db import connection as c; c.cursor().execute('SET ROLE linli')", **login
    )
    assert "permission denied to set role" in climbs.stderr
    assert house.manage("migrate", **login, LINLI_OWNER_URL=house.url).returncode == 0
    other = house.manage("migrate", **login, LINLI_OWNER_URL=house.url.replace("/linli?", "/other?"))
    assert other.returncode == 2
    assert "must name the same database" in other.stderr


def test_keys_are_rotated_and_the_old_one_may_go(another_house: House) -> None:
    house = another_house
    both = {"LINLI_DATA_KEY": f"2:{NEW}", "LINLI_OLD_DATA_KEYS": f"1:{OLD}"}
    numbers = [f"1000000777{n}" for n in range(5)]
    read = house.manage("shell", "-c", READ, **both)
    assert str(numbers) in read.stdout and "[1, 1, 1, 1, 1]" in read.stdout, read.stderr
    done = house.manage("rotate_keys", "--batch", "2", **both)
    assert "people.StaffCard: 5 rows sealed anew, 0 left" in done.stdout, done.stderr
    assert "0 rows sealed anew" in house.manage("rotate_keys", **both).stdout.split("people.StaffCard: ")[1]
    alone = {"LINLI_DATA_KEY": f"2:{NEW}"}
    read = house.manage("shell", "-c", READ, **alone)
    assert str(numbers) in read.stdout and "[1, 1, 1, 1, 1]" in read.stdout, read.stderr
    back = house.manage("shell", "-c", "1", LINLI_DATA_KEY=OLD)
    assert back.returncode == 2
    assert "Data key 2 is missing" in back.stderr
