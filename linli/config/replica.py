"""A second PostgreSQL, which follows the first one, answers boards and lists (ADR 0036).

Everything asks Django's one connection, "default". For the pages in `PAGES` the thread's connection is another one while the view
runs: that to the replica. So row-level security, kept statements and counters hold there as they do here, and no selector knows
of it. Whatever goes wrong there, the first server is asked as if nothing had been: only a whole page comes from the replica.
"""

from __future__ import annotations

import logging
import re
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic, sleep
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, Error, InterfaceError, OperationalError, connections
from django.http import HttpRequest, HttpResponse

from linli.kernel import health

log = logging.getLogger("linli.replica")

ALIAS = "replica"

#: Pages that may be some seconds old: boards, figures, lists. What one person works on, step by step, isn't among them.
_PAGES = """
    alliances:alliances alliances:county alliances:resolutions alliances:trades alliances:units
    cases:month cases:queue cases:whistles
    cobuilding:county cobuilding:coverage cobuilding:items cobuilding:lists cobuilding:overdue cobuilding:pairings
    cobuilding:projects cobuilding:registrations cobuilding:tenders cobuilding:uncovered
    credit:entries credit:figures credit:parties
    deliberation:figures deliberation:matters deliberation:meetings deliberation:public
    honours:articles honours:calls honours:county honours:given honours:library
    hotline:orders
    indicators:callers indicators:campaign indicators:campaigns indicators:figures indicators:print indicators:rows
    indicators:standing indicators:standing-rows indicators:theme indicators:themes
    ledger:accounts
    membership:coverage membership:figures membership:members membership:quota membership:uncovered
    methods:compare
    organizations:duties organizations:list organizations:vacancies
    owners:compounds owners:coverage owners:public-compounds owners:subsidies
    people:staff
    property:complained property:contracts property:figures property:orders property:public-county property:reports property:unserved
    residents:register
    scorecards:items scorecards:public-rounds scorecards:rounds
    selection:notices selection:selections
    suggestions:hot
    surveys:estates surveys:figures
    visits:coverage
    volunteering:board volunteering:figures volunteering:near volunteering:pool volunteering:teams
    web:board web:county
"""
PAGES = frozenset(_PAGES.split())

FOLLOWS, BEHIND, GONE, PROMOTED, STRANGER, UNKNOWN = "follows", "behind", "gone", "promoted", "stranger", "unknown"

LOOK_SECONDS = 1.0
#: Looks whose place in the log the replica hasn't reached yet; with more it is far behind anyway.
MOST_LOOKS = 600

COOKIE = "linli_wrote"
#: Beyond any place in the log: for a write whose place couldn't be asked.
BEYOND = 2**64
#: Seconds for which a browser keeps the cookie longer than the replica may be behind: whole seconds are cut, and answers take time.
MARGIN = 2

_HERE = "SELECT pg_current_wal_lsn() - '0/0', system_identifier FROM pg_control_system()"
_THERE = """
    SELECT pg_last_wal_replay_lsn() - '0/0', system_identifier, pg_is_in_recovery(), current_user FROM pg_control_system()
"""
_REPLAYED = "SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() - '0/0' ELSE -1 END"
_WRITTEN = "SELECT pg_current_wal_insert_lsn() - '0/0'"
_CHANGES = re.compile(r"\s*(INSERT|UPDATE|DELETE|MERGE|TRUNCATE|COPY|WITH)\b", re.IGNORECASE)

Handler = Callable[[HttpRequest], HttpResponse]


class Watch:
    """What this process knows of the replica: a thread looks every second, a request only reads what it found.

    How old the replica's rows are is told by places in the log, and by this process's own clock alone: each look remembers where the first
    server was, and a replica that has got there is as old as that look. A clock that is set wrong changes nothing.
    """

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self.state = UNKNOWN
        self._now = now
        self._current = float("-inf")  # the moment up to which the replica has everything
        self._replayed = -1
        self._waiting: deque[tuple[float, int]] = deque(maxlen=MOST_LOOKS)
        self._began = threading.Lock()

    @property
    def seconds_behind(self) -> float:
        """How old its rows are at most; without end as long as nothing is known."""
        return self._now() - self._current

    def serves(self) -> bool:
        """Whether a page may be read there now."""
        return self.state == FOLLOWS and self.seconds_behind <= settings.LINLI_REPLICA_SECONDS

    def begin(self) -> None:
        """Look from now on, in a thread of this process."""
        if self._began.acquire(blocking=False):
            threading.Thread(target=self._keep_looking, name="replica", daemon=True).start()

    def look(self) -> None:
        """See where both servers are. While the first one is away nothing is learned, and what is known grows old."""
        at = self._now()
        try:
            here, ours = _row(DEFAULT_DB_ALIAS, _HERE)
        except Error:
            return
        try:
            there, theirs, follows, role = _row(ALIAS, _THERE)
        except Error as error:
            self._gone(error)
            return
        if theirs != ours or role != settings.LINLI_DB_ROLE:
            self._is(STRANGER)
        elif not follows:
            self._is(PROMOTED)
        else:
            self._reached(at, int(here), int(there or 0))

    def failed(self, error: Error) -> None:
        """A page met `error` there. A server that ended, or was never reached, is gone until the next look; one that broke a statement
        off, because what it read was cleaned up, isn't.
        """
        state = getattr(error.__cause__, "sqlstate", None)
        if state is None or state.startswith(("08", "57P")):
            self._gone(error)

    def words(self) -> dict[str, Any]:
        """For `/healthz`."""
        self.begin()
        seconds = self.seconds_behind
        state = BEHIND if self.state == FOLLOWS and not self.serves() else self.state
        return {"replica": state, "replica_seconds": None if seconds == float("inf") else round(seconds, 1)}

    def _gone(self, error: Error) -> None:
        """This thread's session, if there is one, is used no more."""
        connections[ALIAS].close()
        self._is(GONE, str(error).strip())

    def _reached(self, at: float, here: int, there: int) -> None:
        if there < self._replayed:  # another server stands behind the address, or an older copy of it
            self._current = float("-inf")
        self._replayed = there
        self._waiting.append((at, here))
        while self._waiting and self._waiting[0][1] <= there:
            self._current = self._waiting.popleft()[0]
        self._is(FOLLOWS if self.seconds_behind <= settings.LINLI_REPLICA_SECONDS else BEHIND)

    def _is(self, state: str, why: str = "") -> None:
        """Know it from now on, and say so when it is news."""
        before, self.state = self.state, state
        if before != state and not (before == UNKNOWN and state == BEHIND):
            level = logging.INFO if state == FOLLOWS else logging.WARNING
            log.log(level, "replica: %s", state, extra={"fields": {"replica": state, "before": before, "why": why}})

    def _keep_looking(self) -> None:
        while True:
            try:
                self.look()
                connections.close_all()  # this thread's: back into the pools
            except Exception:  # whatever it was, the next look may tell
                log.exception("replica: no look")
            sleep(LOOK_SECONDS)


class ReadReplica:
    """Serve pages in `PAGES` from the replica as long as it follows; who wrote a moment ago reads the first server until it has that.

    The last of the middleware: session, account and rights are always those of the first server.
    """

    def __init__(self, get_response: Handler) -> None:
        if ALIAS not in connections:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.watch = Watch()
        health.register_words(ALIAS, self.watch.words)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        writes = _Writes()
        with connections[DEFAULT_DB_ALIAS].execute_wrapper(writes):
            response = self.get_response(request)
        if writes.seen:
            _note(response)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """The page from the replica, or None: then Django calls the view as ever."""
        match = request.resolver_match
        if request.method not in ("GET", "HEAD") or match is None or match.view_name not in PAGES:
            return None
        self.watch.begin()
        if not self.watch.serves():
            request.replica_away = self.watch.state != UNKNOWN  # type: ignore[attr-defined]  # the board says so
            return None
        response = self._asked(request, lambda: view(request, *args, **kwargs))
        request.from_replica = response is not None  # type: ignore[attr-defined]  # for the log of requests
        return response

    def _asked(self, request: HttpRequest, answer: Callable[[], HttpResponse]) -> HttpResponse | None:
        """What isn't a whole page (an error, a refusal, a row that hasn't arrived) is judged by the first server."""
        with _swapped():
            try:
                if _wrote(request) > _row(DEFAULT_DB_ALIAS, _REPLAYED)[0]:
                    return None
                response = answer()
            except (OperationalError, InterfaceError) as error:
                self.watch.failed(error)
                return None
            except Exception:  # noqa: BLE001  (if it is none of the replica's, it comes again from the first server)
                return None
        return response if response.status_code == 200 else None


class _Writes:
    """Notes whether the first server was told to change anything."""

    def __init__(self) -> None:
        self.seen = False

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not self.seen and context["connection"].alias == DEFAULT_DB_ALIAS and _CHANGES.match(str(sql)):
            self.seen = True
        return execute(sql, params, many, context)


@contextmanager
def _swapped() -> Iterator[None]:
    """This thread's connection is the one to the replica; whoever counts and logs statements does so there too."""
    first, replica = connections[DEFAULT_DB_ALIAS], connections[ALIAS]
    replica.execute_wrappers = first.execute_wrappers
    connections[DEFAULT_DB_ALIAS] = replica
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = first


def _row(alias: str, sql: str) -> tuple[Any, ...]:
    with connections[alias].cursor() as cursor:
        cursor.execute(sql)
        row: tuple[Any, ...] = cursor.fetchone()
    return row


def _note(response: HttpResponse) -> None:
    """Give the browser the place in the log behind which its own writes lie."""
    try:
        place = int(_row(DEFAULT_DB_ALIAS, _WRITTEN)[0])
    except Error:
        place = BEYOND
    response.set_signed_cookie(
        COOKIE,
        str(place),
        salt=COOKIE,
        max_age=settings.LINLI_REPLICA_SECONDS + MARGIN,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _wrote(request: HttpRequest) -> int:
    """The place in the log that a reader must find there; 0 for who wrote nothing lately."""
    said = request.get_signed_cookie(COOKIE, "0", salt=COOKIE, max_age=settings.LINLI_REPLICA_SECONDS + MARGIN)
    return int(said or 0)
