"""What is known of the replica, without any server: how old it is, when it may answer, and what is said of it."""

from __future__ import annotations

import logging
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from linli.config import database, replica
from linli.config.env import BadSetting
from linli.config.replica import BEHIND, FOLLOWS, GONE, PROMOTED, STRANGER, UNKNOWN, Watch
from tests.access.matrix import MATRIX


class Pair:
    """Two servers as a look sees them, and this process's clock."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.clock = 100.0
        self.first: Any = 1000  # place in the log, or the error that a question meets
        self.replica: Any = 1000
        self.system, self.follows, self.role = 7, True, "linli_app"
        self.watch = Watch(lambda: self.clock)
        monkeypatch.setattr(replica, "_row", self.row)
        monkeypatch.setattr(replica, "connections", {replica.ALIAS: SimpleNamespace(close=lambda: None)})

    def row(self, alias: str, sql: str) -> tuple[Any, ...]:
        said = self.replica if alias == replica.ALIAS else self.first
        if isinstance(said, Exception):
            raise said
        return (said, self.system, self.follows, self.role) if alias == replica.ALIAS else (said, 7)

    def look(self, first: Any = None, there: Any = None, after: float = 1) -> tuple[str, float]:
        self.clock += after
        self.first = self.first if first is None else first
        self.replica = self.replica if there is None else there
        self.watch.look()
        return self.watch.state, self.watch.seconds_behind


@pytest.fixture
def pair(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Pair:
    settings.LINLI_REPLICA_SECONDS = 5
    return Pair(monkeypatch)


def test_nothing_is_served_before_the_first_look(pair):
    assert (pair.watch.state, pair.watch.serves()) == (UNKNOWN, False)
    assert pair.watch.seconds_behind == float("inf")


def test_a_replica_that_has_everything_serves_until_what_is_known_is_too_old(pair):
    assert pair.look() == (FOLLOWS, 0)
    pair.clock += 5
    assert pair.watch.serves()
    pair.clock += 0.1  # nobody looked again: whatever the reason, it isn't relied on
    assert not pair.watch.serves()


def test_a_busy_replica_is_as_old_as_the_newest_place_it_has_reached(pair):
    pair.look(1000, 1000)
    assert pair.look(2000, 1500) == (FOLLOWS, 1)
    assert pair.look(3000, 2000) == (FOLLOWS, 1)  # it is where the first server was a second ago
    assert pair.look(4000, 2500) == (FOLLOWS, 2)
    assert pair.look(4000, 4000) == (FOLLOWS, 0)


def test_one_that_stands_still_is_behind_after_the_bound_and_serves_again_when_it_is_back(pair):
    pair.look(1000, 1000)
    assert [pair.look(1000 + n, 1000)[0] for n in range(1, 7)] == [FOLLOWS] * 5 + [BEHIND]
    assert not pair.watch.serves()
    assert pair.look(1007, 1006) == (FOLLOWS, 1)


def test_a_first_look_at_a_replica_under_way_proves_nothing(pair):
    assert pair.look(2000, 1999)[0] == BEHIND
    assert pair.look(3000, 2500) == (FOLLOWS, 1)


def test_an_older_copy_behind_the_same_address_starts_anew(pair):
    pair.look(2000, 2000)
    assert pair.look(2100, 50)[0] == BEHIND
    assert pair.look(2100, 2100) == (FOLLOWS, 0)


def test_a_replica_that_does_not_answer_is_gone_and_comes_back(pair):
    pair.look()
    assert pair.look(there=OperationalError("no"))[0] == GONE
    assert not pair.watch.serves()
    assert pair.look(there=1000) == (FOLLOWS, 0)


def test_while_the_first_server_is_away_nothing_is_learned(pair):
    pair.look()
    assert pair.look(OperationalError("no"), after=4) == (FOLLOWS, 4)
    assert pair.look(after=4) == (FOLLOWS, 8)
    assert not pair.watch.serves()


@pytest.mark.parametrize(
    ("fact", "value", "state"),
    [("follows", False, PROMOTED), ("system", 8, STRANGER), ("role", "postgres", STRANGER)],
)
def test_a_promoted_server_another_installation_and_a_session_without_the_role_are_never_read(pair, fact, value, state):
    pair.look()
    setattr(pair, fact, value)
    assert pair.look()[0] == state
    assert not pair.watch.serves()


class _Told(Exception):
    def __init__(self, sqlstate: str | None) -> None:
        self.sqlstate = sqlstate


@pytest.mark.parametrize(("sqlstate", "state"), [(None, GONE), ("57P01", GONE), ("08006", GONE), ("40001", FOLLOWS)])
def test_a_page_that_fails_there_tells_whether_the_server_is_gone(pair, sqlstate, state):
    pair.look()
    error = DatabaseError("x")
    error.__cause__ = _Told(sqlstate)
    pair.watch.failed(error)
    assert pair.watch.state == state


def test_news_is_logged_once(pair):
    lines: list[tuple[int, str]] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append((record.levelno, record.getMessage()))  # type: ignore[method-assign]
    replica.log.addHandler(handler)
    try:
        for there in (1000, 1000, OperationalError("no"), OperationalError("no"), 1000):
            pair.look(there=there)
    finally:
        replica.log.removeHandler(handler)
    warned = [line for line in lines if line[0] == logging.WARNING]
    assert warned == [(logging.WARNING, "replica: gone")]


def test_health_says_how_it_stands(pair, monkeypatch):
    monkeypatch.setattr(Watch, "begin", lambda self: None)
    assert pair.watch.words() == {"replica": UNKNOWN, "replica_seconds": None}
    pair.look()
    pair.clock += 2
    assert pair.watch.words() == {"replica": FOLLOWS, "replica_seconds": 2}
    pair.clock += 4
    assert pair.watch.words() == {"replica": BEHIND, "replica_seconds": 6}


def test_the_pages_exist_and_are_only_looked_at():
    assert not replica.PAGES - MATRIX.keys()
    assert {name: MATRIX[name].methods for name in replica.PAGES if MATRIX[name].methods != "GET"} == {}
    assert not [name for name in replica.PAGES if MATRIX[name].keyed]  # programs keep no cookie of their writes


def test_who_wrote_carries_the_place_signed_and_for_some_seconds(monkeypatch, settings):
    settings.LINLI_REPLICA_SECONDS = 5
    monkeypatch.setattr(replica, "_row", lambda *asked: (123456,))
    response = HttpResponse()
    replica._note(response)
    cookie = response.cookies[replica.COOKIE]
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == (7, True, "Lax")
    request = RequestFactory().get("/")
    assert replica._wrote(request) == 0
    request.COOKIES[replica.COOKIE] = cookie.value
    assert replica._wrote(request) == 123456
    request.COOKIES[replica.COOKIE] = cookie.value.replace("123456", "000001")
    assert replica._wrote(request) == 0


def test_where_the_place_cannot_be_asked_the_first_server_is_read_all_the_while(monkeypatch):
    def gone(*asked: str) -> None:
        raise DatabaseError

    monkeypatch.setattr(replica, "_row", gone)
    response = HttpResponse()
    replica._note(response)
    request = RequestFactory().get("/")
    request.COOKIES[replica.COOKIE] = response.cookies[replica.COOKIE].value
    assert replica._wrote(request) == replica.BEYOND


URL = "postgresql://linli@first/linli"


def test_no_replica_is_named_by_default(monkeypatch):
    monkeypatch.delenv("LINLI_REPLICA_URL", raising=False)
    assert database.replica(4) == {}


def test_a_session_with_the_replica_can_never_write_and_hangs_nobody_up(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", URL)
    monkeypatch.setenv("LINLI_TEST", "false")
    monkeypatch.setenv(
        "LINLI_REPLICA_URL", "postgresql://linli@second/linli?connect_timeout=9&options=-c%20work_mem=8MB"
    )
    found = database.replica(4)["replica"]
    assert (found["HOST"], found["OPTIONS"]["connect_timeout"], found["OPTIONS"]["pool"]["timeout"]) == (
        "second",
        "9",
        1,
    )
    said = found["OPTIONS"]["options"]
    assert said.startswith("-c work_mem=8MB -c default_transaction_read_only=on -c role=linli_app ")


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("postgresql://linli@second/other", "must name the same database"),
        ("mysql://second/linli", "LINLI_REPLICA_URL must begin with"),
    ],
)
def test_a_replica_of_something_else_stops_the_start(monkeypatch, url, why):
    monkeypatch.setenv("DATABASE_URL", URL)
    monkeypatch.setenv("LINLI_REPLICA_URL", url)
    with pytest.raises(BadSetting, match=why):
        database.replica(4)
