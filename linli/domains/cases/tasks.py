"""Jobs of the cases app, run by the worker."""

from __future__ import annotations

from procrastinate.contrib.django import app

from linli.domains.cases import services
from linli.domains.cases.services.reporters import TELL_AT_ONCE
from linli.domains.cases.services.sweep import BATCH

#: One run stops after that many batches, so that other jobs get their turn.
MOST_BATCHES = 20


@app.periodic(cron="*/10 * * * * *")
@app.task(queueing_lock="cases.sweep_deadlines")
def sweep_deadlines(timestamp: int = 0) -> int:
    """Warn, tell and climb where clocks ran out, end cases whose residents didn't answer, and let paused
    ones go on whose day has come; returns the steps taken.
    """
    done = 0
    for _ in range(MOST_BATCHES):
        taken = services.sweep_once()
        done += taken
        if taken < BATCH:
            break
    return done + services.end_suspensions()


@app.periodic(cron="*/3 * * * * *")
@app.task(queueing_lock="cases.tell_received")
def tell_received(timestamp: int = 0) -> int:
    """Have new reporters told that their report was received; returns how many."""
    done = 0
    for _ in range(MOST_BATCHES):
        taken = services.tell_received()
        done += taken
        if taken < TELL_AT_ONCE:
            break
    return done
