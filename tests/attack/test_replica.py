"""Two servers, the second one following: pages from there are those of here, nobody sees more or older than promised, and whatever
happens to it costs nobody a page.
"""

from __future__ import annotations

import inspect
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import InternalError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.urls import reverse

from linli.config import embedded, replica
from linli.config.replica import ALIAS, BEHIND, FOLLOWS, GONE, PAGES, PROMOTED, STRANGER, UNKNOWN, Watch
from linli.foundation.access import selectors as access
from linli.foundation.access import services as accounts
from linli.foundation.privacy import rls
from linli.foundation.residents.models import Person
from linli.foundation.territory.models import Area
from linli.kernel import health, memory
from linli.kernel.actor import Actor
from tests.access.makers import MAKERS
from tests.access.matrix import MATRIX, PERSONAS, STRANGERS
from tests.attack.world import World
from tests.kit.standby import Standby, standby_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

QUEUE = "/console/"
#: What differs between two drawings of one page: seals of forms, the number of the request, the minute.
_CHANGING = re.compile(r'\b[0-9A-Za-z]{64}\b|[0-9A-F]{4}-[0-9A-F]{4}|\d\d:\d\d|nonce-[^"]*')


@pytest.fixture(scope="module")
def standby(django_db_setup: None) -> Iterator[Standby]:
    with standby_of(embedded.cluster(test=True), "second") as made:
        yield made


@pytest.fixture
def named(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Watch]]:
    """`named(standby)`: the settings name a replica, as `LINLI_REPLICA_URL` does; it is looked at when a test says so."""
    shared = Watch()
    connection.cursor().execute(
        "SET synchronous_commit = on"
    )  # as every server but the suite's, which writes its log later

    def put(server: Standby, **options: Any) -> Watch:
        told = {**connection.settings_dict, "HOST": str(server.cluster.sockets)}
        said = f"{told['OPTIONS']['options']} -c default_transaction_read_only=on"
        told["OPTIONS"] = {**told["OPTIONS"], "options": said} | options
        monkeypatch.setitem(connections.settings, ALIAS, told)
        allowed = inspect.getclosurevars(BaseDatabaseWrapper.ensure_connection).nonlocals["real_ensure_connection"]
        monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", allowed)  # Django's tests know "default" alone
        monkeypatch.setattr(Watch, "begin", lambda self: None)
        monkeypatch.setattr(health, "_words", {})
        monkeypatch.setattr(replica, "Watch", lambda: shared)
        return shared

    yield put
    connection.cursor().execute("RESET synchronous_commit")
    if ALIAS in connections:
        connections[ALIAS].close()
        del connections[ALIAS]


@pytest.fixture
def watch(standby: Standby, named: Callable[..., Watch]) -> Watch:
    return named(standby)


def until(watch: Watch, holds: Callable[[], bool]) -> None:
    """Look until it holds."""
    deadline = time.monotonic() + 10
    while True:
        watch.look()
        if holds():
            return
        if time.monotonic() > deadline:
            replica._row(ALIAS, "SELECT 1")
            raise AssertionError(watch.state, watch.seconds_behind)
        time.sleep(0.02)


def caught_up(watch: Watch) -> None:
    """It has all that was written until now."""
    began = time.monotonic()
    until(watch, lambda: watch.state == FOLLOWS and watch._current >= began)


def came_from_there(answer: Any) -> bool:
    return getattr(answer.wsgi_request, "from_replica", False)


def words(answer: Any) -> str:
    return _CHANGING.sub("", answer.content.decode())


def readers(name: str) -> tuple[str, str]:
    """Somebody who may see the page, and somebody who has nothing to do with that place."""
    row = MATRIX[name]
    may = "wu" if row.public else (row.ok or row.hidden).split()[0]
    return may, "yan" if may == "ding" else "feng"


def test_every_page_is_the_same_from_there_for_whoever_may_and_whoever_may_not(
    watch: Watch, world: World, cast: Any, client_of: Any, bare_errors: None
) -> None:
    """Each page with the replica and without it; what isn't a whole page never comes from there."""
    urls = {name: reverse(name, kwargs=MAKERS[MATRIX[name].thing](cast)) for name in sorted(PAGES)}
    caught_up(watch)
    wrong, leaks, from_there = [], [], 0
    for name, url in urls.items():
        for persona in readers(name):
            client = client_of(getattr(cast, PERSONAS[persona]))
            watch.state = FOLLOWS
            watch.look()
            there = client.get(url)
            watch.state = UNKNOWN
            here = client.get(url)
            wrong += [] if came_from_there(there) == (here.status_code == 200) else [f"{url} for {persona}: not served"]
            wrong += (
                [] if (there.status_code, words(there)) == (here.status_code, words(here)) else [f"{url} for {persona}"]
            )
            leaks += [url] if persona in STRANGERS and world.here.mark in words(there) else []
            from_there += came_from_there(there)
    assert not wrong, "\n".join(wrong)
    assert not leaks
    assert from_there > len(PAGES)
    assert world.here.mark in words(client_of(cast.zhao_dispatcher).get(QUEUE))


def test_rows_are_hidden_there_as_they_are_here_and_nothing_can_be_written(
    watch: Watch, world: World, cast: Any
) -> None:
    with rls.everywhere():
        all_of_them = set(Person.unscoped.values_list("pk", flat=True))
    with rls.within(cast.grid.path):
        of_the_grid = set(Person.unscoped.values_list("pk", flat=True))
    assert set() < of_the_grid < all_of_them
    caught_up(watch)
    with rls.everywhere(), replica._swapped():  # what the session here was told isn't told there
        assert connection.alias == ALIAS
        assert not Person.unscoped.exists()
        with rls.within(cast.grid.path):
            assert set(Person.unscoped.values_list("pk", flat=True)) == of_the_grid
        with rls.reaching(cast.feng_other_county.actor, "residents.view"):
            assert not of_the_grid & set(Person.unscoped.values_list("pk", flat=True))
        assert not Person.unscoped.exists()
        with pytest.raises(InternalError, match="read-only"):
            Area.unscoped.filter(pk=cast.grid.pk).update(name="x")
    assert connection.alias == "default"
    with rls.everywhere():
        assert set(Person.unscoped.values_list("pk", flat=True)) == all_of_them


def test_who_wrote_reads_the_own_write_and_others_go_on_reading_there(
    watch: Watch, standby: Standby, cast: Any, client_of: Any
) -> None:
    writer, other = client_of(cast.zhao_dispatcher), client_of(cast.wang_community)
    other.get(QUEUE), writer.get(QUEUE)
    caught_up(watch)
    standby.pause()
    try:
        assert writer.post(reverse("cases:keep-view"), {"name": "只看夜里的", "query": "tab=all"}).status_code == 303
        answer = writer.get(QUEUE)
        assert "只看夜里的" in answer.content.decode()
        assert not came_from_there(answer)
        assert came_from_there(other.get(QUEUE))
        forged = client_of(cast.chen_centre)
        forged.cookies[replica.COOKIE] = f"{replica.BEYOND}:1abcde:forged"
        assert came_from_there(forged.get(QUEUE))
    finally:
        standby.go_on()
    caught_up(watch)
    answer = writer.get(QUEUE)
    assert "只看夜里的" in answer.content.decode()
    assert came_from_there(answer)


def test_a_form_that_wrote_nothing_leaves_no_mark(watch: Watch, cast: Any, client_of: Any) -> None:
    client = client_of(cast.zhao_dispatcher)
    client.get(QUEUE)
    client.cookies.pop(replica.COOKIE, None)
    client.post(reverse("cases:keep-view"), {"name": "", "query": "tab=all"})
    assert replica.COOKIE not in client.cookies


def test_rights_and_sessions_are_always_those_of_the_first_server(
    watch: Watch, standby: Standby, cast: Any, client_of: Any
) -> None:
    zhao, wang = client_of(cast.zhao_dispatcher), client_of(cast.wang_community)
    zhao.get(QUEUE), wang.get(QUEUE)
    caught_up(watch)
    standby.pause()
    try:
        assert came_from_there(zhao.get(QUEUE))
        locked = access.account_by_id(cast.zhao_dispatcher.account_id)
        accounts.lock_account(Actor.system(), account=locked, reason="gone")
        answer = zhao.get(QUEUE)
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("access:sign-in"))
        connection.cursor().execute(
            "UPDATE access_account SET rights_version = rights_version + 1 WHERE id = %s",
            [cast.wang_community.account_id],
        )
        connection.cursor().execute(
            "UPDATE people_appointment SET ends_on = starts_on WHERE card_id = %s", [cast.wang_community.card_id]
        )
        assert wang.get(QUEUE).status_code == 403
    finally:
        standby.go_on()


def test_one_that_lags_beyond_the_bound_is_left_alone_and_the_board_says_so(
    watch: Watch, standby: Standby, cast: Any, client_of: Any
) -> None:
    chen = client_of(cast.chen_centre)
    chen.get("/board/")
    caught_up(watch)
    late = time.monotonic() + 60
    standby.pause()
    try:
        Area.unscoped.filter(pk=cast.grid.pk).update(name="第一网格")
        watch._now = lambda: late
        watch.look()
        assert watch.state == BEHIND
        answer = chen.get("/board/")
        assert not came_from_there(answer)
        assert "数据库副本跟不上" in answer.content.decode()
        assert chen.get("/healthz").json()["replica"] == BEHIND
    finally:
        watch._now = time.monotonic
        standby.go_on()
    caught_up(watch)
    answer = chen.get("/board/")
    assert came_from_there(answer)
    assert "数据库副本跟不上" not in answer.content.decode()


def test_killed_it_costs_nobody_a_page_and_it_comes_back(
    watch: Watch, standby: Standby, cast: Any, client_of: Any
) -> None:
    chen = client_of(cast.chen_centre)
    chen.get("/board/")
    caught_up(watch)
    assert came_from_there(chen.get("/board/"))
    standby.kill()
    try:
        assert watch.serves()  # nobody has looked yet: this request finds out
        answer = chen.get("/board/")
        assert (answer.status_code, came_from_there(answer), watch.state) == (200, False, GONE)
        watch.look()
        assert chen.get("/healthz").json()["replica"] == GONE
        assert chen.get(QUEUE).status_code == 200
    finally:
        standby.start()
    caught_up(watch)
    assert came_from_there(chen.get("/board/"))


def test_promoted_it_is_never_read_again_not_even_before_the_next_look(
    named: Callable[..., Watch], cast: Any, client_of: Any
) -> None:
    with standby_of(embedded.cluster(test=True), "third") as server:
        watch, chen = named(server), client_of(cast.chen_centre)
        chen.get("/board/")
        caught_up(watch)
        assert came_from_there(chen.get("/board/"))
        server.promote()
        Area.unscoped.filter(pk=cast.county.pk).update(name="新名县")
        watch._current = time.monotonic()
        answer = chen.get("/board/")
        assert not came_from_there(answer)
        assert "新名县" in answer.content.decode()
        watch.look()
        assert watch.state == PROMOTED
        with replica._swapped(), pytest.raises(InternalError, match="read-only"):
            Area.unscoped.filter(pk=cast.county.pk).update(name="x")


def test_a_session_that_row_level_security_would_not_bind_is_refused(
    standby: Standby, named: Callable[..., Watch], cast: Any, client_of: Any
) -> None:
    watch, chen = named(standby, options="", user="postgres"), client_of(cast.chen_centre)
    watch.look()
    assert watch.state == STRANGER
    assert not came_from_there(chen.get("/board/"))


def test_what_the_replica_said_is_not_remembered_in_the_process(watch: Watch, cast: Any) -> None:
    caught_up(watch)
    kept = memory.Remembered(60)
    with replica._swapped():
        assert kept.recall("who", lambda: "old") == "old"
    assert kept.recall("who", lambda: "new") == "new"
