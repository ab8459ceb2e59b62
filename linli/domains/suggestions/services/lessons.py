"""Learning from a county's past cases: texts out, a process of its own learns, numbers in. Until they are in, the old ones hold."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from linli.domains.cases import selectors as cases
from linli.domains.suggestions.models import Lesson
from linli.domains.suggestions.permissions import LEARN
from linli.domains.suggestions.rules import learning
from linli.domains.suggestions.rules.learning import Row
from linli.domains.suggestions.rules.model import unpack
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

if TYPE_CHECKING:
    from linli.foundation.territory.models import Area

#: The job that learns for one county.
TASK = "linli.domains.suggestions.tasks.learn_county"
#: Learning that takes longer is given up (seconds).
LONGEST = 1800


@dataclass(frozen=True, slots=True)
class Texts:
    """What is learned from, and the categories that have too little: [key, different texts]."""

    rows: list[Row]
    too_few: list[tuple[str, int]]


def learn_all() -> int:
    """Learn the lessons of all counties, one after another; what is broken or busy in one stops none. Returns how many were learned."""
    learned = 0
    for county in territory.counties():
        try:
            learn_county(county)
        except RuleBroken:
            continue
        learned += 1
    return learned


def learn_county(county: Area) -> Lesson:
    """Learn from the county's own cases and keep the result in place of the old one.

    Raises RuleBroken: suggestions.learning_now (somebody else's learning is under way), suggestions.learning_failed.
    """
    with _alone(county.pk) as ours:
        if not ours:
            raise RuleBroken("suggestions.learning_now")
        began, ticks = clock.now(), time.monotonic()
        found = texts_of(county)
        if len({row.label for row in found.rows}) < 2:
            return _keep(county.pk, began, too_few=found.too_few, texts=len(found.rows))
        made = _learn(found.rows)
        data = base64.b64decode(made["model"])
        unpack(data)
        f1 = sum(row[2] for row in made["figures"]) / len(made["figures"]) if made["figures"] else None
        return _keep(
            county.pk, began, texts=made["rows"], figures=made["figures"], too_few=found.too_few, macro_f1=f1,
            seconds=round(time.monotonic() - ticks, 2), data=data,
        )  # fmt: skip


def texts_of(county: Area) -> Texts:
    """Different texts of the newest cases whose category has enough of them."""
    rules = territory.rules_of(county)
    wanted = rules.suggestions.category
    told = cases.labelled(county.pk, most=wanted.newest, standards=rules.cases.categories.standards)
    rows = learning.distinct([Row(text, key) for text, key in told]).rows
    counted = Counter(row.label for row in rows)
    kept = [row for row in rows if counted[row.label] >= wanted.least]
    return Texts(kept, sorted((key, n) for key, n in counted.items() if n < wanted.least))


def _learn(rows: Sequence[Row]) -> dict[str, Any]:
    """In a process of its own: the library's memory goes with it, and the worker's other jobs go on."""
    sent = json.dumps([[row.text, row.label] for row in rows]).encode()
    command = [sys.executable, "-m", learning.__name__]
    try:
        done = subprocess.run(command, input=sent, capture_output=True, check=True, timeout=LONGEST)
        return dict(json.loads(done.stdout))
    except (subprocess.SubprocessError, ValueError) as error:
        raise RuleBroken("suggestions.learning_failed") from error


@transaction.atomic
def _keep(county_id: int, began: datetime, **facts: Any) -> Lesson:
    """One row in place of the other; facts that aren't given are empty."""
    blank = {"texts": 0, "figures": [], "too_few": [], "macro_f1": None, "seconds": 0.0, "data": b""}
    values = {**blank, **facts, "began_at": began, "learned_at": clock.now()}
    return Lesson.unscoped.update_or_create(county_id=county_id, defaults=values)[0]


@contextmanager
def _alone(county_id: int) -> Iterator[bool]:
    """Whether nobody else learns for this county now. The lock goes with the connection of a killed process."""
    key = f"suggestions.lesson:{county_id}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [key])
        ours = bool(cursor.fetchone()[0])
    try:
        yield ours
    finally:
        if ours and connection.connection is not None and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [key])


def ask_to_learn(actor: Actor) -> None:
    """Have the worker learn anew for the actor's whole counties; what waits already isn't asked for twice."""
    for county in territory.areas_for(actor, permission=LEARN).filter(parent=None):
        with suppress(AlreadyEnqueued):
            app.configure_task(TASK, queueing_lock=f"{TASK}:{county.pk}").defer(county_id=county.pk)
