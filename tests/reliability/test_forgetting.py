"""Retention under kill -9: real processes, a cluster of their own. What is gone was counted, what was counted is gone, once."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from tests.reliability.house import House, furnished

pytestmark = pytest.mark.slow

#: How many there are of each, all of them due.
PEOPLE, CODES, PENDING, REQUESTS, VISITS = 23, 20, 10, 9, 12
BATCH = 6

#: What a county kept too long, made on the days on which it would have been made; and one of each that isn't due.
READY = f"""
import django; django.setup()
from datetime import datetime, timedelta
from types import SimpleNamespace
from linli.domains.selfservice import services
from linli.domains.selfservice.services import codes
from linli.domains.selfservice.tests import making as own
from linli.domains.visits.tests import making as visiting
from linli.foundation.residents import services as register
from linli.foundation.residents.tests import making
from linli.kernel import clock
from linli.kernel.actor import Actor
from tests.kit import people, places

SYSTEM = Actor.system()
codes.secrets.randbelow = lambda end: int(own.DIGITS)
ground = places.build()
people.build(ground)
cast = SimpleNamespace(**vars(ground))
now = clock.now()

def gone(n):
    home = making.dwelling(cast, f"9{{n}}")
    one = making.person(cast, phone="", id_number=making.number(n), area=home.area)
    register.move_out(SYSTEM, residency=register.move_in(SYSTEM, person=one, dwelling=home))

def ask(n):
    made = own.request(cast, words=f"名字写错了{{n}}")
    services.decide_request(SYSTEM, request=made, granted=False, answer="查过，一致")

with clock.frozen(now - timedelta(days=1200)):
    for n in range({REQUESTS}): ask(n)
    family = visiting.home(cast, "101")
    visiting.plan(cast, by=SYSTEM)
for n in range({VISITS}):
    with clock.frozen(now - timedelta(days=1100 - n)):
        visiting.visited(cast, visiting.stop(family), by=SYSTEM, note="交接")
with clock.frozen(now - timedelta(days=800)):
    for n in range({PEOPLE}): gone(n)
    for n in range({PENDING}): own.registered(cast, address=None, name="林" + "一二三四五六七八九十"[n], phone=f"100666{{n:05d}}", room=f"3{{n}}")
    for n in range({CODES} - {PENDING}): own.begun(cast, address=None, phone=f"100555{{n:05d}}")
gone({PEOPLE})
own.begun(cast, address=None, phone="10077700000")
ask({REQUESTS})
visiting.visited(cast, visiting.stop(family), by=SYSTEM, note="交接")
"""

COMMON = """
import sys
import django; django.setup()
def stand_still(where):
    print(where, flush=True)
    input()
"""
#: Stands still at the end of the so-manieth batch, when all is written and nothing is committed.
FORGET = f"""
from linli.domains.selfservice import services
from linli.domains.selfservice.services import forgetting
forgetting.BATCH = {BATCH}
real, left = forgetting._count, [int(sys.argv[1])]
def count(county, what, number):
    done = real(county, what, number)
    left[0] -= bool(number)
    if not left[0] and number: stand_still(what)
    return done
forgetting._count = count
print(services.forget_all())
"""
FORGET_VISITS = """
from linli.domains.visits import services
from linli.domains.visits.services import notes
if sys.argv[1:]: notes.record = lambda *args, **options: stand_still("visits")
print(services.forget_old_visits())
"""

#: What retention counts → (how many of it are still there, how many there were).
LEFT = {
    "codes": ("SELECT count(*) FROM selfservice_phonecode", CODES + 1),
    "id_numbers": ("SELECT count(*) FROM residents_person WHERE id_number_index <> ''", PEOPLE + 1),
    "people": ("SELECT count(*) FROM residents_person WHERE state = 'left'", PEOPLE + 1),
    "unverified": ("SELECT count(*) FROM residents_person WHERE source = 'self' AND state = 'present'", PENDING),
    "requests": ("SELECT count(*) FROM selfservice_personrequest WHERE emptied_at IS NULL", REQUESTS + 1),
}
ALL = {"codes": CODES, "id_numbers": PEOPLE, "people": PEOPLE, "unverified": PENDING, "requests": REQUESTS}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = House(furnished(tmp_path_factory, "forgetting"))
    made.run("-c", READY)
    yield made
    made.run("-m", "linli.config.embedded", "stop")


def killed(house: House, *arguments: str) -> str:
    """Let a child come to where it stands still, and kill it there; what it was at."""
    child = house.begin("-c", *arguments)
    assert child.stdout
    where = child.stdout.readline().strip()
    assert where and child.poll() is None, child.communicate()[1]
    os.kill(child.pid, signal.SIGKILL)
    child.communicate()
    assert child.returncode == -signal.SIGKILL
    return where


def counted(house: House) -> dict[str, int]:
    return {
        what: house.number(f"SELECT coalesce(sum(count), 0) FROM selfservice_erasedcount WHERE what = '{what}'")
        for what in ALL
    }


def gone(house: House) -> dict[str, int]:
    return {what: was - house.number(statement) for what, (statement, was) in LEFT.items()}


def test_a_killed_retention_goes_on_and_its_numbers_are_exact(house: House) -> None:
    assert gone(house) == counted(house) == dict.fromkeys(ALL, 0)
    stood, before = [], dict.fromkeys(ALL, 0)
    for batch in (2, 5, 5, 5):
        stood.append(killed(house, COMMON + FORGET, str(batch)))
        now = counted(house)
        assert gone(house) == now
        assert sum(now.values()) > sum(before.values())
        assert now[stood[-1]] < ALL[stood[-1]], "the batch that was killed counts as not done"
        before = now
    assert len(set(stood)) >= 3, stood
    rest = sum(ALL.values()) - sum(before.values())
    assert int(house.run("-c", COMMON + FORGET, "0")) == rest
    assert gone(house) == counted(house) == ALL
    assert int(house.run("-c", COMMON + FORGET, "0")) == 0
    erased = "FROM audit_event WHERE code = 'residents.person_erased'"
    assert house.number(f"SELECT count(*) {erased}") == PEOPLE + PENDING
    assert house.number(f"SELECT count(DISTINCT subject_id) {erased}") == PEOPLE + PENDING
    assert house.number("SELECT count(*) FROM residents_person WHERE state = 'erased'") == PEOPLE + PENDING


def test_old_visits_are_gone_with_the_line_that_says_so_or_not_at_all(house: House) -> None:
    there, told = "SELECT count(*) FROM visits_visit", "FROM audit_event WHERE code = 'visits.forgotten'"
    assert house.number(there) == VISITS + 1
    assert killed(house, COMMON + FORGET_VISITS, "killed") == "visits"
    assert house.number(there) == VISITS + 1
    assert house.number(f"SELECT count(*) {told}") == 0
    assert int(house.run("-c", COMMON + FORGET_VISITS)) == VISITS
    assert int(house.run("-c", COMMON + FORGET_VISITS)) == 0
    assert house.number(there) == 1
    assert house.number(f"SELECT count(*) {told}") == 1
    assert house.number(f"SELECT (data->>'count')::int {told}") == VISITS
