"""Lists under kill -9, and two importers at once: real processes, a cluster of their own. Nobody comes in twice, nobody is lost."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

import psycopg
import pytest

from tests.reliability.house import House, furnished

pytestmark = pytest.mark.slow

PEOPLE = 600

#: The cast of the tests, and a list of 600: a third of them without any number, three to a room.
READY = """
import django; django.setup()
from tests.kit import people, places
people.build(places.build())
"""
COMMON = """
import sys
import django; django.setup()
from linli.foundation.access.models import Account
from linli.foundation.access import selectors as access
from linli.foundation.territory.models import Area
from linli.domains.rosters import selectors, services
from linli.domains.rosters.services import reading
from linli.domains.rosters.services.people import People
from linli.domains.rosters.tests import making
from linli.foundation.privacy import rls
reading.ROWS = 20
"""
SEND = """
rows = making.people(PEOPLE)
for n in range(0, len(rows), 3): rows[n + 2][1] = rows[n + 2][2] = ""
for n, row in enumerate(rows): row[0] += "甲乙丙丁戊己庚辛壬癸"[n // 100] + "子丑寅卯辰巳午未申酉"[n // 10 % 10] + "一二三四五六七八九十"[n % 10]
if sys.argv[1:]: rows = [row for n in range(len(rows) - 3, -1, -3) for row in rows[n : n + 3]]
account = Account.unscoped.get(username="wang-community")
actor = access.actor_for(account)
area = Area.unscoped.get(name="柳园社区")
row = services.send_list(actor, area=area, file=making.csv_file(rows))
while services.work(1): pass
row = making.again(row)
services.match_columns(actor, roster=row, header_line=row.header_line, columns={int(k): v for k, v in row.columns.items()})
while services.work(1): pass
print(row.pk)
""".replace("PEOPLE", str(PEOPLE))
START = """
from linli.domains.rosters.models import Roster
with rls.everywhere(): rows = list(Roster.unscoped.filter(state="checked"))
actor = access.actor_for(Account.unscoped.get(username="wang-community"))
for row in rows: services.start_run(actor, roster=row)
"""
WORK = "while services.work(1): pass"
ONE = """
pk = int(sys.argv[1])
with rls.everywhere(): reader = People(selectors.roster_by_id(pk))
print("ready", flush=True)
input()
while services.run_piece(pk, reader): pass
"""


def empty(house: House) -> None:
    with psycopg.connect(house.url) as connection:
        connection.execute(
            "TRUNCATE residents_person, residents_dwelling, residents_household, residents_residency, "
            "residents_likeness, rosters_roster, rosters_piece CASCADE"
        )


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = House(furnished(tmp_path_factory, "rosters"))
    made.run("-c", READY)
    yield made
    made.run("-m", "linli.config.embedded", "stop")


def whole(house: House) -> dict[str, int]:
    return {
        "people": house.number("SELECT count(*) FROM residents_person"),
        "names": house.number("SELECT count(DISTINCT name) FROM residents_person"),
        "homes": house.number("SELECT count(*) FROM residents_residency WHERE ends_on IS NULL"),
        "dwellings": house.number("SELECT count(*) FROM residents_dwelling"),
        "households": house.number("SELECT count(*) FROM residents_household WHERE head_id IS NOT NULL"),
    }


EXPECTED = {"people": PEOPLE, "names": PEOPLE, "homes": PEOPLE, "dwellings": PEOPLE // 3, "households": PEOPLE // 3}


def test_a_killed_import_goes_on_exactly_where_it_stood(house: House) -> None:
    empty(house)
    pk = int(house.run("-c", COMMON + SEND))
    house.run("-c", COMMON + START)
    done, kills = 0, 0
    while kills < 3:
        worker = house.begin("-c", COMMON + WORK)
        deadline = time.monotonic() + 120
        while house.number(f"SELECT done FROM rosters_roster WHERE id = {pk}") < done + 3:
            assert time.monotonic() < deadline and worker.poll() is None, worker.communicate()[1]
            time.sleep(0.02)
        os.kill(worker.pid, signal.SIGKILL)
        worker.communicate()
        kills += 1
        done = house.number(f"SELECT done FROM rosters_roster WHERE id = {pk}")
        assert 0 < done < 30
        seen = house.number(f"SELECT seen FROM rosters_roster WHERE id = {pk}")
        assert house.number("SELECT count(*) FROM residents_person") == seen
    house.run("-c", COMMON + WORK)
    assert whole(house) == EXPECTED
    assert house.number(f"SELECT added FROM rosters_roster WHERE id = {pk} AND state = 'finished'") == PEOPLE


def test_two_importers_at_once_finish_and_double_nobody(house: House) -> None:
    empty(house)
    jobs = [house.run("-c", COMMON + SEND, *order).strip() for order in ((), ("the last first",))]
    house.run("-c", COMMON + START)
    workers = [house.begin("-c", COMMON + ONE, pk) for pk in jobs]
    for worker in workers:
        assert worker.stdout and worker.stdout.readline() == "ready\n", worker.communicate()[1]
    for worker in workers:
        assert worker.stdin
        worker.stdin.write("go\n")
        worker.stdin.flush()
    for worker in workers:
        _out, err = worker.communicate(timeout=300)
        assert worker.returncode == 0, err
    assert whole(house) == EXPECTED
    assert house.number("SELECT count(*) FROM rosters_roster WHERE state = 'finished'") == 2
    assert house.number("SELECT sum(added) FROM rosters_roster") == PEOPLE
    assert house.number("SELECT sum(known) FROM rosters_roster") == PEOPLE
    assert house.number("SELECT count(*) FROM rosters_roster WHERE added > 0 AND known > 0") == 2  # they did meet
