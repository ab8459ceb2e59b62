"""Working off jobs: one worker at a time takes the job that waited longest, a piece of it, then looks again."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils.translation import gettext

from linli.domains.rosters import selectors
from linli.domains.rosters.models import Roster
from linli.domains.rosters.services.exporting import export_piece
from linli.domains.rosters.services.reading import read_list
from linli.domains.rosters.services.running import fail, run_piece
from linli.domains.rosters.states import Kind, State
from linli.domains.rosters.subjects import Reader
from linli.foundation.privacy import rls
from linli.kernel.errors import RuleBroken

logger = logging.getLogger(__name__)

_LOCK = "linli.rosters.work"


def work(most: int = 10) -> int:
    """Take up to `most` steps (a file read, a piece worked off), in turns over all jobs; returns how many were taken.

    Two workers never work at once: one of them finds nothing to do. The lock goes with the connection of a killed one.
    """
    taken = 0
    with _alone() as ours:
        readers: dict[object, Reader] = {}
        while ours and taken < most and (pk := selectors.next_working()):
            _step(pk, readers)
            taken += 1
    return taken


@contextmanager
def _alone() -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [_LOCK])
        ours = bool(cursor.fetchone()[0])
    try:
        yield ours
    finally:
        if ours:
            _give_back()


def _give_back() -> None:
    if connection.connection is not None and not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [_LOCK])


def _step(pk: int, readers: dict[object, Reader]) -> None:
    """One step of one job. What stands in its way ends it in words, and no other job waits for it."""
    try:
        _next_step(pk, readers)
    except RuleBroken as refused:
        fail(pk, refused.message)
    except (OperationalError, InterfaceError):
        raise  # the database is away: nothing is wrong with the job
    except Exception:
        logger.exception("roster %s failed", pk)
        fail(pk, gettext("An error in the software. Those who run it find it in their log."))


def _next_step(pk: int, readers: dict[object, Reader]) -> None:
    with transaction.atomic(), rls.everywhere():
        roster = selectors.roster_by_id(pk)
    if roster.kind == Kind.EXPORT:
        export_piece(pk)
    elif roster.state == State.READING:
        read_list(pk)
    else:
        run_piece(pk, _reader(roster, readers))


def _reader(roster: Roster, readers: dict[object, Reader]) -> Reader:
    """Of this turn; columns that are matched anew want another one."""
    key = (roster.pk, roster.began_at)
    if key not in readers:
        with rls.everywhere():  # what was sorted lies in pieces; what the owner may is asked within their own reach
            readers[key] = roster.subject.reader(roster)
    return readers[key]
